// What holds for a run of the whole body's blood with either clock of its heart. Shared by the tests beside it.
#pragma once
#include <cmath>
#include <limits>
#include <vector>

#include "engine/blood_run.hpp"
#include "saved_run_test.hpp"
#include "solvers/dense_system.hpp"
#include "tree_run_test.hpp"

namespace cisterna::circulation {

inline constexpr double kMethodShare = 0.005;  // what the method of stepping may change in means

// Plasma leaves every bed and comes back at both angles; a cuff squeezes an arm.
class Exchanging : public BloodSurroundings {
 public:
  void at(double t, BloodOutside& outside) const override {
    body_.at(t, outside);
    for (std::size_t b = 0; b < kBeds; ++b) outside.filtered[b] = (1 + 0.1 * double(b)) * 1e-9;
    outside.left_lymph = 30e-9, outside.right_lymph = 8e-9;
    outside.around[kLeftArm] = 2e3 * (1 - std::cos(t));
  }
  double next_breakpoint(double t) const override { return body_.next_breakpoint(t); }

 private:
  BreathingBody body_{Breathing{}};
};

// Everything still but one pressure on one arm.
class PressedArm : public BloodSurroundings {
 public:
  explicit PressedArm(double pressure) : pressure_(pressure) {}
  void at(double, BloodOutside& outside) const override {
    for (std::size_t b = 0; b < kBeds; ++b)
      if (kBedPlaces[b].part == kLeftArm) outside.on_bed[b] = pressure_;
  }
  double next_breakpoint(double) const override { return std::numeric_limits<double>::infinity(); }

 private:
  double pressure_;
};

/// Structure found by tracing, against a matrix that assumes none, `looks` times, `apart` [s].
inline void expect_sparse_matrix_is_the_dense_one(TreeRun& run, int looks, double apart) {
  DenseSystem<BloodTree> dense(run.tree);
  const std::size_t n = run.tree.dynamic();
  std::vector<double> f(n), g(n);
  for (int k = 0; k < looks; ++k) {
    ASSERT_EQ(run.stepper.advance(run.stepper.time() + apart), StepOutcome::ok);
    const double t = run.stepper.time();
    const std::vector<double> y(run.stepper.state().begin(), run.stepper.state().end());
    run.system.linearise(t, y, f);
    dense.linearise(t, y, g);
    DenseMatrix left = dense.jacobian();
    run.system.visit_matrix([&](std::size_t i, std::size_t j, double value) {
      EXPECT_EQ(value, dense.jacobian()(i, j)) << i << " " << j;
      left(i, j) = 0;
    });
    for (std::size_t i = 0; i < n; ++i) {
      EXPECT_EQ(f[i], g[i]);
      for (std::size_t j = 0; j < n; ++j) EXPECT_EQ(left(i, j), 0) << i << " " << j;
    }
  }
}

/// `fine` is the same with steps of at most half the length, on average.
inline void expect_alike_in_means(TreeRun& run, TreeRun& fine) {
  const TreeSummary a = summarise(run, 40, 80), b = summarise(fine, 40, 80);
  EXPECT_GE(fine.stepper.counts().steps, 2 * run.stepper.counts().steps);
  EXPECT_NEAR(a.rate, b.rate, kMethodShare * b.rate);
  EXPECT_NEAR(a.through_beds(), b.through_beds(), kMethodShare * b.through_beds());
  EXPECT_NEAR(a.pressure[kAscendingAorta].mean(), b.pressure[kAscendingAorta].mean(),
              kMethodShare * b.pressure[kAscendingAorta].mean());
  for (std::size_t k = 0; k < kBeds; ++k)
    EXPECT_NEAR(a.bed[k].mean(), b.bed[k].mean(), kMethodShare * b.bed[k].mean()) << k;
  for (std::size_t k = 0; k < kStoreCount; ++k)
    EXPECT_NEAR(a.volume[k].mean(), b.volume[k].mean(), kMethodShare * b.volume[k].mean()) << k;
}

inline void expect_saved_run_goes_on_bit_for_bit(TreeRun& run, TreeRun& other) {
  expect_saved_steps_go_on_bit_for_bit(run.stepper, other.stepper, 20);
}

}  // namespace cisterna::circulation
