#include "body/skin/skin_heat.hpp"

#include "model/parameter.hpp"

namespace cisterna::skin {

SkinHeat<double> skin_heat(const ParameterSet& p) {
  SkinHeat<double> s;
  s.capacity = p["skin.heat.density"] * p["skin.heat.specific"] * p["skin.heat.thickness"];
  s.core_transfer = p["skin.heat.core_transfer"];
  s.room_transfer = p["skin.heat.room_transfer"];
  s.hand_transfer = p["skin.heat.hand_transfer"];
  s.blood_heat = p["skin.heat.density"] * p["skin.heat.blood_specific"];
  s.flow = p["skin.flow.rest"];
  s.flow_temperature = p["skin.flow.temperature"];
  s.warmth_gain = p["skin.flow.warmth_gain"];
  s.warmth_time = p["skin.flow.warmth_time"];
  s.friction_share = p["skin.heat.friction_share"];
  s.core = p["skin.heat.core"];
  s.artery = p["skin.heat.artery"];
  return s;
}

void SkinBalance::set_tolerances() {
  constexpr double kShare = 1.0 / (16 * 16 * 16 * 16 * 16);  // about a millionth
  tolerances_[0] = {temperature, first_gain, kShare, kShare};
}

// The gain of heat falls as skin warms, where it meets its own blood: halve the interval.
std::array<double, SkinBalance::kStates> SkinBalance::rest() const {
  double low = 0, high = 2 * p_.core;
  std::array<double, kStates> y{};
  constexpr int kHalvings = 4 * 16;
  for (int k = 0; k < kHalvings; ++k) {
    y[temperature] = 0.5 * (low + high);
    y[warmth] = p_.warmth_gain * (y[temperature] - p_.flow_temperature);
    const SkinGains<double> g = skin_gains(y[temperature], y[warmth], inputs, p_);
    const double sum = g.core + g.blood + g.room + g.hand + g.friction;
    (sum > 0 ? low : high) = y[temperature];
  }
  return y;
}

}  // namespace cisterna::skin
