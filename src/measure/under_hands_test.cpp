#include "measure/under_hands.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace cisterna {
namespace {

LimbGeometry two_members() {
  LimbGeometry g;
  g.regions = {{"hand", 0, 1, 1, 1}, {"forearm", 1, 2, 1, 1}, {"calf", 2, 3, 1, 1}};
  g.members = {{"arm", 0, 2, -1, 0, 0, false}, {"leg", 2, 1, -1, 0, 0, false}};
  return g;
}

PartPerfusion part(int region, double muscle, double area, double level) {
  PartPerfusion p;
  p.region = region, p.muscle = muscle, p.area = area;
  for (auto* v : {&p.muscle_flow, &p.skin_flow, &p.squeezed, &p.lactate_out, &p.oxygen, &p.lactate,
                  &p.skin_temperature})
    *v = {level, 2 * level, 4 * level};
  return p;
}

RunResult two_regions_of_the_arm() {
  RunResult run;
  run.time = {0, 10, 40};
  run.perfusion.parts = {part(0, 1, 3, 10), part(1, 3, 1, 20)};
  run.perfusion.conduit = {{100, 110, 120}, {7, 7, 7}};
  run.perfusion.blood_lactate = {1, 2, 3};
  return run;
}

TEST(UnderHands, flows_add_up_and_levels_are_weighed) {
  const RunResult run = two_regions_of_the_arm();
  const LimbGeometry g = two_members();
  using Curve = std::vector<double>;
  EXPECT_EQ(hands_curve(run, g, HandsCurve::muscle), (Curve{30, 60, 120}));
  EXPECT_EQ(hands_curve(run, g, HandsCurve::squeezed, 1), (Curve{20, 40, 80}));
  EXPECT_EQ(hands_curve(run, g, HandsCurve::oxygen)[0], (1 * 10 + 3 * 20) / 4.0);
  EXPECT_EQ(hands_curve(run, g, HandsCurve::skin_temperature)[0], (3 * 10 + 1 * 20) / 4.0);
  EXPECT_EQ(hands_curve(run, g, HandsCurve::lactate, 0), (Curve{10, 20, 40}));
}

TEST(UnderHands, the_artery_is_that_of_the_member_and_counts_once) {
  const RunResult run = two_regions_of_the_arm();
  EXPECT_EQ(hands_curve(run, two_members(), HandsCurve::conduit),
            (std::vector<double>{100, 110, 120}));
  EXPECT_EQ(hands_curve(run, two_members(), HandsCurve::blood_lactate),
            (std::vector<double>{1, 2, 3}));
}

TEST(UnderHands, what_is_shunted_is_of_the_member_and_unknown_without_a_heart) {
  RunResult run = two_regions_of_the_arm();
  EXPECT_TRUE(hands_curve(run, two_members(), HandsCurve::shunted).empty());
  EXPECT_TRUE(std::isnan(hands_reading(run, two_members(), HandsCurve::shunted).mean));
  run.perfusion.shunted = {{0, 3, 1}, {9, 9, 9}};
  EXPECT_EQ(hands_curve(run, two_members(), HandsCurve::shunted), (std::vector<double>{0, 3, 1}));
}

TEST(UnderHands, means_are_over_time_and_leave_rest_out) {
  const HandsReading r =
      hands_reading(two_regions_of_the_arm(), two_members(), HandsCurve::conduit);
  EXPECT_EQ(r.rest, 100);
  EXPECT_EQ(r.mean, (110.0 * 10 + 120 * 30) / 40);
  EXPECT_EQ(r.end, 120);
}

TEST(UnderHands, where_nothing_was_reached_nothing_is_known) {
  const RunResult none;
  EXPECT_TRUE(hands_curve(none, two_members(), HandsCurve::muscle).empty());
  EXPECT_TRUE(std::isnan(hands_reading(none, two_members(), HandsCurve::muscle).mean));
}

}  // namespace
}  // namespace cisterna
