// One limb under one treatment, in time. Can be stepped in pieces, with the surroundings changed in between,
// saved and restored.
#pragma once
#include <memory>
#include <span>
#include <vector>

#include "body/limb/limb.hpp"
#include "body/limb/lymph_system.hpp"
#include "model/result.hpp"
#include "solvers/stepper.hpp"

namespace cisterna {

enum class Integrator { ros34pw2, ros2 };

struct SimulationOptions {
  /// Vessels drift apart in phase at any tolerance; mean flows no longer change below this one
  /// (docs/decisions/0003-steppers.md).
  LymphSystemOptions system{.transport = true, .frozen_tissue = false, .tolerance = 2};
  Integrator integrator = Integrator::ros2;
  double largest_step = 1;  ///< [s]
};

class Simulation {
 public:
  /// `network` and `surroundings` outlive the simulation.
  Simulation(const LymphNetwork& network, const Surroundings& surroundings,
             SimulationOptions options);

  void start(double t, std::span<const double> state) { stepper_.start(t, state); }
  /// Goes on to t; finished() tells why it may have stopped before.
  StopReason advance(double t);
  /// Goes on by one step.
  StopReason step();
  /// The state at time().
  std::span<const double> state() const { return stepper_.state(); }
  /// The state at t within the last step.
  void state_at(double t, std::span<double> out) { stepper_.interpolate(t, out); }
  /// From t (not before the last step) on other surroundings act.
  StopReason change_surroundings(double t, const Surroundings& surroundings);

  double time() const { return stepper_.time(); }
  LymphSystem& system() { return system_; }
  const StateLayout& layout() const { return system_.layout(); }
  const StepCounts& counts() const { return stepper_.counts(); }
  std::vector<double> save();
  /// False where `saved` does not fit this network.
  bool restore(std::span<const double> saved);

 private:
  LymphSystem system_;
  Stepper<LymphSystem> stepper_;
};

inline StopReason reason_of(StepOutcome outcome) {
  switch (outcome) {
    case StepOutcome::ok: return StopReason::finished;
    case StepOutcome::step_too_small: return StopReason::step_too_small;
    case StepOutcome::non_finite: return StopReason::non_finite;
  }
  return StopReason::non_finite;
}

}  // namespace cisterna
