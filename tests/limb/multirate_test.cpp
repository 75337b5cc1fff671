// Parts of a network with steps of their own beside one step for all.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "arm_test.hpp"
#include "body/limb/network_parts.hpp"

namespace cisterna {
namespace {

std::vector<double> state_after(const Surroundings& around, double t,
                                const SimulationOptions& options,
                                const LymphNetwork& network = arm::coarse().limb.network) {
  const auto& begun = arm::coarse();
  Simulation run(network, around, options);
  run.start(0, begun.state);
  EXPECT_EQ(run.advance(t), StopReason::finished);
  std::vector<double> y(begun.state.size());
  run.state_at(t, y);
  return y;
}

SimulationOptions tight(Integrator integrator, double largest_step) {
  SimulationOptions options;
  options.system.tolerance = 1.0 / 512;
  options.integrator = integrator, options.largest_step = largest_step;
  return options;
}

// Largest difference of stores (volumes of cells and tissue) in units of their size.
double apart(const std::vector<double>& a, const std::vector<double>& b) {
  const LymphNetwork& w = arm::coarse().limb.network;
  const StateLayout at(w, true);
  double most = 0;
  const auto look = [&](std::size_t first, std::size_t count) {
    for (std::size_t i = first; i < first + count; ++i)
      most = std::max(most, std::abs(a[i] - b[i]) / std::abs(b[i]));
  };
  look(at.volume, w.cells()), look(at.tissue, w.tissue.patches);
  return most;
}

// First order in the step of the whole: half of it, half the error. Under a sleeve that fills, and under a hand.
TEST(Multirate, shorter_steps_of_the_whole_come_nearer_to_one_step_for_all) {
  constexpr double kEnd = 4;
  for (const char* name : {"ipc_arm", "mld_arm"}) {
    const TreatmentSurroundings around = arm::surroundings_of(arm::coarse().limb, name);
    const std::vector<double> truth = state_after(around, kEnd, tight(Integrator::ros34pw2, 1));
    double before = 0;
    for (const double step : {0.2, 0.05, 0.0125}) {
      const double now =
          apart(state_after(around, kEnd, tight(Integrator::multirate, step)), truth);
      RecordProperty(std::string(name) + std::to_string(step), std::to_string(now));
      if (before > 0) {
        EXPECT_LT(now, 0.5 * before) << name << " at " << step;
      }
      before = now;
    }
    EXPECT_LT(before, 5e-3) << name;
  }
}

// Paced, since waves drift apart between any two steppers.
TEST(Multirate, means_are_those_of_one_step_for_all) {
  constexpr double kEnd = 600, kAlike = 0.005;
  const RestSurroundings rest(0, arm::kSkin);
  const StateLayout at(arm::coarse().limb.network, true);
  const std::vector<double>& start = arm::coarse().state;
  const auto sum = [&](const std::vector<double>& y, std::size_t first, std::size_t count) {
    double total = 0;
    for (std::size_t i = first; i < first + count; ++i) total += y[i] - start[i];
    return total;
  };
  const LymphNetwork w = arm::paced(arm::coarse().limb.network);
  const std::vector<double> parts = state_after(rest, kEnd, {}, w);
  const std::vector<double> all = state_after(rest, kEnd, {.integrator = Integrator::ros2}, w);
  for (const auto& [first, count] : {std::pair{at.uptake, w.initials},
                                     {at.phase, w.lymphangions},
                                     {at.filtered, w.tissue.patches}}) {
    const double one = sum(all, first, count);
    EXPECT_NEAR(sum(parts, first, count), one, kAlike * std::abs(one)) << first;
  }
}

TEST(Multirate, anastomoses_pass_what_they_pass_undivided) {
  constexpr double kEnd = 1800, kAlike = 0.01;
  const RestSurroundings rest(0, arm::kSkin);
  const LymphNetwork w = arm::paced(arm::coarse().limb.network);
  const std::size_t first = StateLayout(w, true).metered + metered_boundaries(w).size();
  ASSERT_GT(w.closing, 0u);
  const auto passed = [&](Integrator integrator) {
    const std::vector<double> y = state_after(rest, kEnd, {.integrator = integrator}, w);
    double total = 0;
    for (std::size_t e = 0; e < w.closing; ++e)
      total += y[first + e] - arm::coarse().state[first + e];
    return total;
  };
  for (const NetworkPart& part : parts_of(w)) EXPECT_EQ(part.network.closing, 0u);  // all are cut
  const double one = passed(Integrator::ros2);
  EXPECT_NEAR(passed(Integrator::multirate), one, kAlike * std::abs(one));
}

// In a drawn person whose vessels beat hard and are soft a lymphangion gave an anastomosis more than it held: the vessel was
// held as it began while the part beyond the cut took from it. The one that gives must feel it.
TEST(Multirate, a_vessel_that_empties_through_a_cut_anastomosis_shortens_no_step) {
  constexpr double kEnd = 60, kStep = 0.2;
  const arm::Subject& healthy = arm::healthy();
  const Limb limb =
      build_limb(healthy.anatomy, draw(healthy.parameters, 1, 8), arm::kVeryCoarse, 1);
  for (const NetworkPart& part : parts_of(limb.network)) ASSERT_EQ(part.network.closing, 0u);
  const RestSurroundings rest(0, arm::kSkin);
  Simulation run(limb.network, rest, {});
  run.start(0, run.system().rest_guess(1));
  ASSERT_EQ(run.advance(kEnd), StopReason::finished);
  EXPECT_LE(run.counts().steps, std::lround(kEnd / kStep));
}

// A limb lying down whose angle is once not a number: the third time it is asked, in the middle of the first step.
class Stumbling final : public Surroundings {
 public:
  double next_breakpoint(double) const override { return std::numeric_limits<double>::infinity(); }
  bool touching(double) const override { return false; }
  void loads(double, DepthLoads) const override {}
  double elevation(double) const override {
    return ++asked_ == 3 ? std::numeric_limits<double>::quiet_NaN() : 0.0;
  }
  double skin_temperature(double) const override { return arm::kSkin; }

 private:
  mutable int asked_ = 0;
};

TEST(Multirate, step_that_leads_nowhere_is_taken_again_shorter) {
  constexpr double kEnd = 4, kAlike = 0.01;
  const auto& begun = arm::coarse();
  const Stumbling stumbling;
  Simulation run(begun.limb.network, stumbling, {});
  run.start(0, begun.state);
  ASSERT_EQ(run.advance(kEnd), StopReason::finished);
  EXPECT_GE(run.counts().rejected, 1u);
  std::vector<double> y(begun.state.size());
  run.state_at(kEnd, y);
  const RestSurroundings rest(0, arm::kSkin);
  EXPECT_LT(apart(y, state_after(rest, kEnd, {})), kAlike);
}

TEST(Multirate, body_falls_into_many_parts_cut_before_nodes_and_at_anastomoses) {
  const arm::Subject& adult = arm::adult();
  const Limb body = build_limb(adult.anatomy, adult.parameters, arm::kVeryCoarse, 1);
  const LymphNetwork& w = body.network;
  const auto first_node = static_cast<int>(w.lymphangions + w.initials);
  std::set<int> joined;  // by anastomoses
  for (std::size_t e = w.resistors() - w.closing; e < w.resistors(); ++e)
    joined.insert({w.resistor_from[e], w.resistor_to[e]});
  const std::vector<NetworkPart> parts = parts_of(w);
  EXPECT_GT(parts.size(), 40u);
  std::vector<bool> stepped(w.cells(), false);
  std::size_t cells = 0;
  for (const NetworkPart& part : parts) {
    for (const int c : part.cells) stepped[static_cast<std::size_t>(c)] = true;
    for (const int to : part.boundaries) {
      EXPECT_TRUE(to >= first_node || joined.count(to) == 1);
      if (to >= first_node && to < static_cast<int>(w.cells())) {
        EXPECT_FALSE(stepped[static_cast<std::size_t>(to)]);
      }
    }
    cells += part.cells.size();
  }
  EXPECT_EQ(cells, w.cells());
}

}  // namespace
}  // namespace cisterna
