#include "study/observation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace cisterna {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Observation finding(double low, double high) {
  Observation o;
  o.id = "rest_frequency";
  o.area = "lymph";
  o.low = low;
  o.high = high;
  o.provenance.basis = Basis::measured;
  return o;
}

TEST(Observation, interval_is_met_from_end_to_end_and_not_beyond) {
  const Observation o = finding(-1, 2);
  EXPECT_TRUE(is_met(o, -1));
  EXPECT_TRUE(is_met(o, 0.5));
  EXPECT_TRUE(is_met(o, 2));
  EXPECT_FALSE(is_met(o, std::nextafter(-1.0, -2.0)));
  EXPECT_FALSE(is_met(o, std::nextafter(2.0, 3.0)));
}

TEST(Observation, no_number_never_meets_a_finding) {
  EXPECT_FALSE(is_met(finding(-1, 2), kNaN));
  EXPECT_FALSE(is_met(finding(-kInfinity, kInfinity), kNaN));
  EXPECT_FALSE(is_met(finding(kNaN, kNaN), 0));
}

TEST(Observation, infinite_model_never_meets_an_open_interval) {
  EXPECT_FALSE(is_met(finding(1.05, kInfinity), kInfinity));
  EXPECT_TRUE(is_met(finding(1.05, kInfinity), 1e6));
}

TEST(Observation, declared_parameter_makes_a_row_fitted) {
  Observation o = finding(0, 1);
  EXPECT_FALSE(is_fitted(o, {}));
  o.fitted_parameters = {"lymph.pacemaker.rate"};
  EXPECT_TRUE(is_fitted(o, {}));
}

TEST(Observation, changed_parameter_it_depends_on_makes_a_row_fitted) {
  Observation o = finding(0, 1);
  o.depends_on = {"lymph.pacemaker.", "tissue.compliance"};
  const std::vector<std::string> other{"lymph.valve.lag", "tissue.compliance_dry"};
  const std::vector<std::string> group{"lymph.valve.lag", "lymph.pacemaker.rate"};
  const std::vector<std::string> exact{"tissue.compliance"};
  EXPECT_FALSE(is_fitted(o, other));
  EXPECT_TRUE(is_fitted(o, group));
  EXPECT_TRUE(is_fitted(o, exact));
}

TEST(Observation, row_is_shown_in_display_units_and_judged_in_si) {
  Observation o = finding(0.5 / 60, 1.3 / 60);
  o.unit = "/min";
  o.display_factor = 1.0 / 60;
  const ValidationRow row = row_of(o, 0.015, {});
  EXPECT_DOUBLE_EQ(row.model, 0.9);
  EXPECT_DOUBLE_EQ(row.low, 0.5);
  EXPECT_DOUBLE_EQ(row.high, 1.3);
  EXPECT_TRUE(row.met);
  EXPECT_EQ(row.basis, "measured");
}

TEST(Observation, summary_leaves_out_fitted_and_constructed_rows) {
  std::vector<ValidationRow> rows(5);
  for (ValidationRow& row : rows) row = {.area = "lymph", .basis = "measured", .met = true};
  rows[1].met = false;
  rows[2].fitted = true;
  rows[3].basis = "by construction";
  rows[4].basis = "verification";
  rows[4].area = "tissue";
  const ValidationSummary all = summary_of(rows);
  EXPECT_EQ(all.rows, 5);
  EXPECT_EQ(all.counted, 2);
  EXPECT_EQ(all.met, 1);
  EXPECT_EQ(all.fitted, 1);
  EXPECT_EQ(all.by_construction, 1);
  EXPECT_EQ(all.verification, 1);
  EXPECT_EQ(summary_of(rows, "tissue").rows, 1);
  EXPECT_TRUE(counts_as_validation(rows[0]));
  EXPECT_FALSE(counts_as_validation(rows[2]));
  EXPECT_FALSE(counts_as_validation(rows[3]));
  EXPECT_FALSE(counts_as_validation(rows[4]));
}

}  // namespace
}  // namespace cisterna
