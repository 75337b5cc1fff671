// Vessels cut, vessels joined to veins, nodes removed: what that does to the flow, and that nothing vanishes.
#include <gtest/gtest.h>

#include <map>
#include <numeric>

#include "arm_test.hpp"

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

struct Passed {
  Limb limb;
  Amounts amounts;
  std::vector<double> start, end;  // states
  std::vector<double> out;         // at each outlet [m3]
  std::vector<double> node;        // through each node [m3]
  std::vector<double> back;        // came back at each outlet, second by second [m3]
  std::vector<double> pressure;    // mean in each lymphangion [Pa]
  double cut_flow = 0;             // largest seen through a valve that was cut
  int cut_valves = 0;

  double kept() const {  // in tissue and lymph [m3]
    const LymphNetwork& w = limb.network;
    const StateLayout at(w, true);
    double gained = 0;
    for (std::size_t i = 0; i < w.tissue.patches; ++i)
      gained += end[at.tissue + i] - start[at.tissue + i];
    for (std::size_t c = 0; c < w.cells(); ++c) gained += end[c] - start[c];
    return gained;
  }
  double through(const std::string& name) const {
    const auto& names = limb.network.node_names;
    return node[std::find(names.begin(), names.end(), name) - names.begin()];
  }
  // With the water that the node takes out of it.
  double into(const std::string& name) const {
    const auto& names = limb.network.node_names;
    const StateLayout at(limb.network, true);
    const std::size_t k = std::find(names.begin(), names.end(), name) - names.begin();
    return node[k] + end[at.absorbed + k] - start[at.absorbed + k];
  }
  // In the tissue and the vessels of a member, at the end [m3].
  double held_by(const std::string& member) const {
    const LymphNetwork& w = limb.network;
    const StateLayout at(w, true);
    double sum = 0;
    const auto here = [&](int m) {
      return limb.members[static_cast<std::size_t>(m)].name == member;
    };
    for (std::size_t i = 0; i < 2 * w.tissue.skin_patches; ++i)
      if (here(w.tissue.member[i])) sum += end[at.tissue + i];
    for (const LimbVessel& v : limb.vessels)
      if (here(v.member)) sum += volume_of(v.name, 0, 1);
    return sum;
  }
  double volume_of(const std::string& name, double from, double to) const {
    return sum_over(end, name, from, to);
  }
  double pressure_of(const std::string& name, double from, double to) const {
    return sum_over(pressure, name, from, to);
  }
  double sum_over(const std::vector<double>& each, const std::string& name, double from,
                  double to) const {
    for (const LimbVessel& v : limb.vessels) {
      if (v.name != name) continue;
      const auto first = each.begin() + v.first;
      return std::accumulate(first + std::lround(from * v.size), first + std::lround(to * v.size),
                             0.0);
    }
    return 0;
  }
};

Passed passed(const Subject& subject, const std::string& protocol_name, double duration,
              double settle = 300, const LimbResolution& resolution = kCoarse) {
  Begun begun = begin(resolution, settle, 1, subject);
  Passed p{begun.limb, {}, begun.state, {}, {}, {}, {}, {}};
  const LymphNetwork& w = p.limb.network;
  const TreatmentSurroundings surroundings = surroundings_of(p.limb, protocol_name);
  Simulation run(w, surroundings, {});
  run.start(0, p.start);
  const StateLayout& at = run.layout();
  const std::vector<int> metered = metered_boundaries(w);
  p.end.resize(at.size), p.back.assign(w.boundaries(), 0.0), p.out = p.back;
  std::vector<double> before = p.start, f(at.size);
  LymphSystem watch(w, &surroundings, {});
  for (double t = 1; t <= duration; ++t) {
    EXPECT_EQ(run.advance(t), StopReason::finished);
    run.state_at(t, p.end);
    for (std::size_t m = 0; m < metered.size(); ++m)
      p.back[metered[m]] += std::max(0.0, before[at.metered + m] - p.end[at.metered + m]);
    before = p.end;
    p.pressure.resize(w.lymphangions);
    watch.rates(t, p.end, f);
    for (std::size_t i = 0; i < w.lymphangions; ++i)
      p.pressure[i] += watch.pressures()[i] / duration;
    for (std::size_t e = 0; e < w.valves(); ++e)
      if (w.valve_open[e] == 0)
        p.cut_flow = std::max(p.cut_flow, std::abs(watch.valve_flows()[e])), ++p.cut_valves;
  }
  p.amounts = amounts(w, at, p.start, p.end);
  for (std::size_t m = 0; m < metered.size(); ++m)
    p.out[metered[m]] += p.end[at.metered + m] - p.start[at.metered + m];
  for (std::size_t k = 0; k < w.nodes; ++k)
    p.node.push_back(p.end[at.node_passed + k] - p.start[at.node_passed + k]);
  return p;
}

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

// In a body: what the territory of the armpit cannot pass on stays in it, or its neighbours take it up.
TEST(Surgery, body_without_nodes_of_one_armpit_keeps_the_fluid_or_hands_it_to_the_neighbours) {
  const auto body = [](const std::string& what) {
    Subject s = adult();
    apply(read_person_text("kind: person\ntitle: T\nanatomy: adult\n" + what, "p"), s.anatomy,
          s.parameters);
    return passed(s, "rest_body", 300, 1500, kVeryCoarse);
  };
  const Passed whole = body(""), removed = body("removed_nodes: [right_axillary]\n");
  EXPECT_LT(removed.amounts.volume_residual, kConserved);
  EXPECT_LT(removed.amounts.protein_residual, kConserved);
  EXPECT_LT(removed.into("right_axillary"), 0.95 * whole.into("right_axillary"));
  // What the arm's tissue and vessels hold more, since nodes were removed, and what neighbouring groups get more.
  const double stays = removed.held_by("right_arm") - whole.held_by("right_arm");
  double others = 0;
  for (const char* name : {"left_axillary", "right_superficial_inguinal", "right_deltopectoral"})
    others += removed.into(name) - whole.into(name);
  const double missing = whole.into("right_axillary") - removed.into("right_axillary");
  const auto text = [](double volume) { return std::to_string(1e9 * volume) + " uL"; };
  RecordProperty("missing", text(missing));
  RecordProperty("stays", text(stays));
  RecordProperty("others", text(others));
  EXPECT_GT(stays + others, 0.5 * missing);
}

}  // namespace
}  // namespace cisterna
