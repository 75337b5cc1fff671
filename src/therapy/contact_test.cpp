#include "therapy/contact.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace cisterna {
namespace {

constexpr double kPrinted = 0.005 + 1e-12;  // half of the last printed digit

// Rows of a printed table: area [cm2], then vertical and mean stress at the depths below [cm].
// One cell, vertical under 5 cm2 at 5 cm, is printed .08; (2) gives 0.0884, so .09 stands here.
const std::vector<double> kDepths = {0.2, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0};
struct Row {
  double area;
  std::vector<double> vertical, mean;
};
const std::vector<Row> kTable = {
    {2, {.99, .85, .52, .31, .20, .10, .04}, {.76, .47, .22, .12, .07, .03, .01}},
    {5, {1.0, .95, .76, .55, .39, .22, .09}, {.84, .63, .38, .23, .15, .08, .03}},
    {10, {1.0, .98, .88, .73, .58, .37, .16}, {.89, .73, .51, .36, .25, .14, .06}},
    {20, {1.0, .99, .95, .87, .76, .55, .29}, {.92, .81, .63, .49, .38, .23, .11}},
    {50, {1.0, 1.0, .99, .96, .91, .78, .52}, {.95, .88, .76, .65, .55, .40, .22}},
    {100, {1.0, 1.0, .99, .98, .96, .90, .71}, {.96, .91, .83, .74, .67, .53, .34}}};

TEST(Contact, stress_below_a_disc_agrees_with_the_table_to_its_printed_digits) {
  for (const Row& row : kTable) {
    const double radius = std::sqrt(row.area * std::numbers::inv_pi);
    for (std::size_t i = 0; i < kDepths.size(); ++i) {
      EXPECT_NEAR(vertical_stress_fraction(kDepths[i], radius), row.vertical[i], kPrinted)
          << row.area << " cm2 at " << kDepths[i] << " cm";
      EXPECT_NEAR(mean_stress_fraction(kDepths[i], radius), row.mean[i], kPrinted)
          << row.area << " cm2 at " << kDepths[i] << " cm";
    }
  }
}

// Independent of the closed forms: Boussinesq's stresses below a point load, vertical 3 z^3/(2 pi R^5) and mean z/(2 pi R^3)
// in incompressible tissue, added up in rings of the disc.
TEST(Contact, stress_below_a_disc_is_the_sum_of_point_loads) {
  constexpr int kRings = 2000;
  constexpr double kWithin = 1e-4;
  for (const Row& row : kTable)
    for (const double z : kDepths) {
      const double radius = std::sqrt(row.area * std::numbers::inv_pi);
      double vertical = 0, mean = 0;
      for (int k = 0; k < kRings; ++k) {
        const double width = radius / kRings, r = (k + 0.5) * width;
        const double distance = std::sqrt(r * r + z * z), load = r * width;  // over 2 pi
        vertical += 3 * std::pow(z, 3) / std::pow(distance, 5) * load;
        mean += z / std::pow(distance, 3) * load;
      }
      EXPECT_NEAR(vertical_stress_fraction(z, radius) / vertical, 1, kWithin) << row.area;
      EXPECT_NEAR(mean_stress_fraction(z, radius) / mean, 1, kWithin) << row.area << ' ' << z;
    }
}

TEST(Contact, a_full_cuff_arrives_undiminished_at_any_depth) {
  const double cuff = std::numeric_limits<double>::infinity();
  for (const double depth : {1e-3, 1e-2, 5e-2}) {
    EXPECT_EQ(mean_stress_fraction(depth, cuff), 1);
    EXPECT_EQ(vertical_stress_fraction(depth, cuff), 1);
  }
}

TEST(Contact, a_contact_of_no_area_arrives_nowhere) {
  EXPECT_EQ(mean_stress_fraction(0.01, 0.0), 0);
  EXPECT_EQ(vertical_stress_fraction(0.01, 0.0), 0);
}

}  // namespace
}  // namespace cisterna
