// What each of the quick, the kneading and the inner techniques does in time.
#include <gtest/gtest.h>

#include <algorithm>

#include "therapy/arm_sample.hpp"
#include "therapy/breathing_course.hpp"
#include "therapy/programme.hpp"

namespace cisterna {
namespace {

using namespace sample;

constexpr double kSlice = 1e-3;  // [s], of midpoint rules below

// On a cylinder of fine patches, one site, one side: forces and centres without the error of a taper.
Step alone(Technique technique) {
  Step step = hand_step(technique);
  step.sites = 1;
  step.angles = {std::numbers::pi};
  step.regions = {"upper_arm"};
  step.contact_length = 0.05;
  return step;
}

double area_of(const Step& step) { return step.contact_length * step.contact_width; }

double impulse(const Treatment& treatment, const std::vector<SurfacePatch>& patches, double from,
               double to) {
  double sum = 0;
  for (double t = from + 0.5 * kSlice; t < to; t += kSlice)
    sum += force(loads_at(treatment, t, patches.size()), patches) * kSlice;
  return sum;
}

struct Centre {
  double s = 0, angle = 0;
};

Centre centre_at(const Treatment& treatment, const std::vector<SurfacePatch>& patches, double t) {
  const auto loads = loads_at(treatment, t, patches.size());
  Centre centre;
  double sum = 0;
  for (std::size_t i = 0; i < loads.size(); ++i) {
    sum += loads[i].pressure;
    centre.s += loads[i].pressure * patches[i].s;
    centre.angle += loads[i].pressure * patches[i].angle;
  }
  return {centre.s / sum, centre.angle / sum};
}

TEST(Petrissage, hands_take_turns_side_by_side) {
  const auto patches = arm_patches(4, 0);
  const Step step = alone(Technique::petrissage);
  const auto treatment = treat({step}, patches);
  const double quarter = 0.25 * step.period;
  const Centre first = centre_at(*treatment, patches, quarter);
  const Centre second = centre_at(*treatment, patches, 3 * quarter);
  // A flat-topped contact is cut by patches of 1.3 cm: their centres stand for it.
  EXPECT_NEAR(second.s - first.s, step.contact_length, 0.5 * patches[0].length);
  // One lets go where the other takes hold: nobody presses at the change.
  for (const double t : {0.5 * step.period, step.period})
    EXPECT_EQ(force(loads_at(*treatment, t, patches.size()), patches), 0);
}

TEST(Petrissage, both_hands_give_the_same_impulse_in_counter_phase) {
  const auto patches = arm_patches(4, 0);
  Step step = alone(Technique::petrissage);
  step.pressed = 0.5, step.rise = 0.25 * step.period;  // all hump: p sin^2
  const auto treatment = treat({step}, patches);
  const double half = 0.5 * step.period;
  const double hump = 0.5 * step.pressure * area_of(step) * half;
  for (int turn = 0; turn < 2 * step.repetitions; ++turn)
    EXPECT_NEAR(impulse(*treatment, patches, turn * half, (turn + 1) * half), hump, 1e-3 * hump);
}

TEST(Petrissage, tissue_is_rolled_one_way_by_the_first_hand_and_back_by_the_second) {
  const auto patches = arm_patches(4, 0);
  Step step = alone(Technique::petrissage);
  step.travel = 0;
  const auto treatment = treat({step}, patches);
  const double early = 0.1 * step.period, late = 0.4 * step.period, half = 0.5 * step.period;
  const auto turned = [&](double from, double to) {
    return centre_at(*treatment, patches, to).angle - centre_at(*treatment, patches, from).angle;
  };
  const double way = step.swing * std::cos(std::numbers::pi / 5);  // between x = 0.2 and 0.8
  const double expected = way / patches[0].radius;
  EXPECT_NEAR(turned(early, late), expected, 0.05 * expected);
  EXPECT_NEAR(turned(half + early, half + late), -expected, 0.05 * expected);
}

TEST(Friction, contact_goes_round_a_circle_at_its_frequency) {
  const auto patches = arm_patches(4, 0);
  Step step = alone(Technique::friction);
  step.travel = step.swing = 0.04;
  const auto treatment = treat({step}, patches);
  const double quarter = 0.25 / step.frequency, start = 0.4;  // within the plateau
  const Centre a = centre_at(*treatment, patches, start);
  const Centre across = centre_at(*treatment, patches, start + 2 * quarter);
  const Centre again = centre_at(*treatment, patches, start + 4 * quarter);
  EXPECT_NEAR(again.s, a.s, 1e-9);
  EXPECT_NEAR(again.angle, a.angle, 1e-9);
  const double arc = (across.angle - a.angle) * patches[0].radius;
  EXPECT_NEAR(std::hypot(across.s - a.s, arc), step.travel, 0.05 * step.travel);
  for (const SurfaceLoad& load : loads_at(*treatment, start, patches.size()))
    EXPECT_EQ(load.touch_speed, 0);  // nothing glides
}

TEST(Tapotement, strikes_as_often_as_it_says_and_each_impact_is_half_a_square_one) {
  const auto patches = arm_patches(4, 0);
  Step step = alone(Technique::tapotement);
  step.period = 0.2, step.pressed = 0.3, step.rise = 0.03;  // five a second, of 60 ms
  step.repetitions = 25;
  const auto treatment = treat({step}, patches);
  EXPECT_DOUBLE_EQ(treatment->duration(), 5);
  int impacts = 0;
  bool before = false;
  for (double t = 0.5 * kSlice; t < treatment->duration(); t += kSlice) {
    const bool now = treatment->touching(t);
    impacts += now && !before;
    before = now;
  }
  EXPECT_EQ(impacts, 25);
  const double square = step.pressure * area_of(step) * step.pressed * step.period;
  EXPECT_NEAR(impulse(*treatment, patches, 0, step.period), 0.5 * square, 1e-3 * square);
  EXPECT_NEAR(force(loads_at(*treatment, 0.03, patches.size()), patches),
              step.pressure * area_of(step), 1e-6);
}

TEST(Vibration, swings_around_its_resting_pressure_and_reaches_its_peak) {
  const auto patches = arm_patches(4, 0);
  Step step = alone(Technique::vibration);
  step.period = 4, step.pressed = 0.9, step.rise = 0.3, step.frequency = 10;
  const auto treatment = treat({step}, patches);
  const double one = 1 / step.frequency;
  // Whole oscillations on the plateau leave the resting pressure.
  EXPECT_NEAR(impulse(*treatment, patches, 1, 1 + 5 * one), 5 * one * step.pressure * area_of(step),
              1e-3);
  const auto at = [&](double t) { return force(loads_at(*treatment, t, patches.size()), patches); };
  const double middle = 0.5 * step.pressed * step.period;
  EXPECT_NEAR(at(middle), (step.pressure + step.amplitude) * area_of(step), 1e-6);
  EXPECT_NEAR(at(middle + 0.5 * one), (step.pressure - step.amplitude) * area_of(step), 1e-6);
  EXPECT_NEAR(at(middle + one), at(middle), 1e-6);
}

TEST(MusclePump, presses_within_its_regions_and_never_on_the_skin) {
  const auto patches = arm_patches();
  const Step step = sample::muscle_step();
  const auto treatment = treat({step}, patches);
  EXPECT_EQ(treatment->duration(), step.duration);
  const auto loads = loads_at(*treatment, 0.5 * step.pressed * step.period, patches.size());
  for (std::size_t i = 0; i < patches.size(); ++i) {
    const bool forearm =
        sample::arm_regions()[static_cast<std::size_t>(patches[i].region)].name == "forearm";
    EXPECT_NEAR(loads[i].muscle_pressure, forearm ? step.pressure : 0, 1e-9);
    EXPECT_EQ(loads[i].pressure, 0);
    EXPECT_EQ(loads[i].traction, 0);
  }
  EXPECT_EQ(treatment->peak_pressure(kNever), 0);
}

TEST(MusclePump, mean_pressure_is_half_the_peak_for_the_contracted_share) {
  const auto patches = arm_patches();
  const Step step = sample::muscle_step();
  const auto treatment = treat({step}, patches);
  const auto inside = std::find_if(patches.begin(), patches.end(),
                                   [](const SurfacePatch& patch) { return patch.region == 1; });
  const auto index = static_cast<std::size_t>(inside - patches.begin());
  double sum = 0;
  for (double t = 0.5 * kSlice; t < 20; t += kSlice)
    sum += loads_at(*treatment, t, patches.size())[index].muscle_pressure * kSlice;
  EXPECT_NEAR(sum, 20 * 0.5 * step.pressed * step.pressure, 1e-6 * sum);
  EXPECT_TRUE(treatment->touching(0.6));
  EXPECT_FALSE(treatment->touching(1.6));   // slack
  EXPECT_FALSE(treatment->touching(20.6));  // no whole contraction is left
}

TEST(MusclePump, under_a_sleeve_both_arrive_and_only_the_sleeve_counts_on_the_skin) {
  const auto patches = arm_patches();
  Step both;
  both.together = true;
  both.steps = {sample::muscle_step(), sample::sleeve_step()};
  const auto treatment = treat({both}, patches);
  const auto loads = loads_at(*treatment, 14.6, patches.size());
  bool together = false;
  for (const SurfaceLoad& load : loads)
    together = together || (load.pressure > 0 && load.muscle_pressure > 0);
  EXPECT_TRUE(together);
  EXPECT_EQ(treatment->peak_pressure(kNever), sample::sleeve_step().pressure);
}

TEST(Breathing, a_breath_runs_from_out_to_in_and_back_without_corners) {
  const Breathing quiet;
  const double breath = 1 / quiet.rate, top = quiet.inspired * breath;
  for (const double start : {0.0, breath, 7 * breath}) {
    EXPECT_NEAR(cavity_pressures(quiet, start).thorax, quiet.thoracic[0], 1e-9);
    EXPECT_NEAR(cavity_pressures(quiet, start + top).thorax, quiet.thoracic[1], 1e-9);
    EXPECT_NEAR(cavity_pressures(quiet, start + top).abdomen, quiet.abdominal[1], 1e-9);
    for (const double of_pause : {0.01, 0.5, 0.99})
      EXPECT_EQ(cavity_pressures(quiet, start + breath * (1 - quiet.pause * of_pause)).thorax,
                quiet.thoracic[0]);
  }
  // Second differences shrink with the square of the step: no jump, no kink.
  const double largest =
      0.5 * (quiet.abdominal[1] - quiet.abdominal[0]) *
      std::pow(std::numbers::pi / (std::min(quiet.inspired, quiet.let_out()) * breath), 2);
  constexpr double h = 1e-3;
  for (double t = 0; t < 2 * breath; t += h) {
    const double bend = cavity_pressures(quiet, t).abdomen -
                        2 * cavity_pressures(quiet, t + h).abdomen +
                        cavity_pressures(quiet, t + 2 * h).abdomen;
    ASSERT_LE(std::abs(bend), largest * h * h * (1 + 1e-3)) << t;
  }
}

TEST(Breathing, deep_breaths_reach_their_extremes_at_their_rate_and_pass_back_into_quiet_ones) {
  const auto treatment =
      treat({rest_step(10), sample::breathing_step(), rest_step(20)}, arm_patches());
  const Breathing deep = sample::breathing_step().breathing;
  const Breathing quiet;
  const auto thoracic = [&](double t) { return treatment->setting(t).thoracic_pressure; };
  const auto abdominal = [&](double t) { return treatment->setting(t).abdominal_pressure; };
  EXPECT_EQ(thoracic(5), cavity_pressures(quiet, 5).thorax);
  EXPECT_NEAR(thoracic(20), deep.thoracic[0], 1e-9);  // one breath of 10 s after the start
  EXPECT_NEAR(thoracic(24), deep.thoracic[1], 1e-9);
  EXPECT_NEAR(abdominal(24), deep.abdominal[1], 1e-9);
  EXPECT_NEAR(thoracic(44), thoracic(24), 1e-9);
  EXPECT_EQ(thoracic(75), cavity_pressures(quiet, 75).thorax);
  const double bound =
      2 * (deep.abdominal[1] - deep.abdominal[0]) * std::numbers::pi / 4;  // [Pa/s]
  constexpr double h = 1e-4;
  for (const double t : {10.0, 15.0, 65.0, 70.0}) {
    EXPECT_LE(std::abs(abdominal(t + h) - abdominal(t - h)), 2 * h * bound) << t;
    const double bend = abdominal(t + h) - 2 * abdominal(t) + abdominal(t - h);
    EXPECT_LE(std::abs(bend), h * h * bound * std::numbers::pi) << t;
  }
  for (double t = 0; t < 90; t += 0.05) {
    ASSERT_LE(thoracic(t), std::max(deep.thoracic[0], quiet.thoracic[0]) + 1e-9);
    ASSERT_GE(thoracic(t), std::min(deep.thoracic[1], quiet.thoracic[1]) - 1e-9);
  }
  EXPECT_FALSE(treatment->touching(30));
}

TEST(Breathing, two_ways_of_breathing_at_once_are_refused) {
  Step both;
  both.together = true;
  both.steps = {sample::breathing_step(), sample::breathing_step()};
  EXPECT_ANY_THROW(treat({both}, arm_patches()));
}

}  // namespace
}  // namespace cisterna
