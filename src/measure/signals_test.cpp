#include "measure/signals.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace cisterna {
namespace {

constexpr double kStep = 0.1;

// `count` twitches of 7 s, one every `period`, each a raised cosine of height -1 on 10.
std::vector<double> twitches(int count, double period) {
  std::vector<double> values;
  for (double t = 0; t < count * period; t += kStep) {
    const double phase = std::fmod(t, period) - 0.5 * (period - 7);
    const bool on = phase > 0 && phase < 7;
    values.push_back(10 - (on ? 0.5 * (1 - std::cos(2 * std::numbers::pi * phase / 7)) : 0));
  }
  return values;
}

TEST(Signals, every_twitch_is_one_contraction) {
  EXPECT_EQ(contractions(twitches(9, 60)).size(), 9u);
  EXPECT_EQ(contractions(twitches(1, 60)).size(), 1u);
}

TEST(Signals, contraction_goes_from_the_resting_to_the_least_diameter) {
  for (const Contraction& c : contractions(twitches(4, 60))) {
    EXPECT_NEAR(c.diastolic, 10, 1e-12);
    EXPECT_NEAR(c.systolic, 9, kStep * kStep);  // a sample lies within half a step of the end
  }
}

TEST(Signals, contraction_cut_by_the_end_of_the_film_counts_as_far_as_it_is_seen) {
  auto values = twitches(2, 60);
  values.resize(values.size() - 305);  // 3 s into the second twitch of 7 s
  const auto found = contractions(values);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_DOUBLE_EQ(found.back().systolic, values.back());
}

TEST(Signals, ripple_is_no_contraction) {
  auto values = twitches(9, 60);
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] += 0.2 * std::sin(0.9 * static_cast<double>(i));
  EXPECT_EQ(contractions(values).size(), 9u);
}

TEST(Signals, resting_vessel_does_not_contract) {
  EXPECT_TRUE(contractions(std::vector<double>(100, 3.0)).empty());
  EXPECT_TRUE(contractions(std::vector<double>{}).empty());
}

TEST(Signals, pulses_have_height_floor_and_duration) {
  auto values = twitches(5, 60);
  for (double& value : values) value = 20 * (10 - value) + 3;
  const auto found = pulses(values, kStep, 1);
  ASSERT_EQ(found.size(), 3u);  // the first and the last may be cut
  // A raised cosine of 7 s is above a tenth of its height for 7 (1 - 2 acos(0.8)/(2 pi)) s.
  const double expected = 7 * (1 - std::acos(0.8) / std::numbers::pi);
  for (const Pulse& pulse : found) {
    EXPECT_NEAR(pulse.peak, 23, 20 * kStep * kStep);
    EXPECT_NEAR(pulse.floor, 3, 1e-9);
    EXPECT_NEAR(pulse.duration, expected, 2 * kStep);
  }
}

TEST(Signals, steady_tube_carries_tracer_at_its_speed) {
  TubeRow row{.length = {0.1, 0.1}, .area = {}, .flow = {}, .step = kStep};
  row.area.assign(2, std::vector<float>(500, 1e-7F));
  row.flow.assign(3, std::vector<float>(500, 1e-9F));
  EXPECT_NEAR(tracer_speed(row), 0.01, 1e-8);
}

TEST(Signals, waiting_between_packets_does_not_slow_the_tracer) {
  TubeRow row{.length = {0.1, 0.1}, .area = {}, .flow = {}, .step = kStep};
  row.area.assign(2, std::vector<float>(1000, 1e-7F));
  row.flow.resize(3);
  for (int i = 0; i < 1000; ++i) {
    const float flow = i % 100 < 30 ? 1e-9F : 0.0F;  // 3 s in every 10 s
    for (auto& end : row.flow) end.push_back(flow);
  }
  EXPECT_NEAR(tracer_speed(row), 0.01, 1e-8);
}

TEST(Signals, jet_of_a_moment_is_no_packet) {
  TubeRow row{.length = {0.1, 0.1}, .area = {}, .flow = {}, .step = kStep};
  row.area.assign(2, std::vector<float>(1000, 1e-7F));
  row.flow.resize(3);
  for (int i = 0; i < 1000; ++i) {
    const float flow = i % 100 == 0 ? 1e-9F : 0.0F;  // a millimetre at a time
    for (auto& end : row.flow) end.push_back(flow);
  }
  EXPECT_TRUE(std::isnan(tracer_speed(row)));
}

TEST(Signals, tracer_that_only_goes_back_has_no_speed) {
  TubeRow row{.length = {0.1}, .area = {}, .flow = {}, .step = kStep};
  row.area.assign(1, std::vector<float>(100, 1e-7F));
  row.flow.assign(2, std::vector<float>(100, -1e-9F));
  EXPECT_TRUE(std::isnan(tracer_speed(row)));
}

}  // namespace
}  // namespace cisterna
