// Vessels cut, vessels joined to veins, nodes removed: what that does to the flow, and that nothing vanishes.
#include <gtest/gtest.h>

#include <map>

#include "passed_test.hpp"

namespace cisterna {
namespace {

using namespace arm;

Subject operated(const std::string& what, const std::string& limb = "arm") {
  Subject s = limb == "arm" ? healthy() : healthy_leg();
  apply(read_person_text("kind: person\ntitle: T\nanatomy: " + limb + "\n" + what, "p"), s.anatomy,
        s.parameters);
  return s;
}

const std::string kCutAll =
    "cut_vessels:\n  - {vessel: medial_anterior, region: upper_arm, at: 0.9}\n"
    "  - {vessel: medial_posterior, region: upper_arm, at: 0.9}\n"
    "  - {vessel: deep_brachial, region: upper_arm, at: 0.9}\n";
const std::string kToVein =
    "lymph_to_vein:\n  - {vessel: medial_anterior, region: upper_arm, at: 0.5, diameter: 0.4 mm, "
    "length: 5 mm, vein_pressure: 4 mmHg}\n";

TEST(Surgery, volume_and_protein_are_conserved_with_cuts_veins_and_closing_edges) {
  const Subject subject = operated(kCutAll + kToVein);
  ASSERT_FALSE(subject.anatomy.anastomoses.empty());
  for (const char* name : {"mld_arm", "ipc_arm"}) {
    const Passed p = passed(subject, name, 120);
    EXPECT_LT(p.amounts.volume_residual, kConserved) << name;
    EXPECT_LT(p.amounts.protein_residual, kConserved) << name;
    EXPECT_LT(p.amounts.tracer_residual, kConserved) << name;
    EXPECT_GT(p.cut_valves, 0);
    EXPECT_EQ(p.cut_flow, 0) << "exactly";
    ASSERT_EQ(p.out.size(), 2u);
    EXPECT_GT(p.out[1], 0) << "lymph runs into the vein";
    EXPECT_NEAR(p.out[0] + p.out[1], p.amounts.drained, kConserved * p.amounts.drained);
    EXPECT_EQ(p.back[1], 0) << "no blood comes back";
  }
}

TEST(Surgery, vessel_fills_up_before_a_cut_and_its_pressure_rises) {
  const Passed whole = passed(healthy(), "rest_arm", 300);
  const Passed cut =
      passed(operated("cut_vessels: [{vessel: medial_posterior, region: upper_arm, at: 0.5}]\n"),
             "rest_arm", 300);
  EXPECT_GT(cut.volume_of("medial_posterior", 0, 0.5),
            1.2 * whole.volume_of("medial_posterior", 0, 0.5));
  EXPECT_GT(cut.pressure_of("medial_posterior", 0, 0.5),
            1.2 * whole.pressure_of("medial_posterior", 0, 0.5));
}

// Everything that led to the armpit is cut off; what can goes over the anastomosis to the other way, the rest stays.
TEST(Surgery, lymph_finds_the_way_that_is_left_and_the_rest_stays) {
  const Passed whole = passed(healthy(), "rest_arm", 600);
  const Passed cut = passed(operated(kCutAll), "rest_arm", 600);
  EXPECT_GT(cut.through("deltopectoral"), 1.5 * whole.through("deltopectoral"));
  EXPECT_LT(cut.amounts.drained, whole.amounts.drained);
  EXPECT_GT(cut.kept(), whole.kept()) << "what does not leave stays";
  EXPECT_LT(cut.amounts.volume_residual, kConserved);
}

TEST(Surgery, connection_to_a_vein_relieves_a_cut_vessel) {
  constexpr double kLong = 1200;  // what is cut off fills up first
  const Passed cut = passed(operated(kCutAll), "rest_arm", kLong);
  const Passed joined = passed(operated(kCutAll + kToVein), "rest_arm", kLong);
  EXPECT_GT(joined.out[1], 0);
  EXPECT_GT(joined.amounts.drained, cut.amounts.drained);
  // Means: at one moment a vessel may have just filled or emptied.
  EXPECT_LT(joined.pressure_of("medial_anterior", 0, 0.5),
            cut.pressure_of("medial_anterior", 0, 0.5));
}

// The same of nodes that were removed: scar lets little through. Every group of a limb, on its own.
class RemovedNodes : public testing::TestWithParam<std::pair<std::string, std::string>> {};

const Subject& whole_limb(const std::string& limb) {
  return limb == "arm" ? healthy() : healthy_leg();
}

// What else nodes pass on, and what leaves past this group.
double past(const Passed& p, const std::string& group) {
  return p.amounts.drained - p.through(group);
}

TEST_P(RemovedNodes, send_lymph_another_way_or_keep_it_and_nothing_vanishes) {
  const auto& [limb, group] = GetParam();
  // Settled until nodes pass on again what they took water from.
  static std::map<std::string, Passed> wholes;
  const std::string rest = "rest_" + limb;
  if (!wholes.contains(limb)) wholes.emplace(limb, passed(whole_limb(limb), rest, 600, 1800));
  const Passed& whole = wholes.at(limb);
  const Passed removed =
      passed(operated("removed_nodes: [" + group + "]\n", limb), rest, 600, 1800);
  EXPECT_LT(removed.into(group), 0.95 * whole.into(group));
  // Either way: more passes by the group, or more stays.
  const double rerouted = past(removed, group) - past(whole, group);
  const double retained = removed.kept() - whole.kept();
  RecordProperty("rerouted_share", std::to_string(rerouted / whole.into(group)));
  RecordProperty("retained_share", std::to_string(retained / whole.into(group)));
  EXPECT_GT(std::max(rerouted, retained), 0.05 * whole.into(group));
  EXPECT_LT(removed.amounts.volume_residual, kConserved);
  EXPECT_LT(removed.amounts.protein_residual, kConserved);
}

std::vector<std::pair<std::string, std::string>> removable_groups() {
  std::vector<std::pair<std::string, std::string>> all;
  for (const std::string limb : {"arm", "leg"})
    for (const LymphNode& node : whole_limb(limb).anatomy.nodes)
      if (node.removed_resistance > 0) all.emplace_back(limb, node.name);
  return all;
}

INSTANTIATE_TEST_SUITE_P(Shipped, RemovedNodes, testing::ValuesIn(removable_groups()),
                         [](const auto& each) {
                           return each.param.first + "_" + each.param.second;
                         });

TEST(Surgery, removed_nodes_send_lymph_another_way_and_keep_the_rest) {
  const Passed whole = passed(healthy(), "rest_arm", 600, 1800);
  const Passed removed = passed(operated("removed_nodes: [axillary]\n"), "rest_arm", 600, 1800);
  EXPECT_LT(removed.into("axillary"), 0.8 * whole.into("axillary"));
  EXPECT_GT(removed.through("deltopectoral"), 1.2 * whole.through("deltopectoral"));
  EXPECT_GT(removed.kept(), whole.kept());
  EXPECT_LT(removed.amounts.volume_residual, kConserved);
}

TEST(Surgery, every_shipped_group_of_nodes_can_be_removed) {
  for (const Subject* s : {&healthy(), &healthy_leg(), &adult()})
    for (const LymphNode& node : s->anatomy.nodes) {
      EXPECT_GT(node.removed_resistance, 10 * node.resistance) << node.name;
    }
}

}  // namespace
}  // namespace cisterna
