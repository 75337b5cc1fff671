// Lymphangion wall: transmural pressure from diameter and activation.
//
//   (1) D   = sqrt(4 V / (pi L)) = sqrt(4 A / pi)
//   (2) p   = P_d [exp(D/D_d) - (D_d/D)^3] + (M/D) [1 - cos(2 pi f (t - t_0))]        Bertram 2011
//   (3) p   = P_s [exp(k (l - 1)) - 1] - P_c [l^-3 - 1] + (2 T / D) B(l) a,  l = D/D_0   human law
//   (4) B(l) = exp(-((l - l_opt)/w)^2)                                       length-tension bell
//   (5) a(x) = [1 - cos(2 pi x/x_c)]/2 for phase x < x_c, else 0             twitch
//   (6) f   = 1 - (1 - l^2) (1 - p_a/(-p_d)) where l < 1 and p_d + p_a < 0, else 1   roundness
//
//   V volume [m3], L length [m], A = V/L lumen section [m2], D diameter [m], p transmural pressure [Pa]
//   P_d, D_d passive scale pressure [Pa] and diameter [m]; M active tension scale [N/m]
//   D_0 unloaded diameter [m]; l stretch [1]; P_s, k distension stiffness [Pa, 1]; P_c collapse [Pa]
//   T peak active tension [N/m] (hoop tension p D/2); l_opt, w bell centre and width [1]
//   x phase fraction of the pacemaker [1], x_c fraction spent contracting [1]
//   p_d, p_a the passive and the active part of (3) [Pa]
//
// (6): a passive wall pressed below its unloaded size does not shrink, it folds: its perimeter stays pi D_0, and a lumen
// of section A and perimeter P conducts A^3/(2 mu L P^2), hence f = l^2 times a round one of that section. Muscle
// shortens the wall itself: while it is under tension (p >= 0) the lumen is round; between, f goes with the share of the
// compression that muscle bears. A slit conducts another third less, which is left out.
//
// Assumes: thin wall, one diameter along a lymphangion, no wall viscosity. Valid for 0.2 < l < 4.
// Sources: bertram2011 (2); zhang2007, telinius2010 for the scale and bell of (3); dossier-derived form.
#pragma once
#include <cmath>
#include <numbers>

#include "body/lymph/laws.hpp"
#include "math/smooth.hpp"

namespace cisterna::lymph {

// The laws take reciprocals beside the lengths themselves: one division then serves them all.

/// (1) Diameter [m] of a lumen, and its reciprocal.
template <class T>
struct Bore {
  T diameter, inverse;
};
/// Of section A > 0 [m2].
template <class T>
CISTERNA_INLINE Bore<T> bore(const T& section) {
  const T square = section * (4 / std::numbers::pi), one_over = inverse_root(square);
  return {T(square * one_over), one_over};
}

/// (2) without its active part: Bertram's passive law [Pa] at x = D/D_d and its reciprocal.
template <class T, class S>
T bertram_passive(const T& x, const T& inverse, const S& scale_pressure) {
  return scale_pressure * (exponential(x) - inverse * inverse * inverse);
}

/// (2) active part [Pa] at 1/D; one_minus_cos lies in [0, 2].
template <class T, class S, class A>
T bertram_active(const T& inverse_d, const S& tension, const A& one_minus_cos) {
  return tension * one_minus_cos * inverse_d;
}

/// (1) for a vessel that never closes entirely: sections below `residual` [m2] are those of its folds, so that
/// the law stays defined whatever a solver tries.
template <class T, class S>
CISTERNA_INLINE Bore<T> open_bore(const T& section, const S& residual) {
  return bore(rounded_positive(section, residual));
}

/// (3) passive part [Pa] at stretch l and its reciprocal.
template <class T, class S>
CISTERNA_INLINE T human_passive(const T& l, const T& inverse, const HumanWall<S>& wall) {
  return wall.stiffness_pressure * (exponential(T(wall.stiffness_exponent * (l - 1))) - 1) -
         wall.collapse_pressure * (inverse * inverse * inverse - 1);
}

/// (3) active part [Pa] at 1/D and stretch l, for unit activation: multiply by a(x) and by the inotropic state.
template <class T, class S>
CISTERNA_INLINE T human_active(const T& inverse_d, const T& l, const HumanWall<S>& wall) {
  const T off = (l - wall.optimum_stretch) * (1 / wall.bell_width);
  return 2 * wall.active_tension * inverse_d * exponential(T(-(off * off)));
}

/// (6) with muscle at rest: conductance of the lumen over that of a round one of its section, at stretch l.
template <class T>
CISTERNA_INLINE T slack_roundness(const T& l) {
  return select(l < 1.0, T(l * l), T(0.0 * l + 1.0));
}

/// (6) at stretch l with the active and the passive pressure.
template <class T>
CISTERNA_INLINE T roundness(const T& l, const T& active, const T& passive) {
  const T all = 0.0 * l + 1.0;
  const T borne = select(active + passive < 0.0 * passive, T(active * inverse(T(-passive))), all);
  return 1 - (1 - slack_roundness(l)) * (1 - borne);
}

/// (5) Twitch at phase fraction x.
template <class T, class S>
CISTERNA_INLINE T twitch(const T& x, const S& contracting) {
  const T turn = x * (1 / contracting);
  return select(turn < 1.0, raised_cosine(turn), T(0.0 * turn));
}

}  // namespace cisterna::lymph
