// A protocol of a limb alone on a limb of a body: where it lies, which way round, and what it moves.
#include "therapy/sided_protocol.hpp"

#include <gtest/gtest.h>

namespace cisterna {
namespace {

Protocol of_an_arm() {
  Protocol p;
  p.title = "T";
  p.elevation = 0.5;
  Step stroke;
  stroke.technique = Technique::scoop;
  stroke.regions = {"hand", "forearm"};
  stroke.angles = {0.25};
  Step raise;
  raise.technique = Technique::posture;
  Step pad;
  pad.technique = Technique::heat;
  pad.regions = {"forearm"};
  Step bath;
  bath.technique = Technique::heat;
  Step played;
  played.technique = Technique::recorded;
  played.places = {{0, "hand", 0, 1}};
  Step group;
  group.steps = {stroke, raise, pad, bath};
  p.steps = {group, played};
  return p;
}

TEST(SidedProtocol, on_the_right_is_as_written_and_moves_one_member) {
  const Protocol p = on_side(of_an_arm(), "right_arm", "right");
  EXPECT_EQ(p.title, "T, right arm");
  EXPECT_EQ(p.elevation, 0);
  ASSERT_EQ(p.member_elevations.size(), 1u);
  EXPECT_EQ(p.member_elevations[0].member, "right_arm");
  EXPECT_EQ(p.member_elevations[0].elevation, 0.5);
  const std::vector<Step>& steps = p.steps[0].steps;
  EXPECT_EQ(steps[0].regions, (std::vector<std::string>{"right_hand", "right_forearm"}));
  EXPECT_EQ(steps[0].angles[0], 0.25);
  EXPECT_EQ(steps[1].members, std::vector<std::string>{"right_arm"});
  EXPECT_TRUE(steps[2].members.empty()) << "its path says where";
  EXPECT_EQ(steps[3].members, std::vector<std::string>{"right_arm"});
  EXPECT_TRUE(p.steps[0].members.empty());
  EXPECT_EQ(p.steps[1].places[0].region, "right_hand");
}

TEST(SidedProtocol, on_the_left_is_the_mirror_image) {
  const Protocol p = on_side(of_an_arm(), "right_arm", "left");
  EXPECT_EQ(p.title, "T, left arm");
  EXPECT_EQ(p.member_elevations[0].member, "left_arm");
  const std::vector<Step>& steps = p.steps[0].steps;
  EXPECT_EQ(steps[0].regions, (std::vector<std::string>{"left_hand", "left_forearm"}));
  EXPECT_EQ(steps[0].angles[0], -0.25);
  EXPECT_EQ(steps[0].turn, -1);
  EXPECT_EQ(steps[1].members, std::vector<std::string>{"left_arm"});
  EXPECT_EQ(p.steps[1].places[0].region, "left_hand");
}

}  // namespace
}  // namespace cisterna
