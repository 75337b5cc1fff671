// Heldt's reflex from the low-pressure side: a right atrium that empties closes resistances and veins.
//
//   (1) s = k atan((P - P_n)/k)          error signal
//   (2) tau dx/dt = s - x                as it reaches an effector
//   (3) V_u = V_u0 + G_V x,   R = R_0 (1 - g_R x)     each bed with its own gain
//
//   P pressure of the right atrium over that of the chest, P_n its set point, k what errors saturate at [Pa]
//   x felt error [Pa], tau mean time of the published response [s]
//   G_V gain of an unstressed volume [m3/Pa], g_R relative gain of resistances [1/Pa]
//
// Assumes: a lag where the source convolves with a triangle of the same mean time. Valid for slow changes.
// Sources: heldt2004.
#pragma once
#include <cmath>

#include "math/dual.hpp"

namespace cisterna::circulation {

template <class S>
struct Cardiopulmonary {
  S set_point{}, saturation{};         ///< P_n, k [Pa]
  S resistance_time{}, volume_time{};  ///< tau [s]
};

/// (1) [Pa]
template <class T, class S>
T filling_error(const T& pressure, const Cardiopulmonary<S>& c) {
  using std::atan;
  return c.saturation * atan((pressure - c.set_point) / c.saturation);
}

/// (2) [Pa/s]
template <class T, class S>
T filling_rate(const T& error, const T& felt, const S& time) {
  return (error - felt) / time;
}

/// (3): R/R_0 [1]; gain: g_R [1/Pa]
template <class T, class S>
T filling_tone(const T& felt, const S& gain) {
  return 1 - gain * felt;
}

}  // namespace cisterna::circulation
