#include "engine/simulation.hpp"

#include <cmath>
#include <limits>

namespace cisterna {
namespace {
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
      stepper_(system_, options.integrator == Integrator::ros2 ? ros2() : ros34pw2(),
               stepping(options)) {}

StopReason Simulation::advance(double t) { return reason_of(stepper_.advance(t)); }

StopReason Simulation::step() {
  return advance(std::nextafter(time(), std::numeric_limits<double>::infinity()));
}

StopReason Simulation::change_surroundings(double t, const Surroundings& surroundings) {
  const StepOutcome outcome = stepper_.restart_at(t);
  system_.surround(&surroundings);
  return reason_of(outcome);
}

std::vector<double> Simulation::save() {
  std::vector<double> out;
  stepper_.save(out);
  return out;
}

bool Simulation::restore(std::span<const double> saved) {
  return stepper_.restore(saved) == saved.size();
}

}  // namespace cisterna
