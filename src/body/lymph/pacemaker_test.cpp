#include "body/lymph/sample_laws_test.hpp"

namespace cisterna::lymph {
namespace {

using namespace law_check;

// Rate of a lymphangion that feels its true pressure, is not triggered and not sheared.
double rate(double x, double pressure, double triggers = 0, double shear = 0, double intrinsic = 1,
            double heat = 0) {
  const auto p = sample_pacemaker<double>();
  return phase_rate(x, pressure, pressure, triggers, shear, intrinsic, refractory_rate(0.0, p),
                    warmth(heat, p), p);
}

TEST(Pacemaker, laws_stand_units_derivatives_and_packs) {
  Law<3>("trigger window",
         {Range{0, 1, kNumber}, Range{0.05, 0.25, kNumber}, Range{0.25, 0.4, kNumber}}, kNumber)
      .check([]<class T>(const std::array<T, 3>& x) {
        return T(trigger_window(x[0], x[1], x[2], sample_pacemaker<Parameter<T>>()));
      });
  Law<6>("phase rate",
         {Range{0, 1, kNumber}, Range{-500, 4000, kPressure}, Range{-500, 4000, kPressure},
          Range{0, 2, kNumber}, Range{0, 1, kNumber}, Range{0.5, 2, kNumber}},
         kRate)
      .check([]<class T>(const std::array<T, 6>& x) {
        using S = Parameter<T>;
        const auto p = sample_pacemaker<S>();
        const S warm = warmth(quantity<S>(4, dimension(0, 0, 0, 1)), p);
        return T(phase_rate(x[0], x[1], x[2], x[3], x[4], x[5],
                            T(refractory_rate(quantity<S>(4, kTime), p)), warm, p));
      });
}

TEST(Pacemaker, contraction_and_refractoriness_take_their_times_whatever_happens) {
  const auto p = sample_pacemaker<double>();
  for (const double triggers : {0.0, 2.0})
    for (const double pressure : {-500.0, 3000.0}) {
      EXPECT_DOUBLE_EQ(rate(0.15, pressure, triggers), p.contracting / p.contraction_time);
      EXPECT_NEAR(rate(0.4, pressure, triggers), (p.refractory - p.contracting) / p.refractory_time,
                  4 * kEpsilon);
    }
}

TEST(Pacemaker, long_lymphangions_stay_locked_until_what_they_set_off_has_left_the_neighbour) {
  const auto p = sample_pacemaker<double>();
  const auto locked = [&](double passage) {
    return p.contraction_time + (p.refractory - p.contracting) / refractory_rate(passage, p);
  };
  const double always = p.contraction_time + p.refractory_time;
  for (const double passage : {0.0, 0.5 * always})
    EXPECT_NEAR(locked(passage), always, 16 * kEpsilon);
  for (const double passage : {always, 3 * always}) EXPECT_GT(locked(passage), passage);
  auto alone = p;
  alone.trigger_rate = 0;
  EXPECT_EQ(refractory_rate(always, alone), refractory_rate(0.0, p));
}

TEST(Pacemaker, locked_phase_runs_as_fast_as_contraction_and_refractoriness_let_it) {
  const auto p = sample_pacemaker<double>();
  const double slow = 0.5 * refractory_rate(0.0, p), half = 0.5 * p.contraction_time;
  EXPECT_DOUBLE_EQ(locked_phase(half, slow, p), 0.5 * p.contracting);
  EXPECT_DOUBLE_EQ(locked_phase(p.contraction_time, slow, p), p.contracting);
  EXPECT_NEAR(locked_phase(p.contraction_time + 2 * p.refractory_time, slow, p), p.refractory,
              4 * kEpsilon);
}

TEST(Pacemaker, excitable_vessel_answers_to_stretch_heat_triggers_and_shear) {
  const double rest = rate(0.7, 1600);
  EXPECT_GT(rate(0.7, 2500), rest);
  EXPECT_GT(rate(0.7, 1600, 1), rest + 1);  // nearly at once
  EXPECT_LT(rate(0.7, 1600, 0, 1), rest);
  EXPECT_NEAR(rate(0.7, 1600, 0, 0, 2), 2 * rest, 8 * kEpsilon);
  EXPECT_NEAR(rate(0.7, 1600, 0, 0, 1, 10), 2.5 * rest, 1e-3 * rest);  // Q10, gain to three digits
}

TEST(Pacemaker, rising_pressure_excites_and_falling_pressure_does_not) {
  const auto at = [](double pressure) {
    return phase_rate(0.7, 1000.0, pressure, 0.0, 0.0, 1.0, 0.1, 1.0, sample_pacemaker<double>());
  };
  EXPECT_GT(at(1400), at(1000));
  EXPECT_EQ(at(600), at(1000));
}

TEST(Pacemaker, phase_always_moves_on) {
  for (double x = 0; x < 1; x += 1e-3)
    for (const double shear : {0.0, 1.0}) EXPECT_GT(rate(x, -500, 0, shear), 0) << x;
}

TEST(Pacemaker, trigger_reaches_a_neighbour_only_after_its_delay) {
  const auto p = sample_pacemaker<double>();
  constexpr double kDelay = 1.2;
  const double rate = refractory_rate(0.0, p), opens = locked_phase(kDelay, rate, p),
               closes = locked_phase(kDelay + p.trigger_time, rate, p);
  EXPECT_EQ(trigger_window(opens, opens, closes, p), 0);
  EXPECT_EQ(trigger_window(0.5 * (opens + closes), opens, closes, p), 1);
  EXPECT_EQ(trigger_window(closes + p.switch_width, opens, closes, p), 0);
}

TEST(Shear, laws_stand_units_derivatives_and_packs) {
  const std::array<Range, 3> in = {Range{-2, 2, kPressure}, Range{0, 1, kNumber},
                                   Range{0, 1, kNumber}};
  Law<3>("fast inhibition", in, kRate).check([]<class T>(const std::array<T, 3>& x) {
    return T(shear_rates(x[0], x[1], x[2], sample_shear<Parameter<T>>()).fast);
  });
  Law<3>("slow inhibition", in, kRate).check([]<class T>(const std::array<T, 3>& x) {
    return T(shear_rates(x[0], x[1], x[2], sample_shear<Parameter<T>>()).slow);
  });
}

TEST(Shear, fast_inhibition_knows_no_direction_and_slow_only_forward) {
  const auto p = sample_shear<double>();
  const auto forward = shear_rates(0.6, 0.0, 0.0, p), backward = shear_rates(-0.6, 0.0, 0.0, p);
  EXPECT_EQ(forward.fast, backward.fast);
  EXPECT_GT(forward.slow, 0);
  EXPECT_EQ(backward.slow, 0);
}

TEST(Shear, inhibition_stays_between_nought_and_one) {
  const auto p = sample_shear<double>();
  for (const double shear : {-1e9, -1.0, 0.0, 1.0, 1e9}) {
    const auto none = shear_rates(shear, 0.0, 0.0, p), full = shear_rates(shear, 1.0, 1.0, p);
    EXPECT_GE(none.fast, 0);
    EXPECT_GE(none.slow, 0);
    EXPECT_LE(full.fast, 0);
    EXPECT_LE(full.slow, 0);
  }
}

}  // namespace
}  // namespace cisterna::lymph
