#include "therapy/pressed_cavity.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <random>

namespace cisterna {
namespace {

constexpr double kRound = 64 * std::numeric_limits<double>::epsilon();
constexpr double kTurn = 2 * std::numbers::pi;
constexpr double kLength = 0.3, kRadius = 0.14;  // of a belly [m]
constexpr double kBelt = 2000;                   // [Pa]

// Rings with `sectors` each, the last one smaller by a tenth; `sense` -1 counts angles the other way around.
std::vector<SurfacePatch> belly(int rings, int sectors, double sense = 1) {
  std::vector<SurfacePatch> patches;
  for (int r = 0; r < rings; ++r) {
    const double radius = kRadius * (1 - 0.1 * (rings > 1 ? r / (rings - 1.0) : 0));
    for (int a = 0; a < sectors; ++a)
      patches.push_back({(r + 0.5) * kLength / rings, kLength / rings, sense * kTurn * a / sectors,
                         kTurn * radius / sectors, radius, 0});
  }
  return patches;
}

std::vector<std::size_t> all(const std::vector<SurfacePatch>& patches) {
  std::vector<std::size_t> wall(patches.size());
  std::iota(wall.begin(), wall.end(), std::size_t{0});
  return wall;
}

PressedCavity within(const std::vector<SurfacePatch>& patches) { return {patches, all(patches)}; }

std::vector<SurfaceLoad> under(std::size_t patches, double pressure) {
  return std::vector<SurfaceLoad>(patches, {.pressure = pressure});
}

TEST(PressedCavity, projected_area_is_diameter_times_length) {
  // Exact for an even number of sectors; with an odd one no half is a half circle.
  EXPECT_NEAR(within(belly(1, 8)).projected_area(), 2 * kRadius * kLength, kRound);
  EXPECT_NEAR(within(belly(2, 8)).projected_area(), 2 * 0.95 * kRadius * kLength, kRound);
  for (const int sectors : {5, 9, 33}) {
    const double angle = kTurn / sectors / 4;  // by which it is not
    EXPECT_NEAR(within(belly(1, sectors)).projected_area(), 2 * kRadius * kLength * std::cos(angle),
                kRound);
  }
}

TEST(PressedCavity, force_of_a_hand_over_the_projected_area_from_whichever_side) {
  for (const int sectors : {4, 7, 8, 33}) {
    const auto patches = belly(1, sectors);
    const PressedCavity cavity = within(patches);
    for (std::size_t i = 0; i < patches.size(); ++i) {
      auto loads = under(patches.size(), 0);
      loads[i].pressure = 8000;
      // Of a patch seen from the side the hand is on.
      const double area = kLength * 2 * kRadius * std::sin(std::numbers::pi / sectors);
      EXPECT_NEAR(cavity.pressure(loads), 8000 * area / cavity.projected_area(), 8000 * kRound);
    }
  }
}

TEST(PressedCavity, forces_of_one_side_add_as_vectors_and_of_opposite_sides_do_not) {
  const auto patches = belly(1, 8);
  const PressedCavity cavity = within(patches);
  const auto press = [&](std::vector<std::pair<int, double>> hands) {
    auto loads = under(8, 0);
    for (const auto& [sector, pressure] : hands)
      loads[static_cast<std::size_t>(sector)].pressure = pressure;
    return cavity.pressure(loads);
  };
  const double one = press({{0, 3000}});
  EXPECT_GT(one, 0);
  EXPECT_NEAR(press({{0, 3000}, {2, 4000}}), one * 5 / 3, one * kRound);  // at a right angle
  EXPECT_NEAR(press({{0, 3000}, {4, 3000}}), one, one * kRound);  // one holds against the other
  EXPECT_NEAR(press({{0, 3000}, {4, 1000}}), one, one * kRound);  // a table holds the rest
  EXPECT_NEAR(press({{0, 6000}}), 2 * one, one * kRound);
}

TEST(PressedCavity, belt_gives_its_pressure_over_the_share_that_it_covers) {
  for (const int sectors : {3, 4, 7, 8}) {
    auto patches = belly(4, sectors);
    for (SurfacePatch& p : patches) {
      p.radius = kRadius, p.width = kTurn * kRadius / sectors;
    }
    const PressedCavity cavity = within(patches);
    auto loads = under(patches.size(), kBelt);
    EXPECT_NEAR(cavity.pressure(loads), kBelt, kBelt * kRound);
    for (std::size_t i = patches.size() / 2; i < patches.size(); ++i) loads[i] = {};
    EXPECT_NEAR(cavity.pressure(loads), kBelt / 2, kBelt * kRound);
  }
}

TEST(PressedCavity, takes_no_notice_of_what_is_not_its_wall) {
  const auto patches = belly(2, 8);
  const std::vector<std::size_t> wall = {0, 1, 2, 3, 4, 5, 6, 7};
  const PressedCavity cavity(patches, wall);
  auto loads = under(16, 0);
  for (std::size_t i = 8; i < 16; ++i) loads[i].pressure = kBelt;
  EXPECT_EQ(cavity.pressure(loads), 0);
  loads[0] = {.traction = 500, .muscle_pressure = kBelt};  // neither presses on the skin
  EXPECT_EQ(cavity.pressure(loads), 0);
  EXPECT_FALSE(PressedCavity().enclosed());
  EXPECT_EQ(PressedCavity().pressure(loads), 0);
}

TEST(PressedCavity, mirrored_loads_give_the_same_to_the_last_bit) {
  std::mt19937 draw(1);
  std::uniform_real_distribution<double> pressure(0, 8000);
  for (const int sectors : {3, 8, 9}) {
    const PressedCavity right = within(belly(3, sectors)), left = within(belly(3, sectors, -1));
    auto loads = under(static_cast<std::size_t>(3 * sectors), 0);
    for (int k = 0; k < 100; ++k) {
      for (SurfaceLoad& load : loads) load.pressure = pressure(draw) * (draw() % 2);
      EXPECT_EQ(right.pressure(loads), left.pressure(loads));
    }
  }
}

// The half pressed hardest, sought over directions instead of cuts: a cosine seen from each.
TEST(PressedCavity, no_direction_bears_more_than_the_half_that_is_found) {
  std::mt19937 draw(2);
  std::uniform_real_distribution<double> pressure(0, 8000);
  const int sectors = 9, directions = 3600;
  const auto patches = belly(2, sectors);
  const PressedCavity cavity = within(patches);
  for (int k = 0; k < 20; ++k) {
    auto loads = under(patches.size(), 0);
    for (SurfaceLoad& load : loads) load.pressure = pressure(draw) * (draw() % 2);
    double most = 0;
    for (int d = 0; d < directions; ++d) {
      double sum = 0;
      for (std::size_t i = 0; i < patches.size(); ++i)
        sum += loads[i].pressure *
               std::max(0.0, std::cos(patches[i].angle - kTurn * d / directions)) *
               patches[i].length * 2 * patches[i].radius * std::sin(std::numbers::pi / sectors);
      most = std::max(most, sum);
    }
    const double found = cavity.pressure(loads) * cavity.projected_area();
    EXPECT_LE(most, found * (1 + kRound));
    // The direction looked at is off the best one by at most half a step.
    EXPECT_GE(most, found * std::cos(0.5 * kTurn / directions) * (1 - kRound));
  }
}

}  // namespace
}  // namespace cisterna
