// A person holds muscle tight: pressure within it at rest, and what follows from that for lymph, filtration and blood.
#include <gtest/gtest.h>

#include <cmath>

#include "arm_test.hpp"
#include "body/limb/mirror.hpp"
#include "body/oxygen/muscle_bed.hpp"
#include "engine/own_beds.hpp"
#include "engine/perfusion_sites.hpp"
#include "engine/tissue_balance.hpp"

namespace cisterna {
namespace {

using namespace arm;

constexpr double kMmHg = 133.322387415;

Person holding(const std::string& tone, const std::string& anatomy = "arm") {
  return read_person_text(
      "kind: person\ntitle: T\nanatomy: " + anatomy + "\nmuscle_tone: {" + tone + "}\n", "p");
}

Subject tight(const std::string& tone) {
  Subject s = healthy();
  apply(holding(tone), s.anatomy, s.parameters);
  return s;
}

const Subject& tight_forearm() {
  static const Subject s = tight("forearm: 3.5 %");
  return s;
}

const Begun& tight_run() {
  static const Begun begun = begin(kCoarse, 60, 1, tight_forearm());
  return begun;
}

TEST(MuscleTone, makes_the_pressure_of_a_contraction_where_it_is_stated_and_nowhere_else) {
  const Limb& limb = tight_run().limb;
  const auto law = oxygen::muscle_pressure(healthy().parameters);
  const double made = oxygen::tissue_pressure_of(0.035, 1.0, 0.0, law) - law.rest;
  EXPECT_GT(made, 5 * kMmHg);
  EXPECT_LT(made, 20 * kMmHg);
  const std::size_t skin = limb.patches.size();
  for (std::size_t i = 0; i < skin; ++i) {
    const bool there = limb.region_names[limb.patches[i].region] == "forearm";
    EXPECT_DOUBLE_EQ(limb.network.tissue.tone[skin + i], there ? made : 0);
    EXPECT_DOUBLE_EQ(limb.network.tissue.tone[i], there ? limb.share_above_fascia * made : 0);
  }
  EXPECT_TRUE(coarse().limb.network.tissue.tone.empty());
}

// What the search for a start solves is what the equations of a run do.
TEST(MuscleTone, balance_filters_and_moves_what_the_equations_do) {
  const LymphNetwork& w = tight_run().limb.network;
  const RestSurroundings rest(0, kSkin);
  Posture posture(w);
  posture.take(rest, 0);
  const TissueBalance balance(w, posture);
  LymphSystem system(w, &rest, {});
  const StateLayout& at = system.layout();
  std::vector<double> y = tight_run().state, f(at.size);
  Eigen::VectorXd p(w.tissue.patches);
  for (std::size_t i = 0; i < w.tissue.patches; ++i) {
    p[i] = balance.pressure(i, 1) + 20.0 * (i % 7);
    y[at.tissue + i] = balance.volume_at(i, p[i]) * w.tissue.rest_volume[i];
    y[at.glycocalyx + i] = balance.filtrate_concentration(i, balance.steady_filtration(i, p[i]));
  }
  system.rates(0, y, f);
  const Eigen::VectorXd supply = balance.supply(p);
  std::vector<double> own(w.tissue.patches, 0.0);
  for (std::size_t k = 0; k < w.initials; ++k) own[w.initial_patch[k]] += f[at.uptake + k];
  for (std::size_t i = 0; i < w.tissue.patches; ++i) {
    const double size = std::abs(f[at.filtered + i]) + std::abs(supply[i]);
    EXPECT_NEAR(f[at.filtered + i], balance.steady_filtration(i, p[i]), 1e-6 * size) << i;
    EXPECT_NEAR(f[at.tissue + i] + own[i], supply[i], 1e-6 * size) << i;
  }
}

TEST(MuscleTone, squeezes_deep_nets_and_filters_less_from_the_same_tissue) {
  const Begun &slack = coarse(), &held = tight_run();
  const LymphNetwork& w = held.limb.network;
  const std::size_t skin = held.limb.patches.size();
  const RestSurroundings rest(0, kSkin);
  std::array<double, 2> filtered{}, inside{};
  for (int k = 0; k < 2; ++k) {
    const LymphNetwork& network = k == 0 ? slack.limb.network : w;
    LymphSystem system(network, &rest, {});
    std::vector<double> f(system.layout().size);
    system.rates(0, slack.state, f);
    for (std::size_t i = 0; i < skin; ++i)
      if (held.limb.network.tissue.tone[skin + i] > 0) {
        filtered[k] += f[system.layout().filtered + skin + i];
        inside[k] += system.total_pressures()[skin + i];
      }
  }
  EXPECT_LT(filtered[1], filtered[0]);
  EXPECT_GT(inside[1], inside[0]);
}

TEST(MuscleTone, start_is_found_and_balanced_and_its_muscle_holds_less_fluid) {
  const Limb& limb = tight_run().limb;
  const RestSurroundings rest(0, kSkin);
  const RestState start = find_rest(limb, rest, {});
  const RestState slack = find_rest(coarse().limb, rest, {});
  ASSERT_TRUE(start.found) << start.reason;
  ASSERT_TRUE(slack.found) << slack.reason;
  EXPECT_LE(start.imbalance, 0.05);
  const StateLayout at(limb.network, true);
  const std::size_t skin = limb.patches.size();
  double held = 0, free = 0;
  for (std::size_t i = 0; i < skin; ++i)
    if (limb.network.tissue.tone[skin + i] > 0)
      held += start.state[at.tissue + skin + i], free += slack.state[at.tissue + skin + i];
  EXPECT_LT(held, 0.99 * free);
}

TEST(MuscleTone, session_of_a_tight_arm_conserves_water_protein_and_dye) {
  const Begun& begun = tight_run();
  const TreatmentSurroundings hands = surroundings_of(begun.limb, "effleurage_arm");
  Simulation run(begun.limb.network, hands, {});
  run.start(0, begun.state);
  ASSERT_EQ(run.advance(30), StopReason::finished);
  const Amounts a = amounts(begun.limb.network, run.layout(), begun.state, run.state());
  EXPECT_LT(a.volume_residual, kConserved);
  EXPECT_LT(a.protein_residual, kConserved);
  EXPECT_LT(a.tracer_residual, kConserved);
}

TEST(MuscleTone, held_muscle_asks_for_blood_at_rest_and_others_do_not) {
  const ParameterSet& p = healthy().parameters;
  const SteadyBlood blood(
      {p["oxygen.muscle.arterial_pressure"], p["oxygen.muscle.venous_pressure"]});
  const RestSurroundings rest(0, kSkin);
  PerfusionSites slack(coarse().limb, p, rest, blood), held(tight_run().limb, p, rest, blood);
  const Limb& limb = tight_run().limb;
  for (PerfusionSites* sites : {&slack, &held}) ASSERT_TRUE(sites->advance(60));
  const auto a = slack.read(), b = held.read();
  for (std::size_t i = 0; i < limb.patches.size(); ++i) {
    if (limb.patches[i].muscle <= 0) continue;
    if (limb.tone[i] > 0) {
      EXPECT_GT(b[i].muscle_flow, 1.2 * a[i].muscle_flow) << i;
      EXPECT_LT(b[i].oxygen, a[i].oxygen) << i;
      EXPECT_NEAR(held.slack_flow(i), a[i].muscle_flow, 0.01 * a[i].muscle_flow) << i;
      // It is at rest so from the beginning.
      EXPECT_NEAR(b[i].muscle_flow, held.at_rest()[i].muscle_flow, 0.01 * b[i].muscle_flow) << i;
    } else {
      // They share the lactate of the blood, which the held muscle moves a little.
      EXPECT_NEAR(b[i].muscle_flow / a[i].muscle_flow, 1, 1e-6) << i;
    }
  }
}

TEST(MuscleTone, of_the_mirror_image_is_on_the_other_side) {
  Subject s = adult(), image = adult();
  const Person person = holding("right_forearm: 3.5 %, left_leg: 2 %", "adult");
  apply(person, s.anatomy, s.parameters);
  apply(sides_swapped(person), image.anatomy, image.parameters);
  for (std::size_t r = 0; r < s.anatomy.regions.size(); ++r) {
    const Region& region = s.anatomy.regions[r];
    const std::string& member = s.anatomy.members[static_cast<std::size_t>(region.member)].name;
    EXPECT_EQ(region.tone, region.name == "right_forearm" ? 0.035
                           : member == "left_leg"         ? 0.02
                                                          : 0)
        << region.name;
  }
  for (const Region& region : image.anatomy.regions) {
    if (region.name == "left_forearm") EXPECT_EQ(region.tone, 0.035);
    if (region.name == "right_forearm") EXPECT_EQ(region.tone, 0);
  }
}

}  // namespace
}  // namespace cisterna
