#include "body/circulation/ursino_loop.hpp"

#include <algorithm>
#include <string>

namespace cisterna::circulation::ursino {
namespace {

constexpr int kSamplesInShortestDelay = 16;

double shortest_delay(const Effectors& effectors) {
  return std::min_element(effectors.begin(), effectors.end(),
                          [](const auto& a, const auto& b) { return a.delay < b.delay; })
      ->delay;
}
double longest_delay(const Effectors& effectors) {
  return std::max_element(effectors.begin(), effectors.end(),
                          [](const auto& a, const auto& b) { return a.delay < b.delay; })
      ->delay;
}

}  // namespace

UrsinoParameters ursino_parameters(const ParameterSet& p) {
  const std::string prefix = "circulation.ursino.";
  const auto at = [&](const std::string& name) { return p[prefix + name]; };
  const auto store = [&](const std::string& name, bool unstressed, bool inertance,
                         bool resistance = true) {
    return Store{at(name + ".compliance"), unstressed ? at(name + ".unstressed") : 0,
                 resistance ? at(name + ".resistance") : 0,
                 inertance ? at(name + ".inertance") : 0};
  };
  const auto ventricle = [&](const std::string& name) {
    return Ventricle<double>{at(name + ".unstressed"), at(name + ".diastolic_scale"),
                             at(name + ".diastolic_rate"), at(name + ".resistance_factor")};
  };
  UrsinoParameters u;
  u.artery = store("artery", true, true);
  u.splanchnic = store("splanchnic", true, false, false);  // resistances and the veins' unstressed
  u.other = store("other", true, false, false);            // volumes are the reflex's
  u.splanchnic_vein = store("splanchnic_vein", false, false);
  u.other_vein = store("other_vein", false, false);
  u.lung_artery = store("lung_artery", true, true);
  u.lung = store("lung", true, false);
  u.lung_vein = store("lung_vein", true, false);
  u.left_atrium = store("left_atrium", true, false);
  u.right_atrium = store("right_atrium", true, false);
  u.left = ventricle("left_ventricle");
  u.right = ventricle("right_ventricle");
  u.systole = {at("systole.longest"), at("systole.slope")};
  u.reflex = reflex_parameters(p, "circulation.reflex.");
  u.effectors = effector_parameters(p, "circulation.reflex.");
  u.blood = at("blood");
  return u;
}

UrsinoLoop::UrsinoLoop(const UrsinoParameters& parameters,
                       std::optional<std::array<double, 2>> traffic)
    : p_(parameters),
      traffic_(traffic),
      line_(longest_delay(p_.effectors), shortest_delay(p_.effectors) / kSamplesInShortestDelay),
      longest_step_(shortest_delay(p_.effectors) - 2 * line_.spacing()),
      periphery_{p_.splanchnic.compliance + p_.other.compliance,
                 p_.splanchnic.unstressed + p_.other.unstressed, 0, 0} {
  // Relative to what each kind of state usually is.
  const double relative = 1.0 / 1024;
  const double stroke = 1 / p_.left.diastolic_rate, flow = 4 * stroke * p_.reflex.one;
  tolerances_ = {{0, kStores, relative * stroke, 0},
                 {kArteryFlow, kBeats, relative * flow, relative},
                 {kBeats, kSensor, relative / 16, 0},
                 {kSensor, kEffectors, relative * p_.reflex.width, 0}};
  for (std::size_t k = 0; k < kEffectorCount; ++k) {
    const double gain = std::abs(p_.effectors[k].gain);
    tolerances_.push_back({effector_place(k), effector_place(k) + 1, relative * gain, 0});
  }
}

std::vector<double> UrsinoLoop::start() const {
  std::vector<double> y(size(), 0.0);
  const double felt = p_.reflex.set_point;
  y[kArtery] = p_.artery.unstressed + p_.artery.compliance * felt;
  y[kPeriphery] = periphery_.unstressed + periphery_.compliance * felt;
  // Right and left of the lungs, pressures that grow with the heart's own scale of diastole.
  const auto fill = [&](std::size_t place, const Store& s, double scales) {
    y[place] = s.unstressed + s.compliance * scales * p_.left.diastolic_scale;
  };
  fill(kRightAtrium, p_.right_atrium, 3);
  fill(kLungArtery, p_.lung_artery, 12);
  fill(kLung, p_.lung, 8);
  fill(kLungVein, p_.lung_vein, 6);
  fill(kLeftAtrium, p_.left_atrium, 5);
  y[kLeftVentricle] = y[kRightVentricle] = 2 / p_.left.diastolic_rate;
  // The reflex as it answers the set point for ever.
  const double afferent = afferent_traffic(felt, p_.reflex);
  const double sympathetic = traffic_ ? (*traffic_)[0] : sympathetic_traffic(afferent, p_.reflex);
  const double vagal = traffic_ ? (*traffic_)[1] : vagal_traffic(afferent, p_.reflex);
  const ReflexDrive<double> drive = held_drive<double>(sympathetic, vagal, p_.reflex);
  for (std::size_t k = 0; k < kEffectorCount; ++k)
    y[effector_place(k)] = p_.effectors[k].gain * drive[k];
  y[kSensor] = felt * (1 - p_.reflex.lead_time / p_.reflex.fall_time);
  line_.fill(0, felt, std::span(y).subspan(kDynamic));
  // What is left of the blood goes to both systemic veins, at one pressure.
  double rest = p_.blood;
  for (std::size_t k = 0; k < kStores; ++k) rest -= y[k];
  const double splanchnic =
      p_.effectors[kSplanchnicUnstressed].base + y[effector_place(kSplanchnicUnstressed)];
  const double other = p_.effectors[kOtherUnstressed].base + y[effector_place(kOtherUnstressed)];
  const double pressure =
      (rest - splanchnic - other) / (p_.splanchnic_vein.compliance + p_.other_vein.compliance);
  y[kSplanchnicVein] = splanchnic + pressure * p_.splanchnic_vein.compliance;
  y[kOtherVein] = rest - y[kSplanchnicVein];
  return y;
}

bool UrsinoLoop::admissible(std::span<const double> y) const {
  for (std::size_t k = 0; k < ursino::kStores; ++k)
    if (!(y[k] > 0)) return false;
  return read(y).period > p_.systole.slope / p_.systole.longest;
}

void UrsinoLoop::transport(double t, double h, std::span<const double> y_old,
                           std::span<double> y_new) const {
  const auto felt = [&](std::span<const double> y) {
    return felt_pressure(y[kSensor],
                         vessel_pressure(y[kArtery], p_.artery.unstressed, p_.artery.compliance),
                         p_.reflex);
  };
  line_.record(t, h, felt(y_old), felt(y_new), y_new.subspan(kDynamic));
}

}  // namespace cisterna::circulation::ursino
