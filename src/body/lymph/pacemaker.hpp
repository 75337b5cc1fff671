// Pacemaker of a lymphangion: a phase that contraction, refractoriness and spontaneous discharge share.
//
//   phase fraction x in [0, 1):  [0, x_c) contracting, [x_c, x_r) refractory, [x_r, 1) excitable
//   (1) dphi/dt = x_c/t_c               while contracting
//               = (x_r - x_c)/t_r       while refractory
//               = (1 - x_r) n f(p) H I (1 + k_r r(dp/dt)/p_r) + k_t N      while excitable
//   (2) f(p)  = f_0 + (f_1 - f_0) sigmoid((p - p_50)/p_s)    stretch-driven rate
//   (3) H     = exp(q (theta - theta_0))                     heat (Q10 = exp(10 q))
//   (4) I     = 1/(1 + alpha s_f)                            fast inhibition by wall shear, see shear.hpp
//   (5) N     = sum over neighbours of W(x_j),  W a window x_d < x_j < x_d + x_w: conduction delay
//   (6) dp_f/dt = (p - p_f)/t_p,  dp/dt ~ (p - p_f)/t_p      transmural pressure as the wall feels it
//
//   phi phase [1]; t_c, t_r contraction and refractory time [s]; n intrinsic rate of this lymphangion [1]
//   p = p_f transmural pressure [Pa]; k_t trigger rate [1/s]; x_d = x_c L/(c t_c), c conduction speed [m/s]
// Switches are smoothed over a phase d. Waves are not prescribed: they follow from (5) and the lock-out.
// Sources: form derived after bertram (nonuniform lymphangions), olszewski1980 for p_50; kelly2020 for f.
#pragma once
#include <cmath>

#include "body/lymph/laws.hpp"
#include "math/smooth.hpp"

namespace cisterna::lymph {

/// W of (5): seen by a neighbour while this lymphangion's phase passes the window behind `delay` (x_d).
template <class T, class D, class S>
T trigger_window(const T& x, const D& delay, const Pacemaker<S>& p) {
  const T rise = smooth_step(T((x - delay) * (1 / p.switch_width)));
  const T fall = smooth_step(T((x - delay - p.trigger_width) * (1 / p.switch_width)));
  return rise * (1 - fall);
}

/// (3): factor on the rate at `heat` = theta - theta_0 [K].
template <class S>
S warmth(const S& heat, const Pacemaker<S>& p) {
  using std::exp;
  return exp(p.heat_gain * heat);
}

/// (1), (2), (4) [1/s]. `warm` is H of (3).
template <class T, class S, class R, class H>
T phase_rate(const T& x, const T& felt_pressure, const T& pressure, const T& triggers,
             const T& shear, const R& intrinsic, const H& warm, const Pacemaker<S>& p) {
  const T slope = (pressure - felt_pressure) * (1 / p.pressure_time);
  const T stretch =
      p.rate_low + (p.rate_high - p.rate_low) *
                       sigmoid(T((felt_pressure - p.half_pressure) * (1 / p.pressure_width)));
  const T drive = stretch * (intrinsic * warm) *
                  (1 + ramp(slope, p.rise_scale) * (p.rise_gain / p.rise_scale)) /
                  (1 + p.shear_gain * shear);
  const T contracting = p.contracting / p.contraction_time + T(0.0 * drive);
  const T refractory = (p.refractory - p.contracting) / p.refractory_time + T(0.0 * drive);
  const T excitable = (1 - p.refractory) * drive + p.trigger_rate * triggers;
  const T a = smooth_step(T((x - p.contracting) * (1 / p.switch_width)));
  const T b = smooth_step(T((x - p.refractory) * (1 / p.switch_width)));
  const T wrap = smooth_step(T((x - (1 - p.switch_width)) * (1 / p.switch_width)));
  return contracting + (refractory - contracting) * a + (excitable - refractory) * b +
         (contracting - excitable) * wrap;
}

}  // namespace cisterna::lymph
