// The blood of the whole body: what must hold whatever the parameters are.
#include "tree_checks_test.hpp"

#include <numbers>

#include "model/parameter.hpp"
#include "solvers/cvode_stepper.hpp"

namespace cisterna::circulation {
namespace {

constexpr double kConserved = 1e-9;  // of throughput

double part_flow(const TreeSummary& s, Part part) {
  double sum = 0;
  for (std::size_t b = 0; b < kBeds; ++b)
    if (kBedPlaces[b].part == part) sum += s.bed[b].mean();
  return sum;
}

void expect_conserved(const ParameterSet& parameters, const char* who) {
  const Exchanging surroundings;
  TreeRun run(surroundings, 1, parameters);
  const std::vector<double> first = run.tree.start();
  EXPECT_NEAR(run.tree.blood_of(first), run.tree.blood(), 1e-12 * run.tree.blood()) << who;
  const TreeSummary s = summarise(run, 0, 60);
  const auto y = run.stepper.state();
  const double exchanged = y[tree::kReturned] - y[tree::kFiltered];
  const double throughput = s.flow[0].mean() * kMl * run.stepper.time();
  EXPECT_NEAR(run.tree.blood_of(y) - run.tree.blood_of(first), exchanged, kConserved * throughput)
      << who;
  EXPECT_NEAR(y[tree::kReturned], 38e-9 * run.stepper.time(), 1e-12) << who;
  EXPECT_GT(throughput, 0) << who;
}

TEST(BloodTree, blood_is_conserved_while_plasma_leaves_and_lymph_returns) {
  expect_conserved(shipped_parameters(), "the shipped numbers");
  for (const unsigned sample : {1u, 2u, 3u, 4u})
    expect_conserved(draw(shipped_parameters(), 7, sample), "a drawn person");
}

TEST(BloodTree, shares_of_flow_add_up_and_left_is_right) {
  const BreathingBody body{Breathing{}};
  TreeRun run(body);
  const TreeSummary s = summarise(run, 60, 72);  // three breaths
  double sum = 0;
  for (const Organ o : {kBrain, kHeartWall, kKidneys, kViscera, kMuscle, kSkin, kBone})
    sum += s.share(o);
  EXPECT_NEAR(sum, 1, 0.02);  // what the stores took up meanwhile
  EXPECT_NEAR(part_flow(s, kLeftLeg), part_flow(s, kRightLeg), 1e-9);
  EXPECT_NEAR(s.pressure[kLeftAngle].mean(), s.pressure[kRightAngle].mean(), 1e-9);
}

TEST(BloodTree, cvode_agrees) {
  const BreathingBody body{Breathing{}};
  TreeRun run(body);
  const TreeSummary ours = summarise(run, 30, 50);
  SparseSystem<BloodTree> system(run.tree);
  CvodeStepper oracle(system, {.largest_step = run.tree.longest_step(), .tolerance = 1.0 / 8});
  oracle.start(0, run.tree.start());
  Extent artery, vein, left;
  std::vector<double> y(run.tree.size());
  for (int k = 1; k <= 4000; ++k) {
    const double t = 30 + k * 5e-3;
    ASSERT_EQ(oracle.advance(t), StepOutcome::ok) << oracle.time();
    oracle.interpolate(t, y);
    const auto r = run.read(t, y);
    artery.add(r.pressure[kAscendingAorta] / kMmHg), vein.add(r.pressure[kLeftAngle] / kMmHg);
    left.add(y[kLeftVentricle] / kMl);
  }
  EXPECT_NEAR(artery.mean(), ours.pressure[kAscendingAorta].mean(), kMethodShare * artery.mean());
  EXPECT_NEAR(left.mean(), ours.volume[kLeftVentricle].mean(), kMethodShare * left.mean());
  EXPECT_NEAR(vein.mean(), ours.pressure[kLeftAngle].mean(), 0.02);
}

// In all phases of a beat, so that every valve moves.
TEST(BloodTree, sparse_matrix_is_the_dense_one) {
  const Exchanging surroundings;
  TreeRun run(surroundings);
  expect_sparse_matrix_is_the_dense_one(run, 40, 0.037);
}

TEST(BloodTree, smaller_steps_change_no_mean) {
  const BreathingBody body{Breathing{}};
  TreeRun run(body, kBloodTolerance), fine(body, kBloodTolerance / 16);
  expect_alike_in_means(run, fine);
}

TEST(BloodTree, a_saved_run_goes_on_bit_for_bit) {
  const BreathingBody body{Breathing{}};
  TreeRun run(body), other(body);
  expect_saved_run_goes_on_bit_for_bit(run, other);
}

TEST(BloodTree, limb_under_more_than_systolic_pressure_gets_no_blood) {
  const PressedArm none(0), light(20 * kMmHg), over(160 * kMmHg);
  TreeRun free_run(none), light_run(light), over_run(over);
  const double before = part_flow(summarise(free_run, 40, 60), kLeftArm);
  const double pressed = part_flow(summarise(light_run, 40, 60), kLeftArm);
  EXPECT_GT(before, 1);
  EXPECT_LT(pressed, 0.95 * before);
  EXPECT_GT(pressed, 0.5 * before);
  EXPECT_EQ(part_flow(summarise(over_run, 40, 60), kLeftArm), 0);
}

// Where the small arteries are, mean pressure has fallen to about the diastolic one of the artery.
TEST(BloodTree, limb_under_diastolic_pressure_gets_nearly_no_blood_and_none_under_mean_pressure) {
  const PressedArm none(0);
  TreeRun free_run(none);
  const TreeSummary free = summarise(free_run, 40, 60);
  const Extent& artery = free.pressure[kLeftArmArtery];
  const auto left = [&](double pressure) {
    const PressedArm pressed(pressure * kMmHg);
    TreeRun run(pressed);
    return part_flow(summarise(run, 40, 60), kLeftArm) / part_flow(free, kLeftArm);
  };
  const double under = left(artery.least - 20), at = left(artery.least);
  EXPECT_GT(under, 0.2);
  EXPECT_LT(at, 0.06);  // what the top of a pulse still drives: 0.04
  EXPECT_GT(at, 0);
  EXPECT_EQ(left(artery.mean()), 0);
}

// A squeeze takes from veins what they hold, and no more.
TEST(BloodTree, squeezed_veins_never_hold_less_than_nothing) {
  class Squeezed : public PressedArm {
   public:
    Squeezed() : PressedArm(0) {}
    void at(double t, BloodOutside& outside) const override {
      for (const Part part : {kRightLeg, kLeftLeg})
        outside.around[part] = 60 * kMmHg * 0.5 * (1 - std::cos(std::min(t, std::numbers::pi)));
    }
  } const squeezed;
  TreeRun run(squeezed);
  const TreeSummary s = summarise(run, 20, 30);
  EXPECT_LT(s.volume[kLeftLegVein].mean(), 110);
  EXPECT_GT(s.volume[kLeftLegVein].least, 20);
  EXPECT_NEAR(run.tree.blood_of(run.stepper.state()), run.tree.blood(), 1e-12 * run.tree.blood());
}

TEST(BloodTree, levels_follow_trunk_and_limbs) {
  const BreathingBody flat{Breathing{}};
  const BreathingBody up(Breathing{}, {0, 1, 0.5 * std::numbers::pi});
  BloodOutside outside;
  TreeRun run(flat);
  up.at(2, outside);
  // From the root of the leg to the middle of its blood, and to the root, in both tables.
  const auto& p = run.tree.parameters();
  EXPECT_NEAR(run.tree.level(kLeftLegVein, outside),
              p.vessel[kLeftLegVein].height - p.vessel[kLeftLegVein].reach, 1e-12);
  BloodOutside lying;
  flat.at(2, lying);
  EXPECT_EQ(run.tree.level(kLeftLegVein, lying), 0);
}

// Upright they hang closed between a head at the pressure of the air and a chest below it.
TEST(BloodTree, neck_veins_close_upright_at_their_upper_end) {
  const BreathingBody up(Breathing{}, {60, 2, 0.5 * std::numbers::pi});
  TreeRun run(up);
  const TreeSummary lying = summarise(run, 40, 60), upright = summarise(run, 160, 180);
  const double head = upright.pressure[kHeadVein].mean();
  EXPECT_NEAR(head, 0, 2.5);
  EXPECT_GT(head, 0);  // what the flow of the brain takes to get out
  BloodOutside now;
  up.at(180, now);
  const auto& p = run.tree.parameters();
  const double rise = run.tree.level(kHeadVein, now) - run.tree.level(kLeftAngle, now);
  const double open = upright.pressure[kLeftAngle].mean() - p.density * p.gravity * rise / kMmHg;
  EXPECT_LT(open, -5);  // where an open column would put it
  EXPECT_GT(lying.pressure[kHeadVein].mean(), lying.pressure[kLeftAngle].mean());
}

// A small body is a large one seen from further away, as long as it lies.
TEST(BloodTree, of_another_size_has_the_same_pressures_and_flows_in_proportion) {
  constexpr double kSize = 0.75, kStature = 0.9, kClose = 1.0 / 64, kAlike = 1e-5;
  ParameterSet small = shipped_parameters();
  small.set(small.find("circulation.tree.size"), kSize);
  small.set(small.find("circulation.tree.stature"), kStature);
  const BreathingBody body{Breathing{}};
  TreeRun usual(body, kClose), smaller(body, kClose, small);
  EXPECT_NEAR(smaller.tree.blood(), kSize * usual.tree.blood(), 1e-15);
  const TreeSummary a = summarise(usual, 0, 40), b = summarise(smaller, 0, 40);
  EXPECT_NEAR(b.rate / a.rate, 1, kAlike);
  EXPECT_NEAR(b.through_beds() / a.through_beds(), kSize, kAlike);
  for (std::size_t k = 0; k < kStoreCount; ++k) {
    EXPECT_NEAR(b.pressure[k].mean(), a.pressure[k].mean(), 100 * kAlike) << k;
    EXPECT_NEAR(b.volume[k].mean() / a.volume[k].mean(), kSize, kAlike) << k;
  }
  BloodOutside up;
  up.trunk_sine = 1, up.limb_sine.fill(-1);
  for (const std::size_t store : {kHeadVein, kLeftLegVein, kAbdominalVein})
    EXPECT_NEAR(smaller.tree.level(store, up), kStature * usual.tree.level(store, up), 1e-12);
}

// A whole published bed goes where its reflex sends it, though brain and heart's wall do not answer.
TEST(BloodTree, answering_parts_make_up_for_silent_ones) {
  const auto share = tree_parameters(shipped_parameters()).share;
  const auto other = [](const BedPlace& bed) { return arterial_effector(bed) == kOtherResistance; };
  const double silent = silent_share(share, other);
  EXPECT_NEAR(silent, 16 / 77.05, 1e-4);
  for (const double whole : {0.6, 1.0, 1.5}) {
    double conductance = 0, at_reference = 0;
    for (std::size_t b = 0; b < kBeds; ++b) {
      if (!other(kBedPlaces[b])) continue;
      const double tone = has_nerves(kBedPlaces[b]) ? answering_tone(whole, silent) : 1;
      conductance += share[b] / tone, at_reference += share[b];
    }
    EXPECT_NEAR(at_reference / conductance, whole, 1e-12);
  }
}

TEST(FullBloodTree, an_hour_passes_without_failure) {
  const Exchanging surroundings;
  TreeRun run(surroundings);
  EXPECT_EQ(run.stepper.advance(3600), StepOutcome::ok);
}

}  // namespace
}  // namespace cisterna::circulation
