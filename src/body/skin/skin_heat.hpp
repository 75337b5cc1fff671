// Warmth and blood flow of a patch of skin, per area.
//
//   (1) c T' = K (T_c - T) + B q (T_a - T) + (1 - a) H (T_e - T) + a C (T_h - T) + s f v
//   (2) q    = q_0 d exp(w)                                  blood flow, d driving pressure over that at rest
//   (3) w'   = [g (T - T_0) - w]/t_w                         vessels follow the warmth of the skin around them
//   Rest, solved: (1) = 0, w = g (T - T_0)
//
//   T skin temperature, T_c, T_a, T_e, T_h of the core, of arterial blood, of the room, of a hand [K]; c heat capacity
//   [J/(m2 K)]; K, H, C transfer to the core, to the room, to a hand [W/(m2 K)]; B heat capacity of blood [J/(m3 K)]
//   q, q_0 skin blood flow, at T_0 [m/s]; a share of the area (or of the time) that a hand covers [1]
//   f v friction: force per area times speed [W/m2], s share of its heat that the skin takes [1]
//   w logarithm of relative flow [1], g its rise with warmth [1/K], t_w time [s]
//
// Ports: d from the circulation, a, T_h and f v from what is done; out: T and q. A stroke has no effect on q of its own.
// Assumes: skin is one layer, blood leaves it at its temperature, no evaporation, no reflex from the rest of the body, no axon reflex to
// stroking. Sources: all numbers from memory of two-node models of heat balance.
#pragma once
#include <array>
#include <cmath>
#include <cstddef>
#include <span>

#include "math/tolerance.hpp"

namespace cisterna {
class ParameterSet;
}

namespace cisterna::skin {

template <class S>
struct SkinHeat {
  S capacity{};                                         ///< c [J/(m2 K)]
  S core_transfer{}, room_transfer{}, hand_transfer{};  ///< K, H, C [W/(m2 K)]
  S blood_heat{};                                       ///< B [J/(m3 K)]
  S flow{}, flow_temperature{};                         ///< q_0 [m/s], T_0 [K]
  S warmth_gain{}, warmth_time{};                       ///< g [1/K], t_w [s]
  S friction_share{};                                   ///< s [1]
  S core{}, artery{};                                   ///< T_c, T_a [K]
};
SkinHeat<double> skin_heat(const ParameterSet& parameters);

/// (2) [m/s]
template <class T, class D, class S>
T skin_flow(const T& warmth, const D& driving, const SkinHeat<S>& p) {
  using std::exp;
  return p.flow * driving * exp(warmth);
}

/// (3) [1/s]
template <class T, class S>
T warmth_rate(const T& warmth, const T& temperature, const SkinHeat<S>& p) {
  return (p.warmth_gain * (temperature - p.flow_temperature) - warmth) / p.warmth_time;
}

template <class S>
struct SkinInputs {
  S room{};      ///< T_e [K]
  S hand{};      ///< T_h [K]
  S covered{};   ///< a [1]
  S friction{};  ///< f v [W/m2]
  S driving{};   ///< d [1]
};

/// What skin gains by each way [W/m2].
template <class T>
struct SkinGains {
  T core, blood, room, hand, friction;
};

/// The terms of (1).
template <class T, class S>
SkinGains<T> skin_gains(const T& temperature, const T& warmth, const SkinInputs<S>& in,
                        const SkinHeat<S>& p) {
  SkinGains<T> g;
  g.core = p.core_transfer * (p.core - temperature);
  g.blood = p.blood_heat * skin_flow(warmth, in.driving, p) * (p.artery - temperature);
  g.room = (1.0 - in.covered) * p.room_transfer * (in.room - temperature);
  g.hand = in.covered * p.hand_transfer * (in.hand - temperature);
  g.friction = T(p.friction_share * in.friction);
  return g;
}

/// As equations for a solver. States: temperature, warmth w, then the heat gained by each way so far [J/m2].
class SkinBalance {
 public:
  enum : std::size_t { temperature, warmth, first_gain, kStates = first_gain + 5 };

  explicit SkinBalance(const SkinHeat<double>& p) : p_(p), tolerances_{} { set_tolerances(); }

  SkinInputs<double> inputs{.room = 0, .hand = 0, .covered = 0, .friction = 0, .driving = 1};

  std::size_t size() const { return kStates; }
  std::size_t dynamic() const { return kStates; }
  std::span<const ToleranceBlock> tolerances() const { return tolerances_; }
  bool admissible(std::span<const double> y) const { return y[temperature] > 0; }
  /// Balance with the inputs as they are.
  std::array<double, kStates> rest() const;
  double flow(std::span<const double> y) const { return skin_flow(y[warmth], inputs.driving, p_); }
  const SkinHeat<double>& parameters() const { return p_; }

  template <class T>
  void rates(const T&, std::span<const T> y, std::span<const double>, std::span<T> f) const {
    const SkinGains<T> g = skin_gains(y[temperature], y[warmth], inputs, p_);
    f[temperature] = (g.core + g.blood + g.room + g.hand + g.friction) / p_.capacity;
    f[warmth] = warmth_rate(y[warmth], y[temperature], p_);
    f[2] = g.core, f[3] = g.blood, f[4] = g.room, f[5] = g.hand, f[6] = g.friction;
  }

 private:
  void set_tolerances();
  SkinHeat<double> p_;
  std::array<ToleranceBlock, 1> tolerances_;
};

}  // namespace cisterna::skin
