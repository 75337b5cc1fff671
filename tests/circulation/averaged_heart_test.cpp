// One side of the heart over a beat, and the table that is made of it.
#include <random>

#include "body/circulation/averaged_heart.hpp"
#include "ursino_run_test.hpp"

namespace cisterna::circulation {
namespace {

const TreeParameters& numbers() {
  static const TreeParameters p = tree_parameters(shipped_parameters());
  return p;
}
HeartSide left_side() {
  return {kLeftAtrium,
          kLeftVentricle,
          way_between(kLeftAtrium, kLeftVentricle),
          way_between(kLeftVentricle, kAscendingAorta),
          vessels_beside(kLeftAtrium, numbers(), {}),
          vessels_beside(kLeftVentricle, numbers(), {})};
}
constexpr Reach kElastance{0.8, 1.2}, kLength{0.55, 1.15};
const AveragedHeart& made() {
  static const AveragedHeart heart(numbers(), {}, kElastance, kElastance, kLength);
  return heart;
}
constexpr double kPeriod = 0.85;
constexpr std::size_t kManySteps = 2048;

TEST(IsolatedBeat, vessels_before_and_behind_are_those_of_the_tree) {
  const HeartSide side = left_side();
  EXPECT_EQ(side.before.store, (std::vector<std::size_t>{kLungVein, kLungArtery}));
  EXPECT_EQ(side.behind.size(), static_cast<std::size_t>(kHeadVein));  // all arteries
  const VesselNetwork veins = vessels_beside(kRightAtrium, numbers(), {});
  EXPECT_EQ(veins.size(), static_cast<std::size_t>(kLungArtery - kHeadVein));
  const auto cava = way_between(kAbdominalVein, kLowerCava);
  const VesselNetwork above = vessels_beside(kRightAtrium, numbers(), {}, cava);
  EXPECT_EQ(above.place(kAbdominalVein), above.size());
  EXPECT_LT(above.place(kLowerCava), above.size());
}

TEST(IsolatedBeat, twice_the_volume_under_twice_the_pressure_gives_twice_the_flow) {
  const HeartSide side = left_side();
  IsolatedBeat one(numbers(), side, kPeriod, 64), other(numbers(), side, kPeriod, 64);
  const Beat a = one.solve(110 * kMl, 95 * kMmHg, 1, {}),
             b = other.solve(220 * kMl, 190 * kMmHg, 1, {});
  ASSERT_TRUE(a.repeats && b.repeats);
  EXPECT_NEAR(b.flow, 2 * a.flow, 1e-4 * b.flow);
  EXPECT_NEAR(b.atrium, 2 * a.atrium, 1e-4 * b.atrium);
  EXPECT_NEAR(a.flow / kMl, 90, 10);  // as in the tree at rest
}

TEST(IsolatedBeat, holds_the_volume_it_was_given_and_repeats) {
  const HeartSide side = left_side();
  IsolatedBeat beat(numbers(), side, kPeriod, 64);
  for (const double volume : {20.0, 60.0, 110.0, 200.0}) {
    const Beat b = beat.solve(volume * kMl, 95 * kMmHg, 1, {});
    EXPECT_TRUE(b.repeats) << volume;
    EXPECT_LT(b.beats, 60) << volume;
    EXPECT_NEAR(b.volume, volume * kMl, 1e-3 * volume * kMl);
  }
}

TEST(IsolatedBeat, error_falls_with_the_square_of_the_step) {
  const HeartSide side = left_side();
  const auto flow = [&](std::size_t steps) {
    IsolatedBeat beat(numbers(), side, kPeriod, steps);
    return beat.solve(110 * kMl, 95 * kMmHg, 1, {}).flow;
  };
  const double exact = flow(kManySteps);
  EXPECT_NEAR(flow(32), exact, 1e-2 * exact);
  EXPECT_NEAR(flow(64), exact, 2.5e-3 * exact);
  EXPECT_NEAR(flow(256), exact,
              2e-4 * exact);  // a valve falls anywhere within a step: no clean order
}

TEST(IsolatedBeat, harder_ventricle_and_lower_pressure_give_more) {
  const HeartSide side = left_side();
  IsolatedBeat beat(numbers(), side, kPeriod, 64);
  const double flow = beat.solve(110 * kMl, 95 * kMmHg, 1, {}).flow;
  EXPECT_GT(beat.solve(110 * kMl, 95 * kMmHg, 1.2, {}).flow, 1.05 * flow);
  EXPECT_GT(beat.solve(110 * kMl, 80 * kMmHg, 1, {}).flow, 1.05 * flow);
  EXPECT_EQ(beat.solve(20 * kMl, 95 * kMmHg, 1, {}).flow, 0);  // too little to open the valve
}

// The table against beats solved at places that are no nodes, with many more steps.
TEST(AveragedHeart, table_gives_what_a_beat_gives) {
  const AveragedHeart& heart = made();
  EXPECT_TRUE(heart.complete());
  const HeartSide side{kRightAtrium,
                       kRightVentricle,
                       way_between(kRightAtrium, kRightVentricle),
                       way_between(kRightVentricle, kLungArtery),
                       vessels_beside(kRightAtrium, numbers(), {}),
                       vessels_beside(kRightVentricle, numbers(), {})};
  std::mt19937 random(1);
  std::uniform_real_distribution<double> e(0.82, 1.18), t(0.57, 1.1), v(40, 120), p(18, 35);
  for (int k = 0; k < 25; ++k) {
    const double volume = v(random) * kMl, outlet = p(random) * kMmHg, hard = e(random),
                 T = t(random);
    IsolatedBeat beat(numbers(), side, T, 512);
    const Beat b = beat.solve(volume, outlet, hard, {});
    const auto r = heart.right(volume, outlet, hard, T, 100 * kMmHg);  // all veins open
    const double scale = std::max(b.flow, 20 * kMl);
    EXPECT_NEAR(r.flow, b.flow, 1e-2 * scale) << k;
    EXPECT_NEAR(r.atrium, b.atrium, 0.1 * kMmHg) << k;
    EXPECT_NEAR(r.filling, b.filling, 0.5 * kMl) << k;
  }
}

TEST(AveragedHeart, knows_nothing_beyond_its_table) {
  const AveragedHeart& heart = made();
  EXPECT_TRUE(std::isfinite(heart.left(110 * kMl, 95 * kMmHg, 1.0, kPeriod).flow));
  EXPECT_TRUE(std::isnan(heart.left(-1 * kMl, 95 * kMmHg, 1.0, kPeriod).flow));
  EXPECT_TRUE(std::isnan(heart.left(110 * kMl, -95 * kMmHg, 1.0, kPeriod).filling));
  EXPECT_TRUE(std::isnan(heart.left(110 * kMl, 95 * kMmHg, 1.3, kPeriod).atrium));
  EXPECT_TRUE(std::isnan(heart.left(110 * kMl, 95 * kMmHg, 1.0, 1.2).ventricle));
}

TEST(AveragedHeart, slopes_are_those_of_its_values) {
  using D = Dual<double, 4>;
  const AveragedHeart& heart = made();
  const std::array<double, 4> at{110 * kMl, 95 * kMmHg, 1.03, kPeriod};
  const auto r = heart.left(D::variable(at[0], 0), D::variable(at[1], 1), D::variable(at[2], 2),
                            D::variable(at[3], 3));
  for (std::size_t k = 0; k < at.size(); ++k) {
    auto up = at, down = at;
    const double h = 1e-5 * at[k];
    up[k] += h, down[k] -= h;
    const double slope = (heart.left(up[0], up[1], up[2], up[3]).flow -
                          heart.left(down[0], down[1], down[2], down[3]).flow) /
                         (2 * h);
    EXPECT_NEAR(r.flow.d[k], slope, 1e-4 * std::abs(r.flow.v / at[k])) << k;
  }
}

// A mean over a sawtooth, by its closed form and by sums.
TEST(AveragedHeart, mean_over_a_swing_is_that_of_a_sawtooth) {
  const double swing = 30;
  EXPECT_NEAR(swing_of(1.0), std::sqrt(12.0), 1e-15);
  for (const double mean : {-40.0, -14.0, -3.0, 0.0, 8.0, 50.0}) {
    double sum = 0, share = 0;
    const int n = 20000;
    for (int k = 0; k < n; ++k) {
      const double p = mean + swing * ((k + 0.5) / n - 0.5);
      sum += std::max(0.0, p) / n, share += (p > 0 ? 1.0 : 0.0) / n;
    }
    EXPECT_NEAR(mean_above(mean, swing), sum, 1e-6 * swing);
    EXPECT_NEAR(share_above(mean, swing), share, 1e-4);
  }
}

}  // namespace
}  // namespace cisterna::circulation
