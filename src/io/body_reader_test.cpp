#include "io/body_reader.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <set>
#include <sstream>

#include "base/error.hpp"
#include "body/limb/limb.hpp"
#include "io/anatomy_reader.hpp"
#include "io/parameter_reader.hpp"

namespace cisterna {
namespace {

const std::string kData = CISTERNA_DATA_DIR;

const LimbAnatomy& adult() {
  static const LimbAnatomy body = read_anatomy(kData + "/body/adult.yaml");
  return body;
}

const Vessel& vessel(const std::string& name) {
  return *std::find_if(adult().vessels.begin(), adult().vessels.end(),
                       [&](const Vessel& v) { return v.name == name; });
}

Limb built() { return build_limb(adult(), read_parameters(kData + "/parameters"), {0.12, 1}, 1); }

TEST(Body, reference_adult_has_its_members_either_side_and_at_least_1500_lymphangions) {
  ASSERT_TRUE(adult().body);
  std::set<std::string> members;
  for (const Member& m : adult().members) members.insert(m.name);
  EXPECT_EQ(members, (std::set<std::string>{"trunk", "head_and_neck", "right_arm", "left_arm",
                                            "right_leg", "left_leg"}));
  EXPECT_EQ(adult().organs.size(), 3u);
  EXPECT_EQ(adult().outlets.size(), 2u);
  EXPECT_GE(resolved_lymphangions(adult()), 2 * 1500u);
  EXPECT_GE(lymphangions_without_images(adult()), 1500u);
  // A side that is no longer the image of the other counts by itself.
  LimbAnatomy changed = adult();
  for (Vessel& v : changed.vessels)
    if (v.name == "left_chest_front") v.count = 2;
  EXPECT_GT(lymphangions_without_images(changed), lymphangions_without_images(adult()));
  EXPECT_LT(lymphangions_without_images(changed), resolved_lymphangions(changed));
}

TEST(Body, left_is_the_mirror_image_of_right) {
  constexpr double kTurn = 2 * std::numbers::pi;
  std::size_t pairs = 0;
  for (const Vessel& right : adult().vessels) {
    if (!right.name.starts_with("right_") || right.name == "right_terminal") continue;
    const Vessel& left = vessel("left_" + right.name.substr(6));
    EXPECT_NEAR(left.angle, right.angle == 0 ? 0 : kTurn - right.angle, 1e-12) << right.name;
    EXPECT_EQ(left.count, right.count);
    EXPECT_EQ(left.diameter_proximal, right.diameter_proximal);
    ++pairs;
  }
  EXPECT_GT(pairs, 40u);
}

TEST(Body, a_limb_whose_file_is_not_there_gets_the_nearest_beside_it) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / ("misspelt_limb_" + std::to_string(getpid()));
  fs::create_directories(folder);
  for (const char* file : {"adult.yaml", "arm.yaml", "leg.yaml"})
    fs::copy_file(kData + "/body/" + file, folder / file, fs::copy_options::overwrite_existing);
  std::ostringstream text;
  text << std::ifstream(folder / "adult.yaml").rdbuf();
  std::string body = text.str();
  const std::string named = "anatomy: leg,";
  ASSERT_NE(body.find(named), std::string::npos);
  body.replace(body.find(named), named.size(), "anatomy: lge,");
  std::ofstream(folder / "adult.yaml") << body;
  try {
    read_anatomy((folder / "adult.yaml").string());
    ADD_FAILURE() << "accepted";
  } catch (const InputError& error) {
    EXPECT_NE(std::string(error.what()).find("lge.yaml; did you mean leg?"), std::string::npos)
        << error.what();
  }
  fs::remove_all(folder);
}

TEST(Body, what_one_side_names_is_looked_for_on_that_side_first) {
  EXPECT_EQ(vessel("left_chest_front").drains_to, "left_axillary");
  EXPECT_EQ(vessel("left_subclavian_trunk").drains_to, "left_terminal");
  EXPECT_EQ(vessel("left_intercostal").drains_to, "cisterna_chyli");
  EXPECT_EQ(vessel("right_deep_brachial").drains_to, "right_axillary");
}

// The chest ends at the root of the neck: what runs there, and both ends of ducts, bear the pressure of the neck's tissue.
TEST(Body, chest_presses_on_the_duct_but_not_on_its_end) {
  for (const char* name : {"thoracic_duct", "left_bronchomediastinal_trunk"})
    EXPECT_EQ(vessel(name).cavity, Cavity::thorax) << name;
  for (const char* name :
       {"left_terminal", "right_terminal", "left_jugular_trunk", "left_subclavian_trunk"})
    EXPECT_EQ(vessel(name).cavity, Cavity::none) << name;
  const Limb body = built();
  for (const LimbVessel& v : body.vessels) {
    if (v.name != "left_terminal") continue;
    const auto patch =
        static_cast<std::size_t>(body.network.lymphangion_patch[static_cast<std::size_t>(v.first)]);
    const LimbPatch& under = body.patches[patch % body.patches.size()];
    EXPECT_EQ(body.members[static_cast<std::size_t>(under.member)].name, "head_and_neck");
    EXPECT_GT(v.size, 1);
  }
}

// From everywhere the way leads to a vein: each cell hangs on another or on an outlet.
TEST(Body, every_cell_drains_to_a_venous_angle_and_nothing_crosses_into_a_cavity_unasked) {
  const Limb body = built();
  const LymphNetwork& w = body.network;
  std::size_t roots = 0;
  for (std::size_t c = 0; c < w.cells(); ++c) {
    std::size_t at = c, hops = 0;
    while (w.parent[at] >= 0 && hops++ <= w.cells()) at = static_cast<std::size_t>(w.parent[at]);
    ASSERT_LE(hops, w.cells());
    roots += w.parent[c] < 0 ? 1 : 0;
  }
  EXPECT_EQ(roots, 2u);
  for (std::size_t e = 0; e < w.valves(); ++e) {
    const auto from = static_cast<std::size_t>(w.valve_from[e]);
    const auto to = static_cast<std::size_t>(w.valve_to[e]);
    if (from < w.lymphangions || from >= w.lymphangions + 2 * body.patches.size()) continue;
    EXPECT_EQ(w.lymphangion_cavity[to], Cavity::none);
  }
}

TEST(Body, standing_the_foot_hangs_below_the_heart_and_the_head_stands_above_it) {
  const Limb body = built();
  double lowest = 0, highest = 0;
  for (std::size_t i = 0; i < body.patches.size(); ++i) {
    lowest = std::max(lowest, body.network.tissue.along[i]);
    highest = std::min(highest, body.network.tissue.along[i]);
  }
  EXPECT_NEAR(lowest, 1.5, 0.15);    // [m] below the heart: the toes
  EXPECT_NEAR(highest, -0.45, 0.1);  // the crown
}

TEST(Body, members_exchange_fluid_with_the_trunk_through_the_skin_around_their_root) {
  const Limb body = built();
  std::set<int> joined;
  for (const TissueLink& link : body.network.tissue.links) {
    const int skin = static_cast<int>(body.patches.size());
    const int a = body.patches[static_cast<std::size_t>(link.a % skin)].member;
    const int b = body.patches[static_cast<std::size_t>(link.b % skin)].member;
    if (a == b) continue;
    joined.insert(std::max(a, b));
    EXPECT_EQ(std::min(a, b), 0);
  }
  EXPECT_EQ(joined.size(), adult().members.size() - 1);
}

}  // namespace
}  // namespace cisterna
