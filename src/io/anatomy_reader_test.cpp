#include "io/anatomy_reader.hpp"

#include <gtest/gtest.h>

#include <numbers>
#include <set>

#include "io/text_file.hpp"

namespace cisterna {
namespace {

const std::string kArm = std::string(CISTERNA_DATA_DIR) + "/body/arm.yaml";
const std::string kLeg = std::string(CISTERNA_DATA_DIR) + "/body/leg.yaml";

const char* const kRegions = R"(kind: anatomy
title: Two regions
regions:
  - {name: hand, length: 19 cm, girth_distal: 20 cm, girth_proximal: 17 cm, subcutis_thickness: 4 mm, bone_radius: 12 mm}
  - {name: forearm, length: 26 cm, girth_distal: 17 cm, girth_proximal: 26 cm, subcutis_thickness: 6 mm, bone_radius: 14 mm}
  - {name: upper_arm, length: 30 cm, girth_distal: 27 cm, girth_proximal: 32 cm, subcutis_thickness: 8 mm, bone_radius: 12 mm}
)";

std::string vessel(const std::string& name, const std::string& from, const std::string& to,
                   const std::string& drains_to, const std::string& more = "") {
  return "  - {name: " + name + ", layer: superficial, from: {region: " + from +
         "}, to: {region: " + to +
         "}, angle: 90 deg, count: 2, diameter_distal: 0.2 mm, diameter_proximal: 0.3 mm, "
         "lymphangion_length: 8 mm, depth: 3 mm, drains_to: " +
         drains_to + more + "}\n";
}

std::string node(const std::string& name, const std::string& drains_to,
                 const std::string& more = "") {
  return "  - {name: " + name +
         ", region: forearm, at: 1, resistance: 1 mmHg/(mL/h), compliance: 5 uL/mmHg, " +
         "drains_to: " + drains_to + more + "}\n";
}

const char* const kOutlet = "outlet: {pressure: 5 mmHg, height: 0 cm}\n";

std::string limb(const std::string& vessels, const std::string& nodes = "",
                 const std::string& links = "") {
  return std::string(kRegions) + "vessels:\n" + vessels +
         (nodes.empty() ? "" : "nodes:\n" + nodes) +
         (links.empty() ? "" : "anastomoses:\n" + links) + kOutlet;
}

const std::string kFirst = vessel("a", "hand, at: 0.5", "hand, at: 1", "b");
const std::string kSecond = vessel("b", "forearm, at: 0", "forearm, at: 1", "outlet");

std::string error_of(const std::string& text) {
  try {
    read_anatomy_text(text, "limb.yaml");
  } catch (const InputError& error) {
    return error.what();
  }
  return "no error";
}

void expect_error(const std::string& text, const std::string& part) {
  const std::string message = error_of(text);
  EXPECT_NE(message.find(part), std::string::npos) << message;
  EXPECT_EQ(message.find('\n'), std::string::npos) << message;
  EXPECT_EQ(message.rfind("limb.yaml:", 0), 0U) << message;
}

TEST(Anatomy, shipped_limbs_read_and_have_the_lymphangions_asked_for) {
  struct Expected {
    std::string file, name, first, last;
    std::size_t lymphangions;
  };
  for (const Expected& e : {Expected{kArm, "arm", "hand", "upper_arm", 300},
                            Expected{kLeg, "leg", "foot", "thigh", 400}}) {
    const LimbAnatomy limb = read_anatomy(e.file);
    EXPECT_EQ(limb.name, e.name);
    ASSERT_EQ(limb.regions.size(), 3U);
    EXPECT_EQ(limb.regions[0].name, e.first);
    EXPECT_EQ(limb.regions[2].name, e.last);
    EXPECT_GE(resolved_lymphangions(limb), e.lymphangions);
  }
}

TEST(Anatomy, every_node_of_the_shipped_leg_can_be_removed) {
  for (const LymphNode& node : read_anatomy(kLeg).nodes)
    EXPECT_GT(node.removed_resistance, node.resistance) << node.name;
}

// Draws of lymphangions are keyed by the vessel's name.
TEST(Anatomy, no_name_of_the_shipped_leg_occurs_in_the_arm) {
  std::set<std::string> names;
  const LimbAnatomy arm = read_anatomy(kArm), leg = read_anatomy(kLeg);
  for (const Region& r : arm.regions) names.insert(r.name);
  for (const Vessel& v : arm.vessels) names.insert(v.name);
  for (const LymphNode& n : arm.nodes) names.insert(n.name);
  for (const Region& r : leg.regions) EXPECT_FALSE(names.contains(r.name)) << r.name;
  for (const Vessel& v : leg.vessels) EXPECT_FALSE(names.contains(v.name)) << v.name;
  for (const LymphNode& n : leg.nodes) EXPECT_FALSE(names.contains(n.name)) << n.name;
}

TEST(Anatomy, eight_to_ten_superficial_collectors_cross_the_wrist_of_the_shipped_arm) {
  double crossing = 0;
  for (const Vessel& v : read_anatomy(kArm).vessels) {
    if (v.layer == Layer::superficial && v.region_to == "hand" && v.fraction_to == 1)
      crossing += v.count;
  }
  EXPECT_GE(crossing, 8);
  EXPECT_LE(crossing, 10);
}

TEST(Anatomy, every_number_of_the_shipped_limbs_has_a_basis_and_measured_ones_a_source) {
  for (const std::string& file : {kArm, kLeg}) {
    const LimbAnatomy limb = read_anatomy(file);
    EXPECT_GT(limb.provenance.size(), 100U);
    for (const Provenance& p : limb.provenance) {
      EXPECT_TRUE(p.basis == Basis::assumed || !p.source.empty()) << p.key;
      EXPECT_FALSE(p.text.empty()) << p.key;
    }
  }
}

TEST(Anatomy, values_are_si) {
  const LimbAnatomy two = read_anatomy_text(limb(kFirst + kSecond), "limb.yaml");
  ASSERT_EQ(two.vessels.size(), 2U);
  EXPECT_DOUBLE_EQ(two.regions[0].length, 0.19);
  EXPECT_DOUBLE_EQ(two.vessels[0].angle, std::numbers::pi / 2);
  EXPECT_DOUBLE_EQ(two.vessels[0].diameter_distal, 0.2 * 1e-3);
  EXPECT_DOUBLE_EQ(two.outlets.front().pressure, 5 * 133.322387415);
  EXPECT_EQ(resolved_lymphangions(two), 12U + 33U);  // 9.5 cm and 26 cm in pieces of 8 mm, rounded
}

TEST(Anatomy, a_path_over_regions_that_do_not_touch_is_refused) {
  expect_error(limb(vessel("a", "hand, at: 0.5", "upper_arm, at: 1", "outlet")),
               "limb.yaml:8: vessels.a.to: hand and upper_arm do not touch");
  expect_error(limb(kFirst + vessel("b", "upper_arm, at: 0", "upper_arm, at: 1", "outlet")),
               "ends in hand, but b begins in upper_arm: they do not touch");
}

TEST(Anatomy, a_vessel_runs_towards_the_trunk) {
  expect_error(limb(vessel("a", "forearm, at: 0.5", "hand, at: 1", "outlet")), "towards the trunk");
  expect_error(limb(vessel("a", "hand, at: 0.5", "hand, at: 0.5", "outlet")), "has no length");
  expect_error(limb(vessel("a", "forearm, at: 0.5", "forearm, at: 1", "b") +
                    vessel("b", "forearm, at: 0", "forearm, at: 1", "outlet")),
               "b begins distal of this end");
}

TEST(Anatomy, a_gap_in_the_path_is_refused) {
  expect_error(limb(kFirst + vessel("b", "forearm, at: 0.5", "forearm, at: 1", "outlet")),
               "the path has a gap");
}

TEST(Anatomy, cyclic_drainage_is_refused_with_the_circle) {
  const std::string first = vessel("a", "forearm, at: 0", "forearm, at: 0.1", "b");
  const std::string second = vessel("b", "forearm, at: 0.1", "forearm, at: 0.15", "a");
  expect_error(limb(first + second + vessel("c", "forearm, at: 0", "forearm, at: 1", "outlet")),
               "vessels.a.drains_to: drains in a circle: a -> b -> a");
}

TEST(Anatomy, an_unknown_name_is_refused_with_the_nearest) {
  expect_error(limb(vessel("a", "hand, at: 0.5", "hand, at: 1", "outlett")),
               "vessels.a.drains_to: unknown vessel or node \"outlett\"; did you mean outlet?");
  expect_error(limb(vessel("a", "fourarm, at: 0.5", "hand, at: 1", "outlet")),
               "did you mean forearm");
}

TEST(Anatomy, the_limb_must_end_at_the_outlet) {
  const std::string loop = node("n", "m") + node("m", "n");
  expect_error(limb(vessel("a", "forearm, at: 0.5", "forearm, at: 1", "n"), loop),
               "drains to \"outlet\"");
}

TEST(Anatomy, names_are_used_once) {
  expect_error(limb(kSecond + kSecond), "limb.yaml:9: vessels.b.name: name is used twice");
  expect_error(limb(vessel("outlet", "hand, at: 0", "hand, at: 1", "outlet")), "cannot be a name");
}

TEST(Anatomy, a_removed_node_says_what_is_left) {
  const std::string to_node = vessel("a", "forearm, at: 0.5", "forearm, at: 1", "n");
  expect_error(limb(to_node, node("n", "outlet", ", removed: true")),
               "nodes.n: a removed node needs removed_resistance");
  EXPECT_EQ(error_of(limb(to_node, node("n", "outlet",
                                        ", removed: true, removed_resistance: 9 mmHg/(mL/h)"))),
            "no error");
}

TEST(Anatomy, depth_fits_the_layer) {
  std::string deep = limb(kSecond);
  deep.replace(deep.find("superficial"), 11, "deep");
  expect_error(deep, "vessels.b.depth: a deep vessel lies below the subcutis");
  std::string outside = limb(kSecond);
  outside.replace(outside.find("depth: 3 mm"), 11, "depth: 7 mm");
  expect_error(outside, "lies within the subcutis of forearm (6 mm)");
}

TEST(Anatomy, an_anastomosis_joins_two_vessels_where_both_pass) {
  const std::string two = kFirst + kSecond;
  const auto link = [](const std::string& from, const std::string& to, const std::string& place) {
    return "  - {from: " + from + ", to: " + to + ", " + place + ", resistance: 3 mmHg/(mL/h)}\n";
  };
  expect_error(limb(two, "", link("a", "b", "region: forearm, at: 0.5")), "a does not pass here");
  expect_error(limb(two, "", link("x", "b", "region: forearm, at: 0.5")), "unknown vessel \"x\"");
  expect_error(limb(two, "", link("b", "b", "region: forearm, at: 0.5")),
               "joins a vessel to itself");
}

TEST(Anatomy, implausible_sizes_are_refused) {
  const auto with = [](std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
  };
  const std::string good = limb(kFirst + kSecond);
  expect_error(with(good, "length: 19 cm", "length: 19 m"),
               "regions.hand.length: must lie between");
  expect_error(with(good, "length: 19 cm", "length: -19 cm"), "must lie between");
  expect_error(with(good, "length: 19 cm", "length: 19"), "without unit");
  expect_error(with(good, "bone_radius: 12 mm", "bone_radius: 30 mm"), "thicker than the limb");
  expect_error(with(good, "diameter_distal: 0.2 mm", "diameter_distal: 0.2 m"), "must lie between");
  expect_error(with(good, "angle: 90 deg", "angle: 90"), "without unit");
  expect_error(with(good, "count: 2", "count: 0"), "must lie between");
  expect_error(with(good, "outlet: {pressure: 5 mmHg", "outlet: {pressure: 5 mmHg/m"),
               "pressure gradient");
}

TEST(Anatomy, a_file_cut_off_anywhere_is_refused) {
  const std::string whole = read_text_file(kArm);
  for (std::size_t part = 1; part < 40; ++part) {
    // The last lines hold the outlet, which is required; every shorter file lacks it or breaks before it.
    const std::string cut = whole.substr(0, (whole.find("outlet:\n") - 1) * part / 40);
    EXPECT_NE(error_of(cut), "no error") << part;
  }
}

}  // namespace
}  // namespace cisterna
