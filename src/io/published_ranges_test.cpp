#include "io/report/published_ranges.hpp"

#include <gtest/gtest.h>

#include <set>

#include "io/observation_reader.hpp"

namespace cisterna {
namespace {

TEST(PublishedRanges, a_leg_is_shown_beside_findings_of_legs_and_an_arm_beside_those_of_arms) {
  const auto all = read_observation_folder(std::string(CISTERNA_DATA_DIR) + "/observations");
  for (const auto& [anatomy, source] : {std::pair{"arm", "kelly2020"}, {"leg", "groenlund2017"}}) {
    std::set<std::string> quantities;
    for (const PublishedRange& range : published_ranges(all, anatomy)) {
      quantities.insert(range.quantity);
      if (range.quantity == "frequency") {
        EXPECT_EQ(range.source, source);
      }
    }
    EXPECT_EQ(quantities,
              (std::set<std::string>{"frequency", "packet_velocity", "systolic_pressure"}));
  }
  EXPECT_TRUE(published_ranges(all, "adult").empty());
}

}  // namespace
}  // namespace cisterna
