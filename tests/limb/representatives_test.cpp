// Vessels with a count, cut into several that stand for the copies: what they keep of the one, and what they do.
#include "body/limb/representatives.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "body/limb/mirror.hpp"
#include "passed_test.hpp"

namespace cisterna {
namespace {

using namespace arm;

constexpr int kMost = 4;
constexpr double kRounding = 1e-12;  // of sums of some hundred terms
constexpr LimbResolution kOne{0.12, 2}, kSeveral{0.12, 2, 1, kMost};

Limb laid(const Subject& subject, const LimbResolution& resolution) {
  return build_limb(subject.anatomy, subject.parameters, resolution, 1);
}

LimbAnatomy chain_of(std::initializer_list<double> counts) {
  LimbAnatomy anatomy;
  for (const double count : counts) {
    Vessel vessel;
    vessel.name = "v" + std::to_string(anatomy.vessels.size());
    vessel.drains_to = "v" + std::to_string(anatomy.vessels.size() + 1);
    vessel.count = count;
    anatomy.vessels.push_back(vessel);
  }
  return anatomy;
}

TEST(Representatives, are_as_many_as_copies_or_as_asked_for) {
  EXPECT_EQ(representatives(chain_of({200}), kMost), std::vector<int>{4});
  EXPECT_EQ(representatives(chain_of({3}), kMost), std::vector<int>{3});
  EXPECT_EQ(representatives(chain_of({1}), kMost), std::vector<int>{1});
  EXPECT_EQ(representatives(chain_of({200}), 1), std::vector<int>{1});
}

TEST(Representatives, empty_evenly_into_those_of_the_next_vessel) {
  EXPECT_EQ(representatives(chain_of({2, 3}), kMost), (std::vector<int>{2, 2}));
  EXPECT_EQ(representatives(chain_of({4, 2, 5}), kMost), (std::vector<int>{4, 2, 2}));
  EXPECT_EQ(representatives(chain_of({4, 3, 1}), kMost), (std::vector<int>{3, 3, 1}));
  EXPECT_EQ(representatives(chain_of({1, 3}), kMost), (std::vector<int>{1, 1}));
}

TEST(Representatives, are_not_of_a_vessel_that_a_node_empties_into) {
  LimbAnatomy anatomy = chain_of({3, 3});
  anatomy.vessels.front().drains_to = "node";
  LymphNode node;
  node.name = "node", node.drains_to = "v1";
  anatomy.nodes.push_back(node);
  EXPECT_EQ(representatives(anatomy, kMost), (std::vector<int>{3, 1}));
}

// What all that stand for one have together, under keys that both cuts know.
std::map<std::string, double> sums(const Limb& limb) {
  const LymphNetwork& w = limb.network;
  std::map<std::string, double> sum;
  std::vector<std::string> called(w.cells() + w.boundaries());
  for (const LimbVessel& v : limb.vessels) {
    sum["copies of " + v.entry] += v.count;
    for (int k = 0; k < v.size; ++k) {
      const auto i = static_cast<std::size_t>(v.first + k);
      called[i] = v.entry + " " + std::to_string(k);
      sum["volume of " + called[i]] +=
          w.copies[i] * w.length[i] * w.unloaded_diameter[i] * w.unloaded_diameter[i];
    }
  }
  for (std::size_t i = 0; i < w.initials; ++i) {
    std::string& name = called[w.lymphangions + i];
    name = "net " + std::to_string(w.initial_patch[i]);
    sum["volume of " + name] += w.initial_slack[i];
    sum["uptake of " + name] += w.primary_conductance[i];
    sum["outflow of " + name] += 1 / w.initial_half_resistance[i];
  }
  for (const PlexusLink& link : w.plexus)
    sum["plexus " + called[w.lymphangions + static_cast<std::size_t>(link.a)] + " to " +
        called[w.lymphangions + static_cast<std::size_t>(link.b)]] += link.conductance;
  for (std::size_t k = 0; k < w.nodes; ++k)
    called[w.lymphangions + w.initials + k] = w.node_names[k];
  for (std::size_t b = 0; b < w.boundaries(); ++b) called[w.cells() + b] = limb.outlet_names[b];
  const auto way = [&](int from, int to) {
    return called[static_cast<std::size_t>(from)] + " to " + called[static_cast<std::size_t>(to)];
  };
  for (std::size_t e = 0; e < w.valves(); ++e) {
    sum["open, " + way(w.valve_from[e], w.valve_to[e])] += w.valve_open[e];
    sum["closed, " + way(w.valve_from[e], w.valve_to[e])] += w.valve_closed[e];
  }
  for (std::size_t e = 0; e < w.resistors(); ++e)
    sum["resistor, " + way(w.resistor_from[e], w.resistor_to[e])] += w.resistor_conductance[e];
  return sum;
}

class RepresentativesOf : public testing::TestWithParam<std::string> {};

TEST_P(RepresentativesOf, keep_volumes_and_conductances_of_vessels_nets_and_ways) {
  Subject subject = read_subject(GetParam());
  if (GetParam() == "healthy_arm")  // with a vein joined to a vessel that is cut up
    apply(read_person_text(
              "kind: person\ntitle: T\nanatomy: arm\nlymph_to_vein:\n  - {vessel: medial_anterior, "
              "region: upper_arm, at: 0.5, diameter: 0.4 mm, length: 5 mm, vein_pressure: 4 "
              "mmHg}\n",
              "p"),
          subject.anatomy, subject.parameters);
  for (const double patch : {0.12, 0.03}) {
    const Limb one = laid(subject, {patch, 2}), several = laid(subject, {patch, 2, 1, kMost});
    EXPECT_GT(several.network.lymphangions, 3 * one.network.lymphangions / 2);
    EXPECT_GT(several.network.closing, one.network.closing);
    const auto a = sums(one), b = sums(several);
    ASSERT_EQ(a.size(), b.size());
    for (const auto& [what, value] : a)
      EXPECT_NEAR(b.at(what), value, kRounding * value) << what << " of " << GetParam();
  }
}

INSTANTIATE_TEST_SUITE_P(, RepresentativesOf,
                         testing::Values("healthy_arm", "healthy_leg", "reference_adult"),
                         [](const auto& of) { return of.param; });

TEST(Representatives, have_names_and_pacemakers_of_their_own_and_the_first_those_of_the_vessel) {
  const Limb one = laid(adult(), kOne), several = laid(adult(), kSeveral);
  std::set<std::string> names;
  std::map<std::string, const LimbVessel*> whole;
  for (const LimbVessel& v : one.vessels) whole[v.name] = &v;
  const auto pace = [](const Limb& limb, const LimbVessel& v) {
    const auto first = limb.network.intrinsic_rate.begin() + v.first;
    return std::vector<double>(first, first + v.size);
  };
  for (const LimbVessel& v : several.vessels) {
    EXPECT_TRUE(names.insert(v.name).second) << v.name;
    EXPECT_EQ(v.name == v.entry, v.representative == 0) << v.name;
    EXPECT_EQ(pace(several, v) == pace(one, *whole.at(v.entry)), v.representative == 0) << v.name;
  }
  EXPECT_TRUE(names.contains("mesenteric_vessels_4"));
  EXPECT_FALSE(names.contains("mesenteric_vessels_5"));
}

TEST(Representatives, of_the_mirror_image_are_the_same_to_the_last_bit_under_other_names) {
  const Subject subject = read_subject("adult_after_right_axillary_dissection");
  const LimbAnatomy image = mirror_image(subject.anatomy);
  const Limb a = laid(subject, kSeveral);
  const Limb b = build_limb(image, subject.parameters, kSeveral, 1);
  expect_same_network(a.network, b.network);
  EXPECT_NE(a.vessels.front().name, b.vessels.front().name);
}

TEST(Representatives, are_all_cut_with_their_vessel_and_nothing_vanishes) {
  Subject subject = healthy();
  apply(
      read_person_text(
          "kind: person\ntitle: T\nanatomy: arm\ncut_vessels:\n  - {vessel: medial_anterior, "
          "region: "
          "upper_arm, at: 0.9}\nlymph_to_vein:\n  - {vessel: medial_posterior, region: upper_arm, "
          "at: 0.5, diameter: 0.4 mm, length: 5 mm, vein_pressure: 4 mmHg}\n",
          "p"),
      subject.anatomy, subject.parameters);
  constexpr double kDuration = 120;
  const Passed p = passed(subject, "mld_arm", kDuration, 300, kSeveral);
  EXPECT_LT(p.amounts.volume_residual, kConserved);
  EXPECT_LT(p.amounts.protein_residual, kConserved);
  EXPECT_LT(p.amounts.tracer_residual, kConserved);
  EXPECT_EQ(p.cut_valves, 2 * static_cast<int>(kDuration)) << "two stand for the three cut";
  EXPECT_EQ(p.cut_flow, 0) << "exactly";
  ASSERT_EQ(p.out.size(), 2u);
  EXPECT_GT(p.out[1], 0) << "lymph runs into the vein";
  EXPECT_NEAR(p.out[0] + p.out[1], p.amounts.drained, kConserved * p.amounts.drained);
}

// Of each cell and valve of a limb cut up those of the limb that is not, and the share in it.
struct Shares {
  std::vector<std::size_t> cell, valve;
  std::vector<double> share;
};

Shares shares(const Limb& several, const Limb& one) {
  const LymphNetwork &w = several.network, &u = one.network;
  Shares s;
  for (const LimbVessel& v : several.vessels) {
    const auto whole = std::ranges::find(one.vessels, v.entry, &LimbVessel::name);
    for (int k = 0; k < v.size; ++k)
      s.cell.push_back(static_cast<std::size_t>(whole->first + k)),
          s.share.push_back(v.count / whole->count);
  }
  for (std::size_t i = 0; i < w.initials; ++i) {
    const auto patch = static_cast<std::size_t>(w.initial_patch[i]);
    s.cell.push_back(u.lymphangions + patch);
    s.share.push_back(w.initial_slack[i] / u.initial_slack[patch]);
  }
  for (std::size_t k = 0; k < w.nodes + w.boundaries(); ++k)
    s.cell.push_back(u.lymphangions + u.initials + k), s.share.push_back(1);
  std::map<std::pair<int, int>, std::size_t> known;
  for (std::size_t e = 0; e < u.valves(); ++e) known[{u.valve_from[e], u.valve_to[e]}] = e;
  for (std::size_t e = 0; e < w.valves(); ++e)
    s.valve.push_back(
        known.at({static_cast<int>(s.cell[static_cast<std::size_t>(w.valve_from[e])]),
                  static_cast<int>(s.cell[static_cast<std::size_t>(w.valve_to[e])])}));
  return s;
}

// Of the leg: no vessel there empties into one with fewer that stand for it. Where one does, each way in counts the first
// half of that one's lymphangion for itself, as those of several vessels do anywhere.
TEST(Representatives, that_beat_alike_do_what_the_one_does) {
  constexpr double kTime = 120, kSteps = 1e-5;  // [s]; steps of either run fall elsewhere; paced
  Subject subject = healthy_leg();
  subject.parameters.set(subject.parameters.find("lymph.pacemaker.rate_variation"), 0);
  const Begun one = begin(kOne, 600, 1, subject);
  const Limb limb = laid(subject, kSeveral);
  const LymphNetwork &w = limb.network, &u = one.limb.network;
  const Shares s = shares(limb, one.limb);
  const StateLayout from(u, true), to(w, true);
  std::vector<double> y(to.size);
  const auto whole = [&](std::size_t there, std::size_t here, std::size_t count) {
    std::copy_n(one.state.begin() + static_cast<std::ptrdiff_t>(here), count,
                y.begin() + static_cast<std::ptrdiff_t>(there));
  };
  for (std::size_t c = 0; c < w.cells(); ++c)
    for (const auto& [there, here] :
         {std::pair{to.volume, from.volume}, {to.protein, from.protein}, {to.tracer, from.tracer}})
      y[there + c] = s.share[c] * one.state[here + s.cell[c]];
  for (std::size_t e = 0; e < w.valves(); ++e) y[to.valve + e] = one.state[from.valve + s.valve[e]];
  const std::array each = {std::pair{to.phase, from.phase}, std::pair{to.felt, from.felt},
                           std::pair{to.fast, from.fast}, std::pair{to.slow, from.slow}};
  for (const auto& [there, here] : each)
    for (std::size_t i = 0; i < w.lymphangions; ++i) y[there + i] = one.state[here + s.cell[i]];
  whole(to.node_protein, from.node_protein, w.node_exchange.size());
  whole(to.tissue, from.tissue, from.filtered - from.tissue);
  whole(to.protein + w.cells(), from.protein + u.cells(), u.tissue.patches);
  whole(to.tracer + w.cells(), from.tracer + u.cells(), u.tissue.patches);

  const RestSurroundings lying(0, kSkin);
  LymphSystem cut(w, &lying, {}), uncut(u, &lying, {});
  std::vector<double> f(to.size), g(from.size), sum(u.cells(), 0.0);
  cut.rates(0, y, f), uncut.rates(0, one.state, g);
  double flow = 0;
  for (std::size_t c = 0; c < u.cells(); ++c) flow = std::max(flow, std::abs(g[from.volume + c]));
  for (std::size_t c = 0; c < w.cells(); ++c) sum[s.cell[c]] += f[to.volume + c];
  for (std::size_t c = 0; c < u.cells(); ++c)
    EXPECT_NEAR(sum[c], g[from.volume + c], kRounding * flow) << c;
  for (const auto& [there, here] : each)
    for (std::size_t i = 0; i < w.lymphangions; ++i)
      EXPECT_NEAR(f[there + i], g[here + s.cell[i]],
                  kRounding * std::max(1.0, std::abs(g[here + s.cell[i]])));

  const auto drained = [&](const LymphNetwork& drifting, const std::vector<double>& start) {
    const LymphNetwork network = paced(drifting);
    Simulation run(network, lying, {});
    run.start(0, start);
    EXPECT_EQ(run.advance(kTime), StopReason::finished);
    std::vector<double> end(run.layout().size);
    run.state_at(kTime, end);
    return amounts(network, run.layout(), start, end).drained;
  };
  const double of_one = drained(u, one.state);
  ASSERT_GT(of_one, 0);
  RecordProperty("apart", std::to_string(drained(w, y) / of_one - 1));
  EXPECT_NEAR(drained(w, y), of_one, kSteps * of_one);
}

}  // namespace
}  // namespace cisterna
