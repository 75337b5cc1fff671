#include "measure/measurements.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <set>
#include <stdexcept>
#include <string>

namespace cisterna {
namespace {

TEST(Measurements, have_names_of_their_own_and_say_what_they_need) {
  std::set<std::string> names;
  for (const Measurement& m : measurements()) {
    EXPECT_TRUE(names.insert(m.name).second) << m.name;
    EXPECT_NE(std::string(m.needs), "") << m.name;
    EXPECT_NE(std::string(m.limit), "") << m.name;
    EXPECT_TRUE(m.read != nullptr || !m.by_member) << m.name;
    EXPECT_NE(m.read == nullptr, m.alone == nullptr) << m.name;
    EXPECT_EQ(&measurement_named(m.name), &m);
  }
  EXPECT_THROW(measurement_named("limb_volume_by_eye"), std::out_of_range);
}

TEST(Measurements, of_a_limb_have_one_place_and_of_a_body_its_arms_and_legs) {
  LimbGeometry g;
  g.regions = {{"hand", 0, 0.2, 0.2, 0.2}};
  EXPECT_EQ(measured_members(g), std::vector<std::size_t>{0});
  for (const PlacedMeasurement& m : placed_measurements(g)) EXPECT_EQ(m.name, m.what->name);
  g.body = true;
  g.members = {{"trunk", 0, 1, -1, 0, 0, false},
               {"head_and_neck", 0, 1, 0, 0, 0, true},
               {"left_arm", 0, 1, 0, 0, 0, false}};
  EXPECT_EQ(measured_members(g), std::vector<std::size_t>{2});
  for (const PlacedMeasurement& m : placed_measurements(g))
    EXPECT_EQ(m.name, std::string(m.what->name) + "_left_arm");
}

// The camera sees the whole body's vessels, and those of each arm and leg by themselves.
TEST(Measurements, imaging_of_a_body_is_of_the_whole_and_of_each_limb) {
  LimbGeometry g;
  g.regions = {{"hand", 0, 0.2, 0.2, 0.2}};
  g.body = true;
  g.members = {{"trunk", 0, 1, -1, 0, 0, false},
               {"left_arm", 0, 1, 0, 0, 0, false},
               {"right_arm", 0, 1, 0, 0, 0, false}};
  RunResult run;
  run.during.frequency = 2;
  run.members_during = {{.frequency = 5}, {.frequency = 1}, {.frequency = 3}};
  EXPECT_EQ(reading_of(measurement_named("frequency_during"), g)(run), 2);
  std::vector<double> each;
  for (const PlacedMeasurement& m : placed_measurements(g))
    if (m.name.starts_with("frequency_during")) each.push_back(reading_of(m, g)(run));
  EXPECT_EQ(each, (std::vector<double>{1, 3}));
  g.body = false;  // a limb alone is the whole
  for (const PlacedMeasurement& m : placed_measurements(g)) EXPECT_NE(m.name, "frequency_during");
}

// A cylinder that holds more than drawn at the start is wider then, and what it gains comes on top.
TEST(Measurements, limb_that_begins_swollen_is_measured_so_before_and_after) {
  LimbGeometry g;
  g.regions = {{"forearm", 0, 0.2, 0.25, 0.25}};
  g.patch_s = {0.05, 0.15}, g.patch_length = {0.1, 0.1}, g.patch_region = {0, 0};
  RunResult run;
  run.patch_excess = {60e-6, 60e-6}, run.patch_fluid_gain = {-10e-6, -10e-6};
  const auto read = [&](const char* name) { return measurement_named(name).read(g, run, 0); };
  // Girths are those of the cylinder, so that cones lose nothing but rounding.
  constexpr double kRounding = 1e-12;
  EXPECT_NEAR(read("limb_excess_tape"), 120e-6, kRounding);
  EXPECT_NEAR(read("limb_volume_change_tape"), -20e-6, kRounding);
  EXPECT_NEAR(read("limb_volume_change_perometer"), -20e-6, kRounding);
  EXPECT_NEAR(read("limb_volume_tape") - read("limb_excess_tape"),
              0.25 * 0.25 * 0.2 / (4 * std::numbers::pi), kRounding);
}

TEST(Measurements, read_nothing_of_a_run_that_never_started) {
  LimbGeometry g;
  g.regions = {{"hand", 0, 0.2, 0.2, 0.2}};
  const RunResult none;
  for (const PlacedMeasurement& m : placed_measurements(g)) {
    if (std::string(m.what->name) == "limb_volume_tape") continue;  // of the anatomy
    EXPECT_TRUE(std::isnan(reading_of(m, g)(none))) << m.name;
  }
}

}  // namespace
}  // namespace cisterna
