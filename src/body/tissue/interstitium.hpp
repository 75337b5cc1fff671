// Interstitial fluid of a tissue patch: pressure from volume, total pressure, flow through the matrix.
//
//   (1) p_i(v) = p_0 + s_1 (v - 1 - E(v)) - (s_1 - s_2) P(v - v_1) - (s_2 - s_3) P(v - v_2),  v = V/V_0,
//       E(v)   = (1 - v)^3/(3 v) for v < 1, else 0        the matrix holds the last fluid: p_i -> -inf as v -> 0
//   (2) P(y)   = (y + sqrt(y^2 + d^2))/2              rounded max(0, y)
//   (3) p_tot  = (p_i + sqrt(p_i^2 + p_n^2))/2        solid stress carries what is below atmospheric
//   (4) Q_ab   = K(v) (p_a - p_b + rho g z_ab),  K = k A/(mu l) [1 + e P(v - 1)]   Darcy flow between neighbours
//   (5) p_fluid = p_i + c_f p_applied,  p_total = p_tot + p_applied
//
//   V, V_0 volume and resting volume [m3]; p_i fluid pressure [Pa]; s_1, s_2, s_3 slopes of the dry, normal
//   and swollen range [Pa]; v_1, v_2 their borders [1]; c_f share of an applied pressure the fluid takes [1]
//   rho density of the fluid [kg/m3], z_ab height of a above b [m]: in a hanging limb the fluid sinks
// Assumes: E has no number of its own (slope and curvature of the measured dry range hold at v = 1, and pressure
// has no lower bound); at v = 0.8 it adds 2 % of the drop, at 0.5 a sixth. Without it a patch pressed by more than
// s_1 gives up all its fluid (docs/decisions/0004-stores-that-empty.md).
// Sources: chapple1993 via the whole-body curve (1), per unit of relative volume; circulation dossier 5 for
// c_f (dog subcutis 0.7; oedema near 0.8 to 1); baish2022 for the swelling of conductivity in (4).
#pragma once
#include <cmath>

#include "math/smooth.hpp"

namespace cisterna::tissue {

template <class S>
struct Interstitium {
  S rest_pressure{};                               ///< p_0 [Pa]
  S slope_dry{}, slope_normal{}, slope_swollen{};  ///< s_1, s_2, s_3 [Pa]
  S border_normal{}, border_swollen{};             ///< v_1, v_2 [1]
  S corner{};                                      ///< d [1]
  S solid_corner{};                                ///< p_n [Pa]
  S conductivity_gain{};                           ///< e [1]
  bool operator==(const Interstitium&) const = default;
};

/// (1) [Pa]
template <class T, class S>
T fluid_pressure(const T& v, const Interstitium<S>& p) {
  return p.rest_pressure + p.slope_dry * (v - 1 - emptying(v, p.corner)) -
         (p.slope_dry - p.slope_normal) * rounded_positive(T(v - p.border_normal), p.corner) -
         (p.slope_normal - p.slope_swollen) * rounded_positive(T(v - p.border_swollen), p.corner);
}

/// (3) [Pa]
template <class T, class S>
T total_pressure(const T& fluid, const Interstitium<S>& p) {
  return rounded_positive(fluid, p.solid_corner);
}

/// (4) [m3/s] from a to b; `conductance` is that at rest, `weight` the pressure rho g z_ab.
template <class T, class C>
T darcy_flow(const T& drop, const T& open_a, const T& open_b, const C& conductance,
             const C& weight) {
  using std::sqrt;
  return conductance * sqrt(open_a * open_b) * (drop + weight);
}

/// The bracket of (4) for one patch; a path between two takes the geometric mean.
template <class T, class S>
T swelling_conductivity(const T& v, const Interstitium<S>& p) {
  return 1 + p.conductivity_gain * rounded_positive(T(v - 1), p.corner);
}

}  // namespace cisterna::tissue
