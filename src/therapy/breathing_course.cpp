#include "therapy/breathing_course.hpp"

#include <algorithm>
#include <cmath>

#include "therapy/footprint.hpp"
#include "therapy/programme.hpp"

namespace cisterna {
namespace {
constexpr double kRoundOff = 1e-9;  // of summed durations [s]
}  // namespace

double breath_depth(const Breathing& breathing, double breaths) {
  const double x = breaths - std::floor(breaths), in = breathing.inspired;
  return x < in ? smooth_rise(x, in) : 1 - smooth_rise(x - in, breathing.let_out());
}

CavityPressures cavity_pressures(const Breathing& breathing, double t) {
  const double depth = breath_depth(breathing, t * breathing.rate);
  return {std::lerp(breathing.thoracic[0], breathing.thoracic[1], depth),
          std::lerp(breathing.abdominal[0], breathing.abdominal[1], depth)};
}

bool BreathingCourse::settle() {
  std::stable_sort(changes_.begin(), changes_.end(),
                   [](const Change& a, const Change& b) { return a.start < b.start; });
  for (std::size_t i = 1; i < changes_.size(); ++i)
    if (changes_[i].start < changes_[i - 1].end() - kRoundOff) return false;
  return true;
}

CavityPressures BreathingCourse::at(double t) const {
  CavityPressures p = cavity_pressures(quiet_, t);
  const auto next =
      std::upper_bound(changes_.begin(), changes_.end(), t,
                       [](double time, const Change& change) { return time < change.start; });
  if (next == changes_.begin()) return p;
  const Change& change = *(next - 1);
  if (t >= change.end()) return p;
  const double weight =
      smooth_rise(t - change.start, change.ramp) * smooth_rise(change.end() - t, change.ramp);
  const CavityPressures other = cavity_pressures(change.breathing, t - change.start);
  p.thorax = std::lerp(p.thorax, other.thorax, weight);
  p.abdomen = std::lerp(p.abdomen, other.abdomen, weight);
  return p;
}

double BreathingCourse::next_breakpoint(double t) const {
  for (const Change& change : changes_) {
    if (change.end() <= t) continue;
    for (const double moment :
         {change.start, change.start + change.ramp, change.end() - change.ramp, change.end()})
      if (moment > t) return moment;
  }
  return kNever;
}

}  // namespace cisterna
