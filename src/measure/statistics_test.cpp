#include "measure/statistics.hpp"

#include <gtest/gtest.h>

namespace cisterna {
namespace {

constexpr double kRoundOff = 8 * std::numeric_limits<double>::epsilon();

TEST(Statistics, quantile_interpolates_between_order_statistics) {
  const std::vector<double> values{4, 1, 3, 2};
  EXPECT_NEAR(quantile(values, 0.0), 1, kRoundOff);
  EXPECT_NEAR(quantile(values, 0.5), 2.5, 2.5 * kRoundOff);
  EXPECT_NEAR(quantile(values, 1.0), 4, 4 * kRoundOff);
  EXPECT_NEAR(quantile(values, 0.05), 1.15, 1.15 * kRoundOff);
}

TEST(Statistics, quantile_leaves_out_what_is_not_finite) {
  EXPECT_EQ(quantile({kUnknown, 7, std::numeric_limits<double>::infinity()}, 0.5), 7);
  EXPECT_TRUE(std::isnan(quantile({}, 0.5)));
  EXPECT_TRUE(std::isnan(quantile({kUnknown}, 0.5)));
}

TEST(Statistics, interval_without_samples_is_unbounded_and_includes_nothing) {
  const Interval one = interval_of(3, {});
  EXPECT_TRUE(one.known());
  EXPECT_FALSE(one.bounded());
  EXPECT_FALSE(one.includes(3));
}

TEST(Statistics, interval_holds_ninety_percent_of_an_even_grid) {
  std::vector<double> grid(101);
  for (std::size_t i = 0; i < grid.size(); ++i) grid[i] = static_cast<double>(i);
  const Interval range = interval_of(50, grid);
  EXPECT_NEAR(range.low, 5, 5 * kRoundOff);
  EXPECT_NEAR(range.high, 95, 95 * kRoundOff);
  EXPECT_EQ(range.count, grid.size());
}

TEST(Statistics, pairing_removes_what_both_arms_share) {
  // The samples differ by a factor of ten among themselves, but each pair differs by exactly one.
  const std::vector<double> control{1, 2, 5, 10}, treated{2, 3, 6, 11};
  const Interval difference = paired_difference(4, 3, treated, control);
  EXPECT_EQ(difference.central, 1);
  EXPECT_EQ(difference.low, 1);
  EXPECT_EQ(difference.high, 1);
  EXPECT_FALSE(difference.includes(0));
}

TEST(Statistics, paired_ratio_of_proportional_samples_has_no_width) {
  const std::vector<double> control{1, 2, 4}, treated{1.5, 3, 6};
  const Interval ratio = paired_ratio(3, 2, treated, control);
  EXPECT_EQ(ratio.central, 1.5);
  EXPECT_EQ(ratio.low, 1.5);
  EXPECT_EQ(ratio.high, 1.5);
}

TEST(Statistics, ratio_to_a_control_that_is_not_positive_is_unknown) {
  EXPECT_TRUE(std::isnan(ratio_of(1, 0)));
  EXPECT_TRUE(std::isnan(ratio_of(1, -2)));
  const std::vector<double> treated{1, 2}, control{0, 4};
  EXPECT_EQ(paired_ratio(1, 1, treated, control).count, 1u);
}

}  // namespace
}  // namespace cisterna
