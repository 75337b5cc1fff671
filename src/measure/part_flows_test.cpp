#include "measure/part_flows.hpp"

#include <gtest/gtest.h>

#include <numbers>

namespace cisterna {
namespace {

LimbGeometry body() {
  LimbGeometry g;
  g.body = true;
  g.regions = {{"belly", 0, 1, 1, 1}, {"chest", 1, 2, 1, 1}, {"hand", 3, 4, 1, 1}};
  g.members = {{"trunk", 0, 2, -1, 0, 0, false}, {"arm", 2, 1, 0, 1.5, 1, false}};
  g.organs = {"gut"};
  g.nodes = {"armpit"};
  g.outlets = {"right", "left"};
  return g;
}

/// Uptake of region r: (r + 1) times `flow`, over sessions of `intervals` of 10 s.
RunResult run(const std::string& protocol, double flow, int intervals) {
  RunResult r;
  r.protocol = protocol;
  r.region_uptake.resize(3), r.organ_uptake.resize(1), r.duct_flow.resize(2), r.node_flow.resize(1);
  for (int i = 0; i <= intervals; ++i) {
    const double now = i == 0 ? kUnknown : flow;
    r.time.push_back(10.0 * i);
    for (int k = 0; k < 3; ++k) r.region_uptake[std::size_t(k)].push_back((k + 1) * now);
    r.organ_uptake[0].push_back(4 * now), r.node_flow[0].push_back(3 * now);
    r.duct_flow[0].push_back(3 * now), r.duct_flow[1].push_back(7 * now);
  }
  r.stop_time = r.time.back();
  return r;
}

const FlowPart& part_named(const std::vector<FlowPart>& parts, PartGroup group, const char* name) {
  for (const FlowPart& part : parts)
    if (part.group == group && part.name == name) return part;
  throw std::out_of_range(name);
}

TEST(FlowParts, regions_and_viscera_give_what_ducts_take_away) {
  const auto parts = flow_parts(body());
  const RunResult r = run("rest", 2, 3);
  const auto sum = [&](PartGroup group) {
    double volume = 0;
    for (const FlowPart& part : parts)
      if (part.group == group) volume += volume_of(part, r);
    return volume;
  };
  EXPECT_EQ(sum(PartGroup::region) + sum(PartGroup::organ), sum(PartGroup::duct));
  EXPECT_EQ(sum(PartGroup::member), sum(PartGroup::region));
  EXPECT_EQ(sum(PartGroup::duct), 10 * 2 * 30);
}

TEST(FlowParts, a_member_is_the_sum_of_its_regions) {
  const auto parts = flow_parts(body());
  EXPECT_EQ(volume_of(part_named(parts, PartGroup::member, "trunk"), run("rest", 2, 3)),
            3 * 2 * 30);
  EXPECT_EQ(mean_flow_of(part_named(parts, PartGroup::member, "arm"), run("rest", 2, 3)), 3 * 2);
}

TEST(FlowParts, a_node_group_is_as_full_as_at_the_end) {
  RunResult r = run("rest", 2, 3);
  EXPECT_TRUE(std::isnan(filling_of(0, r)));
  r.node_filling = {{1, 1.5, 1.25}};
  EXPECT_EQ(filling_of(0, r), 1.25);
  EXPECT_TRUE(std::isnan(filling_of(1, r)));
}

TEST(FlowParts, a_limb_has_none) {
  LimbGeometry limb = body();
  limb.body = false;
  EXPECT_TRUE(flow_parts(limb).empty());
}

/// A trunk from 0 to 1 m in two rings of four patches whose middles are front, left, back and right; collectors begin at
/// 0.6 m and rise, and at 0.5 m and fall.
LimbGeometry trunk() {
  LimbGeometry g = body();
  g.regions = {{"trunk", 0, 1, 1, 1}};
  g.members = {{"trunk", 0, 1, -1, 0, 0, false}};
  for (int ring = 0; ring < 2; ++ring)
    for (int k = 0; k < 4; ++k) {
      g.patch_s.push_back(0.25 + 0.5 * ring), g.patch_length.push_back(0.5);
      g.patch_angle.push_back(k * std::numbers::pi / 2), g.patch_width.push_back(0.25);
      g.patch_region.push_back(0), g.patch_member.push_back(0);
    }
  g.vessels = {{"up", false, 1, 0, 2, -1, 0}, {"down", false, 1, 2, 2, -1, 0}};
  g.lymphangion_s = {0.65, 0.75, 0.45, 0.35}, g.lymphangion_length.assign(4, 0.1);
  return g;
}

TEST(FlowParts, quadrants_share_out_the_skin_of_the_trunk) {
  const auto parts = flow_parts(trunk());
  RunResult r = run("rest", 2, 3);
  r.patch_uptake_total = {1, 2, 3, 4, 10, 20, 30, 40};  // [m3], lower ring first
  double sum = 0;
  int count = 0;
  for (const FlowPart& part : parts)
    if (part.group == PartGroup::quadrant) sum += volume_of(part, r), ++count;
  EXPECT_EQ(count, 8);
  EXPECT_NEAR(sum, 110, 1e-9);
  // The border lies at 0.55 m: a tenth of the upper ring is below it.
  const auto volume = [&](const char* name) {
    return volume_of(part_named(parts, PartGroup::quadrant, name), r);
  };
  EXPECT_NEAR(volume("upper_front_left"), 0.9 * (5 + 10), 1e-9);
  EXPECT_NEAR(volume("lower_back_right"), (1.5 + 2) + 0.1 * (15 + 20), 1e-9);
}

TEST(FlowParts, a_trunk_without_collectors_both_ways_has_no_quadrants) {
  LimbGeometry g = trunk();
  g.vessels.pop_back();
  for (const FlowPart& part : flow_parts(g)) EXPECT_NE(part.group, PartGroup::quadrant);
}

TEST(FlowParts, what_was_not_recorded_is_unknown) {
  for (const FlowPart& part : flow_parts(trunk())) {
    EXPECT_FALSE(std::isfinite(volume_of(part, RunResult{})));
    EXPECT_FALSE(std::isfinite(mean_flow_of(part, RunResult{})));
  }
}

TEST(FlowParts, sessions_of_different_length_are_compared_over_the_time_they_share) {
  StudyResult study;
  study.protocols = {"rest", "massage"};
  study.runs = {run("rest", 2, 3), run("massage", 3, 6)};
  study.geometry = body();
  const auto parts = flow_parts(study.geometry);
  const Contrast c = volume_contrast(study, 1, part_named(parts, PartGroup::organ, "gut"));
  EXPECT_EQ(c.value.central, 4 * 3 * 60);
  EXPECT_EQ(c.difference.central, 4 * 3 * 30 - 4 * 2 * 30);
  EXPECT_EQ(c.ratio.central, 1.5);
}

}  // namespace
}  // namespace cisterna
