// Warmth and blood flow of a patch of skin and of what lies under it, per area.
//
//   (1) c T'     = G (T_1 - T) + B q (T_a - T) + (1 - a) H (T_e - T) + a C (T_h - T) + s f v
//   (2) c_u T_i' = G_i (T_{i-1} - T_i) + G_{i+1} (T_{i+1} - T_i)           layers i = 1 .. n under the skin, T_{n+1} = T_c
//   (3) q    = q_0 d exp(w)                                  blood flow, d driving pressure over that at rest
//   (4) w'   = [g (T - T_0) - w]/t_w                         vessels follow the warmth of the skin around them
//   (5) d    = R(P_a - P_d)/R(P_a0 - P_v0),  P_d = P_v + P(p_e - P_v)   skin pressed by p_e above its vein gets less
//   Rest, solved: (1) = (2) = 0, w = g (T - T_0)
//
//   T skin temperature, T_i of layer i, T_c, T_a, T_e, T_h of the core, of arterial blood, of the room, of a hand [K]; c,
//   c_u heat capacity of skin, of a layer [J/(m2 K)]; H, C transfer to the room, to a hand; G, G_i between the middles of
//   layers, G_{n+1} to the core; all in series are the transfer between skin and core [W/(m2 K)]; B heat capacity of
//   blood [J/(m3 K)]
//   q, q_0 skin blood flow, at T_0 [m/s]; a share of the area (or of the time) that a hand covers [1]
//   f v friction: force per area times speed [W/m2], s share of its heat that the skin takes [1]
//   w logarithm of relative flow [1], g its rise with warmth [1/K], t_w time [s]
//   P_a, P_v pressure of artery, vein, (.)_0 at rest, p_e pressure from outside [Pa]; R, P as in muscle_pressure.hpp
//
// Ports: d from the circulation, a, T_h and f v from what is done; out: T and q. A stroke has no effect on q of its own.
// Assumes: blood leaves skin at its temperature, none warms the layers under it, no evaporation, no reflex from the rest of
// the body, no axon reflex to stroking. Heat that comes and goes in minutes reaches a centimetre deep: one layer of skin
// alone warms too fast. Sources: all numbers from memory of two-node models of heat balance and of the heat of tissues.
#pragma once
#include <array>
#include <cmath>
#include <cstddef>
#include <span>

#include "math/smooth.hpp"
#include "math/tolerance.hpp"

namespace cisterna {
class ParameterSet;
}

namespace cisterna::skin {

template <class S>
struct SkinHeat {
  S capacity{};                                         ///< c [J/(m2 K)]
  S core_transfer{}, room_transfer{}, hand_transfer{};  ///< G_{n+1}, H, C [W/(m2 K)]
  S under_capacity{};                                   ///< c_u [J/(m2 K)]
  S under_skin{}, under_transfer{};                     ///< G, G_2 .. G_n [W/(m2 K)]
  S blood_heat{};                                       ///< B [J/(m3 K)]
  S flow{}, flow_temperature{};                         ///< q_0 [m/s], T_0 [K]
  S warmth_gain{}, warmth_time{};                       ///< g [1/K], t_w [s]
  S friction_share{};                                   ///< s [1]
  S core{}, artery{};                                   ///< T_c, T_a [K]
};
SkinHeat<double> skin_heat(const ParameterSet& parameters);

/// (3) [m/s]
template <class T, class D, class S>
T skin_flow(const T& warmth, const D& driving, const SkinHeat<S>& p) {
  using std::exp;
  return p.flow * driving * exp(warmth);
}

/// (4) [1/s]
template <class T, class S>
T warmth_rate(const T& warmth, const T& temperature, const SkinHeat<S>& p) {
  return (p.warmth_gain * (temperature - p.flow_temperature) - warmth) / p.warmth_time;
}

/// R(P_a - P_d) of (5) [Pa]
template <class T, class S>
T skin_driving(const T& arterial, const T& venous, const T& outside, const S& corner) {
  return ramp(T(arterial - venous - rounded_positive(T(outside - venous), corner)), corner);
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

/// What skin and the layers under it gain together: `core` is what passes into the deepest of them.
template <class T, class S>
SkinGains<T> skin_gains(const T& temperature, const T& deepest, const T& warmth,
                        const SkinInputs<S>& in, const SkinHeat<S>& p) {
  SkinGains<T> g;
  g.core = p.core_transfer * (p.core - deepest);
  g.blood = p.blood_heat * skin_flow(warmth, in.driving, p) * (p.artery - temperature);
  g.room = (1.0 - in.covered) * p.room_transfer * (in.room - temperature);
  g.hand = in.covered * p.hand_transfer * (in.hand - temperature);
  g.friction = T(p.friction_share * in.friction);
  return g;
}

/// As equations for a solver. States: temperature, warmth w, temperatures of the layers under it, then the heat gained by
/// each way so far [J/m2].
class SkinBalance {
 public:
  static constexpr std::size_t kLayers = 4;  ///< under the skin
  enum : std::size_t {
    temperature,
    warmth,
    first_layer,
    first_gain = first_layer + kLayers,
    kStates = first_gain + 5
  };

  explicit SkinBalance(const SkinHeat<double>& p) : p_(p), tolerances_{} { set_tolerances(); }

  SkinInputs<double> inputs{.room = 0, .hand = 0, .covered = 0, .friction = 0, .driving = 1};

  std::size_t size() const { return kStates; }
  std::size_t dynamic() const { return kStates; }
  std::span<const ToleranceBlock> tolerances() const { return tolerances_; }
  bool admissible(std::span<const double> y) const { return y[temperature] > 0; }
  /// Balance with the inputs as they are.
  std::array<double, kStates> rest() const;
  /// The room in which bare skin rests at `skin` [K].
  double room_for(double skin) const;
  double flow(std::span<const double> y) const { return skin_flow(y[warmth], inputs.driving, p_); }
  /// Heat that skin and the layers under it hold above 0 K [J/m2].
  double held(std::span<const double> y) const {
    double sum = p_.capacity * y[temperature];
    for (std::size_t k = 0; k < kLayers; ++k) sum += p_.under_capacity * y[first_layer + k];
    return sum;
  }
  const SkinHeat<double>& parameters() const { return p_; }

  template <class T>
  void rates(const T&, std::span<const T> y, std::span<const double>, std::span<T> f) const {
    constexpr std::size_t kDeepest = first_gain - 1;
    const SkinGains<T> g = skin_gains(y[temperature], y[kDeepest], y[warmth], inputs, p_);
    T up = p_.under_skin * (y[first_layer] - y[temperature]);
    f[temperature] = (up + g.blood + g.room + g.hand + g.friction) / p_.capacity;
    for (std::size_t k = first_layer; k < kDeepest; ++k) {
      const T from_below = p_.under_transfer * (y[k + 1] - y[k]);
      f[k] = (from_below - up) / p_.under_capacity;
      up = from_below;
    }
    f[kDeepest] = (g.core - up) / p_.under_capacity;
    f[warmth] = warmth_rate(y[warmth], y[temperature], p_);
    std::size_t way = first_gain;
    for (const T& gain : {g.core, g.blood, g.room, g.hand, g.friction}) f[way++] = gain;
  }

 private:
  void set_tolerances();
  /// Of all the ways through the layers to the core [W/(m2 K)].
  double whole_transfer() const;
  SkinHeat<double> p_;
  std::array<ToleranceBlock, 1> tolerances_;
};

}  // namespace cisterna::skin
