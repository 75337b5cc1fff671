// What a signal was some seconds ago: samples on a grid of time, kept among the carried states of a system.
//
// Grid times are k s with k whole. A ring of n samples holds those of the newest n grid times; the number k of the newest
// stands before them. record() enters those that a step passed, on a straight line between its ends; at() reads on a
// straight line between samples. What was not yet recorded reads as not a number: a step that would need it is refused
// and taken shorter, so steps must not exceed the shortest delay less one spacing.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

#include "math/dual.hpp"
#include "math/traced.hpp"

namespace cisterna::circulation {

inline double plain_value(double x) { return x; }
template <class T>
requires requires(const T& x) { x.v; }
double plain_value(const T& x) { return x.v; }

class DelayLine {
 public:
  /// For delays up to `longest` [s], sampled every `spacing` [s].
  DelayLine(double longest, double spacing)
      : spacing_(spacing), samples_(static_cast<std::size_t>(std::ceil(longest / spacing)) + 3) {}

  /// Numbers it needs among the carried states.
  std::size_t size() const { return samples_ + 1; }
  double spacing() const { return spacing_; }

  /// A signal that was always `value`.
  void fill(double t, double value, std::span<double> line) const {
    line[0] = std::floor(t / spacing_);
    std::fill(line.begin() + 1, line.end(), value);
  }

  /// Of a step from t with `before` to t + h with `after`.
  void record(double t, double h, double before, double after, std::span<double> line) const {
    const double last = std::floor((t + h) / spacing_);
    for (double k = line[0] + 1; k <= last; ++k)
      line[slot(k)] = before + (after - before) * (k * spacing_ - t) / h;
    line[0] = last;
  }

  /// At the time t.
  template <class T>
  T at(const T& t, std::span<const double> line) const {
    const T x = t / spacing_;
    const double k = std::floor(plain_value(x)), newest = line[0];
    const bool known = k < newest && k > newest - static_cast<double>(samples_);
    if (!known) return T(std::numeric_limits<double>::quiet_NaN());
    const double low = line[slot(k)], high = line[slot(k + 1)];
    return low + (x - k) * (high - low);
  }

 private:
  std::size_t slot(double k) const {
    const double n = static_cast<double>(samples_);
    return 1 + static_cast<std::size_t>(k - n * std::floor(k / n));
  }
  double spacing_;
  std::size_t samples_;
};

}  // namespace cisterna::circulation
