// A scalar that carries its dimension at run time. Tests instantiate the production equations with it:
// adding metres to pascals, or the exponential of a length, throws UnitMismatch.
#pragma once
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>

namespace cisterna {

struct UnitMismatch : std::logic_error {
  using std::logic_error::logic_error;
};

/// Exponents of metre, kilogram, second, kelvin, mole, in halves (so that square roots are exact).
using DimensionHalves = std::array<int, 5>;

inline DimensionHalves dimension(int m, int kg, int s, int K = 0, int mol = 0) {
  return {2 * m, 2 * kg, 2 * s, 2 * K, 2 * mol};
}

class Checked {
 public:
  Checked() = default;
  Checked(double value) : value_(value) {}
  Checked(double value, DimensionHalves dim) : value_(value), dim_(dim) {}

  double value() const { return value_; }
  const DimensionHalves& dim() const { return dim_; }
  bool dimensionless() const { return dim_ == DimensionHalves{}; }

  friend Checked operator-(const Checked& a) { return {-a.value_, a.dim_}; }
  friend Checked operator+(const Checked& a, const Checked& b) {
    return {a.value_ + b.value_, same(a, b, "+")};
  }
  friend Checked operator-(const Checked& a, const Checked& b) {
    return {a.value_ - b.value_, same(a, b, "-")};
  }
  friend Checked operator*(const Checked& a, const Checked& b) {
    return {a.value_ * b.value_, combine(a.dim_, b.dim_, 1)};
  }
  friend Checked operator/(const Checked& a, const Checked& b) {
    return {a.value_ / b.value_, combine(a.dim_, b.dim_, -1)};
  }
  friend bool operator<(const Checked& a, const Checked& b) {
    same(a, b, "<");
    return a.value_ < b.value_;
  }
  friend bool operator>(const Checked& a, const Checked& b) { return b < a; }

  friend Checked select(bool condition, const Checked& yes, const Checked& no) {
    return {condition ? yes.value_ : no.value_, same(yes, no, "select")};
  }
  friend Checked exp(const Checked& x) { return plain(x, "exp", std::exp(x.value_)); }
  friend Checked log1p(const Checked& x) { return plain(x, "log1p", std::log1p(x.value_)); }
  friend Checked cos(const Checked& x) { return plain(x, "cos", std::cos(x.value_)); }
  friend Checked tan(const Checked& x) { return plain(x, "tan", std::tan(x.value_)); }
  friend Checked atan(const Checked& x) { return plain(x, "atan", std::atan(x.value_)); }
  friend Checked floor(const Checked& x) { return plain(x, "floor", std::floor(x.value_)); }
  friend Checked sqrt(const Checked& x) {
    DimensionHalves half = x.dim_;
    for (int& e : half) {
      if (e % 2 != 0) throw UnitMismatch("sqrt of a quarter power");
      e /= 2;
    }
    return {std::sqrt(x.value_), half};
  }

 private:
  static DimensionHalves same(const Checked& a, const Checked& b, const char* operation) {
    // A literal zero has every dimension: comparing with 0 or starting a sum from 0 is allowed.
    if (a.dim_ == b.dim_) return a.dim_;
    if (a.value_ == 0.0 && a.dimensionless()) return b.dim_;
    if (b.value_ == 0.0 && b.dimensionless()) return a.dim_;
    throw UnitMismatch(std::string("operands of ") + operation +
                       " differ in dimension: " + text(a.dim_) + " and " + text(b.dim_));
  }
  static Checked plain(const Checked& x, const char* function, double result) {
    if (!x.dimensionless())
      throw UnitMismatch(std::string(function) + " of a quantity with dimension " + text(x.dim_));
    return result;
  }
  static DimensionHalves combine(const DimensionHalves& a, const DimensionHalves& b, int sign) {
    DimensionHalves r{};
    for (std::size_t k = 0; k < r.size(); ++k) r[k] = a[k] + sign * b[k];
    return r;
  }
  static std::string text(const DimensionHalves& d) {
    const char* names[] = {"m", "kg", "s", "K", "mol"};
    std::string r;
    for (std::size_t k = 0; k < d.size(); ++k)
      if (d[k] != 0)
        r += std::string(r.empty() ? "" : " ") + names[k] + "^" +
             std::to_string(d[k] / 2.0).substr(0, 4);
    return r.empty() ? "1" : r;
  }

  double value_ = 0;
  DimensionHalves dim_{};
};

}  // namespace cisterna
