// Pressures in the chest and the abdomen through a treatment: quiet breathing, and steps of another one.
//
//   (1)  b(x) = S(x / i)  for x < i,   1 - S((x - i) / (1 - i - h))  beyond     drawn in, let out; 0 in the pause
//   (2)  p = p_e + (p_i - p_e) b(x),   x = fraction of (t rate)                 of chest and abdomen alike
//   (3)  p = (1 - w) p_quiet(t) + w p_step(t - start)                           during a step
//
//   S         raised-cosine step from 0 to 1: no corners     i  inspired share of a breath [1]
//   h         share of the pause after breathing out [1]
//   p_e, p_i  pressure at the end of breathing out and in [Pa]
//   w         rises smoothly from 0 to 1 within the first `ramp` of the step, and falls within its last
//
// So pressures have a slope everywhere, reach both ends in every breath between the ramps, and never pass them.
#pragma once
#include <vector>

#include "therapy/protocol.hpp"
#include "therapy/surface.hpp"

namespace cisterna {

/// (1) Share of a breath that is in the lungs; `breaths` counted from the start of one.
double breath_depth(const Breathing& breathing, double breaths);

/// (2) `t` from the start of a breath.
CavityPressures cavity_pressures(const Breathing& breathing, double t);

class BreathingCourse {
 public:
  void begin(const Breathing& quiet) { quiet_ = quiet; }
  void add(double start, const Step& step) {
    changes_.push_back({start, step.duration, step.ramp, step.breathing});
  }
  /// False when two steps overlap in time.
  bool settle();
  CavityPressures at(double t) const;
  /// Start and end of the ramps: (2) and (3) have a slope everywhere, yet a stop is worth it there.
  double next_breakpoint(double t) const;

 private:
  struct Change {
    double start, duration, ramp;
    Breathing breathing;
    double end() const { return start + duration; }
  };
  Breathing quiet_;
  std::vector<Change> changes_;  // by start
};

}  // namespace cisterna
