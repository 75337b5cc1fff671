// How resistance vessels of a muscle set their width: by oxygen, by stretch, by shear, by work.
//
//   (1) m' = [(1 + g (C_0 - C_v))_f - 1 - m]/t_m                    metabolic: venous oxygen content
//   (2) k' = [G (1 - P(p)/p_0) - k]/t,  p = P_a - p_t               myogenic: pressure across the wall; t = t_r or t_f
//   (3) s' = [(Q/Q_0)/w^(3/4) - 1 - s]/t_s                          shear in vessels of conductance w: Q/r^3, w = r^4
//   (4) a' = [h (D/D_0 - 1) - a]/t_a                                work: what fibres let out as they contract
//   (5) x = (1 + m + k + a + (l - l_0)/l_d)_f (1 + e s)_f,  w = x W/(x + W - 1)   conductance over rest, at most W
//
//   l, l_0 lactate of the tissue, at rest, l_d what above rest widens as much again [mol/m3]: stands for all that work
//   beyond the supply of oxygen leaves behind
//   m, k, s, a states [1], C_v, C_0 oxygen content of venous blood, at rest [1], g, G, e, h gains [1], P_a arterial, p_t
//   tissue pressure [Pa], p_0 pressure across the wall at rest [Pa], Q, Q_0 flow, at rest [m3/s], D, D_0 demand for oxygen,
//   at rest [1/s], (.)_f not below f; t_m, t_r, t_f, t_s, t_a times [s]: of oxygen, of relaxing, of regaining tone, of
//   nitric oxide, of what fibres let out
//
// At rest m = k = s = a = 0 and w = 1. Nothing here knows of squeezes, contractions or occlusion: what these do comes of
// P_a, p_t, C_v, D, l and Q. What dilates adds up: blood full of oxygen cannot undo what work left behind, and vessels
// that work has widened have no tone left to lose when they are pressed.
// Assumes: one width stands for all resistance vessels, no nerves.
// Sources: cardioport (1: g, t_m of muscle), radegran1999 (h and W: peak flow of muscle), wiltshire2010 (l_d: flow after a
// grip), kirby2007 for t_f; the others assumed.
#pragma once
#include <cmath>

#include "math/smooth.hpp"

namespace cisterna::oxygen {

template <class S>
struct VesselTone {
  S metabolic_gain{}, metabolic_time{};                 ///< g [1], t_m [s]
  S myogenic_gain{}, myogenic_rise{}, myogenic_fall{};  ///< G [1], t_r, t_f [s]
  S shear_gain{}, shear_time{};                         ///< e [1], t_s [s]
  S work_gain{}, work_time{};                           ///< h [1], t_a [s]
  S acid_doubling{};                                    ///< l_d [mol/m3]
  S floor{}, corner{};                                  ///< f [1], its rounding [1]
  S greatest{};                                         ///< W [1]
  S pressure_corner{};                                  ///< rounding of P [Pa]
};

template <class T, class S>
T not_below_floor(const T& x, const VesselTone<S>& v) {
  return v.floor + rounded_positive(T(x - v.floor), v.corner);
}

/// (1) [1/s]
template <class T, class C, class S>
T metabolic_rate(const T& state, const T& content, const C& rest, const VesselTone<S>& v) {
  const T target = not_below_floor(T(1.0 + v.metabolic_gain * (rest - content)), v) -
                   not_below_floor(T(0.0 * content + 1.0), v);
  return (target - state) / v.metabolic_time;
}

/// (2) [1/s]
template <class T, class P, class S>
T myogenic_rate(const T& state, const T& across, const P& rest, const VesselTone<S>& v) {
  const T target = v.myogenic_gain * (1.0 - rounded_positive(across, v.pressure_corner) / rest);
  const T gap = target - state, zero = 0.0 * gap;
  const T relaxing = zero + v.myogenic_rise, regaining = zero + v.myogenic_fall;
  return gap / select(gap > 0.0, relaxing, regaining);
}

/// (4) [1/s]; `demand` is D/D_0.
template <class T, class S>
T work_rate(const T& state, const T& demand, const VesselTone<S>& v) {
  return (v.work_gain * (demand - 1.0) - state) / v.work_time;
}

/// (5); `acid` is l - l_0.
template <class T, class S>
T relative_conductance(const T& metabolic, const T& myogenic, const T& work, const T& shear,
                       const T& acid, const VesselTone<S>& v) {
  const T one = not_below_floor(T(0.0 * shear + 1.0), v);
  const T dilators = 1.0 + metabolic + myogenic + work + acid / v.acid_doubling;
  const T x =
      not_below_floor(dilators, v) / one * not_below_floor(T(1.0 + v.shear_gain * shear), v) / one;
  return x * v.greatest / (x + v.greatest - 1.0);
}

/// (3) [1/s]; `flow` is Q/Q_0.
template <class T, class S>
T shear_rate(const T& state, const T& flow, const T& conductance, const VesselTone<S>& v) {
  using std::sqrt;
  const T half = sqrt(conductance);
  return (flow / (half * sqrt(half)) - 1.0 - state) / v.shear_time;
}

}  // namespace cisterna::oxygen
