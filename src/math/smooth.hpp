// Smooth switches and ramps shared by the equations. All work on double, Pack, Dual and Checked.
#pragma once
#include <algorithm>
#include <cmath>
#include <type_traits>

#include "math/dual.hpp"

namespace cisterna {

/// Logistic function 1 / (1 + exp(-x)); safe for any finite x.
template <class T>
CISTERNA_INLINE T sigmoid(const T& x) {
  return inverse(T(1.0 + exponential(T(-x))));
}
template <class V, int N>
CISTERNA_INLINE Dual<V, N> sigmoid(const Dual<V, N>& x) {
  const V s = sigmoid(x.v);
  return detail::chain(x, s, V(s * (V(1.0) - s)));  // not through exp: its square may overflow
}

/// max(0, x) rounded over a width w: (x + sqrt(x^2 + w^2))/2. Exceeds max(0, x) by at most w/2.
template <class T, class S>
CISTERNA_INLINE T rounded_positive(const T& x, const S& w) {
  return 0.5 * (x + root(T(x * x + w * w)));
}

/// How a store that is being emptied departs from its straight law: 0 for u >= 1, (1 - u)^3/(3 u) below, without
/// bound as u -> 0; value, slope and curvature are 0 at u = 1. Below `residual` it stays finite, for a solver's trials.
template <class T, class S>
T emptying(const T& u, const S& residual) {
  const T gone = 1 - u, zero = 0.0 * u;
  const T d = select(gone > zero, gone, zero);
  return d * d * d / (3.0 * rounded_positive(u, residual));
}

/// max(0, x) with a parabolic corner of width w > 0: exactly zero for x <= 0, x - w/2 above w. C1.
template <class T, class S>
CISTERNA_INLINE T ramp(const T& x, const S& w) {
  using std::max, std::min;
  const T zero = 0.0 * x, above = max(x, zero), inside = min(above, T(zero + w));
  return inside * inside * (0.5 / w) + (above - inside);
}
template <class V, int N, class S>
requires(std::is_constructible_v<V, S>) Dual<V, N> ramp(const Dual<V, N>& x, const S& w) {
  using std::max, std::min;
  const V above = max(x.v, V(0.0)), inside = min(above, V(w)), slope = inside * (1.0 / w);
  return detail::chain(x, V(0.5 * inside * slope + (above - inside)), slope);
}

/// 0 below 0, 1 above 1, 3x^2 - 2x^3 between. C1.
template <class T>
CISTERNA_INLINE T smooth_step(const T& x) {
  using std::max, std::min;
  const T zero = 0.0 * x, inside = min(max(x, zero), T(zero + 1.0));
  return inside * inside * (3.0 - 2.0 * inside);
}
template <class V, int N>
CISTERNA_INLINE Dual<V, N> smooth_step(const Dual<V, N>& x) {
  using std::max, std::min;
  const V inside = min(max(x.v, V(0.0)), V(1.0));
  return detail::chain(x, V(inside * inside * (3.0 - 2.0 * inside)),
                       V(6.0 * inside * (1.0 - inside)));
}

/// Fractional part of a phase: x - floor(x).
template <class T>
CISTERNA_INLINE T phase_fraction(const T& x) {
  using std::floor;
  return x - floor(x);
}

}  // namespace cisterna
