// A ventricle after Ursino: an elastance that contracts, an exponential store that fills, a resistance of its own.
//
//   (1) T_s = T_s0 - k_s/T                                       length of systole
//   (2) phi = sin^2(pi u T/T_s) for u < T_s/T, else 0            activation
//   (3) P_max = phi E_max (V - V_u) + (1 - phi) P_0 (e^{k_E V} - 1)
//   (4) R = k_R P_max                                            inner resistance
//   (5) Q_out = (P_max - P_a)/R where P_max > P_a, else 0
//   (6) P = P_max - R Q_out
//
//   u share of the beat that has passed [1], T length of a beat, T_s of systole, T_s0 its greatest [s], k_s [s2]
//   P_max isometric pressure, P pressure in the ventricle, P_a in the artery, P_0 scale of diastole [Pa]
//   E_max greatest elastance [Pa/m3], V volume, V_u unstressed volume [m3], k_E [1/m3], k_R [s/m3]
//   Q_out outflow [m3/s], R resistance [Pa s/m3]
//
// Assumes: an ideal valve; both ventricles contract together. Valid for T > T_s.
// Sources: ursino1998.
#pragma once
#include <cmath>
#include <numbers>

#include "math/dual.hpp"

namespace cisterna::circulation {

template <class S>
struct Ventricle {
  S unstressed{};         ///< V_u [m3]
  S diastolic_scale{};    ///< P_0 [Pa]
  S diastolic_rate{};     ///< k_E [1/m3]
  S resistance_factor{};  ///< k_R [s/m3]
};

template <class S>
struct Systole {
  S longest{};  ///< T_s0 [s]
  S slope{};    ///< k_s [s2]
};

/// (1), (2): activation [1].
template <class T, class S>
T ventricle_activation(const T& share, const T& period, const Systole<S>& systole) {
  using std::cos;
  const T length = systole.longest - systole.slope / period;
  const T x = share * period / length;
  const T active = 0.5 * (1 - cos(2 * std::numbers::pi * x));
  return select(x < 1.0 + 0.0 * x, active, T(0.0 * x));
}

template <class P, class Q>
struct Ejection {
  P pressure;  ///< P [Pa]
  Q outflow;   ///< Q_out [m3/s]
};

/// (3) [Pa]
template <class T, class S>
T isometric_pressure(const T& activation, const T& volume, const T& elastance,
                     const Ventricle<S>& v) {
  using std::exp;
  return activation * elastance * (volume - v.unstressed) +
         (1 - activation) * v.diastolic_scale * (exp(v.diastolic_rate * volume) - 1);
}

/// (4) to (6)
template <class T, class S>
Ejection<T, T> ejection(const T& isometric, const T& artery, const Ventricle<S>& v) {
  const T difference = isometric - artery, resistance = v.resistance_factor * isometric;
  const T flow = difference / resistance;
  const T outflow = select(difference > 0.0 * difference, flow, T(0.0 * flow));
  return {isometric - resistance * outflow, outflow};
}

}  // namespace cisterna::circulation
