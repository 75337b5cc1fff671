#include "math/dual.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "math/pack.hpp"

namespace cisterna {
namespace {

// Central differences: truncation ~ h^2 |f'''|/6, rounding ~ eps |f|/h; at h = 1e-5 both are near 1e-10
// for values and derivatives of order one to ten.
constexpr double kStep = 1e-5;
constexpr double kDifference = 1e-8;

template <class F>
void expect_slope(const char* name, F f, const std::vector<double>& points) {
  for (const double x : points) {
    const Dual<double, 1> y = f(Dual<double, 1>::variable(x, 0));
    const double slope = (f(x + kStep) - f(x - kStep)) / (2 * kStep);
    EXPECT_EQ(y.v, f(x)) << name << " at " << x;
    EXPECT_NEAR(y.d[0], slope, kDifference * std::max(1.0, std::abs(slope))) << name << " at " << x;
  }
}

TEST(Dual, functions_have_their_own_slopes) {
  using std::cos, std::exp, std::floor, std::log1p, std::sqrt;
  expect_slope("exp",
               [](auto x) {
                 using std::exp;
                 return exp(x);
               },
               {-2, 0, 1.5});
  expect_slope("log1p",
               [](auto x) {
                 using std::log1p;
                 return log1p(x);
               },
               {-0.5, 0, 3});
  expect_slope("sqrt",
               [](auto x) {
                 using std::sqrt;
                 return sqrt(x);
               },
               {0.2, 1, 7});
  expect_slope("cos",
               [](auto x) {
                 using std::cos;
                 return cos(x);
               },
               {-1, 0, 2});
  expect_slope("floor",
               [](auto x) {
                 using std::floor;
                 return floor(x);
               },
               {-1.5, 0.5, 2.2});
}

TEST(Dual, arithmetic_has_its_own_slopes) {
  expect_slope("polynomial", [](auto x) { return 3.0 - 2.0 * x + x * x * 0.5 - x; }, {-2, 0, 1.5});
  // A quotient is computed as a product with the reciprocal, which may differ in the last bit.
  const auto quotient = [](auto x) {
    return (1.0 + x) / (2.0 + x * x) - x / 4.0 + 1.0 / (x + 3.0);
  };
  for (const double x : {-1.0, 0.3, 2.0}) {
    const auto y = quotient(Dual<double, 1>::variable(x, 0));
    EXPECT_NEAR(y.v, quotient(x), 1e-15);
    EXPECT_NEAR(y.d[0], (quotient(x + kStep) - quotient(x - kStep)) / (2 * kStep), kDifference);
  }
}

TEST(Dual, every_variable_has_its_own_derivative) {
  using D = Dual<double, 3>;
  const D x = D::variable(2, 0), y = D::variable(3, 1), z = D::variable(5, 2);
  const D f = x * y / z + x * x;
  EXPECT_DOUBLE_EQ(f.v, 2.0 * 3 / 5 + 4);
  EXPECT_DOUBLE_EQ(f.d[0], 3.0 / 5 + 4);
  EXPECT_DOUBLE_EQ(f.d[1], 2.0 / 5);
  EXPECT_DOUBLE_EQ(f.d[2], -6.0 / 25);
}

TEST(Dual, constants_have_no_derivative) {
  using D = Dual<double, 2>;
  const D c = 4.0;
  EXPECT_EQ(c.d[0], 0);
  EXPECT_EQ((c * 2.0).d[1], 0);
  EXPECT_EQ((-c).v, -4);
}

TEST(Dual, comparison_and_choice_follow_the_values) {
  using D = Dual<double, 1>;
  const D low = D::variable(1, 0), high = 2.0;
  EXPECT_TRUE(low < high);
  EXPECT_TRUE(high > 1.5);
  EXPECT_EQ(select(low < high, low, high).d[0], 1);
  EXPECT_EQ(select(low > high, low, high).d[0], 0);
}

TEST(Dual, packs_carry_the_same_derivatives_in_every_lane) {
  const auto f = [](auto x) {
    using std::exp, std::sqrt;
    return exp(-x) * sqrt(1.0 + x * x) / (2.0 + x);
  };
  alignas(64) double in[kLanes];
  for (std::size_t k = 0; k < kLanes; ++k) in[k] = 0.3 + 0.7 * static_cast<double>(k);
  const auto pack = f(Dual<Pack, 1>::variable(Pack::load_aligned(in), 0));
  for (std::size_t k = 0; k < kLanes; ++k) {
    const auto one = f(Dual<double, 1>::variable(in[k], 0));
    // exp of a pack is good to one unit in the last place, the rest rounds once each
    EXPECT_NEAR(pack.v.get(k), one.v, 4e-16 * std::abs(one.v) * 2);
    EXPECT_NEAR(pack.d[0].get(k), one.d[0], 4e-16 * (std::abs(one.v) + std::abs(one.d[0])) * 2);
  }
}

}  // namespace
}  // namespace cisterna
