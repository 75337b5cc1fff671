#include "measure/measurements.hpp"

#include <gtest/gtest.h>

#include <cmath>
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
