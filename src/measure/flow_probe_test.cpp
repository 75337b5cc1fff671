// A flow probe around a chain whose meter at the end counts the same flow.
#include "measure/flow_probe.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "body/limb/chain.hpp"
#include "body/limb/lymph_system.hpp"

namespace cisterna {
namespace {

Limb two_vessels() {
  Limb limb;
  limb.network = make_human_chain({}, 5, 0.01, 4e-4, 1e-3, 1e-11, 1e-16, 0, 0);
  limb.vessels = {{.name = "before", .first = 0, .size = 3},
                  {.name = "duct", .first = 3, .size = 2}};
  return limb;
}

// What came in at the first boundary and is not stored has passed; the last boundary's meter is not asked.
TEST(FlowProbe, counts_what_came_in_less_what_is_stored_upstream) {
  const Limb limb = two_vessels();
  const StateLayout at(limb.network, true);
  VesselRecording r;
  r.after.assign(at.size, 0.0);
  const FlowProbe middle(limb, "before"), end(limb, "duct");
  EXPECT_TRUE(std::isnan(middle.mean_flow(r))) << "the state it begins with is not kept";
  r.before = r.after, r.begin = 5, r.end = 15;
  EXPECT_EQ(middle.mean_flow(r), 0) << "a still column";
  r.after[at.metered] = 10e-9;  // in
  for (int i = 0; i < 5; ++i) r.after[at.volume + static_cast<std::size_t>(i)] = 1e-9;
  r.after[at.metered + 1] = 77e-9;
  EXPECT_NEAR(middle.mean_flow(r), (10e-9 - 3e-9) / 10, 1e-24);
  EXPECT_NEAR(end.mean_flow(r), (10e-9 - 5e-9) / 10, 1e-24);
}

TEST(FlowProbe, needs_a_vessel_that_is_there) {
  EXPECT_THROW(FlowProbe(two_vessels(), "dukt"), std::out_of_range);
}

}  // namespace
}  // namespace cisterna
