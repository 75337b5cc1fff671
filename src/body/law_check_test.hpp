// What every equation of the body must stand: units, derivatives, packs. Shared by the tests beside the laws.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <type_traits>
#include <utility>

#include "math/checked.hpp"
#include "math/dual.hpp"
#include "math/pack.hpp"

namespace cisterna::law_check {

/// Parameters come as doubles, unless units are being checked.
template <class T>
using Parameter = std::conditional_t<std::is_same_v<T, Checked>, Checked, double>;

template <class S>
S quantity(double value, const DimensionHalves& dim) {
  if constexpr (std::is_same_v<S, Checked>)
    return Checked(value, dim);
  else
    return value;
}

inline const DimensionHalves kNumber = dimension(0, 0, 0), kPressure = dimension(-1, 1, -2),
                             kLength = dimension(1, 0, 0), kVolume = dimension(3, 0, 0),
                             kTime = dimension(0, 0, 1), kRate = dimension(0, 0, -1),
                             kFlow = dimension(3, 0, -1), kResistance = dimension(-4, 1, -1),
                             kConductance = dimension(4, -1, 1), kViscosity = dimension(-1, 1, -1),
                             kTension = dimension(0, 1, -2), kDensity = dimension(-3, 1, 0),
                             kPressureRate = dimension(-1, 1, -3), kMassFlow = dimension(0, 1, -1),
                             kDensityRate = dimension(-3, 1, -1);

struct Range {
  double low, high;
  DimensionHalves dim;
};

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
constexpr int kSamples = 300;

template <std::size_t N>
class Law {
 public:
  /// `inner` is the size of terms that cancel inside the law, if they are far larger than its result.
  Law(const char* name, const std::array<Range, N>& in, const DimensionHalves& out,
      double inner = 0)
      : name_(name), in_(in), out_(out), inner_(inner) {}

  template <class F>
  void check(F&& f) const {
    std::mt19937 engine(1);
    for (int k = 0; k < kSamples && !testing::Test::HasFailure(); ++k) {
      std::array<double, N> x;
      for (std::size_t i = 0; i < N; ++i)
        x[i] = std::uniform_real_distribution<double>(in_[i].low, in_[i].high)(engine);
      const auto slopes = derivatives(f, x);
      // A relative change of eps in each input moves the result by this much: what few roundings may do.
      double rounding = inner_ + std::abs(f(x));
      for (std::size_t i = 0; i < N; ++i) rounding += std::abs(x[i] * slopes[i]);
      rounding *= kFewRoundings * kEpsilon;
      units(f, x, rounding);
      packs(f, x, rounding);
      for (std::size_t i = 0; i < N; ++i) slope(f, x, i, slopes[i], rounding);
    }
  }

 private:
  static constexpr double kFewRoundings = 32;

  template <class F>
  std::array<double, N> derivatives(F& f, const std::array<double, N>& x) const {
    using D = Dual<double, N>;
    std::array<D, N> dual;
    for (std::size_t i = 0; i < N; ++i) dual[i] = D::variable(x[i], static_cast<int>(i));
    return f(dual).d;
  }

  template <class F>
  void units(F& f, const std::array<double, N>& x, double rounding) const {
    std::array<Checked, N> checked;
    for (std::size_t i = 0; i < N; ++i) checked[i] = Checked(x[i], in_[i].dim);
    Checked y;
    ASSERT_NO_THROW(y = f(checked)) << name_;
    EXPECT_EQ(y.dim(), out_) << name_;
    EXPECT_NEAR(y.value(), f(x), rounding) << name_;
  }

  template <class F>
  void packs(F& f, const std::array<double, N>& x, double rounding) const {
    std::array<Pack, N> pack;
    for (std::size_t i = 0; i < N; ++i) pack[i] = Pack(x[i]);
    const Pack y = f(pack);
    for (std::size_t lane = 0; lane < kLanes; ++lane)
      EXPECT_NEAR(y.get(lane), f(x), rounding) << name_;
  }

  // Central differences at h and 2h differ by about three times the error of the finer one.
  template <class F>
  void slope(F& f, std::array<double, N> x, std::size_t i, double dual, double rounding) const {
    const double h = kShare * (in_[i].high - in_[i].low), centre = x[i];
    const auto at = [&](double shift) {
      x[i] = centre + shift;
      return f(x);
    };
    const double fine = (at(h) - at(-h)) / (2 * h), coarse = (at(2 * h) - at(-2 * h)) / (4 * h);
    const double allowed = kSafety * std::abs(fine - coarse) + kSafety * rounding / h;
    EXPECT_NEAR(dual, fine, allowed) << name_ << ": input " << i << " at " << centre;
  }

  static constexpr double kShare = 1e-5;  // balances truncation against rounding
  static constexpr double kSafety = 4;

  const char* name_;
  std::array<Range, N> in_;
  DimensionHalves out_;
  double inner_;
};

}  // namespace cisterna::law_check
