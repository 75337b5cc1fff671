// The blood of the whole body with its heart averaged over beats, against the same with beats.
#include "tree_checks_test.hpp"
#include "two_clocks_run_test.hpp"

namespace cisterna::circulation {
namespace {

constexpr double kConserved = 1e-9;  // of throughput

// The errors that docs/circulation.md states, rounded up. Pressures in mmHg, volumes in mL. Transients are larger in others.
constexpr double kRate = 0.4 /* a minute */, kOutput = 0.025 /* of it */, kArtery = 0.85,
                 kVenous = 0.12, kLungs = 0.4, kCapillary = 0.4, kTransient = 1.05,
                 kTransientOfOthers = 1.25, kHeld = 5.5;

void expect_close(const ClockRun& averaged, const ClockRun& beating, double transient) {
  const Gap g = gap_between(averaged, beating);
  EXPECT_LT(std::abs(g.rate), kRate);
  EXPECT_LT(std::abs(g.output), kOutput * beating.steady.output());
  EXPECT_LT(std::abs(g.artery), kArtery);
  EXPECT_LT(std::abs(g.centre), kVenous);
  EXPECT_LT(std::abs(g.angle), kVenous);
  EXPECT_LT(std::abs(g.lung), kLungs);
  EXPECT_LT(std::abs(g.left_atrium), kLungs);
  EXPECT_LT(g.capillary, kCapillary);
  EXPECT_LT(g.transient, transient);
  for (std::size_t i = 0; i < g.group.size(); ++i)
    EXPECT_LT(std::abs(g.group[i]), kHeld) << kGroupNames[i];
}

TEST(AveragedTree, means_are_those_of_beats) {
  for (int k = 0; k < Scene::kScenes; ++k) {
    SCOPED_TRACE(kSceneNames[static_cast<std::size_t>(k)]);
    const auto kind = static_cast<Scene::Kind>(k);
    expect_close(run_clock(kind, HeartClock::averaged), run_clock(kind, HeartClock::beats),
                 kTransient);
  }
}

// The table is made of each person's own numbers: hearts, vessels and reflexes that nobody looked at before.
void expect_close_in(unsigned sample) {
  SCOPED_TRACE(sample);
  const ParameterSet person = draw(shipped_parameters(), 7, sample);
  expect_close(run_clock(Scene::rest, HeartClock::averaged, person),
               run_clock(Scene::rest, HeartClock::beats, person), kTransientOfOthers);
}

TEST(AveragedTree, means_are_those_of_beats_in_other_people) {
  expect_close_in(9), expect_close_in(16);  // of those below, the farthest off either way
}

TEST(FullAveragedTree, means_are_those_of_beats_in_many_people) {
  for (unsigned sample = 1; sample <= 16; ++sample) expect_close_in(sample);
}

double arm_flow(double pressure, HeartClock clock) {
  const PressedArm outside(pressure);
  TreeRun run(outside, 1, shipped_parameters(), clock);
  const TreeSummary s = summarise(run, 40, 60);
  double sum = 0;
  for (std::size_t b = 0; b < kBeds; ++b)
    if (kBedPlaces[b].part == kLeftArm) sum += s.bed[b].mean();
  return sum;
}

// A pulse opens a pressed bed for a part of each beat: the mean over it is taken, not what the mean pressure would do.
TEST(AveragedTree, pressed_bed_passes_what_it_passes_with_beats) {
  const double free = arm_flow(0, HeartClock::beats);
  for (const double pressure : {20.0, 73.0, 80.0, 90.0})
    EXPECT_NEAR(arm_flow(pressure * kMmHg, HeartClock::averaged),
                arm_flow(pressure * kMmHg, HeartClock::beats), 0.015 * free)
        << pressure;
}

struct AveragedRun : TreeRun {
  explicit AveragedRun(const BloodSurroundings& around, double tolerance = 1,
                       const ParameterSet& parameters = shipped_parameters())
      : TreeRun(around, tolerance, parameters, HeartClock::averaged) {}
};

void expect_conserved(const ParameterSet& parameters, const char* who) {
  const Exchanging surroundings;
  AveragedRun run(surroundings, 1, parameters);
  const std::vector<double> first = run.tree.start();
  const TreeSummary s = summarise(run, 0, 60);
  const auto y = run.stepper.state();
  const double throughput = s.flow[0].mean() * kMl * run.stepper.time();
  EXPECT_NEAR(run.tree.blood_of(y) - run.tree.blood_of(first),
              y[tree::kReturned] - y[tree::kFiltered], kConserved * throughput)
      << who;
  EXPECT_NEAR(y[tree::kReturned], 38e-9 * run.stepper.time(), 1e-12) << who;
  EXPECT_GT(throughput, 0) << who;
  EXPECT_TRUE(run.tree.averaged_heart()->complete()) << who;
}

TEST(AveragedTree, blood_is_conserved_while_plasma_leaves_and_lymph_returns) {
  expect_conserved(shipped_parameters(), "the shipped numbers");
  for (const unsigned sample : {1u, 2u, 3u, 4u})
    expect_conserved(draw(shipped_parameters(), 7, sample), "a drawn person");
}

// Two people whose atria, filled like anybody's, gave their ventricles more than they had.
TEST(AveragedTree, begins_with_chambers_as_full_as_they_are_in_beats) {
  const BreathingBody body{Breathing{}};
  for (const unsigned sample : {1u, 11u}) {
    const ParameterSet person = draw(shipped_parameters(), 1, sample);
    AveragedRun run(body, kBloodTolerance, person);  // as exactly as sessions
    EXPECT_NEAR(run.tree.blood_of(run.tree.start()) / run.tree.blood(), 1, 1e-12);
    EXPECT_EQ(run.stepper.advance(10), StepOutcome::ok) << sample;
  }
}

TEST(AveragedTree, says_which_clock_it_has_and_reads_alike) {
  const BreathingBody body{Breathing{}};
  AveragedRun run(body);
  TreeRun beating(body);
  EXPECT_EQ(run.tree.clock(), HeartClock::averaged);
  EXPECT_EQ(beating.tree.clock(), HeartClock::beats);
  EXPECT_EQ(run.tree.dynamic(), beating.tree.dynamic());
  ASSERT_EQ(run.stepper.advance(100), StepOutcome::ok);
  ASSERT_EQ(run.stepper.advance(160), StepOutcome::ok);
  const auto r = run.read(run.stepper.time(), run.stepper.state());
  EXPECT_NEAR(r.flow[way_between(kLeftVentricle, kAscendingAorta)], 88 * kMl, 10 * kMl);
  EXPECT_GT(run.stepper.state()[tree::kBeats], 60);  // beats are still counted
  EXPECT_NEAR(run.tree.artery_swing(r, kAscendingAorta), 29 * kMmHg, 3 * kMmHg);  // 104 less 75.5
  EXPECT_EQ(beating.tree.artery_swing(r, kAscendingAorta), 0);
}

TEST(AveragedTree, sparse_matrix_is_the_dense_one) {
  const Exchanging surroundings;
  AveragedRun run(surroundings);
  expect_sparse_matrix_is_the_dense_one(run, 20, 0.37);
}

TEST(AveragedTree, smaller_steps_change_no_mean) {
  const BreathingBody body{Breathing{}};
  AveragedRun run(body, kBloodTolerance), fine(body, kBloodTolerance / 64);
  expect_alike_in_means(run, fine);
}

TEST(AveragedTree, a_saved_run_goes_on_bit_for_bit) {
  const BreathingBody body{Breathing{}};
  AveragedRun run(body), other(body);
  expect_saved_run_goes_on_bit_for_bit(run, other);
}

// The reflex cannot carry a heart out of its table: all that is left is a body without blood.
TEST(AveragedTree, body_without_blood_stops_with_a_reason) {
  class Bleeding : public BloodSurroundings {
   public:
    void at(double, BloodOutside& outside) const override { outside.left_lymph = -50 * kMl; }
    double next_breakpoint(double) const override { return 1e300; }
  } const bleeding;
  AveragedRun run(bleeding);
  EXPECT_NE(run.stepper.advance(200), StepOutcome::ok);
  EXPECT_GT(run.stepper.time(), 10);
  for (const double y : run.stepper.state()) EXPECT_TRUE(std::isfinite(y));
}

TEST(FullAveragedTree, an_hour_passes_without_failure) {
  const Exchanging surroundings;
  AveragedRun run(surroundings);
  EXPECT_EQ(run.stepper.advance(3600), StepOutcome::ok);
}

}  // namespace
}  // namespace cisterna::circulation
