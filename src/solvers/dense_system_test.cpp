#include "solvers/dense_system.hpp"

#include <gtest/gtest.h>

#include <array>

#include "solvers/cvode_stepper.hpp"
#include "solvers/stepper.hpp"

namespace cisterna {
namespace {

// Robertson's kinetics beside a forced linear state: stiff, conserves y0 + y1 + y2, and depends on time.
struct Robertson {
  static constexpr std::array<ToleranceBlock, 1> kTolerances{{{0, 4, 1e-9, 1e-6}}};
  std::size_t size() const { return 5; }
  std::size_t dynamic() const { return 4; }
  template <class T>
  void rates(const T& t, std::span<const T> y, std::span<const double> carried,
             std::span<T> f) const {
    using std::cos;
    const T first = 0.04 * y[0], second = 1e4 * y[1] * y[2], third = 3e7 * y[1] * y[1];
    f[0] = second - first;
    f[1] = first - second - third;
    f[2] = third;
    f[3] = cos(t) - y[3] + (carried.empty() ? 0.0 : carried[0]);
  }
  std::span<const ToleranceBlock> tolerances() const { return kTolerances; }
  void transport(double, double h, std::span<const double>, std::span<double> y_new) const {
    y_new[4] += 0 * h;
  }
};
static_assert(SteppableSystem<DenseSystem<Robertson>>);

constexpr std::array<double, 5> kStart{1, 0, 0, 0.5, 0};

TEST(DenseMatrix, solves_where_the_diagonal_is_zero) {
  DenseMatrix a(3);
  const double rows[3][3] = {{0, 2, 1}, {3, 0, 1}, {1, 1, 0}};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) a(i, j) = rows[i][j];
  a.factor();
  std::array<double, 3> b{2 * 2 + 1 * 3, 3 * 1 + 1 * 3, 1 * 1 + 1 * 2};
  a.solve(b);
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_NEAR(b[i], static_cast<double>(i + 1), 1e-14) << "unknown " << i;
}

TEST(DenseSystem, matrix_and_drift_agree_with_differences) {
  Robertson equations;
  DenseSystem system(equations);
  std::array<double, 5> y{0.9, 2e-5, 0.1, 0.3, 0}, moved = y;
  std::array<double, 4> f{}, after{}, drift{};
  system.linearise(1, y, f);
  system.drift(1, y, drift);
  for (std::size_t j = 0; j < 4; ++j) {
    const double step = 1e-7 * y[j];
    moved = y;
    moved[j] += step;
    system.rates(1, moved, after);
    for (std::size_t i = 0; i < 4; ++i) {
      const double slope = (after[i] - f[i]) / step;
      EXPECT_NEAR(system.jacobian()(i, j), slope, 1e-5 * (1 + std::abs(slope)));
    }
  }
  EXPECT_NEAR(drift[3], -std::sin(1.0), 1e-15);
}

TEST(DenseSystem, all_steppers_and_cvode_agree) {
  constexpr double kEnd = 40;
  Robertson equations;
  DenseSystem system(equations);
  CvodeStepper oracle(system, {.tolerance = 0.1});
  oracle.start(0, kStart);
  ASSERT_EQ(oracle.advance(kEnd), StepOutcome::ok);
  std::array<double, 5> expected{}, y{};
  oracle.interpolate(kEnd, expected);
  for (const Tableau* tableau : {&ros2(), &ros34pw2(), &rodas3()}) {
    Stepper stepper(system, *tableau, {.first_step = 1e-5});
    stepper.start(0, kStart);
    ASSERT_EQ(stepper.advance(kEnd), StepOutcome::ok) << tableau->name;
    stepper.interpolate(kEnd, y);
    for (std::size_t i = 0; i < 4; ++i)
      EXPECT_NEAR(y[i], expected[i], 1e-4 * std::abs(expected[i]) + 1e-7) << tableau->name;
    EXPECT_NEAR(stepper.state()[0] + stepper.state()[1] + stepper.state()[2], 1, 1e-12)
        << tableau->name;
  }
}

// A store that is emptied to a ten thousandth of itself each time around and must never be empty. Errors as large as
// the tolerance lie beyond that.
struct Emptying {
  static constexpr std::array<ToleranceBlock, 1> kTolerances{{{0, 1, 1e-2, 1e-2}}};
  std::size_t size() const { return 1; }
  std::size_t dynamic() const { return 1; }
  template <class T>
  void rates(const T& t, std::span<const T> y, std::span<const double>, std::span<T> f) const {
    using std::cos;
    f[0] = 100 * (1 - cos(t) - y[0]);
  }
  std::span<const ToleranceBlock> tolerances() const { return kTolerances; }
  bool admissible(std::span<const double> y) const { return y[0] > 0; }
};

TEST(CvodeStepper, takes_steps_that_lead_out_of_the_domain_again_and_shorter) {
  Emptying equations;
  DenseSystem system(equations);
  CvodeStepper stepper(system, {.largest_step = 1});
  stepper.start(0, std::array{1.0});
  constexpr double kTurn = 6.283185307179586;
  std::array<double, 1> y{};
  for (int k = 1; k <= 20; ++k) {
    ASSERT_EQ(stepper.advance(kTurn * k), StepOutcome::ok) << "turn " << k;
    stepper.interpolate(kTurn * (k - 0.5), y);
    EXPECT_GT(stepper.state()[0], 0);
  }
  // The steps grow again: a turn takes tens of them, not thousands.
  EXPECT_LT(stepper.counts().steps, 20u * 200u);
}

}  // namespace
}  // namespace cisterna
