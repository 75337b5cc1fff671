// Counters over depots that empty in a known way.
#include "measure/depot_clearance.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace cisterna {
namespace {

constexpr double kRounding = 1e-12;  // relative

struct Counts {
  std::vector<double> time, left;
};
template <class Law>
Counts counts(Law law) {
  Counts c;
  for (int k = 0; k <= 60; ++k) c.time.push_back(60.0 * k), c.left.push_back(law(60.0 * k));
  return c;
}

TEST(DepotClearance, finds_the_rate_and_half_time_of_an_exponential) {
  const double k = 2e-4;
  const Counts c = counts([&](double t) { return 5e6 * std::exp(-k * t); });
  const Clearance found = clearance_of(c.time, c.left);
  EXPECT_NEAR(found.rate, k, kRounding * k * 10);
  EXPECT_NEAR(found.half_time, std::numbers::ln2 / k, 10 * kRounding * found.half_time);
}

TEST(DepotClearance, does_not_mind_how_much_was_put_or_when_the_clock_began) {
  const double k = 2e-4;
  const Counts a = counts([&](double t) { return std::exp(-k * t); });
  Counts b = a;
  for (double& t : b.time) t += 3600;
  for (double& n : b.left) n *= 7;
  EXPECT_NEAR(clearance_of(a.time, a.left).rate, clearance_of(b.time, b.left).rate, 1e-9 * k);
}

TEST(DepotClearance, lies_between_the_rates_of_two_exponentials) {
  const Counts c = counts([](double t) { return std::exp(-1e-4 * t) + std::exp(-5e-4 * t); });
  const double rate = clearance_of(c.time, c.left).rate;
  EXPECT_GT(rate, 1e-4);
  EXPECT_LT(rate, 5e-4);
}

TEST(DepotClearance, says_when_nothing_leaves_when_more_comes_and_when_nothing_was_seen) {
  const Counts still = counts([](double) { return 3.0; });
  EXPECT_EQ(clearance_of(still.time, still.left).rate, 0);
  EXPECT_TRUE(std::isinf(clearance_of(still.time, still.left).half_time));
  const Counts more = counts([](double t) { return 1 + t; });
  EXPECT_LT(clearance_of(more.time, more.left).rate, 0);
  EXPECT_TRUE(std::isnan(clearance_of(more.time, more.left).half_time));
  const std::vector<double> one{0}, none{0, 0};
  EXPECT_TRUE(std::isnan(clearance_of(one, one).rate));
  EXPECT_TRUE(std::isnan(clearance_of(none, none).rate));
}

}  // namespace
}  // namespace cisterna
