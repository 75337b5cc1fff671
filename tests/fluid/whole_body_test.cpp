#include "body/fluid_balance/whole_body.hpp"

#include <cmath>
#include <cstdio>
#include <random>

#include "body/fluid_balance/two_compartments.hpp"
#include "fluid/dense_run_test.hpp"

namespace cisterna::fluid {
namespace {

using namespace fluid_test;

constexpr double kDay = 24 * kHour;
constexpr std::size_t kSplanchnic = 7, kLeftLeg = 0;

WholeBodyBalance shipped_body() { return WholeBodyBalance(whole_body(shipped())); }

double litres(double volume) { return volume / (1000 * kMillilitre); }

TEST(WholeBody, regions_add_up_to_the_two_compartments) {
  const TwoCompartments<double> whole = two_compartments(shipped());
  Region<double> sum;
  for (const Region<double>& r : whole_body(shipped()).regions) {
    sum.volume += r.volume, sum.filtration_coefficient += r.filtration_coefficient;
    sum.permeability += r.permeability, sum.lymph_at_rest += r.lymph_at_rest;
    sum.excluded += r.excluded;
  }
  constexpr double kShare =
      0.002;  // numbers of the partition are rounded to a unit of their last digit
  const auto same = [&](double parts, double all) { EXPECT_NEAR(parts, all, kShare * all); };
  same(sum.volume, whole.tissue_volume), same(sum.excluded, whole.excluded_volume);
  same(sum.filtration_coefficient, whole.filtration_coefficient);
  same(sum.permeability, whole.permeability), same(sum.lymph_at_rest, whole.lymph_at_rest);
}

TEST(WholeBody, solved_rest_does_not_move) {
  WholeBodyBalance body = shipped_body();
  const std::vector<double> y = body.rest();
  std::vector<double> f(y.size());
  body.rates<double>(0, y, {}, f);
  // Filtration is a small difference of pressures: a few roundings of the largest flow that one of them alone would make.
  constexpr double kRounding = 1e-13;
  for (std::size_t r = 0; r < body.regions(); ++r) {
    const Region<double>& it = body.body().regions[r];
    const double alone = it.filtration_coefficient * 100 * kMmHg;
    EXPECT_NEAR(f[body.region(r)], 0, kRounding * alone) << kRegions[r];
    EXPECT_NEAR(f[body.region(r) + 1], 0, kRounding * alone * 70) << kRegions[r];
    EXPECT_NEAR(body.rest_of(r).concentration, body.rest_of(r).glycocalyx, 1e-9) << kRegions[r];
    std::printf("%-11s capillary %6.2f mmHg, trim %6.2f mmHg, lymph protein %5.1f g/L\n",
                std::string(kRegions[r]).c_str(), body.rest_of(r).capillary_pressure / kMmHg,
                body.rest_of(r).trim / kMmHg, body.rest_of(r).concentration);
  }
  DenseRun run(body, y);
  const auto after = run.to(30 * kDay);
  for (std::size_t i = 0; i < body.region(body.regions()); ++i)
    EXPECT_NEAR(after[i], y[i], 1e-5 * y[i]) << i;
}

// Sampled bodies bled, filled, pressed and cut off from their lymph: accounts close to 1e-9 of what crossed the walls.
TEST(WholeBody, accounts_of_water_and_protein_close_over_sampled_bodies) {
  std::mt19937 engine(7);
  std::uniform_real_distribution<double> unit(0, 1);
  for (unsigned sample = 0; sample < 8; ++sample) {
    WholeBodyBalance body(whole_body(draw(shipped(), 3, sample)));
    const std::vector<double> start = body.rest();
    for (double& p : body.inputs.capillary_pressure) p += (8 * unit(engine) - 3) * kMmHg;
    for (double& p : body.inputs.outside_pressure) p = 10 * unit(engine) * kMmHg;
    for (double& s : body.inputs.lymph_share) s = unit(engine);
    for (double& w : body.inputs.flow) w = 60 * unit(engine) * kMillilitre / kHour;
    body.inputs.infusion_protein = 50 * unit(engine);
    if (sample % 2 == 1) {  // a network draws and returns late
      body.inputs.network = true;
      for (double& d : body.inputs.drawn) d = 10 * unit(engine) * kMillilitre / kHour;
      body.inputs.returned_water = 30 * kMillilitre / kHour,
      body.inputs.returned_protein = 1e-3 / kHour;
    }
    DenseRun run(body, start);
    run.to(3 * kHour);
    body.inputs.flow = {};
    const auto y = run.to(12 * kHour);
    EXPECT_NEAR(body.water_account(y), body.water_account(start),
                kConserved * y[body.passed_water()]);
    EXPECT_NEAR(body.protein_account(y), body.protein_account(start),
                kConserved * y[body.passed_protein()]);
    EXPECT_GT(y[body.passed_water()], 0);
  }
}

TEST(WholeBody, bleeding_takes_cells_by_haematocrit_and_tissue_refills_plasma) {
  WholeBodyBalance body = shipped_body();
  const std::vector<double> start = body.rest();
  DenseRun run(body, start);
  body.inputs[Way::bleeding] = 500 * kMillilitre / (10 * kMinute);
  run.to(10 * kMinute);
  const std::vector<double> bled(run.state().begin(), run.state().end());
  EXPECT_NEAR(litres(bled[body.ledger(Way::bleeding)]), 0.5, 1e-9);
  EXPECT_NEAR(litres(start[body.cells] - bled[body.cells]), 0.5 * 0.45, 0.01);
  body.inputs[Way::bleeding] = 0;
  const auto y = run.to(kDay);
  EXPECT_EQ(y[body.cells], bled[body.cells]);
  EXPECT_GT(y[body.plasma_water], bled[body.plasma_water]);
  EXPECT_LT(y[body.plasma_protein] / y[body.plasma_water], 70);  // refilled with thinner fluid
}

TEST(WholeBody, drinking_and_urine_alike_leave_the_body_as_it_was) {
  WholeBodyBalance body = shipped_body();
  body.inputs[Way::drinking] = 100 * kMillilitre / kHour;
  body.inputs[Way::urine] = 60 * kMillilitre / kHour;
  body.inputs[Way::insensible] = 40 * kMillilitre / kHour;
  const std::vector<double> start = body.rest();
  DenseRun run(body, start);
  const auto y = run.to(kDay);
  EXPECT_NEAR(y[body.plasma_water], start[body.plasma_water], 1e-5 * start[body.plasma_water]);
  EXPECT_NEAR(litres(y[body.ledger(Way::drinking)]), 2.4, 1e-9);
}

// Positive control: lymph that cannot leave gut and liver swells them and takes plasma.
TEST(WholeBody, blocked_splanchnic_lymph_swells_the_gut_and_takes_plasma) {
  WholeBodyBalance body = shipped_body();
  const std::vector<double> start = body.rest();
  body.inputs.lymph_share[kSplanchnic] = 0;
  DenseRun run(body, start);
  const auto y = run.to(kDay);
  EXPECT_GT(litres(y[body.region(kSplanchnic)] - start[body.region(kSplanchnic)]), 0.3);
  EXPECT_LT(litres(y[body.plasma_water] - start[body.plasma_water]), -0.05);
  std::printf("gut %+.0f mL, plasma %+.0f mL in a day\n",
              1000 * litres(y[body.region(kSplanchnic)] - start[body.region(kSplanchnic)]),
              1000 * litres(y[body.plasma_water] - start[body.plasma_water]));
}

// A leg hanging for half an hour: its capillaries at 40 mmHg more, half the column, since flow narrows.
TEST(WholeBody, a_hanging_leg_swells_and_the_other_does_not) {
  WholeBodyBalance body = shipped_body();
  const std::vector<double> start = body.rest();
  body.inputs.capillary_pressure[kLeftLeg] += 40 * kMmHg;
  DenseRun run(body, start);
  const auto y = run.to(30 * kMinute);
  const double left = litres(y[body.region(kLeftLeg)] - start[body.region(kLeftLeg)]);
  const double right = litres(y[body.region(1)] - start[body.region(1)]);
  EXPECT_GT(left, 0.1);
  EXPECT_LE(right, 0);
}

TEST(WholeBody, cvode_finds_the_same) {
  WholeBodyBalance body = shipped_body();
  body.inputs[Way::infusion] = 500 * kMillilitre / kHour;
  body.inputs.lymph_share[kSplanchnic] = 0.5;
  constexpr double kTight = 1e-3, kAgree = 1e-5;
  DenseRun run(body, body.rest(), kTight);
  const auto y = run.to(kHour);
  const auto oracle = with_cvode(body, body.rest(), kHour, kTight);
  for (std::size_t i = 0; i < body.region(body.regions()); ++i)
    EXPECT_NEAR(y[i], oracle[i], kAgree * std::abs(oracle[i])) << i;
}

}  // namespace
}  // namespace cisterna::fluid
