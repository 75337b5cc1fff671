#include "engine_chain.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "body/limb/chain.hpp"
#include "body/limb/lymph_system.hpp"
#include "solvers/stepper.hpp"

namespace cisterna::validation {
namespace {

// The leaflets feel the pressure drop with this lag; it only has to be short against a contraction.
constexpr double kLeafletLag = 1e-4;  // [s]
constexpr double kLookEvery = 1e-2;   // [s], for the largest and smallest diameters

BertramChain engine_model(const reference::BertramChain& chain) {
  BertramChain model;
  for (const auto& l : chain.lymphangions) {
    model.scale_pressure.push_back(l.passive_pressure);
    model.scale_diameter.push_back(l.passive_diameter);
    model.start_time.push_back(l.start);
  }
  model.length = chain.length;
  model.viscosity = chain.viscosity;
  model.tension = chain.active_tension;
  model.frequency = chain.frequency;
  model.inlet_pressure = chain.inlet_pressure;
  model.outlet_pressure = chain.inlet_pressure + chain.adverse_pressure;
  model.outside_pressure = chain.external_pressure;
  model.valve = {chain.valve_min,     chain.valve_max,  chain.open_pressure, chain.open_slope,
                 chain.fail_pressure, chain.fail_slope, kLeafletLag};
  return model;
}

double volume_of(double diameter, double length) {
  return 0.25 * std::numbers::pi * diameter * diameter * length;
}

void advance(Stepper<LymphSystem>& stepper, double time) {
  if (stepper.advance(time) != StepOutcome::ok)
    throw std::runtime_error("the chain could not be stepped");
}

}  // namespace

reference::BertramRun run_engine(const reference::BertramChain& chain, double duration,
                                 double window, double accuracy) {
  const LymphNetwork network = make_chain(engine_model(chain));
  LymphSystem system(network, nullptr, {.transport = false, .tolerance = accuracy});
  Stepper<LymphSystem> stepper(system, rodas3(), {});
  const StateLayout& at = system.layout();
  const std::size_t count = network.lymphangions;
  std::vector<double> y(system.size(), 0.0);
  for (std::size_t i = 0; i < count; ++i)
    y[at.volume + i] = volume_of(chain.start_diameter, chain.length);
  stepper.start(0, y);

  const double begin = duration - window;
  advance(stepper, begin);
  stepper.interpolate(begin, y);
  const std::vector<double> first = y;
  reference::BertramRun result;
  result.smallest.assign(count, std::numeric_limits<double>::infinity());
  result.largest.assign(count, 0.0);
  const long looks = std::lround(window / kLookEvery);
  for (long k = 1; k <= looks; ++k) {
    const double time = begin + window * static_cast<double>(k) / static_cast<double>(looks);
    advance(stepper, time);
    stepper.interpolate(time, y);
    for (std::size_t i = 0; i < count; ++i) {
      const double diameter = std::sqrt(y[at.volume + i] / volume_of(1, chain.length));
      result.smallest[i] = std::min(result.smallest[i], diameter);
      result.largest[i] = std::max(result.largest[i], diameter);
    }
  }
  // Meters count what passed the two ends; each valve between adds the volume stored on the way.
  result.inflow = (y[at.metered] - first[at.metered]) / window;
  result.outflow = (y[at.metered + 1] - first[at.metered + 1]) / window;
  double flow = result.inflow, sum = flow;
  for (std::size_t i = 0; i < count; ++i) {
    flow -= (y[at.volume + i] - first[at.volume + i]) / window;
    sum += flow;
    const double ratio = result.smallest[i] / result.largest[i];
    result.ejection.push_back(1 - ratio * ratio);
  }
  result.flow = sum / static_cast<double>(count + 1);
  return result;
}

}  // namespace cisterna::validation
