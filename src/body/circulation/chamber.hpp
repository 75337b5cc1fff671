// A chamber of the heart after Heldt: an elastance between two values, atria before ventricles.
//
//   (1) P - P_ext = E (V - V_u)
//   (2) E = E_d + (E_s - E_d) a
//   (3) a = (1 - cos(pi t/T_s))/2                 for t < T_s
//         = (1 + cos(2 pi (t - T_s)/T_s))/2       to 3 T_s/2
//         = 0                                     after
//   (4) T_s = k sqrt(T),  ventricles begin d sqrt(T) after atria
//
//   E elastance, E_d of diastole, E_s of the end of systole [Pa/m3], V volume, V_u unstressed volume [m3]
//   a activation [1], t since the chamber began to contract, T_s length of its contraction, T of a beat [s]
//   k, d [s^0.5]: written here as times at a beat of one second, T_s = k sqrt(T/1 s)
//
// Assumes: no inner resistance, no interaction between chambers. Valid for 3 T_s/2 < T.
// Sources: heldt2004 for elastances and times; the form of (3) is that of its published program.
#pragma once
#include <cmath>
#include <numbers>

#include "math/dual.hpp"
#include "math/smooth.hpp"

namespace cisterna::circulation {

template <class S>
struct Chamber {
  S diastolic_elastance{};  ///< E_d [Pa/m3]
  S systolic_elastance{};   ///< E_s [Pa/m3]
  S unstressed{};           ///< V_u [m3]
  S contraction{};          ///< k sqrt(1 s): T_s at a beat of one second [s]
  S lag{};                  ///< d sqrt(1 s): 0 for atria [s]
};

/// (4): a time that goes with the root of the beat's length [s]; `second` is one second.
template <class T, class S>
T scaled_time(const S& at_one_second, const T& period, const S& second) {
  using std::sqrt;
  return at_one_second * sqrt(period / second);
}

/// (3) [1] at the share u of the beat that has passed since the atria began.
template <class T, class S>
T chamber_activation(const T& share, const T& period, const Chamber<S>& c, const S& second) {
  using std::cos;
  const T length = scaled_time(c.contraction, period, second);
  const T since = phase_fraction(T(share - scaled_time(c.lag, period, second) / period));
  const T x = since * period / length;
  const T rising = 0.5 * (1 - cos(std::numbers::pi * x));
  const T falling = 0.5 * (1 + cos(2 * std::numbers::pi * (x - 1)));
  const T none = 0.0 * x;
  return select(x < none + 1.0, rising, select(2 * x < none + 3.0, falling, none));
}

/// (1), (2) [Pa]
template <class T, class S>
T chamber_pressure(const T& activation, const T& volume, const T& systolic_elastance,
                   const Chamber<S>& c) {
  return (c.diastolic_elastance + (systolic_elastance - c.diastolic_elastance) * activation) *
         (volume - c.unstressed);
}

}  // namespace cisterna::circulation
