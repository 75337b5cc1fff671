#include "measure/comparison.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace cisterna {
namespace {

constexpr double kRoundOff = 16 * std::numeric_limits<double>::epsilon();

RunResult run(const std::string& protocol, unsigned sample, double flow, double end = 30) {
  RunResult r;
  r.protocol = protocol;
  r.sample = sample;
  for (double t = 0; t <= end; t += 10) {
    r.time.push_back(t);
    r.outlet_flow.push_back(flow);
  }
  r.stop_time = end;
  r.drained_volume = flow * end;
  r.patch_uptake_total = {flow, 2 * flow};
  return r;
}

StudyResult study() {
  StudyResult s;
  s.protocols = {"rest", "massage"};
  s.samples = 2;
  s.geometry.patch_s = {0.1, 0.2};
  s.runs = {run("rest", 0, 1),    run("rest", 1, 2),    run("rest", 2, 10),
            run("massage", 0, 2), run("massage", 1, 3), run("massage", 2, 11)};
  return s;
}

TEST(Comparison, contrast_is_paired_by_sample) {
  const Contrast c = contrast_of(study(), 1, [](const RunResult& r) { return r.outlet_flow[0]; });
  EXPECT_EQ(c.value.central, 2);
  EXPECT_EQ(c.difference.low, 1);
  EXPECT_EQ(c.difference.high, 1);
  EXPECT_EQ(c.ratio.central, 2);
}

TEST(Comparison, control_against_itself_shows_no_change) {
  const Contrast c = drained_volume_contrast(study(), 0);
  EXPECT_EQ(c.difference.central, 0);
  EXPECT_EQ(c.ratio.low, 1);
  EXPECT_EQ(c.ratio.high, 1);
}

TEST(Comparison, sessions_of_unequal_length_are_compared_over_the_shared_time) {
  StudyResult s = study();
  s.runs[3] = run("massage", 0, 2, 60);
  const Contrast c = drained_volume_contrast(s, 1);
  EXPECT_EQ(c.compared_over, 30);
  EXPECT_NEAR(c.value.central, 60, 60 * kRoundOff);
  EXPECT_NEAR(c.ratio.central, 2, 2 * kRoundOff);
}

TEST(Comparison, drained_until_stops_inside_an_interval) {
  EXPECT_NEAR(drained_until(run("rest", 0, 3), 15), 45, 45 * kRoundOff);
  EXPECT_EQ(drained_until(run("rest", 0, 3), 0), 0);
}

TEST(Comparison, unfinished_samples_do_not_enter_intervals) {
  StudyResult s = study();
  s.runs[5].stop = StopReason::step_too_small;
  const Contrast c = drained_volume_contrast(s, 1);
  EXPECT_EQ(c.difference.count, 1u);
}

TEST(Comparison, runs_missing_from_an_interrupted_study_are_unknown) {
  StudyResult s = study();
  s.runs.resize(3);
  EXPECT_EQ(run_of(s, 1, 0), nullptr);
  EXPECT_FALSE(drained_volume_contrast(s, 1).value.known());
  EXPECT_TRUE(band_of(s, 1, [](const RunResult& r) { return r.outlet_flow; }).time.empty());
}

TEST(Comparison, a_run_without_a_start_is_unknown_not_zero) {
  StudyResult s = study();
  s.runs[3].stop = StopReason::start_not_found;
  EXPECT_EQ(central_run(s, 1), nullptr);
  EXPECT_FALSE(drained_volume_contrast(s, 1).value.known());
  EXPECT_FALSE(value_of(s, 1, [](const RunResult& r) { return r.drained_volume; }).known());
}

TEST(Comparison, two_protocols_of_one_name_are_told_apart) {
  StudyResult s = study();
  s.protocols = {"rest", "rest"};
  for (std::size_t i = 3; i < 6; ++i) s.runs[i].protocol = "rest";
  EXPECT_EQ(run_of(s, 1, 0)->outlet_flow[0], 2);
}

TEST(Comparison, difference_band_uses_pairs) {
  const Band band = difference_band(study(), 1, [](const RunResult& r) { return r.outlet_flow; });
  ASSERT_EQ(band.time.size(), 4u);
  EXPECT_EQ(band.central[2], 1);
  EXPECT_EQ(band.low[2], 1);
  EXPECT_EQ(band.high[2], 1);
}

// Their output intervals differ too: a control of 90 s in steps of 15 beside a session of 60 s in steps of 10.
TEST(Comparison, difference_of_sessions_of_unequal_length_is_drawn_over_the_time_they_share) {
  const auto steady = [](const std::string& protocol, unsigned sample, double flow, double step,
                         double end) {
    RunResult r = run(protocol, sample, flow, 0);
    r.time.clear(), r.outlet_flow.clear();
    for (double t = 0; t <= end; t += step) r.time.push_back(t), r.outlet_flow.push_back(flow);
    return r;
  };
  const Curve drained = [](const RunResult& r) { return accumulated(r.time, r.outlet_flow); };
  StudyResult s = study();
  for (unsigned k = 0; k < 3; ++k) {
    s.runs[k] = steady("rest", k, 1 + k, 15, 90);
    s.runs[3 + k] = steady("massage", k, 3 + k, 10, 60);
  }
  const Band shorter = difference_band(s, 1, drained);
  ASSERT_EQ(shorter.time.size(), 7u);
  for (std::size_t i = 0; i < 7; ++i) {
    EXPECT_NEAR(shorter.central[i], 2 * 10.0 * i, 120 * kRoundOff) << i;
    EXPECT_NEAR(shorter.high[i], 2 * 10.0 * i, 120 * kRoundOff) << i;
  }
  std::swap(s.protocols[0], s.protocols[1]),
      std::rotate(s.runs.begin(), s.runs.begin() + 3, s.runs.end());
  const Band longer = difference_band(s, 1, drained);
  EXPECT_EQ(longer.time, (std::vector<double>{0, 15, 30, 45, 60}));
  EXPECT_NEAR(longer.central.back(), -2 * 60.0, 120 * kRoundOff);
}

TEST(Comparison, accumulated_volume_ends_at_the_drained_volume) {
  const RunResult r = run("rest", 0, 3);
  EXPECT_NEAR(accumulated(r.time, r.outlet_flow).back(), r.drained_volume,
              r.drained_volume * kRoundOff);
}

TEST(Comparison, running_mean_keeps_a_slope_and_the_volume_and_levels_beats) {
  std::vector<double> time, straight, beating;
  for (int i = 0; i <= 120; ++i) {
    time.push_back(10.0 * i);
    straight.push_back(3 + 0.5 * (i - 0.5));  // means over the intervals of 3 + 0.05 t
    beating.push_back(i % 3 == 0 ? 9 : 0);    // one beat in three intervals
  }
  constexpr double kWindow = 300;
  const std::vector<double> slope = running_mean(time, straight, kWindow);
  const std::vector<double> level = running_mean(time, beating, kWindow);
  ASSERT_EQ(level.size(), time.size());
  for (std::size_t i = 15; i + 15 < time.size(); ++i) {
    EXPECT_NEAR(slope[i], 3 + 0.05 * time[i], 100 * kRoundOff * slope[i]) << i;
    EXPECT_NEAR(level[i], 3, 100 * kRoundOff) << i;  // 30 intervals hold ten beats
  }
  // At the ends what there is of the window.
  EXPECT_NEAR(slope.front(), 3 + 0.05 * 75, 100 * kRoundOff * slope.front());
  EXPECT_NEAR(slope.back(), 3 + 0.05 * (1200 - 75), 100 * kRoundOff * slope.back());
}

// What was unknown at rest stays out of it; where a window ends within an interval, that counts by its part.
TEST(Comparison, running_mean_cuts_intervals_and_needs_no_first_value) {
  const std::vector<double> time{0, 10, 20, 30}, flow{std::nan(""), 1, 2, 6};
  const std::vector<double> mean = running_mean(time, flow, 10);
  EXPECT_NEAR(mean[0], 1, kRoundOff);
  EXPECT_NEAR(mean[1], 1.5, 8 * kRoundOff);
  EXPECT_NEAR(mean[2], 4, 8 * kRoundOff);
  EXPECT_NEAR(mean[3], 6, 16 * kRoundOff);
}

TEST(Comparison, raggedness_is_that_of_beats_and_not_of_a_slope) {
  EXPECT_EQ(raggedness(std::vector<double>{1, 2, 3, 4, 5}), 0);
  EXPECT_EQ(raggedness(std::vector<double>{0, 2, 0, 2, 0}), 1.5);
  EXPECT_EQ(raggedness(std::vector<double>{std::nan(""), 2}), 0);
}

TEST(Comparison, patches_are_compared_one_by_one) {
  const auto patches = patch_contrasts(
      study(), 1, [](const RunResult& r, std::size_t p) { return r.patch_uptake_total[p]; });
  ASSERT_EQ(patches.size(), 2u);
  EXPECT_EQ(patches[1].value.central, 4);
  EXPECT_EQ(patches[1].ratio.central, 2);
}

}  // namespace
}  // namespace cisterna
