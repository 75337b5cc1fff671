#include "body/limb/posture.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "body/limb/sample_limb_test.hpp"

namespace cisterna {
namespace {

constexpr double kQuarter = std::numbers::pi / 2;

// Members at angles of their own, or all at one.
class Posed : public sample::Lying {
 public:
  explicit Posed(std::vector<double> angles, double all = 0)
      : Lying(all), angles_(std::move(angles)) {}
  bool elevations(double, std::span<double> out) const override {
    std::copy(angles_.begin(), angles_.end(), out.begin());
    return !angles_.empty();
  }

 private:
  std::vector<double> angles_;
};

// looped_limb() cut in two: what lies within 0.2 m of the heart is the trunk, the rest a leg that hangs on its end.
LymphNetwork jointed() {
  LymphNetwork w = sample::looped_limb();
  constexpr double kHip = 0.2;
  w.members = {{-1, 0}, {0, kHip}};
  for (const double along : w.along) w.member.push_back(along > kHip ? 1 : 0);
  for (const double along : w.tissue.along) w.tissue.member.push_back(along > kHip ? 1 : 0);
  return w;
}

TEST(Posture, root_of_a_limb_moves_with_the_trunk_and_the_limb_turns_around_it) {
  LymphNetwork w = jointed();
  w.members.push_back({1, 0.4});  // a foot on the leg
  w.along = {0.1, 0.3, 0.5, -0.1}, w.member = {0, 1, 2, 0};
  Posture posture(w);
  const double trunk = -kQuarter, leg = 0.5, foot = -0.2;
  posture.take(Posed({trunk, leg, foot}), 0);
  const double hip = 0.2 * std::sin(trunk), ankle = hip + 0.2 * std::sin(leg);
  const double expected[] = {0.1 * std::sin(trunk), hip + 0.1 * std::sin(leg),
                             ankle + 0.1 * std::sin(foot), -0.1 * std::sin(trunk)};
  constexpr double kRounded = 1e-15;  // [m]
  for (std::size_t c = 0; c < 4; ++c)
    EXPECT_NEAR(posture.sine() * posture.cells()[c], expected[c], kRounded) << c;
}

TEST(Posture, one_angle_for_all_leaves_every_level_as_it_stands) {
  const LymphNetwork w = jointed();
  Posture posture(w);
  posture.take(Posed({0.3, -0.4}), 0);
  EXPECT_NE(posture.cells(), w.along);
  posture.take(Posed({}, -0.7), 1);
  EXPECT_EQ(posture.cells(), w.along);
  EXPECT_EQ(posture.tissue(), w.tissue.along);
  EXPECT_EQ(posture.sine(), std::sin(-0.7));
}

TEST(Posture, members_at_one_angle_are_as_high_as_a_body_at_that_angle) {
  const LymphNetwork w = jointed();
  Posture together(w), apart(w);
  together.take(Posed({}, -0.7), 0);
  apart.take(Posed({-0.7, -0.7}), 0);
  constexpr double kRounded = 1e-15;  // [m]
  for (std::size_t c = 0; c < w.along.size(); ++c)
    EXPECT_NEAR(together.sine() * together.cells()[c], apart.cells()[c], kRounded);
}

// A column of still lymph between two cells: they differ by rho g h, h by the angle of the member alone.
TEST(Posture, still_column_in_a_raised_leg_weighs_its_height) {
  const LymphNetwork w = jointed();
  // the closing resistor: from cell 1, in the leg, to one of the other vessel
  const std::size_t e = w.resistors() - 1;
  const int a = w.resistor_from[e], b = w.resistor_to[e];
  ASSERT_TRUE(w.member[a] == 1 && w.member[b] == 1 && w.along[a] != w.along[b]);
  for (const double leg : {-kQuarter, -0.3, 0.0, 0.6, kQuarter}) {
    const Posed lying_with_a_leg_raised({0, leg});
    LymphSystem system(w, &lying_with_a_leg_raised, {});
    std::vector<double> f(system.size());
    system.rates(0, system.rest_guess(1), f);
    const double still = system.pressures()[a] - system.pressures()[b] -
                         system.resistor_flows()[e] / w.resistor_conductance[e];
    const double height = std::sin(leg) * (w.along[a] - w.along[b]);  // a above b
    const double weight = w.lymph_density * w.gravity;
    EXPECT_NEAR(still, -weight * height, 1e-9 * weight) << leg;
  }
}

// Muscle patches 2 (leg) and 3 (trunk): the net of patch 3 drains nowhere, so only the link moves its fluid.
TEST(Posture, tissue_fluid_runs_out_of_a_raised_leg) {
  LymphNetwork w = jointed();
  w.tissue.blood_density = 0;  // capillaries as in a lying limb
  w.tissue.member = {1, 0, 1, 0}, w.tissue.along = {0.5, 0.1, 0.5, 0.1};
  const auto gain = [&](double leg) {
    const Posed flat({0, 0}), raised({0, leg});
    LymphSystem before(w, &flat, {}), after(w, &raised, {});
    std::vector<double> f(before.size()), g(before.size());
    const StateLayout& at = before.layout();
    before.rates(0, before.rest_guess(1), f), after.rates(0, before.rest_guess(1), g);
    return g[at.tissue + 3] - f[at.tissue + 3];
  };
  const TissueLink& link = w.tissue.links[2];
  // At rest the rounded swelling opens the matrix by half a corner times its gain on either side.
  const double open = 1 + w.tissue.muscle.conductivity_gain * w.tissue.muscle.corner / 2;
  const double whole = link.conductance * open * w.lymph_density * w.gravity;
  EXPECT_NEAR(gain(0.6), whole * 0.3 * std::sin(0.6), 1e-9 * whole);
  EXPECT_NEAR(gain(-kQuarter), -whole * 0.3, 1e-9 * whole);
}

TEST(Posture, blood_of_a_hanging_leg_filters_more_and_of_the_trunk_as_before) {
  const LymphNetwork w = jointed();
  const Posed flat({0, 0}), hanging({0, -kQuarter});
  LymphSystem before(w, &flat, {}), after(w, &hanging, {});
  std::vector<double> f(before.size());
  const std::vector<double> y = before.rest_guess(1);
  before.rates(0, y, f), after.rates(0, y, f);
  for (std::size_t i = 0; i < w.tissue.patches; ++i) {
    const double change = after.filtration_flows()[i] - before.filtration_flows()[i];
    if (w.tissue.member[i] == 1)
      EXPECT_GT(change, 0) << i;
    else
      EXPECT_EQ(change, 0) << i;
  }
}

// Warmth is of the skin above: only what lies under a warmed patch beats faster.
class Warmed : public sample::Lying {
 public:
  explicit Warmed(std::vector<double> skin) : Lying(0), skin_(std::move(skin)) {}
  bool skin_temperatures(double, std::span<double> out) const override {
    std::copy(skin_.begin(), skin_.end(), out.begin());
    return true;
  }

 private:
  std::vector<double> skin_;
};

TEST(LocalHeat, only_vessels_under_the_warm_skin_speed_up) {
  LymphNetwork w = sample::looped_limb();
  w.lymphangion_patch.back() = -1;  // in a cavity
  w.lymphangion_cavity.assign(w.lymphangions, Cavity::none);
  w.lymphangion_cavity.back() = Cavity::thorax;
  const double rest = w.human.reference_temperature, warm = rest + 7;
  const Warmed none({rest, rest}), first({warm, rest});
  LymphSystem cool(w, &none, {}), heated(w, &first, {});
  std::vector<double> y = cool.rest_guess(1), f(cool.size()), g(cool.size());
  const StateLayout& at = cool.layout();
  const double excitable = 0.5 * (1 + w.human.pacemaker.refractory);
  for (std::size_t i = 0; i < w.lymphangions; ++i) y[at.phase + i] = excitable;
  cool.rates(0, y, f), heated.rates(0, y, g);
  const double faster = std::exp(7 * w.human.pacemaker.heat_gain);
  for (std::size_t i = 0; i < w.lymphangions; ++i) {
    const double ratio = g[at.phase + i] / f[at.phase + i];
    // Vessels that only wait are driven by their own pacemaker, so their rate is multiplied.
    EXPECT_NEAR(ratio, w.lymphangion_patch[i] == 0 ? faster : 1, 1e-6) << i;
  }
}

}  // namespace
}  // namespace cisterna
