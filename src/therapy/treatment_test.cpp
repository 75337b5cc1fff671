#include "therapy/treatment.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.hpp"
#include "therapy/arm_sample.hpp"
#include "therapy/programme.hpp"

namespace cisterna {
namespace {

using namespace sample;

const std::vector<Technique> kHands = {
    Technique::light_touch, Technique::effleurage, Technique::stationary_circle,
    Technique::pump,        Technique::scoop,      Technique::rotary,
    Technique::petrissage,  Technique::friction,   Technique::tapotement,
    Technique::vibration};

Step garment_step() {
  Step step;
  step.technique = Technique::garment;
  step.regions = {"hand", "forearm"};
  step.pressure = 4000;
  step.pressure_proximal = 2000;
  step.rise = 2;
  step.duration = 30;
  return step;
}

Step posture_step(double elevation, double ramp, double duration) {
  Step step;
  step.technique = Technique::posture;
  step.elevation = elevation;
  step.ramp = ramp;
  step.duration = duration;
  return step;
}

Step group_of(std::vector<Step> steps, int repeat = 1, bool together = false) {
  Step group;
  group.steps = std::move(steps);
  group.repeat = repeat;
  group.together = together;
  return group;
}

std::vector<double> breakpoints_of(const Treatment& treatment) {
  std::vector<double> points;
  for (double t = 0; (t = treatment.next_breakpoint(t)) < HUGE_VAL;) points.push_back(t);
  return points;
}

TEST(Treatment, the_same_force_on_halved_patches) {
  // The radius of a patch stands for a piece of a cone: the only error, second order in the patch length.
  constexpr double kTaperError = 0.02;
  const auto coarse = arm_patches(1), fine = arm_patches(2);
  for (const Technique technique : kHands) {
    const auto on_coarse = treat({hand_step(technique)}, coarse);
    const auto on_fine = treat({hand_step(technique)}, fine);
    double largest = 0;
    for (double t = 0; t < on_coarse->duration(); t += 0.0131) {
      const double a = force(loads_at(*on_coarse, t, coarse.size()), coarse);
      const double b = force(loads_at(*on_fine, t, fine.size()), fine);
      largest = std::max(largest, a);
      EXPECT_NEAR(a, b, kTaperError * std::max(a, b)) << name_of(technique) << " at " << t;
    }
    const Step step = hand_step(technique);
    EXPECT_NEAR(largest,
                (step.pressure + step.amplitude) * step.contact_length * step.contact_width,
                0.01 * largest)
        << name_of(technique);
  }
}

TEST(Treatment, pressure_is_never_negative_and_above_nominal_only_by_round_off) {
  const auto patches = arm_patches();
  std::vector<Step> steps;
  for (const Technique technique : kHands) steps.push_back(hand_step(technique));
  steps.push_back(sleeve_step());
  steps.push_back(garment_step());
  const auto treatment = treat(steps, patches);
  for (double t = 0; t < treatment->duration(); t += 0.0517) {
    for (const SurfaceLoad& load : loads_at(*treatment, t, patches.size())) {
      ASSERT_GE(load.pressure, 0);
      ASSERT_LE(load.pressure, 6000 * (1 + 1e-12));
      ASSERT_GE(load.touch_speed, 0);
    }
  }
}

// On a cylinder whose path is the whole limb, turning the direction mirrors the field: what happened at s
// happens at end - s, with the traction the other way.
TEST(Treatment, reversing_the_direction_mirrors_sites_travel_and_traction) {
  const auto patches = arm_patches(1, 0);
  const double end = sample::arm_regions().back().s_to;
  std::vector<SurfacePatch> mirrored = patches;
  for (SurfacePatch& patch : mirrored) patch.s = end - patch.s;
  std::vector<Step> steps;
  for (const Technique technique : kHands) steps.push_back(hand_step(technique));
  steps.push_back(sleeve_step());
  for (const Step& forward : steps) {
    Step backward = forward;
    backward.direction = Direction::distal;
    const auto treatment = treat({forward}, patches), reversed = treat({backward}, mirrored);
    ASSERT_EQ(treatment->duration(), reversed->duration());
    bool differs_in_place = false;
    const auto in_place = treat({backward}, patches);
    for (double t = 0; t < treatment->duration(); t += 0.217) {
      const auto a = loads_at(*treatment, t, patches.size());
      const auto b = loads_at(*reversed, t, patches.size());
      const auto c = loads_at(*in_place, t, patches.size());
      for (std::size_t i = 0; i < a.size(); ++i) {
        const double tolerance = 1e-9 * forward.pressure;  // round-off of the mirrored positions
        ASSERT_NEAR(a[i].pressure, b[i].pressure, tolerance) << forward.label << " at " << t;
        ASSERT_NEAR(a[i].traction, -b[i].traction, tolerance) << forward.label << " at " << t;
        differs_in_place = differs_in_place || std::abs(a[i].pressure - c[i].pressure) > 1;
      }
    }
    EXPECT_TRUE(differs_in_place) << forward.label;
  }
}

TEST(Treatment, a_gliding_hand_travels_towards_the_shoulder_at_its_speed) {
  const auto patches = arm_patches(2, 0);
  Step step = hand_step(Technique::effleurage);
  step.angles = {0};
  const auto treatment = treat({step}, patches);
  const auto centre = [&](double t) {
    const auto loads = loads_at(*treatment, t, patches.size());
    double moment = 0;
    for (std::size_t i = 0; i < loads.size(); ++i)
      moment += loads[i].pressure * patches[i].length * patches[i].width * patches[i].s;
    return moment / force(loads, patches);
  };
  const double largest_patch = 0.025;  // the moment is taken at patch centres
  EXPECT_NEAR(centre(4) - centre(2), 2 * step.speed, largest_patch);
  double fastest = 0;
  for (const SurfaceLoad& load : loads_at(*treatment, 3, patches.size()))
    fastest = std::max(fastest, load.touch_speed);
  EXPECT_NEAR(fastest, step.speed, 1e-12);
}

// Between breakpoints values and slopes are continuous: second differences shrink with the square of the
// step. A jump J would leave J, a kink K would leave K h.
TEST(Treatment, breakpoints_list_every_jump_and_kink) {
  const auto patches = arm_patches();
  std::vector<Step> steps;
  for (const Technique technique : kHands) steps.push_back(hand_step(technique));
  steps.insert(steps.end(), {sleeve_step(), garment_step(), posture_step(0.5, 3, 5), rest_step(4),
                             sample::muscle_step()});
  const auto treatment = treat(steps, patches);
  const auto points = breakpoints_of(*treatment);
  constexpr double kStep = 2e-3;
  // Fastest course: raised cosine in 0.2 s, or a hand crossing an edge of 4 cm at 0.1 m/s; 0.5 p (pi / T)^2,
  // doubled for the product of the courses in time and space.
  const double curvature = 2 * 0.5 * 6000 * std::pow(std::numbers::pi / 0.2, 2);
  const double bound = curvature * kStep * kStep;
  auto next = points.begin();
  std::vector<SurfaceLoad> a(patches.size()), b(patches.size()), c(patches.size());
  for (double t = kStep; t + 2 * kStep < treatment->duration(); t += 2 * kStep) {
    while (next != points.end() && *next < t - 1e-6) ++next;
    if (next != points.end() && *next <= t + 2 * kStep + 1e-6) continue;  // across a breakpoint
    treatment->loads(t, a);
    treatment->loads(t + kStep, b);
    treatment->loads(t + 2 * kStep, c);
    for (std::size_t i = 0; i < patches.size(); ++i) {
      ASSERT_LE(std::abs(a[i].pressure - 2 * b[i].pressure + c[i].pressure), bound) << "at " << t;
      ASSERT_LE(std::abs(a[i].traction - 2 * b[i].traction + c[i].traction), bound) << "at " << t;
      ASSERT_LE(std::abs(a[i].muscle_pressure - 2 * b[i].muscle_pressure + c[i].muscle_pressure),
                bound)
          << "at " << t;
    }
  }
}

TEST(Treatment, breakpoints_hold_the_start_and_end_of_every_press) {
  const Step step = hand_step(Technique::stationary_circle);
  const auto points = breakpoints_of(*treat({step}, arm_patches()));
  const int presses = step.sites * 2 * step.repetitions;
  for (int i = 0; i < presses; ++i) {
    for (const double t : {i * step.period, i * step.period + step.pressed * step.period}) {
      if (t == 0) continue;
      const auto near = std::lower_bound(points.begin(), points.end(), t - 1e-9);
      ASSERT_NE(near, points.end());
      EXPECT_NEAR(*near, t, 1e-9);
    }
  }
  EXPECT_EQ(points.size(), 2u * presses);  // and no others: the end of the last period is the end
}

TEST(Treatment, each_breakpoint_lies_strictly_after_the_one_before) {
  std::vector<Step> steps = {hand_step(Technique::pump), sleeve_step()};
  const auto treatment = treat({group_of(steps, 300)}, arm_patches());
  double before = 0;
  for (const double t : breakpoints_of(*treatment)) {
    ASSERT_GT(t, before);
    before = t;
  }
  EXPECT_NEAR(before, treatment->duration(), 1e-6);
}

TEST(Treatment, chambers_fill_from_the_hand_and_stay_full_until_the_last) {
  const auto patches = arm_patches();
  const auto treatment = treat({sleeve_step()}, patches);
  const auto pressure_at = [&](double s, double t) {
    const auto loads = loads_at(*treatment, t, patches.size());
    for (std::size_t i = 0; i < patches.size(); ++i)
      if (std::abs(patches[i].s - s) < 0.03) return loads[i].pressure;
    return -1.0;
  };
  EXPECT_GT(pressure_at(0.02, 2), 1000);
  EXPECT_EQ(pressure_at(0.70, 2), 0);
  EXPECT_EQ(pressure_at(0.70, 29.9), 0);
  EXPECT_NEAR(pressure_at(0.02, 35), 6000, 1e-6);
  EXPECT_NEAR(pressure_at(0.70, 35), 6000, 1e-6);
  EXPECT_EQ(pressure_at(0.02, 43), 0);
  EXPECT_FALSE(treatment->touching(43));
  EXPECT_TRUE(treatment->touching(48));  // the second cycle
}

TEST(Treatment, overlapping_full_chambers_press_no_harder_than_one) {
  const auto patches = arm_patches(3);
  const auto treatment = treat({sleeve_step()}, patches);
  for (const SurfaceLoad& load : loads_at(*treatment, 38, patches.size()))
    EXPECT_NEAR(load.pressure, 6000, 1e-6);
}

TEST(Treatment, chambers_of_a_wave_empty_one_after_another) {
  const auto patches = arm_patches();
  Step step = sleeve_step();
  step.sleeve.order = ChamberOrder::wave;
  const auto treatment = treat({step}, patches);
  const auto loads = loads_at(*treatment, 35, patches.size());
  EXPECT_EQ(loads.front().pressure, 0);
  EXPECT_NEAR(loads.back().pressure, 6000, 1e-6);
}

TEST(Treatment, a_garment_falls_from_distal_to_proximal) {
  const auto patches = arm_patches();
  const auto treatment = treat({garment_step()}, patches);
  const auto loads = loads_at(*treatment, 15, patches.size());
  EXPECT_GT(loads.front().pressure, 3700);
  EXPECT_EQ(loads.front().contact_radius, HUGE_VAL);
  EXPECT_EQ(loads.back().pressure, 0);
  double before = loads.front().pressure;
  for (std::size_t i = 0; i < patches.size() && patches[i].region < 2; ++i) {
    EXPECT_LE(loads[i].pressure, before);
    before = loads[i].pressure;
  }
}

TEST(Treatment, posture_moves_smoothly_and_stays) {
  const auto treatment =
      treat({rest_step(2), posture_step(0.8, 4, 10), rest_step(5), posture_step(-0.4, 2, 2)},
            arm_patches());
  EXPECT_EQ(treatment->setting(1).elevation, 0);
  EXPECT_NEAR(treatment->setting(4).elevation, 0.4, 1e-12);
  EXPECT_EQ(treatment->setting(6).elevation, 0.8);
  EXPECT_EQ(treatment->setting(16).elevation, 0.8);
  EXPECT_NEAR(treatment->setting(18).elevation, 0.2, 1e-12);
  EXPECT_EQ(treatment->setting(99).elevation, -0.4);
  EXPECT_FALSE(treatment->touching(4));
  const std::vector<double> expected = {2, 6, 17, 19};
  const auto points = breakpoints_of(*treatment);
  ASSERT_EQ(points.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(points[i], expected[i], 1e-9);
}

// A body of a trunk, a head and two legs.
std::vector<LimbRegionSpan> body_regions() {
  return {{"belly", 0, 0.3, "trunk"},
          {"chest", 0.3, 0.6, "trunk"},
          {"face", 1.6, 1.8, "head", true},
          {"right_thigh", 2.8, 3.2, "right_leg"},
          {"left_thigh", 4.2, 4.6, "left_leg"}};
}

std::vector<SurfacePatch> body_patches() {
  std::vector<SurfacePatch> patches;
  for (int r = 0; r < 5; ++r)
    patches.push_back({body_regions()[std::size_t(r)].s_from + 0.1, 0.2, 0, 0.1, 0.1, r});
  return patches;
}

Step member_step(std::vector<std::string> members, double elevation, double ramp, double duration) {
  Step step = posture_step(elevation, ramp, duration);
  step.members = std::move(members);
  return step;
}

std::shared_ptr<const Treatment> treat_body(Protocol protocol) {
  return make_treatment(protocol, body_regions(), body_patches());
}

std::vector<double> angles_at(const Treatment& treatment, double t) {
  std::vector<double> out(4);
  EXPECT_TRUE(treatment.elevations(t, out));
  return out;
}

TEST(Treatment, members_that_a_posture_names_move_and_the_others_follow_the_trunk) {
  const auto treatment = treat_body(
      protocol_of({member_step({"left_leg"}, 0.5, 2, 10), member_step({"trunk"}, -1, 4, 10),
                   member_step({"head"}, 0.25, 2, 10), posture_step(0.2, 10, 20)}));
  using Angles = std::vector<double>;
  EXPECT_EQ(angles_at(*treatment, 0), (Angles{0, 0, 0, 0}));
  EXPECT_EQ(angles_at(*treatment, 9), (Angles{0, 0, 0, 0.5}));
  EXPECT_EQ(angles_at(*treatment, 12), (Angles{-0.5, -0.5, -0.5, 0.5}));
  // A head's far end is its crown, which is up in a body that stands: 0.25 above the horizontal.
  EXPECT_EQ(angles_at(*treatment, 25), (Angles{-1, -0.25, -1, 0.5}));
  EXPECT_EQ(treatment->setting(25).elevation, -1);
  // Back together: half of the way from what it was to what the trunk by then is.
  const Angles half = angles_at(*treatment, 35);
  EXPECT_NEAR(half[0], -0.4, 1e-12);
  EXPECT_NEAR(half[3], 0.5 * (0.5 - 0.4), 1e-12);
  for (const double angle : angles_at(*treatment, 41)) EXPECT_NEAR(angle, 0.2, 1e-12);
  const std::vector<double> expected = {2, 10, 14, 20, 22, 30, 40, 50};
  const auto points = breakpoints_of(*treatment);
  ASSERT_EQ(points.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(points[i], expected[i], 1e-9);
}

TEST(Treatment, a_member_may_begin_at_an_angle_of_its_own) {
  Protocol protocol = protocol_of({rest_step(5), posture_step(-0.4, 2, 5)});
  protocol.elevation = 0.1, protocol.member_elevations = {{"left_leg", 0.7}};
  const auto treatment = treat_body(protocol);
  EXPECT_EQ(angles_at(*treatment, 3), (std::vector<double>{0.1, 0.1, 0.1, 0.7}));
  for (const double angle : angles_at(*treatment, 8)) EXPECT_NEAR(angle, -0.4, 1e-12);
}

TEST(Treatment, without_a_member_named_one_angle_holds_for_all) {
  std::vector<double> out(5);
  const auto treatment = treat_body(protocol_of({posture_step(-0.4, 2, 5)}));
  EXPECT_FALSE(treatment->elevations(1, out));
  EXPECT_FALSE(treatment->skin_temperatures(1, out));
}

TEST(Treatment, members_that_are_not_there_or_move_twice_at_a_time_are_refused) {
  try {
    treat_body(protocol_of({member_step({"left_lag"}, 0.5, 2, 10)}));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_NE(std::string(error.what()).find("did you mean left_leg"), std::string::npos)
        << error.what();
  }
  const Step leg = member_step({"left_leg"}, 0.5, 4, 10);
  EXPECT_THROW(treat_body(protocol_of({group_of({leg, leg}, 1, true)})), InputError);
  EXPECT_THROW(treat_body(protocol_of({group_of({leg, posture_step(0, 4, 10)}, 1, true)})),
               InputError);
  const Step other = member_step({"right_leg"}, 0.2, 4, 10);
  EXPECT_NO_THROW(treat_body(protocol_of({group_of({leg, other}, 1, true)})));
}

Step heat_step(double temperature, double ramp, double duration) {
  Step step;
  step.technique = Technique::heat;
  step.skin_temperature = temperature, step.ramp = ramp, step.duration = duration;
  return step;
}

TEST(Treatment, heat_warms_the_skin_it_names_and_that_of_all_where_it_names_none) {
  Step thigh = heat_step(313, 4, 10), legs = heat_step(309, 2, 10);
  thigh.regions = {"left_thigh"}, legs.members = {"right_leg", "left_leg"};
  Protocol protocol = protocol_of({thigh, legs, heat_step(307, 2, 10)});
  protocol.skin_temperature = 305;
  const auto treatment = treat_body(protocol);
  const auto at = [&](double t) {
    std::vector<double> out(5);
    EXPECT_TRUE(treatment->skin_temperatures(t, out));
    return out;
  };
  using Skin = std::vector<double>;
  EXPECT_EQ(at(0), (Skin{305, 305, 305, 305, 305}));
  EXPECT_EQ(at(2), (Skin{305, 305, 305, 305, 309}));
  EXPECT_EQ(at(9), (Skin{305, 305, 305, 305, 313}));
  EXPECT_EQ(at(15), (Skin{305, 305, 305, 309, 309}));
  EXPECT_EQ(at(25), (Skin{307, 307, 307, 307, 307}));
  EXPECT_EQ(treatment->setting(25).skin_temperature, 307);
  EXPECT_NEAR(treatment->next_breakpoint(0.5), 4, 1e-9);
  EXPECT_THROW(treat_body(protocol_of({group_of({thigh, legs}, 1, true)})), InputError);
}

TEST(Treatment, nothing_touches_during_rest_or_between_presses) {
  const auto patches = arm_patches();
  const auto treatment = treat({rest_step(3), hand_step(Technique::pump)}, patches);
  EXPECT_FALSE(treatment->touching(1));
  EXPECT_TRUE(treatment->touching(3.3));
  EXPECT_FALSE(treatment->touching(3.8));
  for (double t = 0; t < treatment->duration(); t += 0.0571) {
    if (treatment->touching(t)) continue;
    for (const SurfaceLoad& load : loads_at(*treatment, t, patches.size()))
      ASSERT_EQ(load.pressure, 0);
  }
}

TEST(Treatment, nested_repeats_unfold_in_order) {
  const auto patches = arm_patches();
  const Step press = hand_step(Technique::pump);  // 16 s
  const auto treatment = treat({group_of({group_of({press}, 2), rest_step(10)}, 3)}, patches);
  EXPECT_NEAR(treatment->duration(), 3 * (2 * 16 + 10), 1e-9);
  const auto alone = treat({press}, patches);
  for (int outer = 0; outer < 3; ++outer) {
    for (int inner = 0; inner < 2; ++inner) {
      const double start = outer * 42 + inner * 16;
      const auto a = loads_at(*treatment, start + 5.3, patches.size());
      const auto b = loads_at(*alone, 5.3, patches.size());
      for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i].pressure, b[i].pressure, 1e-6);
    }
    EXPECT_FALSE(treatment->touching(outer * 42 + 37));
  }
}

TEST(Treatment, a_duration_is_filled_with_whole_rounds_and_then_rest) {
  Step press = hand_step(Technique::pump);
  press.duration = 50;  // three sweeps of 16 s
  const auto treatment = treat({press}, arm_patches());
  EXPECT_EQ(treatment->duration(), 50);
  EXPECT_TRUE(treatment->touching(47.3));
  EXPECT_FALSE(treatment->touching(48.3));
}

TEST(Treatment, members_of_together_run_at_the_same_time) {
  const auto patches = arm_patches();
  const auto both =
      treat({group_of({garment_step(), hand_step(Technique::pump)}, 1, true)}, patches);
  const auto garment = treat({garment_step()}, patches);
  const auto hand = treat({hand_step(Technique::pump)}, patches);
  EXPECT_EQ(both->duration(), 30);
  const auto a = loads_at(*both, 9.3, patches.size()), b = loads_at(*garment, 9.3, patches.size()),
             c = loads_at(*hand, 9.3, patches.size());
  for (std::size_t i = 0; i < patches.size(); ++i)
    EXPECT_NEAR(a[i].pressure, b[i].pressure + c[i].pressure, 1e-9);
}

TEST(Treatment, light_touch_is_effleurage_with_another_pressure) {
  const auto patches = arm_patches();
  Step firm = hand_step(Technique::effleurage), light = hand_step(Technique::light_touch);
  light.pressure = firm.pressure / 8;
  const auto a = treat({firm}, patches), b = treat({light}, patches);
  for (double t = 0; t < a->duration(); t += 0.31) {
    const auto on_firm = loads_at(*a, t, patches.size()),
               on_light = loads_at(*b, t, patches.size());
    for (std::size_t i = 0; i < patches.size(); ++i) {
      ASSERT_NEAR(on_firm[i].pressure, 8 * on_light[i].pressure, 1e-9);
      ASSERT_EQ(on_firm[i].touch_speed, on_light[i].touch_speed);
    }
  }
}

TEST(Treatment, a_recording_passes_through_its_samples_and_never_below_zero) {
  auto recording = std::make_shared<Recording>();
  recording->columns = {"a", "b"};
  recording->time = {0, 1, 2, 4, 5, 6};
  recording->pressure = {0, 0, 3000, 0, 5000, 100, 5000, 4000, 0, 0, 0, 0};
  Step step;
  step.technique = Technique::recorded;
  step.recording = recording;
  step.places = {{0, "hand", 0, 1}, {1, "upper_arm", 0, 1}};
  step.repetitions = 2;
  const auto patches = arm_patches();
  const auto treatment = treat({step}, patches);
  EXPECT_EQ(treatment->duration(), 12);
  for (const double start : {0.0, 6.0}) {
    for (std::size_t row = 0; row + 1 < recording->time.size(); ++row) {
      const auto loads = loads_at(*treatment, start + recording->time[row], patches.size());
      EXPECT_NEAR(loads.front().pressure, recording->pressure[2 * row], 1e-9);
      EXPECT_NEAR(loads.back().pressure, recording->pressure[2 * row + 1], 1e-9);
    }
  }
  for (double t = 0; t < 12; t += 0.01)
    for (const SurfaceLoad& load : loads_at(*treatment, t, patches.size())) {
      ASSERT_GE(load.pressure, 0);
      ASSERT_LE(load.pressure, 5000 * (1 + 1e-12));
    }
}

TEST(Treatment, a_stroke_too_slow_for_its_period_is_refused_with_its_line) {
  Step step = hand_step(Technique::effleurage);
  step.period = 3;
  step.line = 17;
  try {
    treat({step}, arm_patches());
    FAIL() << "accepted";
  } catch (const InputError& error) {
    EXPECT_EQ(error.line(), 17);
    EXPECT_NE(std::string(error.what()).find("period"), std::string::npos) << error.what();
  }
}

TEST(Treatment, contacts_longer_than_the_path_and_paths_with_gaps_are_refused) {
  Step step = hand_step(Technique::pump);
  step.regions = {"hand"};
  step.contact_length = 0.3;
  EXPECT_THROW(treat({step}, arm_patches()), InputError);
  step = hand_step(Technique::pump);
  step.regions = {"hand", "upper_arm"};
  EXPECT_THROW(treat({step}, arm_patches()), InputError);
  step.regions = {"foot"};
  EXPECT_THROW(treat({step}, arm_patches()), InputError);
}

TEST(Timeline, steps_follow_one_another_and_long_groups_become_one_line) {
  const Step press = hand_step(Technique::pump);
  const Protocol protocol =
      sample::protocol_of({group_of({press, rest_step(4)}, 2), rest_step(30)});
  const auto lines = timeline(protocol);
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_EQ(lines[2].start, 20);
  EXPECT_EQ(lines[4].end, duration_of(protocol));
  const auto short_lines = timeline(protocol, 3);
  ASSERT_EQ(short_lines.size(), 2u);
  EXPECT_EQ(short_lines[0].technique, Technique::pump);
  EXPECT_EQ(short_lines[0].regions.size(), 3u);
}

TEST(Treatment, peak_is_the_pressure_under_the_hand_however_the_limb_is_cut) {
  for (const Technique technique : kHands)
    for (const int finer : {1, 2}) {
      const Step step = hand_step(technique);
      const auto patches = arm_patches(finer);
      const auto treatment = treat({step}, patches);
      const double peak = step.pressure + step.amplitude;
      EXPECT_EQ(treatment->peak_pressure(kNever), peak) << name_of(technique);
      for (double t = 0; t < treatment->duration(); t += 0.05)
        for (const SurfaceLoad& load : loads_at(*treatment, t, patches.size()))
          ASSERT_LE(load.pressure, peak * (1 + 1e-12)) << name_of(technique) << t;
    }
}

double highest_of(const Treatment& treatment, std::size_t patches) {
  double highest = 0;
  for (double t = 0; t < treatment.duration(); t += 0.05)
    for (const SurfaceLoad& load : loads_at(treatment, t, patches)) {
      EXPECT_GE(load.highest, load.pressure * (1 - 1e-12)) << t;
      highest = std::max(highest, load.highest);
    }
  return highest;
}

TEST(Treatment, what_presses_hardest_at_each_moment_reaches_the_peak_however_the_limb_is_cut) {
  std::vector<Step> steps;
  for (const Technique technique : kHands) steps.push_back(hand_step(technique));
  steps.push_back(sleeve_step()), steps.push_back(garment_step());
  // Two neighbouring chambers press on one patch: the harder one counts.
  steps.push_back(sleeve_step()), steps.back().sleeve.chambers = 8;
  steps.push_back(group_of({garment_step(), sleeve_step()}, 1, true));
  for (const Step& step : steps)
    for (const int finer : {1, 2}) {
      const auto patches = arm_patches(finer);
      const auto treatment = treat({step}, patches);
      const double peak = treatment->peak_pressure(kNever);
      const double highest = highest_of(*treatment, patches.size());
      EXPECT_LE(highest, peak * (1 + 1e-12)) << name_of(step.technique);
      EXPECT_GT(highest, 0.95 * peak) << name_of(step.technique);
    }
}

TEST(Treatment, peak_of_devices_is_that_of_the_hardest_chamber_or_end) {
  const auto patches = arm_patches();
  EXPECT_EQ(treat({sleeve_step()}, patches)->peak_pressure(kNever), 6000);
  EXPECT_EQ(treat({garment_step()}, patches)->peak_pressure(kNever), 4000);
}

TEST(Treatment, peaks_add_up_where_two_press_at_once_and_only_then) {
  const auto patches = arm_patches();
  const std::vector<Step> both = {garment_step(), sleeve_step()};
  EXPECT_NEAR(treat({group_of(both, 1, true)}, patches)->peak_pressure(kNever), 4000 + 6000, 1e-9);
  EXPECT_EQ(treat(both, patches)->peak_pressure(kNever), 6000);
}

TEST(Treatment, strokes_that_follow_one_another_without_a_pause_do_not_add_up) {
  Step step = hand_step(Technique::effleurage);
  step.regions = {"hand"}, step.speed = 0.2, step.rise = 0.2, step.duration = 600;
  for (const double period : {2.3, 2.4, 2.6}) {
    step.period = period;
    EXPECT_EQ(treat({step}, arm_patches())->peak_pressure(kNever), step.pressure) << period;
  }
}

TEST(Treatment, peak_of_a_cut_session_knows_nothing_of_what_had_not_begun) {
  const auto patches = arm_patches();
  const auto treatment = treat({rest_step(10), garment_step(), sleeve_step()}, patches);
  EXPECT_EQ(treatment->peak_pressure(9), 0);
  EXPECT_EQ(treatment->peak_pressure(20), 4000);
  EXPECT_EQ(treatment->peak_pressure(50), 6000);
}

}  // namespace
}  // namespace cisterna
