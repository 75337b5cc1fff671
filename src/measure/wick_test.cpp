// A wick in pressures whose answer is known.
#include "measure/wick.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace cisterna {
namespace {

constexpr double kRounding = 1e-12;  // relative

TEST(Wick, reads_nothing_before_it_looks) { EXPECT_TRUE(std::isnan(Wick().reading())); }

// rho g h of a column at rest, at ten depths.
TEST(Wick, reads_a_still_column_exactly_at_every_depth) {
  for (int depth = 0; depth < 10; ++depth) {
    const double weight = 1000 * 9.80665 * 0.1 * depth;
    Wick wick;
    for (int k = 0; k < 500; ++k) wick.look(k, weight);
    EXPECT_NEAR(wick.reading(), weight, kRounding * weight) << depth;
  }
}

TEST(Wick, has_followed_a_step_by_63_per_cent_after_its_response_time) {
  Wick wick(60);
  wick.look(0, 0);
  wick.look(0, 1000);  // at once
  wick.look(60, 1000);
  EXPECT_NEAR(wick.reading(), 1000 * (1 - std::exp(-1.0)), kRounding * 1000);
}

TEST(Wick, lags_a_steady_rise_by_its_response_time) {
  Wick wick(60);
  for (int k = 0; k <= 3600; ++k) wick.look(k, 2.0 * k);
  EXPECT_NEAR(wick.reading(), 2.0 * (3600 - 60), kRounding * 7200);
}

TEST(Wick, looking_more_often_changes_nothing) {
  Wick seldom(60), often(60);
  for (int k = 0; k <= 30; ++k) seldom.look(10.0 * k, 3.0 * 10 * k);
  for (int k = 0; k <= 3000; ++k) often.look(0.1 * k, 3.0 * 0.1 * k);
  EXPECT_NEAR(seldom.reading(), often.reading(), kRounding * 1e3 * seldom.reading());
}

TEST(Wick, several_are_averaged_by_the_fluid_around_them) {
  const std::vector<double> readings{100, 200, 900}, fluid{3, 1, 7};
  EXPECT_DOUBLE_EQ(wick_mean(readings, fluid, [](std::size_t i) { return i < 2; }), 125);
  EXPECT_TRUE(std::isnan(wick_mean(readings, fluid, [](std::size_t) { return false; })));
}

}  // namespace
}  // namespace cisterna
