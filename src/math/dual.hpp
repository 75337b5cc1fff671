// Forward-mode dual numbers: a value and N derivatives. V is double or Pack.
#pragma once
#include <array>
#include <cmath>
#include <concepts>
#include <type_traits>

#include "math/elementary.hpp"

namespace cisterna {

template <class V, int N>
struct Dual {
  V v{};
  std::array<V, N> d{};

  Dual() = default;
  Dual(const V& value) : v(value) {}  // a constant: all derivatives zero
  template <class U>
  requires(!std::same_as<U, V> && std::is_arithmetic_v<U>) Dual(U value)
      : v(static_cast<double>(value)) {}

  /// The k-th independent variable.
  static Dual variable(const V& value, int k) {
    Dual x(value);
    x.d[k] = V(1.0);
    return x;
  }
};

template <class T>
struct is_dual : std::false_type {};
template <class V, int N>
struct is_dual<Dual<V, N>> : std::true_type {};

namespace detail {
/// f(x) with slope f'(x).
template <class V, int N>
CISTERNA_INLINE Dual<V, N> chain(const Dual<V, N>& x, const V& value, const V& slope) {
  Dual<V, N> r(value);
  for (int k = 0; k < N; ++k) r.d[k] = slope * x.d[k];
  return r;
}
}  // namespace detail

template <class V, int N>
CISTERNA_INLINE Dual<V, N> operator-(const Dual<V, N>& a) {
  return detail::chain(a, V(-a.v), V(-1.0));
}
template <class V, int N>
CISTERNA_INLINE Dual<V, N> operator+(const Dual<V, N>& a, const Dual<V, N>& b) {
  Dual<V, N> r(V(a.v + b.v));
  for (int k = 0; k < N; ++k) r.d[k] = a.d[k] + b.d[k];
  return r;
}
template <class V, int N>
CISTERNA_INLINE Dual<V, N> operator-(const Dual<V, N>& a, const Dual<V, N>& b) {
  Dual<V, N> r(V(a.v - b.v));
  for (int k = 0; k < N; ++k) r.d[k] = a.d[k] - b.d[k];
  return r;
}
template <class V, int N>
CISTERNA_INLINE Dual<V, N> operator*(const Dual<V, N>& a, const Dual<V, N>& b) {
  Dual<V, N> r(V(a.v * b.v));
  for (int k = 0; k < N; ++k) r.d[k] = a.d[k] * b.v + a.v * b.d[k];
  return r;
}
template <class V, int N>
CISTERNA_INLINE Dual<V, N> operator/(const Dual<V, N>& a, const Dual<V, N>& b) {
  const V share = inverse(b.v);
  Dual<V, N> r(V(a.v * share));
  for (int k = 0; k < N; ++k) r.d[k] = (a.d[k] - r.v * b.d[k]) * share;
  return r;
}

// Mixed with plain scalars (double, int) or with V.
#define CISTERNA_DUAL_MIXED(OP)                                                  \
  template <class V, int N, class U>                                             \
  requires(!is_dual<U>::value && std::is_constructible_v<V, U>) Dual<V, N>       \
  operator OP(const Dual<V, N>& a, const U& b) { return a OP Dual<V, N>(V(b)); } \
  template <class V, int N, class U>                                             \
  requires(!is_dual<U>::value && std::is_constructible_v<V, U>) Dual<V, N>       \
  operator OP(const U& a, const Dual<V, N>& b) { return Dual<V, N>(V(a)) OP b; }
CISTERNA_DUAL_MIXED(+)
CISTERNA_DUAL_MIXED(-)
CISTERNA_DUAL_MIXED(/)
#undef CISTERNA_DUAL_MIXED

template <class V, int N, class U>
requires(!is_dual<U>::value && std::is_constructible_v<V, U>) Dual<V, N>
operator*(const Dual<V, N>& a, const U& b) { return detail::chain(a, V(a.v * V(b)), V(b)); }
template <class V, int N, class U>
requires(!is_dual<U>::value && std::is_constructible_v<V, U>) Dual<V, N>
operator*(const U& a, const Dual<V, N>& b) { return b * a; }

// Comparisons look at values only.
#define CISTERNA_DUAL_COMPARE(OP)                                                 \
  template <class V, int N>                                                       \
  auto operator OP(const Dual<V, N>& a, const Dual<V, N>& b) {                    \
    return a.v OP b.v;                                                            \
  }                                                                               \
  template <class V, int N, class U>                                              \
  requires(!is_dual<U>::value && std::is_constructible_v<V, U>) auto operator OP( \
      const Dual<V, N>& a, const U& b) {                                          \
    return a.v OP V(b);                                                           \
  }
CISTERNA_DUAL_COMPARE(<)
CISTERNA_DUAL_COMPARE(>)
#undef CISTERNA_DUAL_COMPARE

inline bool any_of(bool condition) { return condition; }
inline double select(bool condition, double yes, double no) { return condition ? yes : no; }

template <class M, class V, int N>
CISTERNA_INLINE Dual<V, N> select(const M& mask, const Dual<V, N>& yes, const Dual<V, N>& no) {
  Dual<V, N> r(V(select(mask, yes.v, no.v)));
  for (int k = 0; k < N; ++k) r.d[k] = select(mask, yes.d[k], no.d[k]);
  return r;
}

template <class V, int N>
CISTERNA_INLINE Dual<V, N> exp(const Dual<V, N>& x) {
  using std::exp;
  const V e = exp(x.v);
  return detail::chain(x, e, e);
}
template <class V, int N>
CISTERNA_INLINE Dual<V, N> exponential(const Dual<V, N>& x) {
  const V e = exponential(x.v);
  return detail::chain(x, e, e);
}
template <class V, int N>
CISTERNA_INLINE Dual<V, N> inverse(const Dual<V, N>& x) {
  const V one = inverse(x.v);
  return detail::chain(x, one, V(-one * one));
}
template <class V, int N>
CISTERNA_INLINE Dual<V, N> inverse_root(const Dual<V, N>& x) {
  const V one = inverse_root(x.v);
  return detail::chain(x, one, V(-0.5 * one * (one * one)));
}
template <class V, int N>
CISTERNA_INLINE Dual<V, N> root(const Dual<V, N>& x) {
  const V s = root(x.v);
  return detail::chain(x, s, V(0.5 * inverse(s)));
}
template <class V, int N>
CISTERNA_INLINE Dual<V, N> raised_cosine(const Dual<V, N>& x) {
  const HalfWave<V> half = half_wave(x.v);
  return detail::chain(x, V(half.value * half.value), V(2.0 * half.value * half.slope));
}
template <class V, int N>
CISTERNA_INLINE Dual<V, N> log1p(const Dual<V, N>& x) {
  using std::log1p;
  return detail::chain(x, V(log1p(x.v)), V(V(1.0) / (V(1.0) + x.v)));
}
template <class V, int N>
CISTERNA_INLINE Dual<V, N> sqrt(const Dual<V, N>& x) {
  using std::sqrt;
  const V s = sqrt(x.v);
  return detail::chain(x, s, V(V(0.5) / s));
}
template <class V, int N>
CISTERNA_INLINE Dual<V, N> cos(const Dual<V, N>& x) {
  using std::cos;
  using std::sin;
  return detail::chain(x, V(cos(x.v)), V(-sin(x.v)));
}
template <class V, int N>
CISTERNA_INLINE Dual<V, N> tan(const Dual<V, N>& x) {
  using std::tan;
  const V t = tan(x.v);
  return detail::chain(x, t, V(V(1.0) + t * t));
}
template <class V, int N>
CISTERNA_INLINE Dual<V, N> atan(const Dual<V, N>& x) {
  using std::atan;
  return detail::chain(x, V(atan(x.v)), V(V(1.0) / (V(1.0) + x.v * x.v)));
}
template <class V, int N>
CISTERNA_INLINE Dual<V, N> floor(const Dual<V, N>& x) {
  using std::floor;
  return Dual<V, N>(V(floor(x.v)));
}

}  // namespace cisterna
