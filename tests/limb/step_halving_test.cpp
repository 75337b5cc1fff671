// Steps of half the length beside those of sessions, in a limb whose vessels are paced.
//
// Two runs of vessels that drift in phase differ by some per cent over minutes if they differ by rounding alone. Paced ones
// are a question with one answer, and what steps change of it is the steps' own error.
#include <gtest/gtest.h>

#include <cmath>

#include "arm_test.hpp"

namespace cisterna {
namespace {

constexpr double kEnd = 600;     // [s]
constexpr double kHalf = 0.005;  // of a mean

// The coarse arm, paced, after it has run so for a while.
struct Paced {
  LymphNetwork network = arm::paced(arm::coarse().limb.network);
  std::vector<double> state;
};
const Paced& arm_paced() {
  static const Paced begun = [] {
    constexpr double kSettle = 3600;
    Paced p;
    const RestSurroundings rest(0, arm::kSkin);
    Simulation run(p.network, rest, {});
    run.start(0, arm::coarse().state);
    EXPECT_EQ(run.advance(kSettle), StopReason::finished);
    p.state.assign(run.state().begin(), run.state().end());
    return p;
  }();
  return begun;
}

struct Means {
  double taken_up = 0, drained = 0, filtered = 0, beats = 0, through_nodes = 0;
};

Means means(const Surroundings& around, const SimulationOptions& options) {
  const Paced& begun = arm_paced();
  const LymphNetwork& w = begun.network;
  Simulation run(w, around, options);
  run.start(0, begun.state);
  EXPECT_EQ(run.advance(kEnd), StopReason::finished);
  std::vector<double> y(begun.state.size());
  run.state_at(kEnd, y);
  const StateLayout at(w, true);
  const auto sum = [&](std::size_t first, std::size_t count) {
    double total = 0;
    for (std::size_t i = first; i < first + count; ++i) total += y[i] - begun.state[i];
    return total;
  };
  return {sum(at.uptake, w.initials), sum(at.metered, metered_boundaries(w).size()),
          sum(at.filtered, w.tissue.patches), sum(at.phase, w.lymphangions),
          sum(at.node_passed, w.nodes)};
}

// The steps of parts are of second order: a quarter of the tolerance halves them.
SimulationOptions halved() {
  SimulationOptions options;
  options.system.tolerance /= 4, options.largest_step = 0.1;
  return options;
}

TEST(StepHalving, means_of_paced_vessels_change_by_less_than_half_a_per_cent) {
  const RestSurroundings rest(0, arm::kSkin);
  const TreatmentSurroundings hands = arm::surroundings_of(arm::coarse().limb, "mld_arm");
  const TreatmentSurroundings sleeve = arm::surroundings_of(arm::coarse().limb, "ipc_arm");
  for (const Surroundings* around :
       {static_cast<const Surroundings*>(&rest), static_cast<const Surroundings*>(&hands),
        static_cast<const Surroundings*>(&sleeve)}) {
    const Means usual = means(*around, {}), finer = means(*around, halved());
    const auto alike = [&](double Means::*of, const char* what) {
      EXPECT_NEAR(usual.*of, finer.*of, kHalf * std::abs(finer.*of)) << what;
    };
    alike(&Means::taken_up, "taken up"), alike(&Means::drained, "drained");
    alike(&Means::filtered, "filtered"), alike(&Means::beats, "beats");
    alike(&Means::through_nodes, "passed by nodes");
  }
}

}  // namespace
}  // namespace cisterna
