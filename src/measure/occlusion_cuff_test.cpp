// An occlusion cuff on films that are known.
#include "measure/occlusion_cuff.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "body/limb/chain.hpp"

namespace cisterna {
namespace {

// Two superficial vessels of five lymphangions side by side and a deep one.
Limb three_vessels() {
  Limb limb;
  limb.network = make_human_chain({}, 15, 0.01, 4e-4, 1e-3, 1e-11, 1e-16, 0, 0);
  limb.vessels = {{.name = "a", .first = 0, .size = 5},
                  {.name = "b", .first = 5, .size = 5},
                  {.name = "deep", .deep = true, .first = 10, .size = 5}};
  for (int v = 0; v < 3; ++v)
    for (int i = 0; i < 5; ++i) limb.lymphangion_s.push_back((i + 0.5) * 0.01);
  return limb;
}

// Pressures below the cuff rise towards `level`; lymphangion 6 stands half as high again as lymphangion 1.
VesselRecording film(double begin, double duration, double step, double level) {
  VesselRecording r;
  r.step = step;
  r.pressure.resize(15);
  for (double t = begin + step; t < begin + duration + 0.5 * step; t += step) {
    const auto p = static_cast<float>(level * (1 - std::exp(-t / 600)));
    r.pressure[1].push_back(p), r.pressure[6].push_back(1.5F * p);
  }
  return r;
}

TEST(OcclusionCuff, closes_superficial_vessels_where_it_lies_and_nothing_else) {
  const Limb limb = three_vessels();
  const std::vector<int> last = last_below(limb, 0.02);
  EXPECT_EQ(last, (std::vector<int>{1, 6}));
  EXPECT_TRUE(last_below(limb, 0.2).empty());
  const LymphNetwork closed = closed_at(limb.network, last);
  for (std::size_t e = 0; e < closed.valves(); ++e) {
    const bool shut = closed.valve_from[e] == 1 || closed.valve_from[e] == 6;
    EXPECT_EQ(closed.valve_open[e] < 1e-6 * limb.network.valve_open[e], shut) << e;
    if (!shut) {
      EXPECT_EQ(closed.valve_closed[e], limb.network.valve_closed[e]) << e;
    }
  }
}

TEST(OcclusionCuff, reads_the_highest_pressure_of_the_build_up_and_the_plateau_after_it) {
  double now = 0;
  const auto run = [&](double duration, double step) {
    const VesselRecording r = film(now, duration, step, 6000);
    now += duration;
    return r;
  };
  const PumpingPressure found = pumping_pressure(run, {1, 6});
  const double built = 6000 * (1 - std::exp(-1200.0 / 600));
  EXPECT_NEAR(found.systolic, 1.25 * built, 1e-6 * built);  // films are kept in single precision
  EXPECT_NEAR(found.plateau, 1.25 * 6000, 0.05 * 1.25 * 6000);
  EXPECT_LT(found.plateau, 1.25 * 6000);
}

TEST(OcclusionCuff, lies_on_the_second_region_and_runs_the_network_closed_there) {
  Limb limb = three_vessels();
  limb.region_starts = {0, 0.01}, limb.region_ends = {0.01, 0.03};
  double now = 0;
  const auto run = [&](const LymphNetwork& network) -> Film {
    now = 0;
    for (std::size_t e = 0; e < network.valves(); ++e)
      EXPECT_EQ(network.valve_open[e] < 1e-6 * limb.network.valve_open[e],
                network.valve_from[e] == 1 || network.valve_from[e] == 6);
    return [&](double duration, double step) {
      const VesselRecording r = film(now, duration, step, 6000);
      now += duration;
      return r;
    };
  };
  const double built = 6000 * (1 - std::exp(-1200.0 / 600));
  EXPECT_NEAR(pumping_pressure_at_cuff(limb, run), 1.25 * built, 1e-6 * built);
  EXPECT_EQ(now, 1200);  // nothing is run after the build-up
  EXPECT_NEAR(plateau_at_cuff(limb, run), 1.25 * 6000, 0.05 * 1.25 * 6000);
}

TEST(OcclusionCuff, has_no_plateau_where_the_pressure_goes_on_rising) {
  double now = 0;
  const auto run = [&](double duration, double step) {
    VesselRecording r = film(now, duration, step, 0);
    for (float& p : r.pressure[1]) p = static_cast<float>(std::exp((now += step) / 3600));
    r.pressure[6] = r.pressure[1];
    return r;
  };
  EXPECT_TRUE(std::isnan(pumping_pressure(run, {1, 6}).plateau));
}

}  // namespace
}  // namespace cisterna
