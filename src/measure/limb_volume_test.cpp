// Tape and perometer on shapes whose volume is known.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "math/truncated_cone.hpp"
#include "measure/perometer.hpp"
#include "measure/tape.hpp"

namespace cisterna {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kRounding = 1e-12;  // relative; a few hundred cones or discs are added up

// One region of four rings of one patch each.
LimbGeometry cone(double length, double thin, double thick) {
  LimbGeometry g;
  g.regions = {{"cone", 0, length, thin, thick}};
  for (int i = 0; i < 4; ++i) {
    g.patch_s.push_back((i + 0.5) * length / 4), g.patch_length.push_back(length / 4);
    g.patch_region.push_back(0);
  }
  return g;
}

TEST(LimbVolume, tape_measures_a_cone_exactly_whatever_the_spacing) {
  const LimbShape limb(cone(0.5, 0.17, 0.33), 0, {});
  const double volume = truncated_cone_volume(0.5, 0.17, 0.33);
  for (const double spacing : {0.01, 0.04, 0.07, 0.5, 2.0})
    EXPECT_NEAR(tape_volume(limb, spacing), volume, kRounding * volume) << spacing;
}

// A disc as wide as the cone in its middle lacks pi h^3 r'^2/12, with r' the slope of the radius.
TEST(LimbVolume, perometer_lacks_of_a_cone_what_its_discs_lack) {
  const double length = 0.5, thin = 0.17, thick = 0.33;
  const LimbShape limb(cone(length, thin, thick), 0, {});
  const double slope = (thick - thin) / (2 * kPi * length);
  for (const int discs : {10, 100}) {
    const double h = length / discs;
    const double lacking = discs * kPi * h * h * h * slope * slope / 12;
    const double volume = truncated_cone_volume(length, thin, thick);
    EXPECT_NEAR(volume - perometer_volume(limb, h), lacking, kRounding * volume) << discs;
  }
}

TEST(LimbVolume, both_read_the_fluid_that_a_cylinder_gained) {
  const LimbGeometry g = cone(0.4, 0.25, 0.25);
  const double gained = 30e-6;
  const LimbShape before(g, 0, {}), after(g, 0, std::vector<double>(4, gained / 4));
  const double rounding = kRounding * tape_volume(before);
  EXPECT_NEAR(tape_volume(after) - tape_volume(before), gained, rounding);
  EXPECT_NEAR(perometer_volume(after) - perometer_volume(before), gained, rounding);
}

// The frame may straddle the ends of the ring with a disc each; tape marks lie further apart.
TEST(LimbVolume, perometer_finds_a_swelling_that_lies_between_two_marks_of_the_tape) {
  LimbGeometry g = cone(0.4, 0.25, 0.25);
  const double gained = 10e-6, ring = 0.1;
  const LimbShape before(g, 0, {}), after(g, 0, {0, gained, 0, 0});
  EXPECT_NEAR(perometer_volume(after) - perometer_volume(before), gained,
              gained * 2 * kPerometerStep / ring);
  EXPECT_NEAR(tape_volume(after, 0.4) - tape_volume(before, 0.4), 0,
              kRounding * tape_volume(before));
}

TEST(LimbVolume, a_member_is_measured_alone) {
  LimbGeometry g = cone(0.4, 0.25, 0.25);
  g.body = true;
  g.regions.push_back({"other", 1.4, 1.6, 0.5, 0.5});
  g.members = {{"arm", 0, 1, -1, 0, 0, false}, {"leg", 1, 1, 0, 0, 0, false}};
  g.patch_s.push_back(1.5), g.patch_length.push_back(0.2), g.patch_region.push_back(1);
  const std::vector<double> gain{0, 0, 0, 0, 5e-6};
  const LimbShape arm(g, 0, gain), leg(g, 1, gain);
  EXPECT_NEAR(tape_volume(arm), truncated_cone_volume(0.4, 0.25, 0.25), kRounding);
  EXPECT_NEAR(tape_volume(leg), truncated_cone_volume(0.2, 0.5, 0.5) + 5e-6, kRounding);
}

}  // namespace
}  // namespace cisterna
