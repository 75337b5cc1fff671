// A flow probe around flows that are known.
#include "measure/flow_probe.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "body/limb/chain.hpp"

namespace cisterna {
namespace {

Limb one_vessel() {
  Limb limb;
  limb.network = make_human_chain({}, 3, 0.01, 4e-4, 1e-3, 1e-11, 1e-16, 0, 0);
  limb.vessels = {{.name = "duct", .first = 0, .size = 3}};
  return limb;
}

TEST(FlowProbe, passes_what_a_flow_that_goes_straight_between_looks_passes) {
  FlowProbe probe(one_vessel(), "duct");
  for (int k = 0; k <= 100; ++k) probe.look(k, 2.0 * k);
  EXPECT_DOUBLE_EQ(probe.passed(), 100.0 * 100);
  EXPECT_DOUBLE_EQ(probe.mean_since_last(), 100);
}

TEST(FlowProbe, stretches_add_up_and_a_still_column_reads_nothing) {
  FlowProbe probe(one_vessel(), "duct");
  double sum = 0;
  for (int k = 0; k <= 90; ++k) {
    probe.look(10.0 * k, std::sin(0.1 * k));
    if (k > 0 && k % 30 == 0) sum += 300 * probe.mean_since_last();
  }
  EXPECT_NEAR(sum, probe.passed(), 1e-12 * 900);
  FlowProbe still(one_vessel(), "duct");
  EXPECT_TRUE(std::isnan(still.mean_since_last()));
  still.look(5, 0), still.look(8, 0);
  EXPECT_EQ(still.mean_since_last(), 0);
}

TEST(FlowProbe, needs_a_vessel_that_is_there) {
  EXPECT_THROW(FlowProbe(one_vessel(), "dukt"), std::out_of_range);
}

}  // namespace
}  // namespace cisterna
