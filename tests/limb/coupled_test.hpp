// Coarse bodies with blood of their own, and that nothing of them is lost. Shared by the tests beside it.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "arm_test.hpp"
#include "engine/coupled_body.hpp"
#include "study/body_account.hpp"
#include "study/study_run.hpp"
#include "therapy/vein_course.hpp"

namespace cisterna::coupled {

using arm::Subject;

inline constexpr double kMl = 1e-6;

/// Vessels run for a while from their unloaded size in the blood as it rests: no search, which takes longer. Where an oedema is
/// stated there is a search, since only that finds what the tissue has yielded, but it ends far from a balance.
struct Coupled {
  explicit Coupled(const Subject& subject, unsigned sample = 0, double settle = 20,
                   Heart heart = Heart::beats, RestSetting setting = {})
      : rest(setting),
        beating(heart),
        parameters(draw(subject.parameters, 5, sample)),
        body(build_limb(subject.anatomy, parameters, arm::kVeryCoarse, 1)),
        blood(body, parameters, heart) {
    const double breath = 1 / setting.breathing.rate;
    RestSetting lying = setting;
    lying.elevation = 0, lying.elevations.clear();
    EXPECT_EQ(blood.settle(RestSurroundings(lying), 0, breath), StepOutcome::ok);
    blood.find_shares();
    if (setting != lying) EXPECT_EQ(blood.settle(rest, 0, breath), StepOutcome::ok);
    const BloodySurroundings rested(rest, blood, true);
    std::vector<double> guess;
    if (!body.oedema.empty()) {
      RestOptions far;
      far.bound = far.acceptable = 1;
      const RestState found = find_rest(body, rested, far);
      EXPECT_TRUE(found.found) << found.reason;
      guess = found.state;
      body.network.tissue.yielded = found.yielded;
    }
    Simulation run(body.network, rested, {});
    state = guess.empty() ? run.system().rest_guess(1) : guess;
    run.start(0, state);
    EXPECT_EQ(run.advance(settle), StopReason::finished);
    run.state_at(settle, state);
    RestState::reset_counted(run.layout(), state);
    begun = blood.remember(0);
  }
  Coupled(const Coupled&) = delete;

  const RestSurroundings rest;
  Heart beating;
  ParameterSet parameters;
  Limb body;
  BodyBlood blood;
  std::vector<double> state;
  BodyBlood::Memory begun;
};

struct Stock {
  double water = 0, protein = 0;
};
/// All of it, with what went out and without what came in.
inline Stock stock(const BodyBlood& blood, const LymphNetwork& w, const StateLayout& at,
                   std::span<const double> y) {
  const OutsideCount& out = blood.outside();
  return {water_of(blood, w, at, y).sum() - out.amount.in() + out.amount.out(),
          protein_of(blood, w, at, y).sum() - out.amount.infused_protein + out.bled_protein};
}

/// As others are, and what a protocol does at veins beside it.
class AtVeins final : public ShiftedSurroundings {
 public:
  AtVeins(const Surroundings& inner, const std::vector<Step>& steps, StandingWater water = {})
      : ShiftedSurroundings(inner) {
    course_.begin(water);
    for (const Step& step : steps) course_.add(0, step);
    course_.end(std::numeric_limits<double>::infinity());
  }
  OutsideExchange exchanged(double t) const override { return course_.at(t); }

 private:
  VeinCourse course_;
};

inline Step step_of(Technique technique, double volume, double duration, double protein = 0) {
  Step step;
  step.technique = technique;
  step.volume = volume, step.duration = duration, step.protein = protein;
  return step;
}

/// From where the body began, whatever its blood has done since.
inline void expect_conserved(Coupled& c, const Surroundings& around, const std::string& who,
                             const SimulationOptions& options = {}, double kept = arm::kConserved,
                             double end = 20) {
  c.blood.recall(c.begun, 0);
  CoupledBody run(c.body, around, &c.blood, options);
  run.start(0, c.state);
  const LymphNetwork& w = c.body.network;
  const StateLayout& at = run.lymph().layout();
  const Stock before = stock(c.blood, w, at, c.state);
  ASSERT_EQ(run.advance(end), StopReason::finished) << who;
  const std::span<const double> y = run.lymph().state();
  c.blood.take(at, y);
  double water = 0;
  for (std::size_t i = 0; i < w.tissue.patches; ++i) water += std::abs(y[at.filtered + i]);
  for (std::size_t m = at.metered; m < at.dynamic - w.closing; ++m) water += std::abs(y[m]);
  const double protein = std::abs(y[at.protein_filtered]) + std::abs(y[at.protein_out]);
  const Stock after = stock(c.blood, w, at, y);
  // A body holds twenty litres, of which only so many digits are held.
  constexpr double kDigits = 8 * std::numeric_limits<double>::epsilon();
  EXPECT_GT(water, 0.1 * kMl) << who;
  EXPECT_NE(c.blood.under_way().water(), 0) << who;
  EXPECT_NEAR(after.water, before.water, kept * water + kDigits * before.water) << who;
  EXPECT_NEAR(after.protein, before.protein, kept * protein + kDigits * before.protein) << who;
}

/// A session as a study runs it, from where the body began.
inline RunResult session(const Coupled& c, const Protocol& protocol) {
  PreparedLimb prepared;
  prepared.limb = c.body, prepared.parameters = c.parameters;
  prepared.rest.found = true, prepared.rest.state = c.state;
  prepared.blood =
      std::make_shared<const PreparedBlood>(PreparedBlood{c.beating, c.parameters, c.begun});
  const std::atomic<bool> stop{false};
  return run_protocol(
      {&prepared, &protocol, {}, true}, [](double) {}, stop);
}

/// It went to its end, through numbers throughout, and nothing was lost on either side or between them.
inline void expect_whole_session(const RunResult& r, const Protocol& protocol) {
  SCOPED_TRACE(r.protocol);
  ASSERT_EQ(r.stop, StopReason::finished) << r.stop_time << ' ' << r.stop_detail;
  EXPECT_DOUBLE_EQ(r.stop_time, duration_of(protocol));
  const BloodResult& b = r.blood;
  ASSERT_TRUE(b.followed());
  for (const auto* series : {&r.outlet_flow, &r.filtration_flow, &b.heart_rate,
                             &b.arterial_pressure, &b.central_venous_pressure, &b.plasma_protein}) {
    ASSERT_EQ(series->size(), r.time.size());
    EXPECT_TRUE(
        std::all_of(series->begin(), series->end(), [](double x) { return std::isfinite(x); }));
  }
  EXPECT_GT(r.drained_volume, 0);
  for (const double left :
       {r.volume.residual, r.protein.residual, b.water.residual, b.protein.residual})
    EXPECT_LT(std::abs(left), arm::kConserved);
  // Both sides count the same water between them.
  EXPECT_NEAR(b.filtered, r.volume.filtered - r.volume.absorbed,
              arm::kConserved * std::abs(b.filtered));
}

}  // namespace cisterna::coupled
