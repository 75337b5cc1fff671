// The engine against the independent chain: same equations, other code, other method.
#include "engine_chain.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace cisterna::validation {
namespace {

using reference::BertramChain;

// Both runs are converged to a few thousandths of the flow: the oracle's step (second order) and the lag
// the engine gives the leaflets make up the rest. The floor is the rounding of the published table.
constexpr double kShare = 0.01;
constexpr double kFloor = 0.0005 / 3.6e9;  // [m3/s]
constexpr double kOracleStep = 2e-3;       // [s]
constexpr double kAccuracy = 0.1;

void expect_same_flow(BertramChain chain, double adverse) {
  chain.adverse_pressure = adverse;
  const auto oracle = reference::run(chain, kOracleStep);
  const auto engine = run_engine(chain, 60, 20, kAccuracy);
  EXPECT_NEAR(engine.flow, oracle.flow, std::max(kShare * std::abs(oracle.flow), kFloor))
      << adverse;
  for (std::size_t i = 0; i < oracle.ejection.size(); ++i) {
    EXPECT_NEAR(engine.ejection[i], oracle.ejection[i], kShare) << adverse << ' ' << i;
  }
}

TEST(EngineChain, graded_chain_pumps_as_the_oracle) {
  for (double adverse : {-10.0, 10.0, 35.0, 60.0})
    expect_same_flow(reference::graded_chain(), adverse);
}

TEST(EngineChain, any_lag_pumps_as_the_oracle) {
  for (double lag : {0.05, 0.4, 0.8}) expect_same_flow(reference::graded_chain(lag), 15);
}

TEST(EngineChain, long_chain_pumps_as_the_oracle) {
  expect_same_flow(reference::equal_chain(12, 0.3), 20);
}

TEST(EngineChain, narrow_and_tight_valves_pump_as_the_oracle) {
  BertramChain narrow = reference::graded_chain();
  narrow.valve_min *= 1000;
  expect_same_flow(narrow, 20);
  BertramChain tight = reference::graded_chain();
  tight.valve_max *= 4;
  expect_same_flow(tight, 20);
}

TEST(EngineChain, passive_tube_carries_what_poiseuille_says) {
  BertramChain tube = reference::equal_chain(1);
  tube.active_tension = 0;
  tube.adverse_pressure = -20;
  tube.open_pressure *=
      10;  // both valves stand wide open: they add less than a hundredth of the tube
  const auto engine = run_engine(tube, 60, 20, kAccuracy);
  const double d = engine.largest[0];
  const double resistance = 128 * tube.viscosity * tube.length / (std::acos(-1.0) * std::pow(d, 4));
  EXPECT_NEAR(engine.flow, 20 / resistance, kShare * engine.flow);
}

}  // namespace
}  // namespace cisterna::validation
