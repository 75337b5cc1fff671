// Pressure within a muscle, and what it does to the vessels that run through it.
//
//   (1) p_t = p_0 + d b x/(x + c) + p_e                       concave in the strength x of a contraction
//   (2) P_d = P_b + P(p_t + p_c - P_b)                        arterioles close p_c above the pressure of their tissue
//   (3) Q   = w G_0 R(P_a - P_d)                              R(y) = max(0, y) with a parabolic corner: exactly 0
//   (4) P_b = p_t + p_w + s (u - 1 - E(u)),  u = V_b/V_0      blood in capillaries and venules
//   (5) Q_o = w G_v u^2 R(P_b - P_v)                          through venules as wide as arterioles, never back
//
//   p_t tissue pressure [Pa], p_0 at rest, where lymph has it too, x share of the greatest contraction [1], b [Pa], c [1],
//   d depth factor [1], p_e pressure from outside [Pa]; P_a, P_v artery, vein [Pa]; p_c tension that closes arterioles
//   [Pa]; p_w pressure across the wall at rest, s stiffness of the blood volume [Pa]; V_b, V_0 blood, at rest [m3]; E of
//   math/smooth.hpp
//
// Flow stops where p_t + p_c reaches P_a, whatever the width w. Assumes: (1) for x below 0.6; what drains a bed lies
// outside of what presses it. Sources: sjogaard1986 (1: 5 %), sadamoto1983 (1: 57 %; p_c: tissue pressure at diastole).
#pragma once
#include "math/smooth.hpp"

namespace cisterna::oxygen {

template <class S>
struct MusclePressure {
  S rest{};                      ///< p_0 [Pa]
  S span{}, half{};              ///< b [Pa], c [1]
  S closing{};                   ///< p_c [Pa]
  S across_wall{}, stiffness{};  ///< p_w, s [Pa]
  S residual{};                  ///< of E [1]
  S corner{};                    ///< of P and R [Pa]
};

/// (1) [Pa]
template <class T, class S>
T tissue_pressure_of(const T& strength, const T& depth, const T& outside,
                     const MusclePressure<S>& m) {
  return m.rest + depth * m.span * strength / (strength + m.half) + outside;
}

/// (1) solved for x, of a pressure that the muscle makes below d b [Pa].
template <class T, class S>
T strength_of(const T& made, const T& depth, const MusclePressure<S>& m) {
  return m.half * made / (depth * m.span - made);
}

/// (2) [Pa]
template <class T, class S>
T downstream_pressure(const T& tissue, const T& blood, const MusclePressure<S>& m) {
  return blood + rounded_positive(T(tissue + m.closing - blood), m.corner);
}

/// (3) over G_0 [Pa]
template <class T, class S>
T inflow_pressure(const T& arterial, const T& downstream, const MusclePressure<S>& m) {
  return ramp(T(arterial - downstream), m.corner);
}

/// (4) [Pa]
template <class T, class S>
T blood_pressure(const T& tissue, const T& relative, const MusclePressure<S>& m) {
  return tissue + m.across_wall + m.stiffness * (relative - 1.0 - emptying(relative, m.residual));
}

/// (5) over w G_v [Pa]
template <class T, class S>
T outflow_pressure(const T& blood, const T& venous, const T& relative, const MusclePressure<S>& m) {
  return relative * relative * ramp(T(blood - venous), m.corner);
}

}  // namespace cisterna::oxygen
