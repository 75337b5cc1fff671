// Whose flow stands beside that of the whole body.
#include "measure/treated_limbs.hpp"

#include <gtest/gtest.h>

#include "io/anatomy_reader.hpp"
#include "io/protocol_reader.hpp"
#include "therapy/sided_protocol.hpp"

namespace cisterna {
namespace {

const std::string kData = CISTERNA_DATA_DIR;
using Names = std::vector<std::string>;

LimbAnatomy shipped(const std::string& name) {
  return read_anatomy(kData + "/body/" + name + ".yaml");
}

Protocol for_anatomy(const std::string& name, const LimbAnatomy& anatomy) {
  return read_protocol(kData + "/protocols/" + name + ".yaml", region_names(anatomy),
                       member_names(anatomy));
}

TEST(TreatedLimbs, one_limb_has_the_nodes_that_its_lymph_passes_last) {
  const LimbAnatomy adult = shipped("adult");
  for (const std::string side : {"right", "left"}) {
    const auto leg =
        treated_limbs(on_side(for_anatomy("mld_leg", shipped("leg")), "right_leg", side), adult);
    ASSERT_EQ(leg.size(), 1u);
    EXPECT_EQ(leg[0].name, side + "_leg");
    EXPECT_EQ(leg[0].last_nodes, (Names{side + "_superficial_inguinal", side + "_deep_inguinal"}));
    const auto arm =
        treated_limbs(on_side(for_anatomy("ipc_arm", shipped("arm")), "right_arm", side), adult);
    ASSERT_EQ(arm.size(), 1u);
    EXPECT_EQ(arm[0].name, side + "_arm");
    for (const std::string& node : arm[0].last_nodes) EXPECT_NE(node, side + "_cubital");
    EXPECT_FALSE(arm[0].last_nodes.empty());
  }
}

TEST(TreatedLimbs, trunk_is_none_of_them_and_a_whole_body_has_none) {
  const LimbAnatomy adult = shipped("adult");
  const auto names = [&](const std::string& protocol) {
    Names all;
    for (const TreatedLimb& limb : treated_limbs(for_anatomy(protocol, adult), adult))
      all.push_back(limb.name);
    return all;
  };
  EXPECT_EQ(names("mld_body"), Names{"right_arm"}) << "and its side of the trunk";
  EXPECT_EQ(names("legs_raised_body"), (Names{"right_leg", "left_leg"}));
  EXPECT_EQ(names("swedish_body"), Names{});
  EXPECT_EQ(names("rest_body"), Names{});
  const LimbAnatomy arm = shipped("arm");
  EXPECT_TRUE(treated_limbs(for_anatomy("mld_arm", arm), arm).empty()) << "a limb alone";
}

}  // namespace
}  // namespace cisterna
