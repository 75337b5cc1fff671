// The published chain [bertram2011], run by the engine.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "body/limb/sample_limb_test.hpp"
#include "solvers/cvode_run.hpp"
#include "solvers/stepper.hpp"

namespace cisterna {
namespace {

constexpr double kDuration = 60, kWindow = 20;  // [s]
constexpr double kMillilitresPerHour = 3.6e9;   // of 1 m3/s
constexpr double kShare = 0.02,
                 kDigits = 0.0005;  // of the tabled flow; rounding of the table [mL/h]

// Mean flow over all valves in the last `kWindow` [mL/h], from vessels 0.25 mm wide.
double mean_flow(const BertramChain& chain) {
  const LymphNetwork network = make_chain(chain);
  LymphSystem system(network, nullptr, {.transport = false, .tolerance = 0.1});
  const StateLayout& at = system.layout();
  std::vector<double> y(system.size(), 0.0);
  for (std::size_t i = 0; i < network.lymphangions; ++i)
    y[at.volume + i] = std::numbers::pi / 4 * 2.5e-4 * 2.5e-4 * chain.length;
  Stepper<LymphSystem> stepper(system, ros34pw2(), {});
  stepper.start(0, y);
  EXPECT_EQ(stepper.advance(kDuration - kWindow), StepOutcome::ok);
  stepper.interpolate(kDuration - kWindow, y);
  const std::vector<double> before = y;
  EXPECT_EQ(stepper.advance(kDuration), StepOutcome::ok);
  stepper.interpolate(kDuration, y);
  double passed = y[at.metered] - before[at.metered], sum = passed;
  for (std::size_t i = 0; i < network.lymphangions; ++i)
    sum += passed -= y[at.volume + i] - before[at.volume + i];
  return sum / static_cast<double>(network.lymphangions + 1) / kWindow * kMillilitresPerHour;
}

TEST(BertramChain, graded_chain_gives_table_a) {
  struct Entry {
    double adverse, flow;  // [Pa], [mL/h]
  };
  for (const Entry& e : {Entry{-10, .1895}, Entry{5, .1761}, Entry{20, .1499}, Entry{40, .0831}}) {
    const double flow = mean_flow(sample::graded_chain(e.adverse));
    RecordProperty("flow_against_" + std::to_string(static_cast<int>(e.adverse)),
                   std::to_string(flow));
    EXPECT_NEAR(flow, e.flow, std::max(kShare * e.flow, kDigits)) << e.adverse;
  }
}

TEST(BertramChain, volume_is_conserved) {
  const LymphNetwork network = make_chain(sample::graded_chain(20));
  LymphSystem system(network, nullptr, {.transport = false});
  const StateLayout& at = system.layout();
  std::vector<double> y = system.rest_guess(1), start = y;
  Stepper<LymphSystem> stepper(system, ros34pw2(), {});
  stepper.start(0, y);
  ASSERT_EQ(stepper.advance(30), StepOutcome::ok);
  const auto last = stepper.state();
  const double in = last[at.metered], out = last[at.metered + 1];
  double stored = 0;
  for (std::size_t i = 0; i < network.cells(); ++i)
    stored += last[at.volume + i] - start[at.volume + i];
  EXPECT_NEAR(in - out, stored, 1e-9 * (std::abs(in) + std::abs(out)));
}

// Two integrators of different families on one set of equations: what passed the ends in a minute agrees to
// ten times the relative tolerance of the looser of them (2^-10 / 10 each step).
TEST(BertramChain, fast_stepper_agrees_with_sundials) {
  const LymphNetwork network = make_chain(sample::graded_chain(20));
  LymphSystem system(network, nullptr, {.transport = false, .tolerance = 0.1});
  const StateLayout& at = system.layout();
  const std::vector<double> start = system.rest_guess(1);
  LymphSystem same(network, nullptr, {.transport = false, .tolerance = 1});
  CvodeRun cvode(cvode_system(same), 0, start, 0.001);
  ASSERT_TRUE(cvode.advance(kDuration)) << cvode.trouble();
  for (const Tableau* tableau : {&ros34pw2(), &rodas3()}) {
    Stepper<LymphSystem> ours(system, *tableau, {});
    ours.start(0, start);
    ASSERT_EQ(ours.advance(kDuration), StepOutcome::ok);
    std::vector<double> end(start.size());
    ours.interpolate(kDuration, end);
    for (const std::size_t meter : {at.metered, at.metered + 1})
      EXPECT_NEAR(end[meter] / cvode.state()[meter], 1, 0.001) << tableau->name << ' ' << meter;
    for (std::size_t i = 0; i < network.cells(); ++i)
      EXPECT_NEAR(end[at.volume + i] / cvode.state()[at.volume + i], 1, 0.01)
          << tableau->name << ' ' << i;
  }
}

}  // namespace
}  // namespace cisterna
