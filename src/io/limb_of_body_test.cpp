// Which side of a body a protocol of one limb is done on when nobody says.
#include "io/limb_of_body.hpp"

#include <gtest/gtest.h>

#include <map>

#include "io/anatomy_reader.hpp"
#include "io/parameter_reader.hpp"
#include "io/person_reader.hpp"

namespace cisterna {
namespace {

const std::string kData = CISTERNA_DATA_DIR;

const LimbAnatomy& shipped(const std::string& name) {
  static std::map<std::string, LimbAnatomy> read;
  const auto known = read.find(name);
  if (known != read.end()) return known->second;
  return read.emplace(name, read_anatomy(kData + "/body/" + name + ".yaml")).first->second;
}

std::string ill(const std::string& stated, const std::string& limb) {
  LimbAnatomy body = shipped("adult");
  ParameterSet parameters = read_parameters(kData + "/parameters");
  apply(read_person_text("kind: person\ntitle: T\nanatomy: adult\n" + stated,
                         kData + "/persons/p.yaml"),
        body, parameters);
  return ill_side(body, parameters, limb.empty() ? nullptr : &shipped(limb));
}

TEST(LimbOfBody, is_found_by_its_regions_on_either_side) {
  EXPECT_EQ(limb_of_body(shipped("adult"), shipped("arm"), "right"), "right_arm");
  EXPECT_EQ(limb_of_body(shipped("adult"), shipped("leg"), "left"), "left_leg");
  EXPECT_EQ(limb_of_body(shipped("leg"), shipped("arm"), "right"), "");
  EXPECT_EQ(limb_of_body(shipped("adult"), shipped("adult"), "right"), "");
}

TEST(LimbOfBody, ill_side_is_that_of_which_the_person_states_something) {
  EXPECT_EQ(ill("", "arm"), "right") << "nothing is";
  EXPECT_EQ(ill("removed_nodes: [left_axillary]\n", "arm"), "left");
  EXPECT_EQ(ill("member_persons: {left_leg: leg_oedema_stage_2}\n", "leg"), "left");
  EXPECT_EQ(ill("oedema: {left_forearm: {excess: 10 %}}\n", "arm"), "left");
  EXPECT_EQ(ill("cut_vessels: [{vessel: left_medial_anterior, region: left_upper_arm, at: 0.5}]\n",
                "arm"),
            "left");
  EXPECT_EQ(ill("removed_nodes: [left_axillary, right_axillary]\n", "arm"), "right") << "both";
}

TEST(LimbOfBody, limb_itself_counts_before_the_rest_of_its_side) {
  const std::string both =
      "removed_nodes: [right_axillary, left_superficial_inguinal, left_deep_inguinal]\n";
  EXPECT_EQ(ill(both, "arm"), "right");
  EXPECT_EQ(ill(both, "leg"), "left");
  EXPECT_EQ(ill(both, ""), "left");
  EXPECT_EQ(ill("removed_nodes: [left_iliac]\n", "leg"), "left") << "nodes of the trunk drain it";
}

}  // namespace
}  // namespace cisterna
