#include "body/circulation/reflex_effectors.hpp"

namespace cisterna::circulation {

Baroreflex<double> reflex_parameters(const ParameterSet& p, const std::string& prefix) {
  const auto at = [&](const char* name) { return p[prefix + name]; };
  return {at("fall_time"),         at("lead_time"),
          at("set_point"),         at("width"),
          at("afferent_least"),    at("afferent_greatest"),
          at("sympathetic_rest"),  at("sympathetic_most"),
          at("sympathetic_decay"), at("sympathetic_threshold"),
          at("vagal_least"),       at("vagal_most"),
          at("vagal_centre"),      at("vagal_width"),
          at("one_spike")};
}

Effectors effector_parameters(const ParameterSet& p, const std::string& prefix) {
  static constexpr std::array<const char*, kEffectorCount> kNames{
      "left_elastance",        "right_elastance",  "splanchnic_resistance", "other_resistance",
      "splanchnic_unstressed", "other_unstressed", "sympathetic_period",    "vagal_period"};
  Effectors e;
  for (std::size_t k = 0; k < kEffectorCount; ++k) {
    const auto at = [&](const char* name) { return p[prefix + kNames[k] + "." + name]; };
    e[k] = {at("gain"), at("time"), at("delay"), k == kVagalPeriod ? 0 : at("base")};
  }
  return e;
}

}  // namespace cisterna::circulation
