// Runs small equations to exact times, with the steppers of the project and with CVODE. Shared by the tests beside it.
#pragma once
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "io/parameter_reader.hpp"
#include "solvers/cvode_stepper.hpp"
#include "solvers/dense_system.hpp"
#include "solvers/stepper.hpp"

namespace cisterna::fluid_test {

constexpr double kMmHg = 133.322387415, kMillilitre = 1e-6, kHour = 3600, kMinute = 60;
constexpr double kConserved = 1e-9;  // of throughput

inline const ParameterSet& shipped() {
  static const ParameterSet set = read_parameters(std::string(CISTERNA_DATA_DIR) + "/parameters");
  return set;
}

/// The equations' inputs may be changed between two calls of to().
template <class Equations>
class DenseRun {
 public:
  template <class State>
  DenseRun(const Equations& equations, const State& start, double tolerance = 1)
      : system_(equations), stepper_(system_, rodas3(), options(tolerance)) {
    stepper_.start(0, std::vector<double>(start.begin(), start.end()));
  }
  std::span<const double> to(double t) {
    stepper_.start(stepper_.time(),
                   std::vector<double>(stepper_.state().begin(), stepper_.state().end()));
    EXPECT_EQ(stepper_.advance(t), StepOutcome::ok) << "at " << stepper_.time() << " s";
    EXPECT_EQ(stepper_.restart_at(t), StepOutcome::ok);
    return stepper_.state();
  }
  double time() const { return stepper_.time(); }
  std::span<const double> state() const { return stepper_.state(); }
  std::uint64_t steps() const { return stepper_.counts().steps; }

 private:
  static StepperOptions options(double tolerance) {
    StepperOptions o;
    o.first_step = 1e-2, o.tolerance = tolerance;
    return o;
  }
  DenseSystem<Equations> system_;
  Stepper<DenseSystem<Equations>> stepper_;
};

template <class Equations, class State>
std::vector<double> with_cvode(const Equations& equations, const State& start, double t,
                               double tolerance) {
  DenseSystem<Equations> system(equations);
  CvodeRun run(cvode_oracle(system), 0, std::vector<double>(start.begin(), start.end()), tolerance);
  EXPECT_TRUE(run.advance(t)) << run.trouble();
  return {run.state().begin(), run.state().end()};
}

}  // namespace cisterna::fluid_test
