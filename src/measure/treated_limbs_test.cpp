// What passed the last nodes of a limb. Which limbs a shipped protocol is done to: tests/limb/treated_limbs_test.cpp.
#include "measure/treated_limbs.hpp"

#include <gtest/gtest.h>

namespace cisterna {
namespace {

RunResult run(const std::string& protocol, double flow, int intervals) {
  RunResult r;
  r.protocol = protocol;
  r.node_flow.resize(3);
  for (int i = 0; i <= intervals; ++i) {
    r.time.push_back(10.0 * i);
    for (std::size_t n = 0; n < 3; ++n) r.node_flow[n].push_back(static_cast<double>(n + 1) * flow);
  }
  r.stop_time = r.time.back();
  return r;
}

TEST(LimbFlows, are_the_sum_of_the_last_nodes_over_the_time_that_sessions_share) {
  StudyResult study;
  study.protocols = {"rest", "massage"};
  study.runs = {run("rest", 2, 3), run("massage", 3, 6)};
  study.geometry.body = true;
  study.geometry.nodes = {"knee", "groin", "deep_groin"};
  const auto flows =
      limb_flows(study, 1, {{"leg", {"deep_groin", "groin", "nowhere"}}, {"arm", {"armpit"}}});
  ASSERT_EQ(flows.size(), 1u) << "of the arm no node is known";
  EXPECT_EQ(flows[0].name, "leg");
  EXPECT_EQ(flows[0].nodes, (std::vector<std::string>{"groin", "deep_groin"}));
  EXPECT_EQ(flows[0].passed.value.central, (2 + 3) * 3 * 30);
  EXPECT_EQ(flows[0].passed.difference.central, (2 + 3) * (3 - 2) * 30);
  EXPECT_TRUE(limb_flows(study, 1, {}).empty());
}

}  // namespace
}  // namespace cisterna
