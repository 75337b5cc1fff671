// A scalar that remembers which variables it was made from: equations run with it tell their own sparsity pattern.
//
// select() joins both sides, so the pattern holds whatever branch a state takes. Values are carried along for comparisons.
#pragma once
#include <bitset>
#include <cmath>
#include <concepts>
#include <type_traits>

namespace cisterna {

inline constexpr std::size_t kMostTraced = 256;  ///< variables

struct Traced {
  double v = 0;
  std::bitset<kMostTraced> from{};

  Traced() = default;
  template <class U>
  requires std::is_arithmetic_v<U> Traced(U value) : v(static_cast<double>(value)) {}
  Traced(double value, const std::bitset<kMostTraced>& origin) : v(value), from(origin) {}
  static Traced variable(double value, std::size_t k) {
    Traced x(value);
    x.from.set(k);
    return x;
  }
};

inline Traced operator-(const Traced& a) { return {-a.v, a.from}; }
inline Traced operator+(const Traced& a, const Traced& b) { return {a.v + b.v, a.from | b.from}; }
inline Traced operator-(const Traced& a, const Traced& b) { return {a.v - b.v, a.from | b.from}; }
inline Traced operator*(const Traced& a, const Traced& b) { return {a.v * b.v, a.from | b.from}; }
inline Traced operator/(const Traced& a, const Traced& b) { return {a.v / b.v, a.from | b.from}; }
inline bool operator<(const Traced& a, const Traced& b) { return a.v < b.v; }
inline bool operator>(const Traced& a, const Traced& b) { return a.v > b.v; }

inline Traced select(bool condition, const Traced& yes, const Traced& no) {
  return {condition ? yes.v : no.v, yes.from | no.from};
}
inline Traced exp(const Traced& x) { return {std::exp(x.v), x.from}; }
inline Traced log1p(const Traced& x) { return {std::log1p(x.v), x.from}; }
inline Traced sqrt(const Traced& x) { return {std::sqrt(x.v), x.from}; }
inline Traced cos(const Traced& x) { return {std::cos(x.v), x.from}; }
inline Traced tan(const Traced& x) { return {std::tan(x.v), x.from}; }
inline Traced atan(const Traced& x) { return {std::atan(x.v), x.from}; }
inline Traced floor(const Traced& x) { return {std::floor(x.v), x.from}; }

}  // namespace cisterna
