// Ursino 1998 against an independent coding of the same equations (explicit Euler, 0.2 ms; mean of the last 60 of 240 s).
#include "ursino_run_test.hpp"

#include "solvers/cvode_stepper.hpp"

namespace cisterna::circulation {
namespace {

constexpr double kShare = 0.02;  // of each number of the table

struct Row {
  const char* name;
  double rate, mean, systolic, diastolic, output, stroke;
  double left_end_diastolic, left_end_systolic, right_end_diastolic, right_end_systolic;
  double right_atrium, left_atrium, lung_systolic, lung_diastolic, lung_mean;
  double splanchnic_resistance, other_resistance, splanchnic_unstressed, other_unstressed;
  double splanchnic_flow, other_flow;
};
constexpr Row kBaseline{"baseline", 70.9, 100.2, 131, 88,   5.40,  76.1,  132.5, 56.4, 133.2, 57.1,
                        4.99,       8.00, 27,    13,  18.6, 3.312, 1.407, 1122,  1380, 26.8,  63.1};
constexpr Row kBleed{"bleed", 76.7, 91.1, 117, 81,   4.61,  60.1,  110.7, 50.6, 112,  52,
                     3.72,    5.57, 22,   10,  14.6, 3.485, 1.539, 1055,  1347, 23.5, 53.2};

void expect_row(const UrsinoSummary& s, const Row& row) {
  // Half a unit of the last printed digit comes on top of the share.
  const auto near = [&](const char* what, double value, double published, double digit) {
    EXPECT_NEAR(value, published, kShare * std::abs(published) + 0.5 * digit)
        << row.name << ": " << what;
  };
  near("heart rate", s.rate, row.rate, 0.1);
  near("mean pressure", s.artery.mean(), row.mean, 0.1);
  near("systolic pressure", s.artery.greatest, row.systolic, 1);
  near("diastolic pressure", s.artery.least, row.diastolic, 1);
  near("output", s.flow.mean(), row.output, 0.01);
  near("stroke volume", s.stroke(), row.stroke, 0.1);
  near("left ventricle, end of diastole", s.left.greatest, row.left_end_diastolic, 0.1);
  near("left ventricle, end of systole", s.left.least, row.left_end_systolic, 0.1);
  near("right ventricle, end of diastole", s.right.greatest, row.right_end_diastolic, 0.1);
  near("right ventricle, end of systole", s.right.least, row.right_end_systolic, 0.1);
  near("right atrium", s.right_atrium.mean(), row.right_atrium, 0.01);
  near("left atrium", s.left_atrium.mean(), row.left_atrium, 0.01);
  near("lung artery, systolic", s.lung_artery.greatest, row.lung_systolic, 1);
  near("lung artery, diastolic", s.lung_artery.least, row.lung_diastolic, 1);
  near("lung artery, mean", s.lung_artery.mean(), row.lung_mean, 0.1);
  near("splanchnic resistance", s.splanchnic_resistance.mean(), row.splanchnic_resistance, 1e-3);
  near("other resistance", s.other_resistance.mean(), row.other_resistance, 1e-3);
  near("splanchnic unstressed", s.splanchnic_unstressed.mean(), row.splanchnic_unstressed, 1);
  near("other unstressed", s.other_unstressed.mean(), row.other_unstressed, 1);
  near("splanchnic flow", s.splanchnic_flow.mean(), row.splanchnic_flow, 0.1);
  near("other flow", s.other_flow.mean(), row.other_flow, 0.1);
}

TEST(UrsinoLoop, baseline_is_that_of_the_independent_coding) {
  UrsinoRun run;
  expect_row(summarise(run.loop, run.stepper, 180, 240), kBaseline);
  const StepCounts& c = run.stepper.counts();
  RecordProperty("steps", static_cast<int>(c.steps));
}

TEST(UrsinoLoop, bleed_of_half_a_litre_is_that_of_the_independent_coding) {
  UrsinoRun run;
  std::vector<double> y = run.loop.start();
  run.loop.bleed(500 * kMl, y);
  run.stepper.start(0, y);
  const UrsinoSummary s = summarise(run.loop, run.stepper, 180, 240);
  expect_row(s, kBleed);
}

TEST(UrsinoLoop, with_the_reflex_clamped_it_is_that_of_the_independent_coding) {
  UrsinoRun run(std::array{kHeldSympathetic, kHeldVagal});
  const UrsinoSummary s = summarise(run.loop, run.stepper, 180, 240);
  EXPECT_NEAR(s.rate, 69.4, kShare * 69.4);
  EXPECT_NEAR(s.artery.mean(), 95.8, kShare * 95.8);
  EXPECT_NEAR(s.artery.greatest, 127, kShare * 127 + 0.5);
  EXPECT_NEAR(s.artery.least, 84, kShare * 84 + 0.5);
  EXPECT_NEAR(s.flow.mean(), 5.25, kShare * 5.25);
  EXPECT_NEAR(s.stroke(), 76.0, kShare * 76);
  EXPECT_NEAR(s.left.greatest, 131, kShare * 131 + 0.5);
  EXPECT_NEAR(s.left.least, 55, kShare * 55 + 0.5);
  EXPECT_NEAR(s.right_atrium.mean(), 4.98, kShare * 4.98);
  EXPECT_NEAR(s.left_atrium.mean(), 7.85, kShare * 7.85);
}

}  // namespace
}  // namespace cisterna::circulation
