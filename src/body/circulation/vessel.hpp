// Blood vessels lumped into stores and ways: what fills them, what flows through them.
//
//   (1) P - P_ext = (V - V_u)/C                                  compliant vessel, its volume the state
//   (2) P - P_ext = s tan((V - V_u)/(s C)), s = 2 V_max/(pi C)   vein that stiffens as it fills, V > V_u
//                 = (V - V_u)/C                                  as (1) below V_u
//   (3) Q = (P_1 - P_2 + P_h)/R,  P_h = rho g h                  resistance with a column of blood of height h
//   (4) dQ/dt = (P_1 - P_2 - R Q)/L                              inertance
//   (5) Q = max(0, P_1 - P_2)/R                                  valve: heart valves that are ideal, valves of veins
//   (6) Q = (max(P_1, P_e) - max(P_2, P_e))/R                    way that collapses under P_e (Starling resistor)
//
//   V volume, V_u unstressed volume, V_max what (2) can hold beyond it [m3], C compliance at V_u [m3/Pa]
//   P pressure inside, P_ext outside, P_e around the way [Pa], R resistance [Pa s/m3], L inertance [Pa s2/m3], Q flow [m3/s]
//   rho density of blood [kg/m3], g gravity [m/s2], h how far the way leads downwards [m]
//
// Assumes: no viscoelasticity of walls, no inertia of valve leaflets. (2) is V = V_u + (2 V_max/pi)
// atan(pi C (P - P_ext)/(2 V_max)) solved for the pressure; valid for V < V_u + V_max.
// Sources: heldt2004 for (2) and (6), ursino1998 for (1), (4) and (5).
#pragma once
#include <cmath>
#include <numbers>

#include "math/dual.hpp"

namespace cisterna::circulation {

/// The larger of two; where they are equal, the second.
template <class T>
T larger(const T& a, const T& b) {
  return select(a > b, a, b);
}

/// (1) [Pa]
template <class T, class U, class S>
T vessel_pressure(const T& volume, const U& unstressed, const S& compliance) {
  return (volume - unstressed) / compliance;
}

/// (2) [Pa]
template <class T, class S>
T vein_pressure(const T& volume, const S& unstressed, const S& compliance, const S& capacity) {
  using std::tan;
  const S scale = 2 * capacity / (std::numbers::pi * compliance);
  const T straight = (volume - unstressed) / compliance;
  return select(straight > 0.0 * straight, T(scale * tan(straight / scale)), straight);
}

/// P_h of (3) [Pa]
template <class T, class S>
T column_pressure(const S& density, const T& gravity, const S& drop) {
  return density * gravity * drop;
}

/// (3) [m3/s]
template <class T, class S>
T resisted_flow(const T& before, const T& behind, const S& resistance) {
  return (before - behind) / resistance;
}

/// (4) [m3/s2]
template <class T, class S>
T inertial_rate(const T& before, const T& behind, const T& flow, const S& resistance,
                const S& inertance) {
  return (before - behind - resistance * flow) / inertance;
}

/// (5) [m3/s]
template <class T, class S>
T valve_flow(const T& before, const T& behind, const S& resistance) {
  const T difference = before - behind;
  return select(difference > 0.0 * difference, T(difference / resistance),
                T(0.0 * difference / resistance));
}

/// (6) [m3/s]
template <class T, class U, class S>
T collapsible_flow(const T& before, const T& behind, const U& around, const S& resistance) {
  const T outside = 0.0 * before + around;
  return (larger(before, outside) - larger(behind, outside)) / resistance;
}

}  // namespace cisterna::circulation
