#include "engine/swollen_start.hpp"

#include <cmath>

#include "engine/tissue_balance.hpp"

namespace cisterna {
namespace {

constexpr double kSettling = 1800, kLook = 300;  // the last part of it is looked at [s]

// (1), (2); protein and dye of the vessels follow their volumes later.
void fill_tissue(const Limb& limb, const StateLayout& at, const Surroundings& surroundings,
                 bool transport, std::vector<double>& y) {
  const LymphNetwork& w = limb.network;
  Posture posture(w);
  posture.take(surroundings, 0);
  const TissueBalance balance(w, posture, surroundings);
  for (std::size_t i = 0; i < limb.oedema.size(); ++i) {
    if (limb.oedema[i] < 0) continue;
    const double volume = w.tissue.rest_volume[i] + limb.oedema[i];
    const double factor = volume / y[at.tissue + i];
    y[at.tissue + i] = volume;
    if (transport)
      for (const std::size_t carried : {at.protein, at.tracer})
        y[carried + w.cells() + i] *= factor;
    const double p = balance.pressure(i, volume / w.tissue.rest_volume[i]);
    y[at.glycocalyx + i] = balance.filtrate_concentration(i, balance.steady_filtration(i, p));
  }
}

}  // namespace

void swell(const Limb& limb, const Surroundings& surroundings, const SimulationOptions& simulation,
           const std::atomic<bool>* stop, RestState& rest) {
  if (limb.oedema.empty()) return;
  const LymphNetwork& w = limb.network;
  const bool transport = simulation.system.transport;
  const StateLayout full(w, transport);
  std::vector<double>& y = rest.state;
  fill_tissue(limb, full, surroundings, transport, y);

  SimulationOptions held = simulation;
  held.system.frozen_tissue = true, held.system.transport = false;
  Simulation run(w, surroundings, held);
  const StateLayout& at = run.layout();
  std::vector<double> settled(y.begin(), y.begin() + static_cast<std::ptrdiff_t>(at.dynamic));
  settled.resize(at.size, 0.0);
  const std::vector<double> before = y;
  run.start(0, settled);
  std::vector<double> uptake(2, 0.0);
  const auto total = [&](std::size_t first, std::size_t count) {
    double sum = 0;
    for (std::size_t k = 0; k < count; ++k) sum += settled[first + k];
    return sum;
  };
  for (int half = 0; half < 2; ++half) {
    const bool given_up = stop != nullptr && stop->load(std::memory_order_relaxed);
    const StopReason reason =
        given_up ? StopReason::interrupted : run.advance(half == 0 ? kSettling - kLook : kSettling);
    if (reason != StopReason::finished) {
      rest.found = false, rest.reason = name_of(reason);
      return;
    }
    run.state_at(half == 0 ? kSettling - kLook : kSettling, settled);
    uptake[static_cast<std::size_t>(half)] = total(at.uptake, w.initials);
  }
  std::copy_n(settled.begin(), at.dynamic, y.begin());
  if (transport)
    for (std::size_t c = 0; c < w.cells(); ++c)
      for (const std::size_t carried : {full.protein, full.tracer})
        y[carried + c] *= y[full.volume + c] / before[full.volume + c];
  // (3)
  LymphSystem look(w, &surroundings, simulation.system);
  std::vector<double> rates(full.size);
  look.rates(0, y, rates);
  rest.filtration_flow = 0;
  for (const double flow : look.filtration_flows()) rest.filtration_flow += flow;
  rest.uptake_flow = (uptake[1] - uptake[0]) / kLook;
  rest.imbalance = std::abs(rest.filtration_flow / rest.uptake_flow - 1);
  RestState::reset_counted(full, y);
}

}  // namespace cisterna
