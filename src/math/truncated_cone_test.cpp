#include "math/truncated_cone.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace cisterna {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kRounding = 16 * std::numeric_limits<double>::epsilon();

TEST(TruncatedCone, of_equal_ends_is_a_cylinder_and_of_one_point_a_cone) {
  const double length = 0.3, radius = 0.04, girth = 2 * kPi * radius;
  const double cylinder = kPi * radius * radius * length;
  EXPECT_NEAR(truncated_cone_volume(length, girth, girth), cylinder, kRounding * cylinder);
  EXPECT_NEAR(truncated_cone_volume(length, 0, girth), cylinder / 3, kRounding * cylinder);
}

TEST(TruncatedCone, cut_anywhere_is_the_sum_of_both_pieces_and_does_not_know_which_end_is_which) {
  const double length = 0.5, thin = 0.17, thick = 0.33;
  const double whole = truncated_cone_volume(length, thin, thick);
  EXPECT_NEAR(truncated_cone_volume(length, thick, thin), whole, kRounding * whole);
  for (const double x : {0.1, 0.5, 0.9}) {
    const double girth = std::lerp(thin, thick, x);
    EXPECT_NEAR(truncated_cone_volume(x * length, thin, girth) +
                    truncated_cone_volume((1 - x) * length, girth, thick),
                whole, kRounding * whole)
        << x;
  }
}

}  // namespace
}  // namespace cisterna
