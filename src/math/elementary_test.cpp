#include "math/elementary.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "math/pack.hpp"

namespace cisterna {
namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
constexpr double kTwoUlp = 2 * kEpsilon;  // of values in [1, 2) two units, of others at most four

// Largest relative difference of `pack(x)` from `one(x)` over x going from `from` to `to` by factors.
template <class InPacks, class One>
double largest_difference(double from, double to, const InPacks& in_packs, const One& one) {
  constexpr int kSteps = 100003;
  const double factor = std::pow(to / from, 1.0 / (kSteps * kLanes));
  double most = 0, x = from;
  for (int k = 0; k < kSteps; ++k) {
    double in[kLanes], out[kLanes];
    for (double& lane : in) lane = x, x *= factor;
    store<Pack>(out, in_packs(load<Pack>(in)));
    for (std::size_t q = 0; q < kLanes; ++q)
      most = std::max(most, std::abs(out[q] / one(in[q]) - 1));
  }
  return most;
}

TEST(Elementary, reciprocals_and_roots_of_packs_are_those_of_the_divider) {
  constexpr double kLeast = 1e-290, kMost = 1e290;
  EXPECT_LE(
      largest_difference(
          kLeast, kMost, [](const Pack& x) { return inverse(x); }, [](double x) { return 1 / x; }),
      kTwoUlp);
  EXPECT_LE(largest_difference(
                kLeast, kMost, [](const Pack& x) { return inverse_root(x); },
                [](double x) { return 1 / std::sqrt(x); }),
            kTwoUlp);
  EXPECT_LE(largest_difference(
                kLeast, kMost, [](const Pack& x) { return root(x); },
                [](double x) { return std::sqrt(x); }),
            kTwoUlp);
  EXPECT_EQ(root(Pack(0.0)).get(0), 0);
  EXPECT_EQ(inverse(Pack(-4.0)).get(0), -0.25);
}

TEST(Elementary, exponential_of_packs_is_that_of_the_library) {
  for (const double sign : {1.0, -1.0})
    EXPECT_LE(largest_difference(
                  1e-12, 700, [=](const Pack& x) { return exponential(sign * x); },
                  [=](double x) { return std::exp(sign * x); }),
              kTwoUlp)
        << sign;
  EXPECT_EQ(exponential(Pack(0.0)).get(0), 1);
  EXPECT_LT(exponential(Pack(-1e4)).get(0), 1e-300);
  EXPECT_GT(exponential(Pack(1e4)).get(0), 1e300);
}

// A solver tells by it that a trial has led nowhere.
TEST(Elementary, what_is_no_number_stays_none) {
  const Pack none(std::numeric_limits<double>::quiet_NaN());
  for (const Pack& x :
       {inverse(none), inverse_root(none), root(none), exponential(none), raised_cosine(none)})
    for (std::size_t k = 0; k < kLanes; ++k) EXPECT_TRUE(std::isnan(x.get(k)));
}

TEST(Elementary, raised_cosine_and_its_slope_are_those_of_the_circle) {
  for (double x = 0; x <= 1; x += 1.0 / 1024) {
    const double turn = 2 * std::numbers::pi * x, sine = std::sin(std::numbers::pi * x);
    EXPECT_NEAR(raised_cosine(x), sine * sine, kTwoUlp) << x;
    EXPECT_NEAR(raised_cosine(Pack(x)).get(0), sine * sine, kTwoUlp) << x;
    const auto with_slope = raised_cosine(Dual<double, 1>::variable(x, 0));
    EXPECT_NEAR(with_slope.v, sine * sine, kTwoUlp) << x;
    EXPECT_NEAR(with_slope.d[0], std::numbers::pi * std::sin(turn), 8 * kTwoUlp) << x;
  }
}

TEST(Elementary, dual_numbers_carry_the_slopes) {
  const double x = 0.7;
  const auto d = Dual<double, 1>::variable(x, 0);
  EXPECT_NEAR(inverse(d).d[0], -1 / (x * x), 8 * kEpsilon);
  EXPECT_NEAR(inverse_root(d).d[0], -0.5 / (x * std::sqrt(x)), 8 * kEpsilon);
  EXPECT_NEAR(root(d).d[0], 0.5 / std::sqrt(x), 8 * kEpsilon);
  EXPECT_NEAR(exponential(d).d[0], std::exp(x), 8 * kEpsilon);
}

}  // namespace
}  // namespace cisterna
