#include "measure/near_infrared.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "body/limb/chain.hpp"
#include "measure/readings.hpp"

namespace cisterna {
namespace {

constexpr double kLength = 0.01, kWide = 4e-4, kNarrow = 3e-4;  // [m]
constexpr int kPeriod = 100, kTwitch = 15, kPeriods = 10;       // [pictures]
constexpr int kBegin = 42;       // whole looks of the tracer before a twitch [pictures]
constexpr double kSpeed = 0.04;  // of the lumen while it flows: once through the vessel [m/s]
constexpr double kMmHg = 133.322387415;

// One superficial vessel of ten lymphangions beside a deep one of five.
Limb two_vessels() {
  Limb limb;
  limb.network = make_human_chain({}, 15, kLength, kWide, 1e-3, 1e-11, 1e-16, 0, 0);
  limb.vessels = {{.name = "seen", .deep = false, .first = 0, .size = 10},
                  {.name = "hidden", .deep = true, .first = 10, .size = 5}};
  for (int i = 0; i < 10; ++i) limb.lymphangion_s.push_back((i + 0.5) * kLength);
  for (int i = 0; i < 5; ++i) limb.lymphangion_s.push_back((i + 0.5) * kLength);
  limb.region_names = {"all"};
  limb.region_starts = {0}, limb.region_ends = {limb.length = 10 * kLength};
  return limb;
}

// Every lymphangion twitches together once a period, as far as `squeezed` leaves it; lymph runs at kSpeed in
// the twitch of the superficial vessel and stands in the deep one.
VesselRecording film(const Limb& limb) {
  VesselRecording r;
  r.step = kPicture;
  const auto n = limb.network.lymphangions;
  r.diameter.resize(n), r.pressure.resize(n), r.flow.resize(limb.network.valves());
  for (int k = 0; k < kPeriods * kPeriod; ++k) {
    const double x = (k % kPeriod - kBegin + 0.5) / kTwitch;
    const bool on = x > 0 && x < 1;
    const double shape = on ? 0.5 * (1 - std::cos(2 * std::numbers::pi * x)) : 0;
    const double d = kWide - shape * (kWide - kNarrow);
    const double flow = on ? kSpeed * std::numbers::pi / 4 * d * d : 0;
    for (std::size_t i = 0; i < n; ++i) {
      r.diameter[i].push_back(static_cast<float>(i < 10 ? d : kWide));
      r.pressure[i].push_back(static_cast<float>((i < 10 ? 2 + 10 * shape : 50) * kMmHg));
    }
    for (auto& through : r.flow) through.push_back(static_cast<float>(flow));
  }
  return r;
}

constexpr double kSingle = 1e-6;  // relative; films are kept in single precision

TEST(NearInfrared, sees_contractions_and_packets_of_the_superficial_vessels_only) {
  const Limb limb = two_vessels();
  const VesselFunction seen = vessel_functions(limb, film(limb)).whole;
  EXPECT_NEAR(seen.frequency, 1 / (kPeriod * kPicture), 1e-12);
  EXPECT_NEAR(seen.packet_velocity, kSpeed, kSingle * kSpeed);
  const double left = kNarrow / kWide;
  EXPECT_NEAR(seen.ejection_fraction, 1 - left * left, 4 * kSingle);
  EXPECT_NEAR(seen.systolic_pressure, 12 * kMmHg, kSingle * 12 * kMmHg);
  // A raised cosine is half its height in the mean.
  const double mean = (2 + 5.0 * kTwitch / kPeriod) * kMmHg;
  EXPECT_NEAR(seen.mean_pressure, mean, kSingle * mean);
}

TEST(NearInfrared, what_it_saw_in_one_part_is_not_told_of_another) {
  const Limb limb = two_vessels();
  const VesselRecording r = film(limb);
  NearInfrared imaging(limb, r);
  const LimbPart whole{0, limb.length}, single{0, kLength};  // a packet needs two lymphangions
  for (int turn = 0; turn < 2; ++turn) {
    EXPECT_NEAR(imaging.packet_velocity(whole), kSpeed, kSingle * kSpeed);
    EXPECT_TRUE(std::isnan(imaging.packet_velocity(single)));
    EXPECT_NEAR(imaging.frequency({0, 1}), 1 / (kPeriod * kPicture), 1e-12);
    EXPECT_EQ(imaging.frequency({12}), 0);
  }
}

TEST(NearInfrared, a_tracer_passes_at_the_mean_flow) {
  const Limb limb = two_vessels();
  const VesselRecording r = film(limb);
  double flow = 0, area = 0;
  for (std::size_t k = 0; k < r.samples(); ++k) {
    const double d = r.diameter[0][k];
    flow += r.flow[0][k];
    area += std::numbers::pi / 4 * d * d;
  }
  // The chain leads on through the five that stand open.
  const double open = std::numbers::pi / 4 * kWide * kWide * static_cast<double>(r.samples());
  const double expected = kLength * (10 * area + 5 * open) / flow;
  EXPECT_NEAR(NearInfrared(limb, r).transit_time(region_part(limb, 0)), expected,
              kSingle * expected);
}

TEST(NearInfrared, vessel_at_rest_has_no_contraction_no_packet_and_no_pulse) {
  const Limb limb = two_vessels();
  VesselRecording still = film(limb);
  const auto hold = [](std::vector<std::vector<float>>& signals, double value) {
    for (auto& one : signals) std::fill(one.begin(), one.end(), static_cast<float>(value));
  };
  hold(still.diameter, kWide), hold(still.pressure, 100), hold(still.flow, 0);
  const VesselFunction seen = vessel_functions(limb, still).whole;
  EXPECT_EQ(seen.frequency, 0);
  EXPECT_TRUE(std::isnan(seen.packet_velocity));
  EXPECT_TRUE(std::isnan(seen.ejection_fraction));
  EXPECT_TRUE(std::isnan(seen.systolic_pressure));
  EXPECT_DOUBLE_EQ(seen.mean_pressure, 100);
}

TEST(NearInfrared, film_without_a_picture_shows_nothing) {
  const Limb limb = two_vessels();
  VesselRecording none;
  none.step = kPicture;
  const VesselFunction seen = vessel_functions(limb, none).whole;
  EXPECT_TRUE(std::isnan(seen.packet_velocity));
  EXPECT_TRUE(std::isnan(seen.ejection_fraction));
  EXPECT_TRUE(std::isnan(seen.mean_pressure));
}

}  // namespace
}  // namespace cisterna
