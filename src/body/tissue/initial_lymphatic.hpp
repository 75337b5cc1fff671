// Initial lymphatics of a tissue patch: a compliant net in the matrix, filled through primary valves.
//
//   (1) e(u)  = P_s [exp(k (u - 1)) - 1] - P_c [u^-2 - 1],   u = P(V/V_n)     elastic pressure
//   (2) p_L   = p_out + e(u)
//   (3) p_out = p_fluid + (1 - c_f) p_applied - p_a gamma          fluid, squeeze of the solid, filaments
//   (4) Q     = G A(v) [d q + (1 - q) d S(d/w)],  d = p_fluid - p_L,  S = logistic
//   (5) A(v)  = 1 + a [P(v - 1) - P(v - v_2)],  P a rounded max(0, y)    filaments open the junctions as tissue swells
//   (6) r     = r_n u^-2 max(1, 1/u)                      resistance through the net
//   (7) Q_ab  = K 2/(r_a/r_n + r_b/r_n) (p_a - p_b + rho g z_ab),  K = h d^2/(64 mu) w/l    from net to net along the skin
//
//   V, V_n volume and slack volume [m3]; p_L pressure inside [Pa]; G conductance [m3/(s Pa)], q reverse
//   leak [1]; gamma skin shear strain [1], p_a filament stress per strain [Pa]; v relative tissue volume [1]
//   v_2 where the pressure-volume curve of the tissue flattens [1]: further fluid lies free between the fibres and
//   no longer stretches them, nor the filaments that hang on them
//   r_n resistance at the slack volume [Pa s/m3]. (6) is Poiseuille's for vessels of a given length; pressed below the
//   slack volume they fold and keep their perimeter, which takes another factor 1/u (wall.hpp)
//   h net volume per skin area [m], d its vessels' diameter [m], w width and l length of the way [m], z_ab how much
//   higher a lies [m]. (7): the capillaries of the skin are one net without valves, from territory to territory; half
//   of its length runs along any direction (Poiseuille in a plane net without a grain)
// Zero flow at zero head, reverse leak at most q. Sources: form after galie2009 (rectifier), dossier-derived (4);
// size from the capillary net of the skin (stanton1997, bollinger1993, pfister1990, lauchli1999) and sloas2016 (pressure drop).
#pragma once
#include <cmath>

#include "math/smooth.hpp"

namespace cisterna::tissue {

template <class S>
struct InitialLymphatic {
  S stiffness_pressure{}, stiffness_exponent{};  ///< P_s [Pa], k [1]
  S collapse_pressure{};                         ///< P_c [Pa]
  S reverse_leak{};                              ///< q [1]
  S valve_width{};                               ///< w [Pa]
  S filament_gain{};                             ///< a [1]
  S filament_stress{};                           ///< p_a [Pa]
  S residual{};         ///< relative volume of the folds of an empty net [1]
  S filament_corner{};  ///< rounding of P [1]
  S filament_end{};     ///< v_2 [1]
};

/// (1) [Pa] at u
template <class T, class S>
T elastic_pressure(const T& u, const InitialLymphatic<S>& p) {
  using std::exp;
  return p.stiffness_pressure * (exp(p.stiffness_exponent * (u - 1)) - 1) -
         p.collapse_pressure * (1 / (u * u) - 1);
}

/// Relative volume u of a net, which never empties entirely.
template <class T, class S>
T open_net(const T& volume, const InitialLymphatic<S>& p) {
  return rounded_positive(volume, p.residual);
}

/// (6) over r_n, at u
template <class T>
T net_resistance(const T& u) {
  const T inverse = 1.0 / u, round = 0.0 * u + 1.0;
  return inverse * inverse * select(u < 1.0, inverse, round);
}

/// h d^2/(64 mu) of (7): what a square piece of the net conducts from side to side [m3/(Pa s)]
template <class S>
S sheet_conductance(const S& thickness, const S& diameter, const S& viscosity) {
  return thickness * diameter * diameter / (64 * viscosity);
}

/// (7) [m3/s]; `over_n` are r/r_n of both nets, `weight` is rho g z_ab [Pa].
template <class T, class C>
T plexus_flow(const T& head, const T& a_over_n, const T& b_over_n, const C& conductance,
              const C& weight) {
  return conductance * 2 * (head + weight) / (a_over_n + b_over_n);
}

/// (5)
template <class T, class S>
T filament_opening(const T& v, const InitialLymphatic<S>& p) {
  return 1 + p.filament_gain * (rounded_positive(T(v - 1), p.filament_corner) -
                                rounded_positive(T(v - p.filament_end), p.filament_corner));
}

/// (4) [m3/s]; `conductance` includes A(v).
template <class T, class C, class S>
T primary_valve_flow(const T& head, const C& conductance, const InitialLymphatic<S>& p) {
  return conductance * head *
         (p.reverse_leak + (1 - p.reverse_leak) * sigmoid(T(head / p.valve_width)));
}

}  // namespace cisterna::tissue
