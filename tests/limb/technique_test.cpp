// What the quick and the inner techniques do in a whole arm, cut coarsely so that it runs in seconds.
#include <gtest/gtest.h>

#include <atomic>
#include <cmath>

#include "arm_test.hpp"
#include "study/study_run.hpp"

namespace cisterna {
namespace {

using namespace arm;

constexpr double kMmHg = 133.322387415;
const std::atomic<bool> kGoOn{false};

/// What a minute of a treatment makes initial lymphatics take up [m3].
double taken_up(const std::string& name, double largest_step) {
  const Begun& begun = coarse();
  const TreatmentSurroundings surroundings = surroundings_of(begun.limb, name);
  SimulationOptions options;
  options.largest_step = largest_step;
  Simulation run(begun.limb.network, surroundings, options);
  run.start(0, begun.state);
  EXPECT_EQ(run.advance(60), StopReason::finished) << name;
  std::vector<double> y(run.layout().size);
  run.state_at(60, y);
  double sum = 0;
  for (std::size_t i = 0; i < begun.limb.network.initials; ++i)
    sum += y[run.layout().uptake + i] - begun.state[run.layout().uptake + i];
  return sum;
}

// Volumes hardly follow an impact or a trembling hand, so that error control alone would step over them.
TEST(Techniques, quick_ones_are_resolved_as_with_far_smaller_steps) {
  constexpr double kSmall = 5e-3;  // [s], a twelfth of an impact, a 25th of an oscillation
  const double vibration = taken_up("vibration_arm", kSmall);
  const double tolerance = 0.05 * vibration;  // steps that ignore them miss by twice that and more
  EXPECT_NEAR(taken_up("vibration_arm", 1), vibration, tolerance);
  EXPECT_NEAR(taken_up("tapotement_arm", 1), taken_up("tapotement_arm", kSmall), tolerance);
}

TEST(MusclePump, squeezes_deep_collectors_and_leaves_a_small_share_to_those_above_the_fascia) {
  const Limb& limb = coarse().limb;
  const LymphNetwork& w = limb.network;
  const TreatmentSurroundings exercise = surroundings_of(limb, "exercise_arm");
  const RestSurroundings rest(0, kSkin);
  LymphSystem squeezed(w, &exercise, {}), slack(w, &rest, {});
  const double top = 0.5;  // [s], middle of the first contraction
  squeezed.press(top, coarse().state), slack.press(top, coarse().state);
  const double made = 60 * kMmHg, share = limb.share_above_fascia;
  ASSERT_LT(share, 0.2);
  int deep = 0, superficial = 0;
  for (std::size_t k = 0; k < w.lymphangions; ++k) {
    const LimbPatch& patch =
        limb.patches[static_cast<std::size_t>(w.lymphangion_patch[k]) % limb.patches.size()];
    const bool forearm = limb.region_names[static_cast<std::size_t>(patch.region)] == "forearm";
    const double felt = squeezed.outside_pressures()[k] - slack.outside_pressures()[k];
    const double expected = !forearm ? 0 : w.lymphangion_deep[k] ? made : share * made;
    EXPECT_NEAR(felt, expected, 1e-9 * made) << k;
    deep += forearm && w.lymphangion_deep[k];
    superficial += forearm && !w.lymphangion_deep[k];
  }
  EXPECT_GT(deep, 0);
  EXPECT_GT(superficial, 0);
}

TEST(MusclePump, acts_at_once_on_tissue_and_leaves_no_creep) {
  const Limb& limb = coarse().limb;
  const TreatmentSurroundings exercise = surroundings_of(limb, "exercise_arm");
  Simulation run(limb.network, exercise, {});
  run.start(0, coarse().state);
  ASSERT_EQ(run.advance(10), StopReason::finished);
  std::vector<double> y(run.layout().size);
  run.state_at(10, y);
  for (std::size_t i = 0; i < limb.patches.size(); ++i)
    EXPECT_NEAR(y[run.layout().creep_muscle + i], coarse().state[run.layout().creep_muscle + i],
                1e-9);
}

TEST(MusclePump, is_no_pressure_on_the_skin_in_the_safety_figures) {
  PreparedLimb prepared{coarse().limb, {}, {}};
  prepared.rest.found = true;
  prepared.rest.state = coarse().state;
  Protocol exercise = protocol("exercise_arm");
  exercise.steps.resize(1);
  exercise.steps[0].duration = 10;
  const RunResult run = run_protocol(
      {&prepared, &exercise, {}, true}, [](double) {}, kGoOn);
  ASSERT_EQ(run.stop, StopReason::finished);
  EXPECT_EQ(run.safety.peak_surface_pressure, 0);
  for (const float pressure : run.surface_pressure) ASSERT_EQ(pressure, 0);
  EXPECT_GT(run.safety.peak_wall_pressure, 0.95 * 60 * kMmHg);  // deep vessels do feel it
}

}  // namespace
}  // namespace cisterna
