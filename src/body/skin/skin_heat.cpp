#include "body/skin/skin_heat.hpp"

#include "model/parameter.hpp"

namespace cisterna::skin {

SkinHeat<double> skin_heat(const ParameterSet& p) {
  SkinHeat<double> s;
  s.capacity = p["skin.heat.density"] * p["skin.heat.specific"] * p["skin.heat.thickness"];
  const double skin = p["skin.heat.thickness"], layer = p["skin.heat.under_thickness"];
  s.core_transfer = p["skin.heat.deep_transfer"];
  s.under_capacity = p["skin.heat.density"] * p["skin.heat.specific"] * layer;
  s.under_transfer = p["skin.heat.under_transfer"];
  s.under_skin = s.under_transfer * layer / (0.5 * (skin + layer));  // from middle to middle
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

double SkinBalance::whole_transfer() const {
  return 1 / (1 / p_.core_transfer + 1 / p_.under_skin +
              static_cast<double>(kLayers - 1) / p_.under_transfer);
}

// The gain of heat falls as skin warms, where it meets its own blood: halve the interval.
std::array<double, SkinBalance::kStates> SkinBalance::rest() const {
  double low = 0, high = 2 * p_.core, through = 0;
  std::array<double, kStates> y{};
  constexpr int kHalvings = 4 * 16;
  for (int k = 0; k < kHalvings; ++k) {
    y[temperature] = 0.5 * (low + high);
    y[warmth] = p_.warmth_gain * (y[temperature] - p_.flow_temperature);
    const SkinGains<double> g = skin_gains(y[temperature], y[temperature], y[warmth], inputs, p_);
    through = whole_transfer() * (p_.core - y[temperature]);
    const double sum = through + g.blood + g.room + g.hand + g.friction;
    (sum > 0 ? low : high) = y[temperature];
  }
  double above = y[temperature], transfer = p_.under_skin;
  for (std::size_t k = first_layer; k < first_gain; ++k) {
    above = y[k] = above + through / transfer;
    transfer = p_.under_transfer;
  }
  return y;
}

double SkinBalance::room_for(double skin) const {
  const double warm = p_.warmth_gain * (skin - p_.flow_temperature);
  const double gained = whole_transfer() * (p_.core - skin) +
                        p_.blood_heat * skin_flow(warm, inputs.driving, p_) * (p_.artery - skin);
  return skin - gained / p_.room_transfer;
}

}  // namespace cisterna::skin
