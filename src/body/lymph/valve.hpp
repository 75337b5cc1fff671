// One-way valves between lymphangions.
//
// Bertram 2011, on the valve's own pressure drop, which the leaflets feel after a short lag:
//   (1) R   = R_min + R_max { 1/(1 + exp[s_o (w - p_o)]) + 1/(1 + exp[-s_f (w - p_f)]) - 1 }
//   (2) Q   = dp / (R_t + R),  own drop  dp_v = Q R,  dw/dt = (dp_v - w) / t_v
// For R_t >> R_min the law without lag has several solutions; w keeps the branch (docs/decisions/0002).
//
// Human valve with distension-dependent thresholds and hysteresis, on the pressure difference between the
// middles of its neighbours (where the measuring pipettes sit):
//   (3) p_open(g) = o_0 + o_1 g,   p_close(g) = -(c_0 + c_1 g),   g = S((l - l_0)/(l_1 - l_0))
//   (4) dx/dt = [ (1 - x) m(dp - p_open) - x m(p_close - dp) ] / t_v,  m(y) = r(y)/(p_t + r(y))
//   (5) 1/R  = x/R_open + (1 - x)/R_closed + sigmoid((-dp - p_prolapse)/p_w)/R_open
//
//   w felt pressure drop [Pa]; x open fraction [1]; l mean stretch of the neighbours [1]; S smooth step;
//   r(y) max(0, y) with a rounded corner; R_t tube resistance [Pa s/m3]; t_v leaflet time [s]
// Between the two thresholds x rests: that is the hysteresis. Incompetent: lower R_closed. Stenotic: higher R_open.
// Sources: bertram2011 (1); davis2011 for the spans of (3); mynard-type rate (4); shape of (3) assumed.
#pragma once
#include "body/lymph/laws.hpp"
#include "math/smooth.hpp"

namespace cisterna::lymph {

/// Flow through a valve and the rate of its own state.
template <class T>
struct ValveRates {
  T flow{};    ///< [m3/s]
  T change{};  ///< of w [Pa/s] or x [1/s]
};

/// (1) [Pa s/m3]. The brace is {...} = (1 - e_o e_f)/((1 + e_o)(1 + e_f)) with the two exponentials: one division, and
/// nothing cancels. Beyond e^300 an exponential changes no bit of R.
template <class T, class S>
CISTERNA_INLINE T bertram_resistance(const T& felt, const BertramValve<S>& v) {
  const auto bounded = [](const T& x) { return select(x < 300.0, x, T(300.0 + 0.0 * x)); };
  const T opening = exponential(bounded(T(v.opening_slope * (felt - v.opening_pressure))));
  const T failing = exponential(bounded(T(-(v.failure_slope * (felt - v.failure_pressure)))));
  return v.open_resistance +
         v.closed_resistance * (1 - opening * failing) * inverse(T((1 + opening) * (1 + failing)));
}

/// (2)
template <class T, class S>
ValveRates<T> bertram_valve(const T& dp, const T& tube, const T& felt, const BertramValve<S>& v) {
  const T own = bertram_resistance(felt, v);
  const T flow = dp * inverse(T(tube + own));
  return {flow, T((flow * own - felt) * (1 / v.lag))};
}

/// g of (3), from the mean stretch of the neighbours.
template <class T, class S>
CISTERNA_INLINE T valve_distension(const T& stretch, const HumanValve<S>& v) {
  return smooth_step(T((stretch - v.stretch_low) * (1 / (v.stretch_high - v.stretch_low))));
}

/// (3), (4) [1/s]
template <class T, class S>
CISTERNA_INLINE T human_valve_change(const T& dp, const T& open, const T& stretch,
                                     const HumanValve<S>& v) {
  const T g = valve_distension(stretch, v);
  const T opening = v.opening_base + v.opening_span * g;
  const T closing = -(v.closing_base + v.closing_span * g);
  const T forward = ramp(T(dp - opening), v.corner), backward = ramp(T(closing - dp), v.corner);
  // One of the two is zero: the thresholds lie apart. One division serves both.
  return ((1 - open) * forward - open * backward) *
         inverse(T((v.pressure_scale + forward + backward) * v.time));
}

/// (5) as a conductance [m3/(s Pa)], so that parallel copies multiply it.
template <class T, class S, class R>
CISTERNA_INLINE T human_valve_conductance(const T& dp, const T& open, const R& open_conductance,
                                          const R& closed_conductance, const HumanValve<S>& v) {
  const T prolapse = sigmoid(T((-dp - v.prolapse_pressure) * (1 / v.prolapse_width)));
  return open_conductance * (open + prolapse) + closed_conductance * (1 - open);
}

/// (3)-(5)
template <class T, class S, class R>
CISTERNA_INLINE ValveRates<T> human_valve(const T& dp, const T& tube, const T& open,
                                          const T& stretch, const R& open_conductance,
                                          const R& closed_conductance, const HumanValve<S>& v) {
  const T own = human_valve_conductance(dp, open, open_conductance, closed_conductance, v);
  return {T(dp * own * inverse(T(1 + tube * own))), human_valve_change(dp, open, stretch, v)};
}

}  // namespace cisterna::lymph
