#include "solvers/difference_jacobian.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace cisterna {
namespace {

using Places = std::vector<std::pair<std::size_t, std::size_t>>;

// A ring of states, each moved by itself and its two neighbours, beside one that all of them move.
constexpr std::size_t kRing = 30;

Places ring_places() {
  Places places;
  for (std::size_t i = 0; i < kRing; ++i) {
    for (const std::size_t j : {(i + 1) % kRing, (i + kRing - 1) % kRing})
      places.emplace_back(i, j);
    places.emplace_back(kRing, i);
  }
  return places;
}

void ring_rates(double t, std::span<const double> y, std::span<double> f) {
  f[kRing] = 0;
  for (std::size_t i = 0; i < kRing; ++i) {
    const double left = y[(i + kRing - 1) % kRing], right = y[(i + 1) % kRing];
    f[i] = std::sin(y[i]) - left * right + t;
    f[kRing] += y[i] * y[i];
  }
}

TEST(DifferenceJacobian, equals_the_exact_derivatives) {
  const SparsityPattern pattern(kRing + 1, ring_places());
  DifferenceJacobian jacobian(pattern, std::vector<double>(kRing + 1, 1.0));
  std::vector<double> y(kRing + 1), values(pattern.entries());
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = std::cos(2.0 * static_cast<double>(i));
  jacobian.evaluate(ring_rates, 0.5, y, values);
  const auto entry = [&](std::size_t row, std::size_t column) {
    return values[pattern.slot(row, column)];
  };
  // Over sqrt(eps) of about 1 to 2: truncation and rounding each some 1e-8, 30 squares in the last row.
  constexpr double kOff = 1e-6;
  for (std::size_t i = 0; i < kRing; ++i) {
    const std::size_t left = (i + kRing - 1) % kRing, right = (i + 1) % kRing;
    EXPECT_NEAR(entry(i, i), std::cos(y[i]), kOff) << i;
    EXPECT_NEAR(entry(i, left), -y[right], kOff) << i;
    EXPECT_NEAR(entry(kRing, i), 2 * y[i], kOff) << i;
  }
  EXPECT_EQ(entry(kRing, kRing), 0);
}

TEST(DifferenceJacobian, columns_that_share_no_row_are_moved_together) {
  Places diagonals;
  for (std::size_t i = 0; i + 1 < 100; ++i)
    diagonals.emplace_back(i, i + 1), diagonals.emplace_back(i + 1, i);
  const SparsityPattern band(100, diagonals);
  EXPECT_EQ(DifferenceJacobian(band, std::vector<double>(100, 1.0)).colours(), 3u);
  const SparsityPattern ring(kRing + 1, ring_places());
  EXPECT_EQ(DifferenceJacobian(ring, std::vector<double>(kRing + 1, 1.0)).colours(), kRing + 1);
}

TEST(SparsityPattern, places_given_twice_are_one_and_the_diagonal_is_there) {
  const SparsityPattern pattern(3, {{0, 2}, {2, 0}, {0, 2}, {1, 1}});
  EXPECT_EQ(pattern.entries(), 5u);
  EXPECT_TRUE(pattern.holds(0, 2) && pattern.holds(2, 0) && pattern.holds(0, 0) &&
              pattern.holds(2, 2));
  EXPECT_FALSE(pattern.holds(1, 0) || pattern.holds(0, 1));
}

}  // namespace
}  // namespace cisterna
