#include "math/smooth.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "math/pack.hpp"

namespace cisterna {
namespace {

using D = Dual<double, 1>;

TEST(Smooth, sigmoid_is_safe_for_any_finite_argument) {
  for (const double x : {-1e300, -800.0, -1.0, 0.0, 1.0, 800.0, 1e300}) {
    const D y = sigmoid(D::variable(x, 0));
    EXPECT_TRUE(std::isfinite(y.v) && std::isfinite(y.d[0])) << x;
    EXPECT_GE(y.v, 0);
    EXPECT_LE(y.v, 1);
  }
  EXPECT_EQ(sigmoid(0.0), 0.5);
  EXPECT_NEAR(sigmoid(D::variable(0.3, 0)).d[0], sigmoid(0.3) * sigmoid(-0.3), 1e-16);
}

TEST(Smooth, rounded_positive_exceeds_the_corner_by_half_a_width_at_most) {
  constexpr double kWidth = 0.1, kRounding = 1e-15;
  for (double x = -3; x <= 3; x += 0.01) {
    const double excess = rounded_positive(x, kWidth) - std::max(0.0, x);
    EXPECT_GE(excess, 0) << x;
    EXPECT_LE(excess, 0.5 * kWidth + kRounding) << x;
  }
}

TEST(Smooth, ramp_is_zero_below_and_a_shifted_line_above) {
  constexpr double kWidth = 0.25;  // a power of two: the sums below are exact
  EXPECT_EQ(ramp(-1.0, kWidth), 0);
  EXPECT_EQ(ramp(0.0, kWidth), 0);
  EXPECT_EQ(ramp(2.0, kWidth), 2.0 - 0.5 * kWidth);
}

// A jump of value or slope would show as a difference far above what the curvature allows over the gap.
template <class F>
void expect_smooth_at(F f, double x, double curvature) {
  constexpr double kGap = 1e-9;
  const D below = f(D::variable(x - kGap, 0)), above = f(D::variable(x + kGap, 0));
  EXPECT_NEAR(below.v, above.v, 3 * kGap) << x;
  EXPECT_NEAR(below.d[0], above.d[0], 3 * kGap * curvature) << x;
}

TEST(Smooth, joints_have_no_kink) {
  const auto corner = [](D x) { return ramp(x, 0.1); };
  for (const double x : {0.0, 0.1}) expect_smooth_at(corner, x, 10);
  const auto step = [](D x) { return smooth_step(x); };
  for (const double x : {0.0, 1.0}) expect_smooth_at(step, x, 6);
}

TEST(Smooth, emptying_begins_without_kink_and_grows_without_bound) {
  constexpr double kResidual = 1e-6;
  const auto law = [&](D x) { return emptying(x, kResidual); };
  expect_smooth_at(law, 1.0, 1);
  EXPECT_EQ(emptying(1.0, kResidual), 0);
  EXPECT_EQ(emptying(3.0, kResidual), 0);
  EXPECT_NEAR(emptying(0.5, kResidual), 0.125 / 1.5, kResidual);
  for (const double u : {0.1, 0.01, 0.001}) {
    EXPECT_GT(emptying(u, kResidual), (1 - 3 * u) / (3 * u)) << u;
    EXPECT_LT(law(D::variable(u, 0)).d[0], 0) << u;
  }
  constexpr double kFolds = 0.01;
  for (const double u : {0.0, -0.1, -10.0}) EXPECT_TRUE(std::isfinite(emptying(u, kFolds))) << u;
}

TEST(Smooth, step_rises_from_nought_to_one) {
  EXPECT_EQ(smooth_step(-5.0), 0);
  EXPECT_EQ(smooth_step(0.0), 0);
  EXPECT_EQ(smooth_step(0.5), 0.5);
  EXPECT_EQ(smooth_step(1.0), 1);
  EXPECT_EQ(smooth_step(7.0), 1);
  for (double x = 0; x < 1; x += 0.01) EXPECT_LT(smooth_step(x), smooth_step(x + 0.01));
}

TEST(Smooth, phase_fraction_lies_in_one_turn_and_keeps_its_slope) {
  for (const double x : {-2.25, 0.75, 3.75, 1e6 + 0.75}) EXPECT_EQ(phase_fraction(x), 0.75);
  EXPECT_EQ(phase_fraction(D::variable(3.3, 0)).d[0], 1);
}

TEST(Smooth, packs_agree_with_doubles) {
  for (double x = -1.5; x < 2; x += 0.125) {
    const Pack p(x);
    EXPECT_EQ(ramp(p, 0.5).get(0), ramp(x, 0.5));
    EXPECT_EQ(smooth_step(p).get(0), smooth_step(x));
    EXPECT_NEAR(sigmoid(p).get(0), sigmoid(x), 4e-16);
    EXPECT_NEAR(rounded_positive(p, 0.5).get(0), rounded_positive(x, 0.5), 4e-16);
  }
}

}  // namespace
}  // namespace cisterna
