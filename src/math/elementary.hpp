// Reciprocals, roots, exponentials and the raised cosine, so that packs of eight keep clear of the divider.
//
// Dividing eight doubles, or taking their roots, keeps a core's divider busy for 16 to 31 cycles, and the equations of
// vessels are full of both. With AVX-512 a first guess of 14 bits is corrected by the series of the error it leaves:
//   1/x       = r (1 + e + e^2 + e^3),                  e = 1 - x r
//   1/sqrt(x) = r (1 + e/2 + 3 e^2/8 + 5 e^3/16),       e = 1 - x r^2
//   exp(x)    = 2^n P(x - n ln 2),                      P the series of exp to its 13th power
// Good to two units in the last place (elementary_test.cpp). For all else these are the library's own. A reciprocal or
// inverse root of zero or of infinity is NaN in packs: only for what is positive and finite.
#pragma once
#include <array>
#include <cmath>
#include <numbers>

// GCC 12 calls the AVX-512 headers' own undefined values uninitialised (GCC bug 105593).
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <xsimd/xsimd.hpp>
#pragma GCC diagnostic pop

// The operators are small and sit in the innermost loops over packs: never calls.
#define CISTERNA_INLINE [[gnu::always_inline]] inline

namespace cisterna {

using Pack = xsimd::batch<double>;

template <class T>
CISTERNA_INLINE T inverse(const T& x) {
  return T(1.0) / x;
}
template <class T>
CISTERNA_INLINE T inverse_root(const T& x) {
  using std::sqrt;
  return T(1.0) / sqrt(x);
}
template <class T>
CISTERNA_INLINE T root(const T& x) {
  using std::sqrt;
  return sqrt(x);
}
template <class T>
CISTERNA_INLINE T exponential(const T& x) {
  using std::exp;
  return exp(x);
}

/// sin(pi x) and its slope by x, for 0 <= x <= 1.
template <class T>
struct HalfWave {
  T value, slope;
};
template <class T>
CISTERNA_INLINE HalfWave<T> half_wave(const T& x) {
  // Series about the crest, in the square of the angle from there, at most pi/2.
  const T angle = (x - 0.5) * std::numbers::pi, square = angle * angle;
  constexpr int kTerms = 10;  // the next is below 2e-17 of the whole
  T even(1.0), odd(1.0);
  for (int k = kTerms; k > 0; --k) {
    even = 1.0 - even * square * (1.0 / ((2 * k - 1) * (2 * k)));
    odd = 1.0 - odd * square * (1.0 / ((2 * k) * (2 * k + 1)));
  }
  return {even, T(-std::numbers::pi * angle * odd)};
}
/// (1 - cos(2 pi x))/2, for 0 <= x <= 1.
template <class T>
CISTERNA_INLINE T raised_cosine(const T& x) {
  const T half = half_wave(x).value;
  return half * half;
}

#if defined(__AVX512F__)

CISTERNA_INLINE Pack inverse(const Pack& x) {
  const __m512d guess = _mm512_rcp14_pd(x), one = _mm512_set1_pd(1.0);
  const __m512d e = _mm512_fnmadd_pd(x, guess, one), both = _mm512_fmadd_pd(e, e, e);
  return _mm512_fmadd_pd(guess, _mm512_fmadd_pd(both, e, e), guess);
}

CISTERNA_INLINE Pack inverse_root(const Pack& x) {
  const __m512d guess = _mm512_rsqrt14_pd(x);
  const __m512d e = _mm512_fnmadd_pd(_mm512_mul_pd(x, guess), guess, _mm512_set1_pd(1.0));
  __m512d series = _mm512_fmadd_pd(e, _mm512_set1_pd(5.0 / 16), _mm512_set1_pd(3.0 / 8));
  series = _mm512_mul_pd(_mm512_fmadd_pd(series, e, _mm512_set1_pd(0.5)), e);
  return _mm512_fmadd_pd(guess, series, guess);
}

/// Of zero too; not of what is negative. What its square lacks is made good: differences are often taken of roots.
CISTERNA_INLINE Pack root(const Pack& x) {
  constexpr double kSmallest = 0x1p-1000;
  const __m512d one_over = inverse_root(Pack(_mm512_max_pd(_mm512_set1_pd(kSmallest), x)));
  const __m512d s = _mm512_mul_pd(x, one_over), lacks = _mm512_fnmadd_pd(s, s, x);
  return _mm512_fmadd_pd(lacks, _mm512_mul_pd(one_over, _mm512_set1_pd(0.5)), s);
}

CISTERNA_INLINE Pack exponential(const Pack& x) {
  constexpr double kMost = 709, kLeast = -708;          // beyond, doubles overflow or lose digits
  constexpr double kRestOfLn2 = 2.319046813846299e-17;  // what the double nearest ln 2 lacks
  // Written so that NaN stays NaN.
  const __m512d bounded =
      _mm512_min_pd(_mm512_set1_pd(kMost), _mm512_max_pd(_mm512_set1_pd(kLeast), x));
  const __m512d n = _mm512_roundscale_pd(
      _mm512_mul_pd(bounded, _mm512_set1_pd(std::numbers::log2e)), _MM_FROUND_TO_NEAREST_INT);
  const Pack r(_mm512_fnmadd_pd(n, _mm512_set1_pd(kRestOfLn2),
                                _mm512_fnmadd_pd(n, _mm512_set1_pd(std::numbers::ln2), bounded)));
  constexpr auto c = [] {
    std::array<double, 14> inverse_factorial{1.0};
    for (int k = 1; k < 14; ++k) inverse_factorial[k] = inverse_factorial[k - 1] / k;
    return inverse_factorial;
  }();
  // Pairs, pairs of pairs, and so on: they do not wait for one another.
  const Pack r2 = r * r, r4 = r2 * r2, r8 = r4 * r4;
  const auto pair = [&](int k) { return xsimd::fma(r, Pack(c[k + 1]), Pack(c[k])); };
  const auto four = [&](int k) { return xsimd::fma(r2, pair(k + 2), pair(k)); };
  const Pack high = xsimd::fma(r4, pair(12), four(8)), low = xsimd::fma(r4, four(4), four(0));
  return _mm512_scalef_pd(xsimd::fma(r8, high, low), n);
}

#endif

}  // namespace cisterna
