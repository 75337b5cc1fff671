#include "measure/part_flows.hpp"

#include <gtest/gtest.h>

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

TEST(FlowParts, what_was_not_recorded_is_unknown) {
  const auto parts = flow_parts(body());
  for (const FlowPart& part : parts) {
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
