// The independent chain against the published tables (data/observations/verification.yaml has them too).
#include "reference_bertram.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace cisterna::reference {
namespace {

// Explicit midpoint is of second order; at this step the flow differs from that at a quarter of it by
// less than a thousandth (step_is_small_enough), a twentieth of the tolerance.
constexpr double kStep = 2e-3;
constexpr double kShare = 0.02;        // of the tabled number
constexpr double kFlowFloor = 0.0005;  // mL/h: a few units of the last digit of the table
constexpr double kShareFloor = 0.001;  // ejection fraction: its last digit
constexpr double kMillilitresPerHour = 3.6e9;

double flow(const BertramChain& chain) { return run(chain, kStep).flow * kMillilitresPerHour; }
double allowed(double tabled, double floor) { return std::max(kShare * std::abs(tabled), floor); }

BertramChain against(BertramChain chain, double dyn_per_cm2) {
  chain.adverse_pressure = 0.1 * dyn_per_cm2;
  return chain;
}

TEST(ReferenceBertram, step_is_small_enough) {
  const BertramChain chain = against(graded_chain(), 200);
  const double coarse = run(chain, kStep).flow, fine = run(chain, kStep / 4).flow;
  EXPECT_NEAR(coarse, fine, 1e-3 * fine);
}

TEST(ReferenceBertram, inflow_equals_outflow_once_periodic) {
  const BertramRun periodic = run(against(graded_chain(), 200), kStep, 120);
  EXPECT_NEAR(periodic.inflow, periodic.outflow, 1e-6 * periodic.flow);
}

TEST(ReferenceBertram, graded_chain_gives_table_a) {
  struct Entry {
    double pressure, flow, ejection;
  };
  constexpr std::array table{
      Entry{-100, .1895, .605}, Entry{0, .1814, .584},   Entry{50, .1761, .571},
      Entry{100, .1688, .552},  Entry{150, .1590, .526}, Entry{200, .1499, .502},
      Entry{250, .1363, .466},  Entry{300, .1196, .423}, Entry{350, .1010, .375},
      Entry{400, .0831, .330},  Entry{450, .0643, .284}, Entry{500, .0398, .225},
      Entry{600, -.0128, .106}};
  for (const Entry& e : table) {
    const BertramRun r = run(against(graded_chain(), e.pressure), kStep);
    EXPECT_NEAR(r.flow * kMillilitresPerHour, e.flow, allowed(e.flow, kFlowFloor)) << e.pressure;
    EXPECT_NEAR(r.ejection[0], e.ejection, allowed(e.ejection, kShareFloor)) << e.pressure;
  }
}

TEST(ReferenceBertram, exchanged_slopes_give_table_b) {
  constexpr std::array pressures{0.0, 200.0, 400.0}, tabled{.1641, .1345, .0762};
  for (std::size_t i = 0; i < pressures.size(); ++i) {
    BertramChain chain = against(graded_chain(), pressures[i]);
    std::swap(chain.open_slope, chain.fail_slope);
    EXPECT_NEAR(flow(chain), tabled[i], allowed(tabled[i], kFlowFloor)) << pressures[i];
  }
}

TEST(ReferenceBertram, equal_chains_give_table_c) {
  struct Entry {
    int count;
    double stop, flow;
  };
  constexpr std::array table{Entry{1, 182, .2707}, Entry{2, 266, .2814}, Entry{3, 339, .2809},
                             Entry{4, 405, .2819}, Entry{5, 466, .2820}, Entry{8, 590, .2820}};
  for (const Entry& e : table) {
    const BertramChain chain = equal_chain(e.count);
    EXPECT_NEAR(flow(chain), e.flow, allowed(e.flow, kFlowFloor)) << e.count;
    const double stop = zero_flow_pressure(chain, kStep, 0.09 * e.stop, 0.11 * e.stop) * 10;
    EXPECT_NEAR(stop, e.stop, allowed(e.stop, 0)) << e.count;
  }
}

// The tabled stop of eight is that of the outflow in the last 10 s of 60; the periodic state still pumps there.
TEST(ReferenceBertram, eight_equal_lymphangions_still_pump_at_the_tabled_stop) {
  const BertramRun early = run(against(equal_chain(8), 590), kStep, 60);
  const BertramRun periodic = run(against(equal_chain(8), 590), kStep, 200);
  EXPECT_LT(early.outflow, 0);
  EXPECT_GT(periodic.outflow, 0);
  EXPECT_NEAR(periodic.inflow, periodic.outflow, kShare * periodic.flow);
}

TEST(ReferenceBertram, lag_between_neighbours_gives_table_d) {
  constexpr std::array tabled{.0011, .0627, .1499, .1796, .1831, .1547, .0959, .0404};
  for (std::size_t i = 0; i < tabled.size(); ++i) {
    const BertramChain chain = against(graded_chain(static_cast<double>(i) / tabled.size()), 200);
    EXPECT_NEAR(flow(chain), tabled[i], allowed(tabled[i], kFlowFloor)) << 45 * i;
  }
}

TEST(ReferenceBertram, valve_resistance_gives_table_e) {
  constexpr std::array open{100.0, 6e3, 6e4, 6e5}, tabled{.150, .149, .1429, .0909};
  for (std::size_t i = 0; i < open.size(); ++i) {
    BertramChain chain = against(graded_chain(), 200);
    chain.valve_min = 1e5 * open[i];
    EXPECT_NEAR(flow(chain), tabled[i], allowed(tabled[i], kFlowFloor)) << open[i];
  }
  BertramChain tight = against(graded_chain(), 200);
  tight.valve_max *= 10;
  EXPECT_NEAR(flow(tight), .1289, allowed(.1289, kFlowFloor));
}

TEST(ReferenceBertram, valve_drop_solves_its_equation) {
  const BertramChain chain = graded_chain();
  for (double tube : {1e8, 1e10, 1e12}) {
    for (double drop : {-2500.0, -300.0, -5.0, 0.5, 40.0}) {
      const double own = valve_drop(chain, tube, drop);
      const double sum = own * (1 + tube / valve_resistance(chain, own));
      EXPECT_NEAR(sum, drop, 1e-8 * std::abs(drop)) << tube << ' ' << drop;
    }
  }
}

}  // namespace
}  // namespace cisterna::reference
