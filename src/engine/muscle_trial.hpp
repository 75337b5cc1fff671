// One muscle bed with what is done to it in order: squeezes, contractions, occlusion. For tests and validation.
#pragma once
#include <functional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "body/oxygen/muscle_bed.hpp"
#include "solvers/dense_system.hpp"
#include "solvers/stepper.hpp"

namespace cisterna::oxygen {

/// Highest inflow over rest, when it came, and when half of its rise was gone [s].
struct Peak {
  double height = 0, time = 0, half_gone = 0;
};

class MuscleTrial {
 public:
  /// Of a litre of muscle; `tolerance` of the stepper.
  explicit MuscleTrial(const ParameterSet& parameters, double tolerance = 1)
      : bed_(muscle_bed(parameters, kLitre)),
        system_(bed_),
        stepper_(system_, rodas3(), options(tolerance)) {
    stepper_.start(0, bed_.rest());
  }

  MuscleBed& bed() { return bed_; }
  double time() const { return stepper_.time(); }
  std::span<const double> state() const { return stepper_.state(); }
  MuscleBedFlows<double> flows() const { return bed_.flows<double>(stepper_.state()); }
  /// Inflow over that at rest.
  double relative_flow() const { return flows().in / at_rest(); }

  void outside(double pressure) { bed_.inputs.outside_pressure = pressure; }
  void hold(double strength) { bed_.inputs.contraction = strength; }
  /// Artery and vein are closed: no pressure from the one, more than any muscle makes in the other.
  void close() {
    bed_.inputs.arterial_pressure = 0;
    bed_.inputs.venous_pressure = kClosed;
  }
  void release() {
    bed_.inputs.arterial_pressure = arterial_, bed_.inputs.venous_pressure = venous_;
  }
  /// Pressures of the limb where it is held.
  void move_to(double arterial, double venous) {
    arterial_ = arterial, venous_ = venous;
    release();
  }
  void occlude_until(double t) {
    close();
    pass(t - time());
  }
  void occlude(double duration) {
    close();
    pass(duration);
  }

  void pass(double duration) {
    const double end = stepper_.time() + duration;
    // Inputs may have changed: begin anew.
    stepper_.start(stepper_.time(),
                   std::vector<double>(stepper_.state().begin(), stepper_.state().end()));
    if (stepper_.advance(end) != StepOutcome::ok || stepper_.restart_at(end) != StepOutcome::ok)
      throw std::runtime_error("muscle bed: the stepper stopped");
  }
  /// Contractions of `strength` for `share` of each `period`, `times` in number.
  void contract(double strength, double share, double period, int times) {
    for (int k = 0; k < times; ++k) {
      hold(strength), pass(share * period);
      hold(0), pass((1 - share) * period);
    }
  }

  /// Mean inflow over rest while `what` goes on.
  double mean_flow_over(const std::function<void()>& what) {
    const double begin = time(), blood = state()[MuscleBed::ledger_in];
    what();
    return (state()[MuscleBed::ledger_in] - blood) / ((time() - begin) * at_rest());
  }

  /// Watches the next `duration` [s], ten times a second.
  Peak peak_within(double duration) {
    release();
    flow_.assign(1, relative_flow());
    while (static_cast<double>(flow_.size()) * kLook <= duration) {
      pass(kLook);
      flow_.push_back(relative_flow());
    }
    std::size_t best = 0;
    for (std::size_t k = 0; k < flow_.size(); ++k)
      if (flow_[k] > flow_[best]) best = k;
    std::size_t half = best;
    while (half < flow_.size() && flow_[half] - 1 > 0.5 * (flow_[best] - 1)) ++half;
    return {flow_[best], static_cast<double>(best) * kLook, static_cast<double>(half) * kLook};
  }
  /// Inflow over rest `t` after that watch began.
  double recorded(double t) const { return flow_.at(static_cast<std::size_t>(t / kLook + 0.5)); }

 private:
  static constexpr double kLitre = 1e-3, kLook = 0.1;  // [m3], [s]
  static constexpr double kClosed = 40e3;              // 300 mmHg [Pa]

  static StepperOptions options(double tolerance) {
    StepperOptions o;
    o.first_step = 1e-3, o.tolerance = tolerance;
    return o;
  }
  double at_rest() const { return bed_.parameters().perfusion * bed_.parameters().volume; }

  MuscleBed bed_;
  DenseSystem<MuscleBed> system_;
  Stepper<DenseSystem<MuscleBed>> stepper_;
  double arterial_ = bed_.inputs.arterial_pressure, venous_ = bed_.inputs.venous_pressure;
  std::vector<double> flow_;
};

}  // namespace cisterna::oxygen
