// Arithmetic on samples: quantiles, intervals, differences and ratios paired by sample. Pure functions.
//
// Samples of two compared protocols share their random numbers, so the k-th value of one belongs to
// the k-th of the other: a difference is taken pair by pair and the interval is that of the pairs.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace cisterna {

inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kLowProbability = 0.05;
inline constexpr double kHighProbability = 0.95;
inline constexpr double kMiddle = 0.5;

/// A value for the central parameters and the 5-95 % range of it over `count` samples.
/// Without samples `low` and `high` are unknown (NaN); a value that cannot be formed is NaN too.
struct Interval {
  double central = kUnknown;
  double low = kUnknown;
  double high = kUnknown;
  std::size_t count = 0;
  double median = kUnknown;  ///< of the samples

  bool known() const { return std::isfinite(central); }
  bool bounded() const { return count > 0 && std::isfinite(low) && std::isfinite(high); }
  bool includes(double x) const { return bounded() && low <= x && x <= high; }
  /// The central parameters give what nearly no sample gives: a curved law, or few samples.
  bool central_outside() const { return bounded() && known() && !includes(central); }
};

/// Quantile by linear interpolation between order statistics, (n - 1) p + 1 (type 7 of Hyndman and
/// Fan). Values that are not finite are left out; NaN when none is left.
inline double quantile(std::vector<double> values, double probability) {
  std::erase_if(values, [](double x) { return !std::isfinite(x); });
  if (values.empty()) return kUnknown;
  const double position = probability * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(position));
  const auto above = std::min(below + 1, values.size() - 1);
  std::sort(values.begin(), values.end());
  const double fraction = position - static_cast<double>(below);
  return values[below] + fraction * (values[above] - values[below]);
}

/// Central value with the 5-95 % range of `samples` (not finite ones left out).
inline Interval interval_of(double central, std::span<const double> samples) {
  std::vector<double> finite;
  finite.reserve(samples.size());
  for (double x : samples)
    if (std::isfinite(x)) finite.push_back(x);
  Interval result{.central = central};
  result.count = finite.size();
  if (finite.empty()) return result;
  result.low = quantile(finite, kLowProbability);
  result.high = quantile(finite, kHighProbability);
  result.median = quantile(finite, kMiddle);
  return result;
}

/// treated - control, sample by sample.
inline Interval paired_difference(double treated, double control,
                                  std::span<const double> treated_samples,
                                  std::span<const double> control_samples) {
  const std::size_t n = std::min(treated_samples.size(), control_samples.size());
  std::vector<double> pairs(n);
  for (std::size_t i = 0; i < n; ++i) pairs[i] = treated_samples[i] - control_samples[i];
  return interval_of(treated - control, pairs);
}

/// treated / control; NaN where the control is not positive, since a ratio then says nothing.
inline double ratio_of(double treated, double control) {
  return control > 0 && std::isfinite(treated) ? treated / control : kUnknown;
}

/// treated / control, sample by sample.
inline Interval paired_ratio(double treated, double control,
                             std::span<const double> treated_samples,
                             std::span<const double> control_samples) {
  const std::size_t n = std::min(treated_samples.size(), control_samples.size());
  std::vector<double> pairs(n);
  for (std::size_t i = 0; i < n; ++i) pairs[i] = ratio_of(treated_samples[i], control_samples[i]);
  return interval_of(ratio_of(treated, control), pairs);
}

}  // namespace cisterna
