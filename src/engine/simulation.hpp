// One limb under one treatment, in time. Can be stepped in pieces, with the surroundings changed in between,
// saved and restored.
#pragma once
#include <memory>
#include <span>
#include <variant>
#include <vector>

#include "body/limb/limb.hpp"
#include "body/limb/lymph_system.hpp"
#include "engine/multirate_stepper.hpp"
#include "model/result.hpp"
#include "solvers/cvode_stepper.hpp"
#include "solvers/stepper.hpp"

namespace cisterna {

/// Our Rosenbrock-W steppers, each part of the network with its own steps or all with one; or SUNDIALS on the same
/// equations (slow; to compare with).
enum class Integrator { multirate, ros34pw2, ros2, cvode };

struct SimulationOptions {
  /// Vessels drift apart in phase at any tolerance; mean flows no longer change below this one
  /// (docs/decisions/0003-steppers.md).
  LymphSystemOptions system{.transport = true, .frozen_tissue = false, .tolerance = 1.5};
  Integrator integrator = Integrator::multirate;
  double largest_step = 1;  ///< [s]
};

class Simulation {
 public:
  /// `network` and `surroundings` outlive the simulation.
  Simulation(const LymphNetwork& network, const Surroundings& surroundings,
             SimulationOptions options);

  void start(double t, std::span<const double> state) {
    std::visit([&](auto& stepper) { stepper.start(t, state); }, stepper_);
  }
  /// Goes on to t; finished() tells why it may have stopped before.
  StopReason advance(double t);
  /// Goes on by one step.
  StopReason step();
  /// The state at time().
  std::span<const double> state() const {
    return std::visit([](const auto& stepper) { return stepper.state(); }, stepper_);
  }
  /// The state at t within the last step.
  void state_at(double t, std::span<double> out) {
    std::visit([&](auto& stepper) { stepper.interpolate(t, out); }, stepper_);
  }
  /// From t (not before the last step) on other surroundings act.
  StopReason change_surroundings(double t, const Surroundings& surroundings);

  double time() const {
    return std::visit([](const auto& stepper) { return stepper.time(); }, stepper_);
  }
  double longest_step() const { return longest_step_; }  ///< [s]
  LymphSystem& system() { return system_; }
  const StateLayout& layout() const { return system_.layout(); }
  StepCounts counts() const {
    return std::visit([](const auto& stepper) { return StepCounts(stepper.counts()); }, stepper_);
  }
  std::vector<double> save();
  /// False where `saved` does not fit this network.
  bool restore(std::span<const double> saved);

 private:
  using AnyStepper =
      std::variant<Stepper<LymphSystem>, MultirateStepper, CvodeStepper<LymphSystem>>;
  static AnyStepper stepper_for(LymphSystem& system, const SimulationOptions& options);

  LymphSystem system_;
  double longest_step_;
  AnyStepper stepper_;
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
