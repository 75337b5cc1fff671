// The blood of the whole body with the shipped parameters. Shared by the tests beside it.
#pragma once
#include <memory>

#include "body/circulation/blood_tree.hpp"
#include "body/circulation/breathing_body.hpp"
#include "ursino_run_test.hpp"

namespace cisterna::circulation {

struct TreeRun {
  explicit TreeRun(const BloodSurroundings& surroundings, double tolerance = 1,
                   const ParameterSet& parameters = shipped_parameters(),
                   HeartClock clock = HeartClock::beats)
      : outside(surroundings),
        tree(parameters, surroundings, clock),
        system(tree),
        stepper(system, ros34pw2(), {.largest_step = tree.longest_step(), .tolerance = tolerance}) {
    stepper.start(0, tree.start());
  }
  TreeReading<double> read(double t, std::span<const double> y) const {
    BloodOutside now;
    outside.at(t, now);
    return tree.read<double>(y.first(tree.dynamic()), now);
  }
  const BloodSurroundings& outside;
  BloodTree tree;
  SparseSystem<BloodTree> system;
  Stepper<SparseSystem<BloodTree>> stepper;
};

/// Extremes and means of pressures, volumes and flows over a stretch of a run, in the units of tables.
struct TreeSummary {
  std::array<Extent, kStoreCount> pressure, volume;
  std::array<Extent, kWays> flow;
  std::array<Extent, kBeds> bed, capillary;
  double rate = 0;

  double output() const { return flow[0].mean() * 60e-3; }
  /// The same where volumes are steady, and what sessions tell. Read between steps, a valve's flow errs by more.
  double through_beds() const {
    double sum = 0;
    for (const Extent& of : bed) sum += of.mean();
    return sum * 60e-3;
  }
  double share(Organ organ) const {
    double sum = 0;
    for (std::size_t b = 0; b < kBeds; ++b)
      if (kBedPlaces[b].organ == organ) sum += bed[b].mean();
    return sum / flow[0].mean();
  }
};

inline TreeSummary summarise(TreeRun& run, double begin, double end) {
  constexpr double kEvery = 5e-3;
  TreeSummary s;
  std::vector<double> y(run.tree.size());
  const auto at = [&](double t) {
    EXPECT_EQ(run.stepper.advance(t), StepOutcome::ok) << "at " << run.stepper.time();
    run.stepper.interpolate(t, y);
  };
  at(begin);
  const double beats = y[tree::kBeats];
  const int count = static_cast<int>(std::lround((end - begin) / kEvery));
  for (int k = 1; k <= count; ++k) {
    const double t = begin + k * kEvery;
    at(t);
    const auto r = run.read(t, y);
    for (std::size_t i = 0; i < kStoreCount; ++i)
      s.pressure[i].add(r.pressure[i] / kMmHg), s.volume[i].add(y[i] / kMl);
    for (std::size_t i = 0; i < kWays; ++i) s.flow[i].add(r.flow[i] / kMl);
    for (std::size_t b = 0; b < kBeds; ++b)
      s.bed[b].add(r.bed[b].flow / kMl), s.capillary[b].add(r.bed[b].capillary / kMmHg);
  }
  s.rate = 60 * (y[tree::kBeats] - beats) / (end - begin);
  return s;
}

}  // namespace cisterna::circulation
