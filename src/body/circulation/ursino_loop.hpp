// The closed loop of Ursino 1998: a heart that beats, two circulations, and the whole baroreflex.
//
//   left ventricle -> systemic arteries -> splanchnic and other periphery -> splanchnic, other veins -> right atrium
//   right ventricle -> pulmonary arteries -> periphery -> veins -> left atrium
//   (1) dV/dt = Q_in - Q_out           of each of eleven stores of blood; each flow is counted once, on both its sides
//   (2) P = (V - V_u)/C                V_u of both systemic veins is set by the reflex
//   (3) dQ/dt = (P_1 - P_2 - R Q)/L    from both great arteries
//   (4) du/dt = 1/T                    beats; both ventricles contract by the share of u that is past the last whole one
//
// The periphery of both systemic beds has one pressure, hence is one store. What each symbol means: ventricle.hpp,
// vessel.hpp, baroreflex.hpp. States are volumes [m3], flows [m3/s], u [1], the sensor's lag [Pa], changes of effectors;
// carried are samples of the pressure that the sensor felt, for the delays.
//
// Assumes: atria that do not contract, no outside pressures, no gravity. An adult of 5.3 L of blood, lying.
// Sources: ursino1998.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <vector>

#include "body/circulation/baroreflex.hpp"
#include "body/circulation/delay_line.hpp"
#include "body/circulation/reflex_effectors.hpp"
#include "body/circulation/ventricle.hpp"
#include "body/circulation/vessel.hpp"
#include "math/tolerance.hpp"
#include "model/parameter.hpp"

namespace cisterna::circulation::ursino {

struct Store {
  double compliance = 0, unstressed = 0, resistance = 0, inertance = 0;
};

struct UrsinoParameters {
  Store artery, splanchnic, other, splanchnic_vein, other_vein;
  Store lung_artery, lung, lung_vein, left_atrium, right_atrium;
  Ventricle<double> left, right;
  Systole<double> systole;
  Baroreflex<double> reflex;
  Effectors effectors;
  double blood = 0;  ///< [m3]
};

UrsinoParameters ursino_parameters(const ParameterSet& parameters);

/// Places of the states.
enum State : std::size_t {
  kArtery,
  kPeriphery,
  kSplanchnicVein,
  kOtherVein,
  kRightAtrium,
  kRightVentricle,
  kLungArtery,
  kLung,
  kLungVein,
  kLeftAtrium,
  kLeftVentricle,
  kStores,  // volumes end here
  kArteryFlow = kStores,
  kLungFlow,
  kBeats,
  kSensor,
  kEffectors,
  kDynamic = kEffectors + static_cast<std::size_t>(kEffectorCount)
};
constexpr std::size_t effector_place(std::size_t k) { return kEffectors + k; }

/// What is read off a state.
template <class T>
struct UrsinoReading {
  T artery, lung_artery, right_atrium, left_atrium, left_ventricle, right_ventricle, periphery;
  T splanchnic_vein, other_vein;
  T felt;    ///< by the sensor
  T period;  ///< of a beat [s]
  T splanchnic_resistance, other_resistance, splanchnic_unstressed, other_unstressed;
  T splanchnic_flow, other_flow, left_outflow, right_outflow;
};

class UrsinoLoop {
 public:
  /// With `traffic` sympathetic and vagal traffic are held there [1/s] and the reflex does not answer.
  explicit UrsinoLoop(const UrsinoParameters& parameters,
                      std::optional<std::array<double, 2>> traffic = {});

  std::size_t size() const { return ursino::kDynamic + line_.size(); }
  std::size_t dynamic() const { return ursino::kDynamic; }
  std::span<const ToleranceBlock> tolerances() const { return tolerances_; }
  /// Steps longer than this would read what has not yet happened.
  double longest_step() const { return longest_step_; }

  /// A state to start from: pressures near those at rest, effectors at their base, all blood in its place.
  std::vector<double> start() const;
  /// Takes blood out of (or into) the other veins: a bleed in an instant.
  void bleed(double volume, std::span<double> y) const { y[ursino::kOtherVein] -= volume; }

  template <class T>
  UrsinoReading<T> read(std::span<const T> y) const;
  template <class T>
  void rates(const T& t, std::span<const T> y, std::span<const double> carried,
             std::span<T> f) const;
  bool admissible(std::span<const double> y) const;
  void transport(double t, double h, std::span<const double> y_old, std::span<double> y_new) const;

  const UrsinoParameters& parameters() const { return p_; }

 private:
  template <class T>
  T pressure(std::span<const T> y, std::size_t place, const Store& store) const {
    return vessel_pressure(y[place], store.unstressed, store.compliance);
  }

  UrsinoParameters p_;
  std::optional<std::array<double, 2>> traffic_;
  DelayLine line_;
  double longest_step_;
  Store periphery_;
  std::vector<ToleranceBlock> tolerances_;
};

template <class T>
UrsinoReading<T> UrsinoLoop::read(std::span<const T> y) const {
  UrsinoReading<T> r;
  const auto effector = [&](std::size_t k) { return p_.effectors[k].base + y[effector_place(k)]; };
  r.artery = pressure(y, kArtery, p_.artery);
  r.periphery = pressure(y, kPeriphery, periphery_);
  r.lung_artery = pressure(y, kLungArtery, p_.lung_artery);
  r.right_atrium = pressure(y, kRightAtrium, p_.right_atrium);
  r.left_atrium = pressure(y, kLeftAtrium, p_.left_atrium);
  r.felt = felt_pressure(y[kSensor], r.artery, p_.reflex);
  r.period = effector(kSympatheticPeriod) + y[effector_place(kVagalPeriod)];
  r.splanchnic_resistance = effector(kSplanchnicResistance);
  r.other_resistance = effector(kOtherResistance);
  r.splanchnic_unstressed = effector(kSplanchnicUnstressed);
  r.other_unstressed = effector(kOtherUnstressed);
  r.splanchnic_vein =
      vessel_pressure(y[kSplanchnicVein], r.splanchnic_unstressed, p_.splanchnic_vein.compliance);
  r.other_vein = vessel_pressure(y[kOtherVein], r.other_unstressed, p_.other_vein.compliance);
  r.splanchnic_flow = resisted_flow(r.periphery, r.splanchnic_vein, r.splanchnic_resistance);
  r.other_flow = resisted_flow(r.periphery, r.other_vein, r.other_resistance);

  const T active = ventricle_activation(phase_fraction(y[kBeats]), r.period, p_.systole);
  const auto left =
      ejection(isometric_pressure(active, y[kLeftVentricle], effector(kLeftElastance), p_.left),
               r.artery, p_.left);
  const auto right =
      ejection(isometric_pressure(active, y[kRightVentricle], effector(kRightElastance), p_.right),
               r.lung_artery, p_.right);
  r.left_ventricle = left.pressure, r.left_outflow = left.outflow;
  r.right_ventricle = right.pressure, r.right_outflow = right.outflow;
  return r;
}

template <class T>
void UrsinoLoop::rates(const T& t, std::span<const T> y, std::span<const double> carried,
                       std::span<T> f) const {
  const UrsinoReading<T> r = read(y);
  for (std::size_t k = 0; k < kStores; ++k) f[k] = T(0.0);
  const auto move = [&](std::size_t from, std::size_t to, const T& flow) {
    f[from] = f[from] - flow;
    f[to] = f[to] + flow;
  };
  const T lung = pressure(y, kLung, p_.lung), lung_vein = pressure(y, kLungVein, p_.lung_vein);
  move(kLeftVentricle, kArtery, r.left_outflow);
  move(kArtery, kPeriphery, y[kArteryFlow]);
  move(kPeriphery, kSplanchnicVein, r.splanchnic_flow);
  move(kPeriphery, kOtherVein, r.other_flow);
  move(kSplanchnicVein, kRightAtrium,
       resisted_flow(r.splanchnic_vein, r.right_atrium, p_.splanchnic_vein.resistance));
  move(kOtherVein, kRightAtrium,
       resisted_flow(r.other_vein, r.right_atrium, p_.other_vein.resistance));
  move(kRightAtrium, kRightVentricle,
       valve_flow(r.right_atrium, r.right_ventricle, p_.right_atrium.resistance));
  move(kRightVentricle, kLungArtery, r.right_outflow);
  move(kLungArtery, kLung, y[kLungFlow]);
  move(kLung, kLungVein, resisted_flow(lung, lung_vein, p_.lung.resistance));
  move(kLungVein, kLeftAtrium, resisted_flow(lung_vein, r.left_atrium, p_.lung_vein.resistance));
  move(kLeftAtrium, kLeftVentricle,
       valve_flow(r.left_atrium, r.left_ventricle, p_.left_atrium.resistance));
  f[kArteryFlow] = inertial_rate(r.artery, r.periphery, y[kArteryFlow], p_.artery.resistance,
                                 p_.artery.inertance);
  f[kLungFlow] = inertial_rate(r.lung_artery, lung, y[kLungFlow], p_.lung_artery.resistance,
                               p_.lung_artery.inertance);
  f[kBeats] = 1.0 / r.period;
  f[kSensor] = lag_rate(y[kSensor], r.artery, p_.reflex);
  const ReflexDrive<T> drive = traffic_ ? held_drive<T>((*traffic_)[0], (*traffic_)[1], p_.reflex)
                                        : delayed_drive(t, carried, line_, p_.reflex, p_.effectors);
  for (std::size_t k = 0; k < kEffectorCount; ++k)
    f[effector_place(k)] = effector_rate(y[effector_place(k)], drive[k], p_.effectors[k]);
}

}  // namespace cisterna::circulation::ursino

namespace cisterna::circulation {
using ursino::Store;
using ursino::ursino_parameters;
using ursino::UrsinoLoop;
using ursino::UrsinoParameters;
}  // namespace cisterna::circulation
