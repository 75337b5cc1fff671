#include "measure/vessel_recording.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace cisterna {

void VesselRecording::add(const LymphSystem& system, std::span<const double> state) {
  const LymphNetwork& w = system.network();
  const StateLayout& at = system.layout();
  if (shear_sum.empty()) {
    shear_sum.assign(w.lymphangions, 0);
    shear_highest.assign(w.lymphangions, -std::numeric_limits<double>::infinity());
    diameter.resize(w.lymphangions), pressure.resize(w.lymphangions), flow.resize(w.valves());
  }
  for (std::size_t i = 0; i < w.lymphangions; ++i) {
    const double area = state[at.volume + i] / (w.length[i] * w.copies[i]);
    diameter[i].push_back(static_cast<float>(std::sqrt(4 * area / std::numbers::pi)));
    pressure[i].push_back(static_cast<float>(system.pressures()[i]));
    const double shear = system.wall_shears()[i];
    shear_sum[i] += shear;
    shear_highest[i] = std::max(shear_highest[i], shear);
  }
  for (std::size_t e = 0; e < w.valves(); ++e) {
    const auto from = static_cast<std::size_t>(w.valve_from[e]);
    const double copies = from < w.lymphangions ? w.copies[from] : 1;
    flow[e].push_back(static_cast<float>(system.valve_flows()[e] / copies));
  }
}

std::vector<double> signal(const std::vector<std::vector<float>>& signals, int index) {
  if (signals.empty()) return {};  // of a film without a picture
  const std::vector<float>& one = signals[static_cast<std::size_t>(index)];
  return {one.begin(), one.end()};
}

LimbPart region_part(const Limb& limb, int region) {
  const auto r = static_cast<std::size_t>(region);
  return {limb.region_starts[r], limb.region_ends[r]};
}

std::vector<int> superficial(const Limb& limb, LimbPart part) {
  std::vector<int> found;
  for (const LimbVessel& vessel : limb.vessels) {
    if (vessel.deep) continue;
    for (int i = vessel.first; i < vessel.first + vessel.size; ++i) {
      const double s = limb.lymphangion_s[static_cast<std::size_t>(i)];
      if (s >= part.from && s <= part.to) found.push_back(i);
    }
  }
  return found;
}

int valve_out_of(const LymphNetwork& network, int lymphangion) {
  for (std::size_t e = 0; e < network.valves(); ++e)
    if (network.valve_from[e] == lymphangion) return static_cast<int>(e);
  return -1;
}

}  // namespace cisterna
