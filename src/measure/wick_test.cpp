// A wick in pressures whose answer is known.
#include "measure/wick.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace cisterna {
namespace {

constexpr double kRounding = 1e-12;  // relative

TEST(Wick, reads_nothing_before_it_looks) { EXPECT_TRUE(std::isnan(Wick().reading())); }

// rho g h of a column at rest, at ten depths.
TEST(Wick, reads_a_still_column_exactly_at_every_depth) {
  for (int depth = 0; depth < 10; ++depth) {
    const double weight = 1000 * 9.80665 * 0.1 * depth;
    Wick wick;
    for (int k = 0; k < 500; ++k) wick.look(k, weight);
    EXPECT_NEAR(wick.reading(), weight, kRounding * weight) << depth;
  }
}

TEST(Wick, has_followed_a_step_by_63_per_cent_after_its_response_time) {
  Wick wick(60);
  wick.look(0, 0);
  wick.look(0, 1000);  // at once
  wick.look(60, 1000);
  EXPECT_NEAR(wick.reading(), 1000 * (1 - std::exp(-1.0)), kRounding * 1000);
}

TEST(Wick, lags_a_steady_rise_by_its_response_time) {
  Wick wick(60);
  for (int k = 0; k <= 3600; ++k) wick.look(k, 2.0 * k);
  EXPECT_NEAR(wick.reading(), 2.0 * (3600 - 60), kRounding * 7200);
}

TEST(Wick, looking_more_often_changes_nothing) {
  Wick seldom(60), often(60);
  for (int k = 0; k <= 30; ++k) seldom.look(10.0 * k, 3.0 * 10 * k);
  for (int k = 0; k <= 3000; ++k) often.look(0.1 * k, 3.0 * 0.1 * k);
  EXPECT_NEAR(seldom.reading(), often.reading(), kRounding * 1e3 * seldom.reading());
}

// A step at once: what is left of it decays by exp(-span k/k_0/t_0) over each stretch of constant conductivity.
TEST(Wick, follows_quicker_where_tissue_conducts_more) {
  const double kStep = 1000;
  double left = kStep;
  Wick wick(60);
  wick.look(0, 0, 1);
  wick.look(0, kStep, 1);
  double t = 0;
  for (const double conductivity : {1.0, 4.0, 0.5}) {
    wick.look(t, kStep, conductivity);
    for (int k = 0; k < 30; ++k) wick.look(++t, kStep, conductivity);
    left *= std::exp(-30 * conductivity / 60);
    EXPECT_NEAR(wick.reading(), kStep - left, kRounding * 1e2 * kStep) << conductivity;
  }
}

TEST(Wick, in_tissue_at_rest_needs_its_minute_and_in_swollen_tissue_less) {
  TissueModel tissue;
  tissue.skin.corner = 0.1, tissue.skin.conductivity_gain = 10;
  EXPECT_EQ(relative_conductivity(tissue, 0, 1.0), 1);
  double before = relative_conductivity(tissue, 0, 0.5);
  EXPECT_GT(before, 0);
  for (const double volume : {0.9, 1.1, 1.5, 3.0}) {
    const double now = relative_conductivity(tissue, 0, volume);
    EXPECT_GT(now, before) << volume;
    before = now;
  }
  // Far above rest the bracket of (4) of interstitium.hpp is 1 + e (v - 1), at rest 1 + e d/2.
  EXPECT_NEAR(before, (1 + 10 * 2.0) / (1 + 10 * 0.05), 0.01);
  // A member with a law of its own.
  tissue.spans.resize(1);
  tissue.spans[0].first = 4, tissue.spans[0].end = 8;
  tissue.spans[0].skin.corner = 0.1, tissue.spans[0].skin.conductivity_gain = 0;
  EXPECT_EQ(relative_conductivity(tissue, 5, 3.0), 1);
  EXPECT_EQ(relative_conductivity(tissue, 3, 3.0), before);
}

TEST(Wick, several_are_averaged_by_the_fluid_around_them) {
  const std::vector<double> readings{100, 200, 900}, fluid{3, 1, 7};
  EXPECT_DOUBLE_EQ(wick_mean(readings, fluid, [](std::size_t i) { return i < 2; }), 125);
  EXPECT_TRUE(std::isnan(wick_mean(readings, fluid, [](std::size_t) { return false; })));
}

}  // namespace
}  // namespace cisterna
