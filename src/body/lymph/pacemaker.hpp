// Pacemaker of a lymphangion: a phase that contraction, refractoriness and spontaneous discharge share.
//
//   phase fraction x in [0, 1):  [0, x_c) contracting, [x_c, x_r) refractory, [x_r, 1) excitable
//   (1) dphi/dt = x_c/t_c               while contracting
//               = (x_r - x_c)/t_r       while refractory
//               = (1 - x_r) n f(p) H I (1 + k_r r(dp/dt)/p_r) + k_t N      while excitable
//   (2) f(p)  = f_0 + (f_1 - f_0) sigmoid((p - p_50)/p_s)    stretch-driven rate
//   (3) H     = exp(q (theta - theta_0))                     heat (Q10 = exp(10 q))
//   (4) I     = 1/(1 + alpha s_f)                            fast inhibition by wall shear, see shear.hpp
//   (5) N     = sum over neighbours of W(x_j),  W a window x(L/c) < x_j < x(L/c + t_w): conduction delay
//   (6) dp_f/dt = (p - p_f)/t_p,  dp/dt ~ (p - p_f)/t_p      transmural pressure as the wall feels it
//   (7) t_r   = max(t_0, [(L + L_j)/c + (1 - x_r)/k_t + 2 t_w - t_c]/[1 - 4 d/(x_r - x_c)])      with the longest neighbour j
//
//   phi phase [1]; t_c, t_r contraction and refractory time [s]; n intrinsic rate of this lymphangion [1]
//   p = p_f transmural pressure [Pa]; k_t trigger rate [1/s]; L length [m], c conduction speed [m/s], t_w time that a
//   window is open [s]; x(tau) phase by (1) at a time tau after contraction began; t_0 refractory time of a short lymphangion [s]
// Switches are smoothed over a phase d. Waves are not prescribed: they follow from (5) and the lock-out.
// (7): what this lymphangion sets off in a neighbour runs on, away from it. But (5) knows no direction: the window of the
// neighbour opens to this one as well, and has to find it locked until it closes, or both set one another off for ever. The times in (7) are
// those to there and back, of the answer, and of both windows.
// Sources: form derived after bertram (nonuniform lymphangions), olszewski1980 for p_50; kelly2020 for f; (7) is our own.
#pragma once
#include <cmath>

#include "body/lymph/laws.hpp"
#include "math/smooth.hpp"

namespace cisterna::lymph {

/// (7): rate of the phase while refractory [1/s]. `passage` is (L + L_j)/c [s]; 0 without neighbours. Where k_t is 0 nothing
/// is set off.
template <class S>
auto refractory_rate(const S& passage, const Pacemaker<S>& p) {
  using std::max;
  const auto share = p.refractory - p.contracting;
  if (!(p.trigger_rate > 0 * p.trigger_rate)) return share / p.refractory_time;
  const S there_and_back = passage + (1 - p.refractory) / p.trigger_rate + 2 * p.trigger_time;
  // Switches wide as half the refractory part would leave nothing of it sharp.
  const auto sharp = 1 - 4 * p.switch_width / share;
  const S locked = (there_and_back - p.contraction_time) / max(sharp, 0 * sharp + 0.5);
  return share / max(p.refractory_time, locked);
}

/// x(tau) of (5), as long as the lymphangion is locked; `refractory` by (7).
template <class S, class R>
auto locked_phase(const S& time, const R& refractory, const Pacemaker<S>& p) {
  using std::max, std::min;
  const S contracting = min(time, p.contraction_time);
  return contracting * (p.contracting / p.contraction_time) + (time - contracting) * refractory;
}

/// W of (5): seen by a neighbour while this lymphangion's phase passes from `opens` to `closes`.
template <class T, class D, class S>
CISTERNA_INLINE T trigger_window(const T& x, const D& opens, const D& closes,
                                 const Pacemaker<S>& p) {
  const T rise = smooth_step(T((x - opens) * (1 / p.switch_width)));
  const T fall = smooth_step(T((x - closes) * (1 / p.switch_width)));
  return rise * (1 - fall);
}

/// (3): factor on the rate at `heat` = theta - theta_0 [K].
template <class S>
S warmth(const S& heat, const Pacemaker<S>& p) {
  using std::exp;
  return exp(p.heat_gain * heat);
}

/// (1), (2), (4) [1/s]. `refractory` is the rate by (7), `warm` H of (3).
template <class T, class S, class R, class H>
CISTERNA_INLINE T phase_rate(const T& x, const T& felt_pressure, const T& pressure,
                             const T& triggers, const T& shear, const R& intrinsic,
                             const R& refractory, const H& warm, const Pacemaker<S>& p) {
  const T slope = (pressure - felt_pressure) * (1 / p.pressure_time);
  const T stretch =
      p.rate_low + (p.rate_high - p.rate_low) *
                       sigmoid(T((felt_pressure - p.half_pressure) * (1 / p.pressure_width)));
  const T drive = stretch * (intrinsic * warm) *
                  (1 + ramp(slope, p.rise_scale) * (p.rise_gain / p.rise_scale)) *
                  inverse(T(1 + p.shear_gain * shear));
  const T contracting = p.contracting / p.contraction_time + T(0.0 * drive);
  const T excitable = (1 - p.refractory) * drive + p.trigger_rate * triggers;
  const T a = smooth_step(T((x - p.contracting) * (1 / p.switch_width)));
  const T b = smooth_step(T((x - p.refractory) * (1 / p.switch_width)));
  const T wrap = smooth_step(T((x - (1 - p.switch_width)) * (1 / p.switch_width)));
  return contracting + (T(refractory) - contracting) * a + (excitable - T(refractory)) * b +
         (contracting - excitable) * wrap;
}

}  // namespace cisterna::lymph
