// A person states an oedema: what the tissue begins with, that vessels are used to it, and that nothing is lost by it.
#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <numeric>

#include "arm_test.hpp"
#include "math/truncated_cone.hpp"
#include "study/study_run.hpp"

namespace cisterna {
namespace {

using namespace arm;

Subject stating(const std::string& oedema, const std::string& anatomy = "arm") {
  Subject s = anatomy == "arm" ? healthy() : adult();
  apply(
      read_person_text("kind: person\ntitle: T\nanatomy: " + anatomy + "\noedema:\n" + oedema, "p"),
      s.anatomy, s.parameters);
  return s;
}

double volume_of(const Region& r) {
  return truncated_cone_volume(r.length, r.girth_distal, r.girth_proximal);
}

double stated_in(const Limb& limb, const std::string& region) {
  double sum = 0;
  for (std::size_t i = 0; i < limb.oedema.size(); ++i)
    if (limb.region_names[limb.patches[i].region] == region) sum += limb.oedema[i];
  return sum;
}

TEST(StatedOedema, is_spread_over_the_skin_of_its_regions_and_no_other) {
  constexpr double kExact = 1e-12;
  const Subject s = stating("  forearm: {excess: 20 %}\n  hand: {volume: 30 mL}\n");
  const Limb limb = build_limb(s.anatomy, s.parameters, kCoarse, 1);
  ASSERT_EQ(limb.oedema.size(), limb.patches.size());
  for (const Region& r : s.anatomy.regions)
    if (r.name == "forearm") {
      EXPECT_NEAR(stated_in(limb, "forearm"), 0.2 * volume_of(r), kExact);
    }
  EXPECT_NEAR(stated_in(limb, "hand"), 30e-6, kExact);
  for (std::size_t i = 0; i < limb.patches.size(); ++i)
    if (limb.region_names[limb.patches[i].region] == "upper_arm") {
      EXPECT_EQ(limb.oedema[i], -1);
    }
  EXPECT_TRUE(coarse().limb.oedema.empty());
}

TEST(StatedOedema, of_a_member_is_that_of_all_its_regions) {
  const Subject s = stating("  right_arm: {excess: 10 %}\n", "adult");
  for (const Region& r : s.anatomy.regions) {
    const bool there = s.anatomy.members[static_cast<std::size_t>(r.member)].name == "right_arm";
    EXPECT_DOUBLE_EQ(r.oedema, there ? 0.1 * volume_of(r) : -1) << r.name;
  }
}

double held(const Limb& limb, const std::vector<double>& y, std::size_t first) {
  const std::size_t skin = limb.patches.size();
  const StateLayout at(limb.network, true);
  const auto begin = y.begin() + static_cast<std::ptrdiff_t>(at.tissue + first);
  return std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(skin), 0.0);
}

double drawn(const Limb& limb) {
  const auto begin = limb.network.tissue.rest_volume.begin();
  return std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(limb.patches.size()), 0.0);
}

// A limb and the start that was found for it, its tissue yielded.
struct Rested {
  Limb limb;
  RestState rest;
};

Rested rested(const Subject& s, std::uint64_t seed = 1) {
  Rested r{build_limb(s.anatomy, s.parameters, kCoarse, seed), {}};
  RestOptions options;
  options.seed = seed, options.acceptable = 0.3;
  r.rest = find_rest(r.limb, RestSurroundings(0, kSkin), options);
  EXPECT_TRUE(r.rest.found) << r.rest.reason;
  r.limb.network.tissue.yielded = r.rest.yielded;
  return r;
}

constexpr double kStays = 2e-3;  // of the fluid: what the last look of the search moves

TEST(StatedOedema, is_where_the_balance_lies_whatever_the_seed) {
  const Subject s = stating("  arm: {volume: 300 mL}\n");
  for (const std::uint64_t seed : {1U, 2U}) {
    const Rested r = rested(s, seed);
    const double all = drawn(r.limb) + 300e-6;
    EXPECT_NEAR(held(r.limb, r.rest.state, 0), all, kStays * all) << seed;
    EXPECT_LE(r.rest.imbalance, RestOptions{}.bound) << seed;
  }
}

/// What results say of each skin patch after a session.
std::vector<double> told(const Rested& r) {
  const std::atomic<bool> go_on{false};
  const PreparedLimb prepared{r.limb, r.rest};
  const Protocol rest = protocol("rest_arm_20min");
  return run_protocol(
             {&prepared, &rest, {}, false}, [](double) {}, go_on)
      .patch_yielded;
}

TEST(StatedOedema, yields_where_it_is_stated_and_nowhere_else_and_results_say_so) {
  const Rested r = rested(stating("  forearm: {excess: 20 %}\n"));
  const std::vector<double>& yielded = r.limb.network.tissue.yielded;
  ASSERT_EQ(yielded.size(), r.limb.network.tissue.patches);
  const auto skin = yielded.begin() + static_cast<std::ptrdiff_t>(r.limb.patches.size());
  EXPECT_EQ(told(r), std::vector<double>(yielded.begin(), skin));
  for (std::size_t i = 0; i < yielded.size(); ++i) {
    const bool there =
        i < r.limb.patches.size() &&
        r.limb.region_names[static_cast<std::size_t>(r.limb.patches[i].region)] == "forearm";
    EXPECT_EQ(yielded[i] != 0, there) << i;
  }
}

TEST(StatedOedema, rest_keeps_it_and_a_session_from_it_conserves) {
  const Rested r = rested(stating("  arm: {volume: 300 mL}\n"));
  const LymphNetwork& w = r.limb.network;
  const StateLayout at(w, true);
  const auto run_on = [&](const Surroundings& around, double span) {
    Simulation run(w, around, {});
    run.start(0, r.rest.state);
    EXPECT_EQ(run.advance(span), StopReason::finished);
    std::vector<double> y(at.size);
    run.state_at(span, y);
    const Amounts a = amounts(w, at, r.rest.state, y);
    EXPECT_LT(a.volume_residual, kConserved);
    EXPECT_LT(a.protein_residual, kConserved);
    return held(r.limb, y, 0);
  };
  const double before = held(r.limb, r.rest.state, 0);
  constexpr double kSession = 600;
  EXPECT_LT(run_on(surroundings_of(r.limb, "mld_arm"), kSession),
            run_on(RestSurroundings(0, kSkin), kSession))
      << "hands drain it";
  constexpr double kRest = 7200;
  const double after_rest = run_on(RestSurroundings(0, kSkin), kRest);
  // Twice what lymph would carry in that time of a start that is as far out as it may be.
  const double may_move = 2 * RestOptions{}.bound * r.rest.uptake_flow * kRest;
  EXPECT_LT(std::abs(after_rest - before), may_move);
}

// At rest as far from what it would hold by itself as may be; the law of its tissue moved to there.
TEST(StatedOedema, pressure_is_what_balances_and_not_what_the_volume_says) {
  const Rested little = rested(stating("  arm: {excess: 0 %}\n"));
  const Rested much = rested(stating("  arm: {excess: 30 %}\n"));
  const auto mean_yielded = [](const Rested& r) {
    const auto begin = r.limb.network.tissue.yielded.begin();
    return std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(r.limb.patches.size()), 0.0) /
           static_cast<double>(r.limb.patches.size());
  };
  constexpr double kFarApart = 266;  // [Pa]
  EXPECT_GT(mean_yielded(much), mean_yielded(little) + kFarApart);
  EXPECT_NEAR(much.rest.uptake_flow / little.rest.uptake_flow, 1, 0.2);
}

TEST(StatedOedema, limb_that_states_none_yields_nothing) {
  const Rested r = rested(healthy());
  EXPECT_TRUE(r.rest.yielded.empty());
  EXPECT_EQ(told(r), std::vector<double>(r.limb.patches.size(), 0.0));
}

TEST(StatedOedema, of_a_body_counts_before_that_of_the_limb_person_it_takes) {
  Person limb = read_person_text(
      "kind: person\ntitle: T\nanatomy: adult\nmember_persons: {left_arm: arm_stage_1}\n"
      "oedema:\n  left_forearm: {excess: 6 %}\n",
      "p", Catalogue(kData));
  Subject s = adult();
  apply(limb, s.anatomy, s.parameters);
  for (const Region& region : s.anatomy.regions) {
    const double excess = region.oedema / volume_of(region);
    if (region.name == "left_forearm") {
      EXPECT_DOUBLE_EQ(excess, 0.06);
    } else if (region.name == "left_upper_arm" || region.name == "left_hand") {
      EXPECT_GT(excess, 0.06) << region.name;
    } else {
      EXPECT_EQ(region.oedema, -1) << region.name;
    }
  }
}

}  // namespace
}  // namespace cisterna
