#include "measure/vessel_recording.hpp"

namespace cisterna {

std::vector<double> signal(const std::vector<std::vector<float>>& signals, int index) {
  if (signals.empty()) return {};  // of a film without a picture
  const std::vector<float>& one = signals[static_cast<std::size_t>(index)];
  return {one.begin(), one.end()};
}

LimbPart region_part(const Limb& limb, int region) {
  const auto r = static_cast<std::size_t>(region);
  return {limb.region_starts[r], limb.region_ends[r]};
}

std::vector<int> superficial(const Limb& limb, LimbPart part, int member) {
  std::vector<int> found;
  for (const LimbVessel& vessel : limb.vessels) {
    if (vessel.deep || (member >= 0 && vessel.member != member)) continue;
    for (int i = vessel.first; i < vessel.first + vessel.size; ++i) {
      const double s = limb.lymphangion_s[static_cast<std::size_t>(i)];
      if (s >= part.from && s <= part.to) found.push_back(i);
    }
  }
  return found;
}

std::vector<int> last_below(const Limb& limb, double s, int member) {
  std::vector<int> found;
  for (const LimbVessel& vessel : limb.vessels) {
    if (vessel.deep || (member >= 0 && vessel.member != member)) continue;
    for (int i = vessel.first; i + 1 < vessel.first + vessel.size; ++i) {
      const auto k = static_cast<std::size_t>(i);
      if (limb.lymphangion_s[k] <= s && limb.lymphangion_s[k + 1] > s) found.push_back(i);
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
