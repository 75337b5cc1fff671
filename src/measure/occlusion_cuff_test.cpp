// An occlusion cuff on films that are known.
#include "measure/occlusion_cuff.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "body/limb/chain.hpp"

namespace cisterna {
namespace {

constexpr double kMmHg = 133.322387415;

// Two superficial vessels of five lymphangions side by side and a deep one, in three rings of a patch each.
Limb three_vessels() {
  Limb limb;
  limb.network = make_human_chain({}, 15, 0.01, 4e-4, 1e-3, 1e-11, 1e-16, 0, 0);
  limb.vessels = {{.name = "a", .first = 0, .size = 5},
                  {.name = "b", .first = 5, .size = 5},
                  {.name = "deep", .deep = true, .first = 10, .size = 5}};
  for (int v = 0; v < 3; ++v)
    for (int i = 0; i < 5; ++i) limb.lymphangion_s.push_back((i + 0.5) * 0.01);
  limb.region_starts = {0, 0.01}, limb.region_ends = {0.01, 0.03};
  limb.length = 0.05;
  for (const double s : {0.005, 0.02, 0.04})
    limb.patches.push_back({.s = s, .length = s == 0.005 ? 0.01 : 0.02});
  return limb;
}

class Untouched : public Surroundings {
 public:
  double next_breakpoint(double) const override { return std::numeric_limits<double>::infinity(); }
  bool touching(double) const override { return false; }
  void loads(double, DepthLoads) const override { ADD_FAILURE() << "nothing touches"; }
  double elevation(double) const override { return 0; }
  double skin_temperature(double) const override { return 306.15; }
};

// Plays films instead of running: pressures in lymphangions 1 and (half as high again) 6 follow `pressure`; both beat once in
// ten pictures, by a quarter of their width or not at all; flow out of those before them falls with what presses on the middle patch.
class Played : public RunningLimb {
 public:
  std::function<double(double)> pressure = [](double) { return 0.0; };
  std::function<double(double)> flow_under = [](double) { return 1.0; };
  bool beats = true;

  double time() const override { return now_; }
  const Surroundings& around() const override { return *around_; }
  void surround(const Surroundings& around) override { around_ = &around; }
  VesselRecording pass(double duration) override {
    now_ += duration;
    return {};
  }
  VesselRecording film(double duration, double step) override {
    VesselRecording r;
    r.step = step;
    r.pressure.resize(15), r.diameter.resize(15), r.flow.resize(20);
    for (long k = 1; k <= std::lround(duration / step); ++k) {
      now_ += step;
      const double p = pressure(now_), q = flow_under(pressed());
      for (const std::size_t i : {1u, 6u}) {
        r.pressure[i].push_back(static_cast<float>(i == 1 ? p : 1.5 * p));
        r.diameter[i].push_back(beats && k % 10 == 0 ? 3e-4F : 4e-4F);
        const int before = static_cast<int>(i) - 1;  // the last that the ring does not cover
        r.flow[static_cast<std::size_t>(valve_out_of(limb_.network, before))].push_back(
            static_cast<float>(q));
      }
    }
    return r;
  }

 private:
  double pressed() const {
    if (!around_->touching(now_)) return 0;
    std::vector<double> skin(3), collector, muscle(3), traction(3), within(6);
    around_->loads(now_, {skin, collector, muscle, traction, within});
    EXPECT_EQ(skin[0] + skin[2], 0) << "beside the cuff";
    EXPECT_EQ(skin[1], muscle[1]);
    return skin[1];
  }
  Limb limb_ = three_vessels();
  Untouched untouched_;
  const Surroundings* around_ = &untouched_;
  double now_ = 0;
};

constexpr double kLevel = 6000;
const double kBuilt = kLevel * (1 - std::exp(-1200.0 / 600));
double rising(double t) { return kLevel * (1 - std::exp(-t / 600)); }
const std::vector<int> kBelow{1, 6};

TEST(OcclusionCuff, closes_superficial_vessels_where_it_lies_and_nothing_else) {
  const Limb limb = three_vessels();
  const std::vector<int> last = last_below(limb, 0.02);
  EXPECT_EQ(last, kBelow);
  EXPECT_TRUE(last_below(limb, 0.2).empty());
  EXPECT_TRUE(last_below(limb, 0.02, 1).empty()) << "of another member";
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
  Played run;
  run.pressure = rising;
  EXPECT_NEAR(pumping_pressure(run, kBelow, kBelow).value, 1.25 * kBuilt,
              1e-6 * kBuilt);  // films are kept in single precision
  EXPECT_NEAR(run.time(), 1200, 1e-6) << "nothing is run after the build-up";
  Played again;
  again.pressure = rising;
  const double plateau = pumping_pressure_plateau(again, kBelow, kBelow).value;
  EXPECT_NEAR(plateau, 1.25 * kLevel, 0.05 * 1.25 * kLevel);
  EXPECT_LT(plateau, 1.25 * kLevel);
}

TEST(OcclusionCuff, lies_on_the_second_region_and_runs_the_network_closed_there) {
  const Limb limb = three_vessels();
  const auto run = [&](const Limb& built) -> std::unique_ptr<RunningLimb> {
    for (std::size_t e = 0; e < built.network.valves(); ++e)
      EXPECT_EQ(built.network.valve_open[e] < 1e-6 * limb.network.valve_open[e],
                built.network.valve_from[e] == 1 || built.network.valve_from[e] == 6);
    auto played = std::make_unique<Played>();
    played->pressure = rising;
    return played;
  };
  EXPECT_NEAR(pumping_pressure_at_cuff(limb, 0, run).value, 1.25 * kBuilt, 1e-6 * kBuilt);
  EXPECT_NEAR(plateau_at_cuff(limb, 0, run).value, 1.25 * kLevel, 0.05 * 1.25 * kLevel);
}

TEST(OcclusionCuff, says_why_it_finds_nothing) {
  Played run;
  run.pressure = [](double t) { return std::exp(t / 3600); };
  const Finding rises = pumping_pressure_plateau(run, kBelow, kBelow);
  EXPECT_TRUE(std::isnan(rises.value));
  EXPECT_EQ(rises.words, "no plateau in three hours");
  Played still;
  still.beats = false;
  for (const auto procedure : {pumping_pressure, pumping_pressure_plateau}) {
    const Finding none = procedure(still, kBelow, kBelow);
    EXPECT_TRUE(std::isnan(none.value));
    EXPECT_NE(none.words.find("contracts"), std::string::npos) << none.words;
    EXPECT_NE(procedure(still, {}, kBelow).words.find("no superficial collector passes"),
              std::string::npos);
  }
}

// Flow that falls in proportion to the pressure stops, but for two per cent, at 0.98 of the pressure that ends it.
TEST(OcclusionCuff, flow_stops_between_two_steps_of_its_pressure) {
  const Limb limb = three_vessels();
  constexpr double kEnds = 60 * kMmHg;
  const auto of = [&](double least) {
    return occlusion_pressure(limb, 0, [&](const Limb&) -> std::unique_ptr<RunningLimb> {
      auto played = std::make_unique<Played>();
      played->flow_under = [least](double p) { return 1e-10 * std::max(least, 1 - p / kEnds); };
      return played;
    });
  };
  const Finding stopped = of(0);
  EXPECT_NEAR(stopped.value, 0.98 * kEnds, 1e-5 * kEnds) << stopped.words;
  EXPECT_NE(stopped.words.find("30: 0.50"), std::string::npos) << stopped.words;
  const Finding leaks = of(0.03);
  EXPECT_TRUE(std::isnan(leaks.value));
  EXPECT_NE(leaks.words.find("flow never stopped"), std::string::npos) << leaks.words;
}

}  // namespace
}  // namespace cisterna
