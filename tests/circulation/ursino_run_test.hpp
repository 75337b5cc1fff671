// Ursino's loop with the shipped parameters, and what one reads off a run of it. Shared by the tests beside it.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "body/circulation/ursino_loop.hpp"
#include "io/parameter_reader.hpp"
#include "solvers/sparse_system.hpp"
#include "solvers/stepper.hpp"

namespace cisterna::circulation {

inline constexpr double kMmHg = 133.322387415, kMl = 1e-6, kResistanceUnit = kMmHg / kMl;
inline constexpr double kHeldSympathetic = 4.67, kHeldVagal = 4.75;  // [1/s], of the clamped row

inline const ParameterSet& shipped_parameters() {
  static const ParameterSet p = read_parameters(std::string(CISTERNA_DATA_DIR) + "/parameters");
  return p;
}
inline UrsinoLoop shipped_loop(std::optional<std::array<double, 2>> traffic = {}) {
  return UrsinoLoop(ursino_parameters(shipped_parameters()), traffic);
}
inline double blood_of(std::span<const double> y) {
  double sum = 0;
  for (std::size_t k = 0; k < ursino::kStores; ++k) sum += y[k];
  return sum;
}

struct Extent {
  double least = 1e300, greatest = -1e300, sum = 0;
  int count = 0;
  void add(double x) {
    least = std::min(least, x), greatest = std::max(greatest, x);
    sum += x, ++count;
  }
  double mean() const { return sum / count; }
};

/// Means and extremes of a stretch of a run, in the units of tables.
struct UrsinoSummary {
  Extent artery, lung_artery, right_atrium, left_atrium, left, right, flow;
  Extent splanchnic_resistance, other_resistance, splanchnic_unstressed, other_unstressed;
  Extent splanchnic_flow, other_flow;
  double rate = 0;  // [1/min]

  void add(const UrsinoLoop& loop, std::span<const double> y) {
    const auto r = loop.read<double>(y.first(loop.dynamic()));
    artery.add(r.artery / kMmHg), lung_artery.add(r.lung_artery / kMmHg);
    right_atrium.add(r.right_atrium / kMmHg), left_atrium.add(r.left_atrium / kMmHg);
    left.add(y[ursino::kLeftVentricle] / kMl), right.add(y[ursino::kRightVentricle] / kMl);
    flow.add(y[ursino::kArteryFlow] / kMl * 60e-3);
    splanchnic_resistance.add(r.splanchnic_resistance / kResistanceUnit);
    other_resistance.add(r.other_resistance / kResistanceUnit);
    splanchnic_unstressed.add(r.splanchnic_unstressed / kMl);
    other_unstressed.add(r.other_unstressed / kMl);
    splanchnic_flow.add(r.splanchnic_flow / kMl), other_flow.add(r.other_flow / kMl);
  }
  double stroke() const { return flow.mean() / rate * 1e3; }
};

/// Advances any stepper to `end`, summing up from `begin` on.
template <class S>
UrsinoSummary summarise(const UrsinoLoop& loop, S& stepper, double begin, double end) {
  constexpr double kEvery = 4e-3;
  UrsinoSummary s;
  std::vector<double> y(loop.size());
  const auto at = [&](double t) {
    EXPECT_EQ(stepper.advance(t), StepOutcome::ok) << "at " << stepper.time();
    stepper.interpolate(t, y);
  };
  at(begin);
  const double beats = y[ursino::kBeats];
  const int count = static_cast<int>(std::lround((end - begin) / kEvery));
  for (int k = 1; k <= count; ++k) {
    at(begin + k * kEvery);
    s.add(loop, y);
  }
  s.rate = 60 * (y[ursino::kBeats] - beats) / (end - begin);
  return s;
}

/// A run of the system's own stepper.
struct UrsinoRun {
  explicit UrsinoRun(std::optional<std::array<double, 2>> traffic = {}, double tolerance = 1)
      : loop(shipped_loop(traffic)),
        system(loop),
        stepper(system, ros34pw2(), {.largest_step = loop.longest_step(), .tolerance = tolerance}) {
    stepper.start(0, loop.start());
  }
  UrsinoLoop loop;
  SparseSystem<UrsinoLoop> system;
  Stepper<SparseSystem<UrsinoLoop>> stepper;
};

}  // namespace cisterna::circulation
