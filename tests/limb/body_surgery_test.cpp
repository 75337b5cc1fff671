// Nodes of a body removed, group by group: what that does to the lymph of their territory, and that nothing vanishes.
#include "passed_test.hpp"

namespace cisterna {
namespace {

using namespace arm;

const std::string kRest = "rest_body";
constexpr double kSettle = 600;  // [s]
constexpr double kMostOfIt =
    0.8;  // the rest is filtered less or seeps to neighbours within the tissue

Subject without(const std::string& group) {
  Subject s = adult();
  apply(read_person_text("kind: person\ntitle: T\nanatomy: adult\nremoved_nodes: [" + group + "]\n",
                         "p"),
        s.anatomy, s.parameters);
  return s;
}

/// The same body in the same state, on the day on which a group of its nodes is removed.
Begun operated(const Begun& begun, const std::string& group) {
  const Subject s = without(group);
  return {build_limb(s.anatomy, s.parameters, kVeryCoarse, 1), begun.state};
}

/// The cells whose way to the veins leads through a group of nodes, and that group.
std::vector<char> territory(const LymphNetwork& w, const std::string& group) {
  const auto k = std::find(w.node_names.begin(), w.node_names.end(), group) - w.node_names.begin();
  const int node = static_cast<int>(w.lymphangions + w.initials) + static_cast<int>(k);
  std::vector<char> inside(w.cells());
  for (std::size_t c = 0; c < w.cells(); ++c) {
    int at = static_cast<int>(c);
    while (at >= 0 && at != node) at = w.parent[static_cast<std::size_t>(at)];
    inside[c] = at == node;
  }
  return inside;
}

/// In them and in the tissue that they drain, gained [m3].
double gained(const Passed& p, const std::vector<char>& inside) {
  const LymphNetwork& w = p.limb.network;
  const StateLayout at(w, true);
  const auto change = [&](std::size_t i) { return p.end[i] - p.start[i]; };
  double sum = 0;
  for (std::size_t c = 0; c < w.cells(); ++c)
    if (inside[c]) sum += change(at.volume + c);
  for (std::size_t i = 0; i < w.initials; ++i)
    if (inside[w.lymphangions + i])
      sum += change(at.tissue + static_cast<std::size_t>(w.initial_patch[i]));
  return sum;
}

/// Out of them over the anastomoses, net [m3].
double gone_another_way(const Passed& p, const std::vector<char>& inside) {
  const LymphNetwork& w = p.limb.network;
  const StateLayout at(w, true);
  const std::vector<MeteredEdge> edges = metered_edges(w);
  double sum = 0;
  for (std::size_t m = 0; m < edges.size(); ++m) {
    if (edges[m].boundary >= 0) continue;
    const auto e = static_cast<std::size_t>(edges[m].edge);
    const auto in = [&](int cell) { return inside[static_cast<std::size_t>(cell)]; };
    const double amount = p.end[at.metered + m] - p.start[at.metered + m];
    sum += amount * (in(w.resistor_from[e]) - in(w.resistor_to[e]));
  }
  return sum;
}

/// Against the same body with its nodes, from the same state on.
void expect_less_passes_and_the_rest_stays_or_goes_another_way(const Passed& whole,
                                                               const Passed& removed,
                                                               const std::string& group) {
  EXPECT_LT(removed.amounts.volume_residual, kConserved);
  EXPECT_LT(removed.amounts.protein_residual, kConserved);
  const std::vector<char> inside = territory(whole.limb.network, group);
  const double missing = whole.into(group) - removed.into(group);
  const double stays = gained(removed, inside) - gained(whole, inside);
  const double another_way = gone_another_way(removed, inside) - gone_another_way(whole, inside);
  testing::Test::RecordProperty(group + "_missing", std::to_string(1e9 * missing) + " uL");
  testing::Test::RecordProperty(group + "_stays", std::to_string(stays / missing));
  testing::Test::RecordProperty(group + "_another_way", std::to_string(another_way / missing));
  EXPECT_LT(removed.into(group), 0.95 * whole.into(group));
  EXPECT_GT(stays + another_way, kMostOfIt * missing);
  EXPECT_GT(stays, 0) << "more is held";
}

std::vector<std::string> removable_groups() {
  std::vector<std::string> all;
  for (const LymphNode& node : adult().anatomy.nodes)
    if (node.removed_resistance > 0) all.push_back(node.name);
  return all;
}

// In the first two minutes.
TEST(BodySurgery,
     each_group_of_nodes_passes_less_once_it_is_removed_and_its_territory_keeps_the_rest) {
  const Begun begun = begin(kVeryCoarse, kSettle, 1, adult());
  const Passed whole = passed_from(begun, kRest, 120);
  const std::vector<std::string> groups = removable_groups();
  ASSERT_EQ(groups.size(), adult().anatomy.nodes.size());
  for (const std::string& group : groups) {
    SCOPED_TRACE(group);
    expect_less_passes_and_the_rest_stays_or_goes_another_way(
        whole, passed_from(operated(begun, group), kRest, 120), group);
  }
}

// Until what is cut off has filled and anastomoses carry it.
class FullBodySurgery : public testing::TestWithParam<std::string> {};

TEST_P(FullBodySurgery, half_an_hour_later_the_territory_holds_more_and_nothing_has_vanished) {
  const Begun begun = begin(kVeryCoarse, kSettle, 1, adult());
  expect_less_passes_and_the_rest_stays_or_goes_another_way(
      passed_from(begun, kRest, 1800), passed_from(operated(begun, GetParam()), kRest, 1800),
      GetParam());
}

INSTANTIATE_TEST_SUITE_P(Shipped, FullBodySurgery, testing::ValuesIn(removable_groups()),
                         [](const auto& each) { return each.param; });

// In a body: what the territory of the armpit cannot pass on stays in it, or its neighbours take it up.
TEST(BodySurgery, body_without_nodes_of_one_armpit_keeps_the_fluid_or_hands_it_to_the_neighbours) {
  const auto body = [](const Subject& s) { return passed(s, kRest, 300, 1500, kVeryCoarse); };
  const Passed whole = body(adult()), removed = body(without("right_axillary"));
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
