#include "body/fluid_balance/two_compartments.hpp"

#include <cmath>
#include <random>

#include "fluid/dense_run_test.hpp"

namespace cisterna::fluid {
namespace {

using namespace fluid_test;

constexpr double kReference = 0.03;  // of the published runs of another implementation
constexpr double kDay = 24 * kHour, kSteady = 2000 * kHour;

struct Course {
  double day, steady;  // interstitial volume [mL]
  CompartmentFluxes<double> fluxes;
  double plasma;  // at the end [mL]
};

// `change` acts on the start (t = 0); plasma is held unless it says otherwise.
template <class Change>
Course run_with(Change change) {
  TwoCompartmentBalance body(two_compartments(shipped()));
  auto y = body.rest();
  body.inputs.plasma_held = true;
  change(body.inputs, y);
  DenseRun run(body, y);
  const bool infused = body.inputs.water > 0;
  if (infused) {
    run.to(kHour);
    body.inputs.water = 0;
  }
  Course r;
  r.day = run.to(kDay)[2] / kMillilitre;
  r.steady = run.to(kSteady)[2] / kMillilitre;
  r.fluxes = body.fluxes(run.state());
  r.plasma = run.state()[0] / kMillilitre;
  return r;
}

void expect_near(double model, double published, const char* what) {
  EXPECT_NEAR(model, published, kReference * std::abs(published)) << what;
}

TEST(TwoCompartments, rest_stays) {
  const Course r = run_with([](TwoCompartmentInputs&, auto&) {});
  expect_near(r.day, 8400, "24 h"), expect_near(r.steady, 8400, "2,000 h");
  expect_near(r.fluxes.tissue_pressure / kMmHg, -0.70, "pressure");
  expect_near(r.fluxes.lymph / kMillilitre * kHour, 75.7, "lymph");
  expect_near(r.fluxes.tissue_osmotic / kMmHg, 14.7, "osmotic pressure");
}

TEST(TwoCompartments, raised_capillary_pressure_overshoots_then_washes_protein_down) {
  const Course r =
      run_with([](TwoCompartmentInputs& in, auto&) { in.capillary_shift = 5 * kMmHg; });
  expect_near(r.day, 9269, "24 h"), expect_near(r.steady, 9049, "2,000 h");
  EXPECT_GT(r.day, r.steady);
  expect_near(r.fluxes.tissue_pressure / kMmHg, 0.48, "pressure");
  expect_near(r.fluxes.lymph / kMillilitre * kHour, 126.6, "lymph");
  expect_near(r.fluxes.tissue_osmotic / kMmHg, 11.3, "osmotic pressure");
}

TEST(TwoCompartments, capillary_pressure_raised_twice_as_far_swells_past_the_break) {
  const Course r =
      run_with([](TwoCompartmentInputs& in, auto&) { in.capillary_shift = 10 * kMmHg; });
  expect_near(r.day, 11757, "24 h"), expect_near(r.steady, 10134, "2,000 h");
  expect_near(r.fluxes.tissue_pressure / kMmHg, 2.10, "pressure");
  expect_near(r.fluxes.lymph / kMillilitre * kHour, 196.5, "lymph");
  expect_near(r.fluxes.tissue_osmotic / kMmHg, 8.4, "osmotic pressure");
}

TEST(TwoCompartments, lymph_at_a_quarter_swells_and_rests) {
  const Course r = run_with([](TwoCompartmentInputs& in, auto&) { in.lymph_pump = 0.25; });
  expect_near(r.day, 8926, "24 h"), expect_near(r.steady, 10032, "2,000 h");
  expect_near(r.fluxes.tissue_pressure / kMmHg, 1.98, "pressure");
  expect_near(r.fluxes.lymph / kMillilitre * kHour, 47.8, "lymph");
  expect_near(r.fluxes.tissue_osmotic / kMmHg, 17.2, "osmotic pressure");
}

TEST(TwoCompartments, lymph_at_a_tenth_never_rests) {
  const Course r = run_with([](TwoCompartmentInputs& in, auto&) { in.lymph_pump = 0.1; });
  expect_near(r.day, 9079, "24 h");
  constexpr double kBetween = 1976;  // [h]
  expect_near((r.steady - r.day) / kBetween, (31151 - 9079) / kBetween, "mean rate [mL/h]");
  expect_near(r.fluxes.lymph / kMillilitre * kHour, 25.0, "lymph");
  EXPECT_GT(r.fluxes.filtration, r.fluxes.lymph);
}

TEST(TwoCompartments, plasma_poor_in_albumin_swells_tissue) {
  const Course r = run_with([](TwoCompartmentInputs&, auto& y) { y[1] *= 0.6; });
  expect_near(r.day, 10846, "24 h"), expect_near(r.steady, 9214, "2,000 h");
  expect_near(r.fluxes.tissue_pressure / kMmHg, 0.78, "pressure");
  expect_near(r.fluxes.lymph / kMillilitre * kHour, 139.5, "lymph");
  expect_near(r.fluxes.tissue_osmotic / kMmHg, 6.4, "osmotic pressure");
}

TEST(TwoCompartments, saline_settles_between_plasma_and_tissue) {
  const Course r = run_with([](TwoCompartmentInputs& in, auto&) {
    in.plasma_held = false;
    in.water = 1000 * kMillilitre / kHour;
  });
  expect_near(r.day, 9030, "24 h"), expect_near(r.steady, 8938, "2,000 h");
  expect_near(r.plasma, 3662, "plasma");
  expect_near(r.fluxes.tissue_pressure / kMmHg, 0.28, "pressure");
  expect_near(r.fluxes.lymph / kMillilitre * kHour, 117.9, "lymph");
  expect_near(r.fluxes.tissue_osmotic / kMmHg, 11.8, "osmotic pressure");
}

TEST(TwoCompartments, severed_lymph_swells_without_end) {
  const Course r = run_with([](TwoCompartmentInputs& in, auto&) { in.lymph_pump = 0; });
  EXPECT_EQ(r.fluxes.lymph, 0);
  EXPECT_GT(r.day, 9000);
  EXPECT_GT(r.steady, 2 * 8400);
  EXPECT_GT(r.fluxes.filtration, 0);
}

// Where no volume is excluded, steady pressure is set by wall and lymph alone (dongaonkar2009).
TEST(TwoCompartments, steady_pressure_does_not_depend_on_compliance) {
  const auto steady = [](double slopes, double excluded) {
    TwoCompartments<double> p = two_compartments(shipped());
    p.excluded_volume *= excluded;
    p.interstitium.slope_dry *= slopes, p.interstitium.slope_normal *= slopes;
    p.interstitium.slope_swollen *= slopes;
    p.interstitium.corner =
        1e-6;  // rounded corners would move the pressure at rest, and the trim with it
    TwoCompartmentBalance body(p);
    body.inputs.plasma_held = true, body.inputs.capillary_shift = 3 * kMmHg;
    constexpr double kTight = 1e-3;  // of the stepper's tolerance
    DenseRun run(body, body.rest(), kTight);
    run.to(10 * kSteady);
    return body.fluxes(run.state()).tissue_pressure / kMmHg;
  };
  constexpr double kLeft = 1e-6;  // [mmHg], after hundreds of time constants
  const double one = steady(1, 0);
  for (const double slopes : {0.5, 2.0}) EXPECT_NEAR(steady(slopes, 0), one, kLeft) << slopes;
  // With excluded volume lymph is thinner than what the wall sees, by a share that goes with the volume.
  EXPECT_GT(std::abs(steady(2, 1) - steady(1, 1)), 100 * kLeft);
}

// Sampled parameters and sampled treatment: amounts change by what was given, to rounding.
TEST(TwoCompartments, water_and_albumin_are_conserved_over_sampled_bodies) {
  std::mt19937 engine(4);
  std::uniform_real_distribution<double> unit(0, 1);
  for (unsigned sample = 0; sample < 20; ++sample) {
    TwoCompartmentBalance body(two_compartments(draw(shipped(), 1, sample)));
    body.inputs.capillary_shift = (10 * unit(engine) - 3) * kMmHg;
    body.inputs.lymph_pump = unit(engine);
    body.inputs.plasma_held = sample % 3 == 2;
    body.inputs.water = 100 * unit(engine) * kMillilitre / kHour;
    body.inputs.albumin = unit(engine) * 1e-3 / kHour;
    const auto start = body.rest();
    DenseRun run(body, start);
    run.to(2 * kHour);
    body.inputs.water = body.inputs.albumin = 0;
    const auto y = run.to(4 * kDay);
    EXPECT_NEAR(y[0] + y[2] - y[4], start[0] + start[2], kConserved * y[6]) << sample;
    EXPECT_NEAR(y[1] + y[3] - y[5], start[1] + start[3], kConserved * y[7]) << sample;
    EXPECT_GT(y[6], 0) << sample;
  }
}

TEST(TwoCompartments, cvode_finds_the_same) {
  TwoCompartmentBalance body(two_compartments(shipped()));
  body.inputs.capillary_shift = 5 * kMmHg;
  constexpr double kTight = 1e-3,
                   kAgree = 1e-5;  // tolerance over the usual millionth; what 1 may add up to
  DenseRun run(body, body.rest(), kTight);
  const auto y = run.to(kDay);
  const auto oracle = with_cvode(body, body.rest(), kDay, kTight);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(y[i], oracle[i], kAgree * oracle[i]) << i;
}

// The same model written a second time, in clinical units, with the published straight pieces instead of the rounded
// curve, stepped by explicit Euler. Straight pieces leave the rounded curve by at most 0.03 mmHg, that is 20 mL of 9 L.
TEST(TwoCompartments, an_independent_euler_finds_the_same) {
  const auto euler = [](double shift, double pump, double hours) {
    double v = 8400, q = 22.5 * 6.3, trim = -0.0163;  // [mL], [g], [mmHg]
    for (double t = 0; t < hours; t += 0.01) {
      double pi = -7.2 + (v - 5000) * 1.82e-3 + 0.312;
      if (v >= 10300)
        pi = 2 + (v - 10300) * 5e-5 + 0.312;
      else if (v >= 9500)
        pi = 1 + (v - 9500) * 1.25e-3 + 0.312;
      const double c = q / (v - 2100) * 1000;  // [g/L]
      const double jf = 121.1 * (11 + trim + shift - pi - 0.9888 * 0.654 * (39.6 - c));
      const double e = std::exp(-jf * 0.0112 / 73);
      const double js = jf * 0.0112 * (39.6 - c * e) / (1 - e) / 1000;
      const double jl = pump * std::max(0.0, 75.7 + 43.08 * (pi + 0.7));
      const double carried = jl * q / v;
      v += 0.01 * (jf - jl), q += 0.01 * (js - carried);
    }
    return v;
  };
  constexpr double kAgree =
      0.02;  // the offset curve of the pieces against the corners in relative volume
  for (const auto& [shift, pump] :
       {std::pair{0.0, 1.0}, std::pair{5.0, 1.0}, std::pair{0.0, 0.25}}) {
    const Course r = run_with([&](TwoCompartmentInputs& in, auto&) {
      in.capillary_shift = shift * kMmHg, in.lymph_pump = pump;
    });
    const double day = euler(shift, pump, 24), steady = euler(shift, pump, 2000);
    EXPECT_NEAR(r.day, day, kAgree * day) << shift << " " << pump;
    EXPECT_NEAR(r.steady, steady, kAgree * steady) << shift << " " << pump;
  }
}

}  // namespace
}  // namespace cisterna::fluid
