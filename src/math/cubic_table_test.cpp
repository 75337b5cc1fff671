#include "math/cubic_table.hpp"

#include <gtest/gtest.h>

namespace cisterna {
namespace {

using Table = CubicTable<2>;
constexpr std::array<GridAxis, 3> kAxes{{{-1, 2, 7}, {0, 1, 3}, {3, 5, 4}}};
constexpr double kRounding = 1e-13;

double square(double x, double y, double z) {
  return (2 + x - x * x) * (1 + y * y) * (z - 2 * z * z);
}

Table table() {
  return Table(kAxes, [](std::size_t i, std::size_t j, std::size_t k) {
    const double x = kAxes[0].at(i), y = kAxes[1].at(j), z = kAxes[2].at(k);
    return Table::Values{square(x, y, z), x * x * x};
  });
}

TEST(CubicTable, meets_quadratics_and_their_slopes_also_at_the_rim) {
  const Table t = table();
  for (const double x : {-1.0, -0.77, 0.1, 0.5, 1.99, 2.0})
    for (const double y : {0.0, 0.3, 0.5, 0.9, 1.0})
      for (const double z : {3.0, 3.1, 4.2, 5.0}) {
        const auto r = t.at({x, y, z});
        EXPECT_NEAR(r.value[0], square(x, y, z), kRounding * 1e2);
        EXPECT_NEAR(r.slope[0][0], (1 - 2 * x) * (1 + y * y) * (z - 2 * z * z), kRounding * 1e3);
        EXPECT_NEAR(r.slope[1][0], (2 + x - x * x) * 2 * y * (z - 2 * z * z), kRounding * 1e3);
        EXPECT_NEAR(r.slope[2][0], (2 + x - x * x) * (1 + y * y) * (1 - 4 * z), kRounding * 1e3);
      }
}

TEST(CubicTable, value_and_slope_are_continuous_across_nodes) {
  const Table t = table();
  const double node = kAxes[0].at(2), near = 1e-9;
  const auto a = t.at({node - near, 0.5, 4}), b = t.at({node + near, 0.5, 4});
  EXPECT_NEAR(a.value[1], b.value[1], 10 * near);
  EXPECT_NEAR(a.slope[0][1], b.slope[0][1], 100 * near);
  EXPECT_NEAR(b.value[1], node * node * node, 10 * near);
}

TEST(CubicTable, error_falls_with_the_third_power_of_the_step) {
  const auto error = [](std::size_t count) {
    const GridAxis axis{0, 1, count};
    const CubicTable<1> t({axis, kAxes[1], kAxes[2]}, [&](std::size_t i, std::size_t, std::size_t) {
      return std::array<double, 1>{std::exp(axis.at(i))};
    });
    double worst = 0;
    for (double x = 0; x <= 1; x += 1e-3)
      worst = std::max(worst, std::abs(t.at({x, 0.5, 4}).value[0] - std::exp(x)));
    return worst;
  };
  const double order = std::log2(error(9) / error(17));
  EXPECT_GT(order, 2.7);
  EXPECT_LT(order, 4.3);
}

TEST(CubicTable, knows_its_inside) {
  const Table t = table();
  EXPECT_TRUE(t.inside({2, 0, 5}));
  EXPECT_FALSE(t.inside({2.01, 0, 5}));
  EXPECT_FALSE(t.inside({std::nan(""), 0, 5}));
}

}  // namespace
}  // namespace cisterna
