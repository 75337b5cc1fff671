#include "engine/simulation.hpp"

#include <cmath>
#include <limits>

namespace cisterna {
namespace {

// Of the tolerance of the others: at theirs its steps are so long that a fifth of the contractions fails (decision 0003).
constexpr double kCloser = 1.0 / 8;

StepperOptions stepping(const SimulationOptions& options) {
  StepperOptions stepper;
  stepper.first_step = 1e-4;
  stepper.largest_step = options.largest_step;
  stepper.smallest_step = 1e-10;
  return stepper;
}
}  // namespace

Simulation::Simulation(const LymphNetwork& network, const Surroundings& surroundings,
                       SimulationOptions options)
    : system_(network, &surroundings, options.system),
      longest_step_(options.largest_step),
      stepper_(stepper_for(system_, options)) {
  if (const auto* parts = std::get_if<MultirateStepper>(&stepper_))
    longest_step_ = parts->longest_step();
}

Simulation::AnyStepper Simulation::stepper_for(LymphSystem& system,
                                               const SimulationOptions& options) {
  if (options.integrator == Integrator::cvode)
    return CvodeStepper<LymphSystem>(system, stepping(options));
  if (options.integrator == Integrator::multirate)
    return MultirateStepper(system, stepping(options));
  if (options.integrator == Integrator::ros2)
    return Stepper<LymphSystem>(system, ros2(), stepping(options));
  StepperOptions closer = stepping(options);
  closer.tolerance = kCloser;
  return Stepper<LymphSystem>(system, ros34pw2(), closer);
}

StopReason Simulation::advance(double t) {
  return reason_of(std::visit([&](auto& stepper) { return stepper.advance(t); }, stepper_));
}

StopReason Simulation::step() {
  return advance(std::nextafter(time(), std::numeric_limits<double>::infinity()));
}

StopReason Simulation::change_surroundings(double t, const Surroundings& surroundings) {
  const StepOutcome outcome =
      std::visit([&](auto& stepper) { return stepper.restart_at(t); }, stepper_);
  system_.surround(&surroundings);
  return reason_of(outcome);
}

std::vector<double> Simulation::save() {
  std::vector<double> out;
  std::visit([&](auto& stepper) { stepper.save(out); }, stepper_);
  return out;
}

bool Simulation::restore(std::span<const double> saved) {
  return std::visit([&](auto& stepper) { return stepper.restore(saved); }, stepper_) ==
         saved.size();
}

}  // namespace cisterna
