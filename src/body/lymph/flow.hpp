// Viscous flow along lymphangions and what it does to the wall.
//
//   (1) r   = 64 mu L / (pi D^4)        resistance of half a lymphangion (Poiseuille)
//   (2) Q   = dp / (r_a + r_b + R_v)    between the middles of neighbours a and b, through one valve
//   (3) tau = 32 mu Q / (pi D^3)        wall shear stress, quasi-static
//   (4) r/f, tau/sqrt(f)                in a folded lumen of the same section and roundness f (wall.hpp)
//
//   mu viscosity [Pa s], L length [m], D diameter [m], R_v valve resistance [Pa s/m3], Q flow [m3/s]
//   dp pressure difference between the middles, with the weight of the column between them [Pa]
//
// Assumes Reynolds and Womersley numbers below 1 (quasi-steady); (3) is within 4 % of the unsteady value.
// Sources: bertram2011 (1, 2); dixon2006 for the size of (3).
#pragma once
#include <numbers>

namespace cisterna::lymph {

/// (1) [Pa s/m3] from 1/D.
template <class T, class S, class M>
T half_resistance(const T& inverse_d, const S& length, const M& viscosity) {
  const T square = inverse_d * inverse_d;
  return 64 / std::numbers::pi * viscosity * length * (square * square);
}

/// (3) [Pa] from 1/D, with the sign of the flow.
template <class T, class S>
T wall_shear(const T& flow, const T& inverse_d, const S& viscosity) {
  return 32 / std::numbers::pi * viscosity * flow * (inverse_d * inverse_d * inverse_d);
}

}  // namespace cisterna::lymph
