#include "math/mixing.hpp"

#include <gtest/gtest.h>

#include <array>

namespace cisterna {
namespace {

// A map with one slow and one wavering direction.
std::array<double, 3> slow(const std::array<double, 3>& x) {
  return {0.95 * x[0] + 0.05 * x[1] + 1, -0.8 * x[1] + 0.1 * x[2] * x[2] + 2,
          0.5 * std::cos(x[0] / 20)};
}

int trials(Mixing* mixing) {
  std::array<double, 3> x{};
  for (int k = 1; k < 1000; ++k) {
    auto g = slow(x);
    double miss = 0;
    for (std::size_t i = 0; i < 3; ++i) miss = std::max(miss, std::abs(g[i] - x[i]));
    if (miss < 1e-10) return k;
    if (mixing != nullptr) mixing->next(x, g);
    x = g;
  }
  return 1000;
}

TEST(Mixing, finds_what_repeats_in_few_trials) {
  Mixing mixing(4);
  EXPECT_LT(trials(&mixing), 20);
  EXPECT_GT(trials(nullptr), 300);
}

TEST(Mixing, linear_map_needs_as_many_trials_as_it_has_dimensions) {
  Mixing mixing(4);
  std::array<double, 2> x{3, -5};
  for (int k = 0; k < 3; ++k) {
    std::array<double, 2> g{0.9 * x[0] + 0.3 * x[1] + 1, 0.2 * x[0] - 0.5 * x[1] - 2};
    mixing.next(x, g);
    x = g;
  }
  EXPECT_NEAR(x[0], 0.9 * x[0] + 0.3 * x[1] + 1, 1e-12 * std::abs(x[0]));
  EXPECT_NEAR(x[1], 0.2 * x[0] - 0.5 * x[1] - 2, 1e-12 * std::abs(x[0]));
}

}  // namespace
}  // namespace cisterna
