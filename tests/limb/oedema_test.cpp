// A person states an oedema: what the tissue begins with, that vessels are used to it, and that nothing is lost by it.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "arm_test.hpp"
#include "engine/swollen_start.hpp"

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
  const double a = r.girth_distal, b = r.girth_proximal;
  return r.length * (a * a + a * b + b * b) / (12 * std::numbers::pi);
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

RestState started(const Limb& limb, const std::vector<double>& state) {
  RestState rest;
  rest.found = true, rest.state = state;
  const RestSurroundings lying(0, kSkin);
  swell(limb, lying, {}, nullptr, rest);
  EXPECT_TRUE(rest.found) << rest.reason;
  return rest;
}

double held(const Limb& limb, const std::vector<double>& y, std::size_t first) {
  const std::size_t skin = limb.patches.size();
  const StateLayout at(limb.network, true);
  const auto begin = y.begin() + static_cast<std::ptrdiff_t>(at.tissue + first);
  return std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(skin), 0.0);
}

TEST(StatedOedema, start_holds_what_is_stated_and_a_session_from_it_conserves) {
  const Subject s = stating("  arm: {volume: 300 mL}\n");
  const Limb limb = build_limb(s.anatomy, s.parameters, kCoarse, 1);
  const LymphNetwork& w = limb.network;
  const StateLayout at(w, true);
  const std::size_t skin = limb.patches.size();
  const double rest_fluid =
      std::accumulate(w.tissue.rest_volume.begin(), w.tissue.rest_volume.begin() + skin, 0.0);
  const RestState rest = started(limb, coarse().state);
  constexpr double kExact = 1e-12;
  EXPECT_NEAR(held(limb, rest.state, 0), rest_fluid + 300e-6, kExact);
  EXPECT_EQ(held(limb, rest.state, skin), held(limb, coarse().state, skin)) << "muscle stays";
  for (std::size_t i = 0; i < skin; ++i) {
    const auto concentration = [&](const std::vector<double>& y) {
      return y[at.protein + w.cells() + i] / y[at.tissue + i];
    };
    EXPECT_NEAR(concentration(rest.state) / concentration(coarse().state), 1, kExact) << i;
  }
  EXPECT_GT(rest.imbalance, 0);
  EXPECT_GT(rest.uptake_flow, 0);

  const TreatmentSurroundings sleeve = surroundings_of(limb, "ipc_arm");
  Simulation run(w, sleeve, {});
  run.start(0, rest.state);
  EXPECT_EQ(run.advance(120), StopReason::finished);
  std::vector<double> y(at.size);
  run.state_at(120, y);
  const Amounts a = amounts(w, at, rest.state, y);
  EXPECT_LT(a.volume_residual, kConserved);
  EXPECT_LT(a.protein_residual, kConserved);
}

TEST(StatedOedema, fuller_tissue_loses_more_and_filters_less) {
  const auto gain = [&](const char* excess) {
    const Subject s = stating(std::string("  arm: {excess: ") + excess + "}\n");
    const Limb limb = build_limb(s.anatomy, s.parameters, kCoarse, 1);
    const RestState rest = started(limb, coarse().state);
    return std::pair{rest.filtration_flow - rest.uptake_flow, rest.filtration_flow};
  };
  const auto [little, filtered_little] = gain("0 %");
  const auto [much, filtered_much] = gain("30 %");
  EXPECT_LT(much, little);
  EXPECT_LT(filtered_much, filtered_little);
}

TEST(StatedOedema, limb_that_states_none_begins_as_before_to_the_last_bit) {
  EXPECT_EQ(started(coarse().limb, coarse().state).state, coarse().state);
}

}  // namespace
}  // namespace cisterna
