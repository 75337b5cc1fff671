// The fast steppers beside SUNDIALS on the human law: a chain, a limb with loops and tissue, a shipped arm.
//
// Phases of neighbouring vessels drift apart between any two integrators, so that states are compared over seconds and
// means over minutes. Which is the truth is not asked: as both tolerances are tightened their difference must fall.
// Where states are compared nothing is carried: what is (protein of nodes feeds back on their water) moves once an
// accepted step, so that a run with carried states is another system at each step length. Runs by the engine carry.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "arm_test.hpp"
#include "body/limb/chain.hpp"
#include "body/limb/sample_limb_test.hpp"
#include "solvers/cvode_run.hpp"
#include "solvers/cvode_stepper.hpp"

namespace cisterna {
namespace {

LymphNetwork human_chain(std::size_t lymphangions) {
  constexpr double kLength = 6e-3, kDiameter = 3e-4, kViscosity = 1.04e-3;
  return make_human_chain(sample::human_law(), lymphangions, kLength, kDiameter, kViscosity, 1e-11,
                          5e-17, 500, 900);
}

std::vector<double> ours(const LymphNetwork& w, const Surroundings* around, const Tableau& tableau,
                         std::span<const double> start, double duration, double tolerance) {
  LymphSystem system(w, around, {.transport = false, .tolerance = tolerance});
  Stepper<LymphSystem> stepper(system, tableau, {.first_step = 1e-5});
  stepper.start(0, start.first(system.size()));
  EXPECT_EQ(stepper.advance(duration), StepOutcome::ok);
  std::vector<double> end(system.size());
  stepper.interpolate(duration, end);
  return end;
}

std::vector<double> oracle(const LymphNetwork& w, const Surroundings* around,
                           std::span<const double> start, double duration, double tolerance) {
  LymphSystem system(w, around, {.transport = false, .tolerance = 1});
  CvodeRun run(cvode_oracle(system), 0, start.first(system.size()), tolerance);
  EXPECT_TRUE(run.advance(duration)) << run.trouble();
  return {run.state().begin(), run.state().end()};
}

// Largest difference in units of each state's usual size (that of its tolerance block, whose absolute part is a
// 1024th of it), over the blocks that carry a tolerance.
double apart(const LymphNetwork& w, std::span<const double> a, std::span<const double> b) {
  const LymphSystem system(w, nullptr, {.transport = false, .tolerance = 1024});
  double most = 0;
  for (const ToleranceBlock& block : system.tolerances())
    for (std::size_t i = block.begin; i < block.end; ++i)
      most = std::max(most, std::abs(a[i] - b[i]) / (block.absolute + std::abs(b[i])));
  return most;
}

// Both families from loose to tight, a hundredfold each time: their difference must fall at least threefold each time,
// and end below `last`. An order p method moves its error by 100 to the power p/(p + 1), here 20 or more; the test asks
// for less, as a state near a switch may have passed it in one run and not in the other.
void expect_agreement(const LymphNetwork& w, const Surroundings* around,
                      std::span<const double> start, double duration,
                      std::initializer_list<double> tolerances, double last) {
  constexpr double kFall = 3;
  constexpr double kNone = std::numeric_limits<double>::infinity();
  double before[2] = {kNone, kNone};
  for (const double tolerance : tolerances) {
    const std::vector<double> theirs = oracle(w, around, start, duration, tolerance);
    for (int k = 0; k < 2; ++k) {
      const Tableau& tableau = k == 0 ? ros2() : ros34pw2();
      const double now = apart(w, ours(w, around, tableau, start, duration, tolerance), theirs);
      EXPECT_LT(now, before[k] / kFall) << tableau.name << " at tolerance " << tolerance;
      before[k] = now;
    }
  }
  for (const double apart : before) EXPECT_LT(apart, last);
}

std::vector<double> guess(const LymphNetwork& w, const Surroundings* around) {
  return LymphSystem(w, around, {}).rest_guess(1);
}

TEST(Oracle, states_of_a_human_chain_are_those_of_sundials) {
  const LymphNetwork w = human_chain(20);
  expect_agreement(w, nullptr, guess(w, nullptr), 3, {0.1, 1e-3, 1e-5}, 1e-3);
}

TEST(Oracle, states_of_a_limb_with_loops_and_tissue_are_those_of_sundials) {
  const LymphNetwork w = sample::looped_limb();
  const sample::Pressed around(w.tissue.skin_patches);
  expect_agreement(w, &around, guess(w, &around), 5, {1, 1e-2, 1e-4}, 1e-5);
}

// Chambers filling for 4 s, and two seconds of a hand with its breakpoints.
void expect_agreement_on_arm(std::initializer_list<double> tolerances, double last) {
  const auto& begun = arm::coarse();
  const TreatmentSurroundings sleeve = arm::surroundings_of(begun.limb, "ipc_arm");
  expect_agreement(begun.limb.network, &sleeve, begun.state, 4, tolerances, last);
  const TreatmentSurroundings hand = arm::surroundings_of(begun.limb, "mld_arm");
  expect_agreement(begun.limb.network, &hand, begun.state, 2, tolerances, last);
}

TEST(Oracle, states_of_a_shipped_arm_under_treatment_are_those_of_sundials) {
  expect_agreement_on_arm({0.1, 1e-3}, 5e-3);
}

TEST(FullOracle, states_of_a_shipped_arm_under_treatment_come_ever_closer_to_those_of_sundials) {
  expect_agreement_on_arm({0.1, 1e-3, 1e-5}, 1e-4);
}

// The oracle in the engine's place: carried states, breakpoints, and looking as often as one likes.
TEST(Oracle, simulation_by_sundials_conserves_and_does_not_mind_being_looked_at) {
  const auto& begun = arm::coarse();
  const LymphNetwork& w = begun.limb.network;
  const TreatmentSurroundings around = arm::surroundings_of(begun.limb, "mld_arm");
  constexpr double kEnd = 10;  // [s]
  // Its matrix is of difference quotients: what a Newton correction leaves of the balance goes with the root of rounding.
  constexpr double kKept = 1e-8;
  std::vector<double> ends[2];
  for (const int looks : {1, 20}) {
    Simulation run(w, around, {.integrator = Integrator::cvode});
    run.start(0, begun.state);
    std::vector<double>& y = ends[looks > 1];
    y.resize(begun.state.size());
    for (int k = 1; k <= looks; ++k) {
      ASSERT_EQ(run.advance(kEnd * k / looks), StopReason::finished);
      run.state_at(kEnd * k / looks, y);
    }
    const arm::Amounts a = arm::amounts(w, run.layout(), begun.state, y);
    EXPECT_LT(a.volume_residual, kKept);
    EXPECT_LT(a.protein_residual, kKept);
    EXPECT_LT(a.tracer_residual, kKept);
    EXPECT_GT(run.counts().steps, 0u);
  }
  EXPECT_EQ(ends[0], ends[1]);
}

TEST(Oracle, simulation_by_sundials_takes_changed_surroundings_and_a_saved_state) {
  const auto& begun = arm::coarse();
  const LymphNetwork& w = begun.limb.network;
  const RestSurroundings rest(0, arm::kSkin);
  const TreatmentSurroundings sleeve = arm::surroundings_of(begun.limb, "ipc_arm");
  const auto pressed = [&](Integrator integrator) {
    SimulationOptions options{.integrator = integrator};
    options.system.tolerance = 1e-3;
    Simulation run(w, rest, options), again(w, sleeve, options);
    run.start(0, begun.state);
    EXPECT_EQ(run.advance(0.5), StopReason::finished);
    EXPECT_EQ(run.change_surroundings(0.5, sleeve), StopReason::finished);
    EXPECT_EQ(run.advance(1), StopReason::finished);
    EXPECT_TRUE(again.restore(run.save()));
    EXPECT_EQ(again.advance(2), StopReason::finished);
    std::vector<double> y(begun.state.size());
    again.state_at(2, y);
    return y;
  };
  EXPECT_LT(apart(w, pressed(Integrator::ros34pw2), pressed(Integrator::cvode)), 5e-3);
}

struct Means {
  double outlet = 0, uptake = 0, volume = 0;  // passed; of all vessels, on average
};

/// `state_at(t)` once a second.
template <class StateAt>
Means means(const LymphNetwork& w, double duration, StateAt&& state_at) {
  const StateLayout at(w, true);
  Means m;
  std::span<const double> y;
  for (double t = 1; t <= duration; ++t) {
    y = state_at(t);
    for (std::size_t i = 0; i < w.lymphangions; ++i) m.volume += y[at.volume + i] / duration;
  }
  // What leaves: absorbed in nodes, and out at the outlet.
  for (std::size_t k = at.absorbed; k + w.closing < at.dynamic; ++k) m.outlet += y[k];
  for (std::size_t i = 0; i < w.initials; ++i) m.uptake += y[at.uptake + i];
  return m;
}

void expect_equal_means(const LymphNetwork& w, const Surroundings* around,
                        std::span<const double> start, double duration, double tolerance,
                        double share) {
  LymphSystem same(w, around, {.tolerance = 1});
  CvodeStepper<LymphSystem> cvode(same, {.tolerance = tolerance});
  std::vector<double> z(start.size());
  cvode.start(0, start);
  const Means theirs = means(w, duration, [&](double t) {
    EXPECT_EQ(cvode.advance(t), StepOutcome::ok);
    cvode.interpolate(t, z);
    return std::span<const double>(z);
  });
  LymphSystem system(w, around, {.tolerance = tolerance});
  std::vector<double> y(start.size());
  for (const Tableau* tableau : {&ros2(), &ros34pw2()}) {
    Stepper<LymphSystem> stepper(system, *tableau, {.first_step = 1e-5});
    stepper.start(0, start);
    const Means own = means(w, duration, [&](double t) {
      EXPECT_EQ(stepper.advance(t), StepOutcome::ok);
      stepper.interpolate(t, y);
      return std::span<const double>(y);
    });
    EXPECT_NEAR(own.outlet, theirs.outlet, share * std::abs(theirs.outlet)) << tableau->name;
    EXPECT_NEAR(own.uptake, theirs.uptake, share * std::abs(theirs.uptake)) << tableau->name;
    EXPECT_NEAR(own.volume, theirs.volume, share * theirs.volume) << tableau->name;
    testing::Test::RecordProperty(std::string(tableau->name) + " outlet",
                                  std::to_string(own.outlet / theirs.outlet));
    testing::Test::RecordProperty(std::string(tableau->name) + " uptake",
                                  std::to_string(own.uptake / theirs.uptake));
    testing::Test::RecordProperty(std::string(tableau->name) + " volume",
                                  std::to_string(own.volume / theirs.volume));
  }
}

// A network whose phases lock keeps its means to the relative tolerance of a step (2^-10 / 100, some thousand steps).
TEST(Oracle, means_over_minutes_are_those_of_sundials) {
  const LymphNetwork chain = human_chain(20), limb = sample::looped_limb();
  const sample::Pressed around(limb.tissue.skin_patches);
  expect_equal_means(chain, nullptr, guess(chain, nullptr), 120, 0.01, 1e-3);
  expect_equal_means(limb, &around, guess(limb, &around), 180, 0.01, 1e-3);
}

// In an arm phases drift: what two runs of one stepper at neighbouring tolerances differ by is a few per cent.
TEST(FullOracle, means_of_a_shipped_arm_over_minutes_are_those_of_sundials) {
  const auto& begun = arm::coarse();
  for (const char* name : {"ipc_arm", "mld_arm"}) {
    const TreatmentSurroundings around = arm::surroundings_of(begun.limb, name);
    expect_equal_means(begun.limb.network, &around, begun.state, 180, 0.1, 0.05);
  }
}

}  // namespace
}  // namespace cisterna
