#include "measure/body_flows.hpp"

#include <gtest/gtest.h>

namespace cisterna {
namespace {

LimbGeometry body() {
  LimbGeometry g;
  g.body = true;
  g.regions = {{"belly", 0, 1, 1, 1}, {"chest", 1, 2, 1, 1}, {"hand", 3, 4, 1, 1}};
  g.members = {{"trunk", 0, 2, -1, 0, 0, false}, {"left_arm", 2, 1, 0, 1.5, 1, false}};
  g.organs = {"gut", "lung", "liver"};
  g.organ_in_thorax = {false, true, false};
  return g;
}

/// One interval after rest. Every bed has a flow of its own, a power of two.
RunResult run() {
  RunResult r;
  r.time = {0, 10};
  r.blood.beds = {"brain",      "head_skin",  "left_arm_muscle", "left_arm_skin", "chest_muscle",
                  "belly_skin", "heart_wall", "kidneys",         "viscera",       "left_leg_bone"};
  double flow = 1, all = 0;
  for (std::size_t b = 0; b < r.blood.beds.size(); ++b, all += flow, flow *= 2)
    r.blood.bed_flow.push_back({flow, 2 * flow});
  r.blood.cardiac_output = {all, 2 * all};
  for (const double u : {1., 2., 4.})
    r.region_uptake.push_back({kUnknown, u}), r.region_filtration.push_back({kUnknown, 10 * u}),
        r.organ_uptake.push_back({kUnknown, 8 * u}),
        r.organ_filtration.push_back({kUnknown, 80 * u});
  return r;
}

BodyFlow named(const std::string& name) {
  for (BodyFlow& flow : body_flows(body()))
    if (flow.name == name) return flow;
  throw std::out_of_range(name);
}

TEST(BodyFlows, each_bed_belongs_to_one_part_and_all_of_them_are_the_output) {
  const RunResult r = run();
  double sum = 0;
  for (const BodyFlow& part : body_flows(body())) {
    if (part.all_blood) continue;
    const std::vector<double> blood = part.blood(r);
    sum += blood.empty() ? 0 : blood.back();
  }
  EXPECT_EQ(sum, r.blood.cardiac_output.back());
  EXPECT_EQ(named("trunk").blood(r).front(), 16 + 32);
  EXPECT_EQ(named("lungs").blood(r), r.blood.cardiac_output);
}

TEST(BodyFlows, all_fluid_is_told_of_one_part) {
  const RunResult r = run();
  double filtered = 0, taken_up = 0;
  for (const BodyFlow& part : body_flows(body())) {
    const std::vector<double> in = part.filtered(r), out = part.taken_up(r);
    filtered += in.empty() ? 0 : in.back(), taken_up += out.empty() ? 0 : out.back();
  }
  EXPECT_EQ(taken_up, 7 + 8 * 7);
  EXPECT_EQ(filtered, 10 * taken_up);
  EXPECT_EQ(named("lungs").taken_up(r).back(), 16);
  EXPECT_EQ(named("viscera").taken_up(r).back(), 8 + 32);
  EXPECT_EQ(named("trunk").filtered(r).back(), 30);
}

TEST(BodyFlows, what_is_not_known_is_not_zero) {
  RunResult r = run();
  EXPECT_TRUE(std::isnan(named("left_arm").taken_up(r).front()));
  EXPECT_TRUE(named("kidneys").taken_up(r).empty());
  EXPECT_FALSE(named("kidneys").lymph);
  r.region_filtration.clear();
  EXPECT_TRUE(named("trunk").filtered(r).empty());
  EXPECT_TRUE(body_flows(LimbGeometry{}).empty());
}

}  // namespace
}  // namespace cisterna
