#include <gtest/gtest.h>

#include "body/circulation/baroreflex.hpp"
#include "body/circulation/blood_size.hpp"
#include "body/circulation/chamber.hpp"
#include "body/circulation/delay_line.hpp"
#include "body/circulation/exercise_reset.hpp"
#include "body/circulation/ventricle.hpp"
#include "body/circulation/vessel.hpp"
#include "body/law_check_test.hpp"

namespace cisterna::circulation {
namespace {

using namespace law_check;

constexpr double kMmHg = 133.322387415, kMl = 1e-6, kRoundOff = 32 * kEpsilon;
const DimensionHalves kCompliance = dimension(4, -1, 2), kElastance = dimension(-4, 1, -2),
                      kInertance = dimension(-4, 1, 0), kPerVolume = dimension(-3, 0, 0),
                      kPerFlow = dimension(-3, 0, 1), kTimeSquared = dimension(0, 0, 2),
                      kFlowRate = dimension(3, 0, -2), kAcceleration = dimension(1, 0, -2),
                      kMass = dimension(0, 1, 0), kSpecificVolume = dimension(3, -1, 0);

template <class S>
Ventricle<S> left_ventricle() {
  return {quantity<S>(16.77 * kMl, kVolume), quantity<S>(1.5 * kMmHg, kPressure),
          quantity<S>(0.014 / kMl, kPerVolume), quantity<S>(3.75e-4 / kMl, kPerFlow)};
}
template <class S>
Chamber<S> left_chamber() {
  return {quantity<S>(0.13 * kMmHg / kMl, kElastance), quantity<S>(2.5 * kMmHg / kMl, kElastance),
          quantity<S>(55 * kMl, kVolume), quantity<S>(0.37, kTime), quantity<S>(0.19, kTime)};
}
template <class S>
Baroreflex<S> reflex() {
  const auto rate = [](double x) { return quantity<S>(x, kRate); };
  return {quantity<S>(2.076, kTime),
          quantity<S>(6.37, kTime),
          quantity<S>(92 * kMmHg, kPressure),
          quantity<S>(11.758 * kMmHg, kPressure),
          rate(2.52),
          rate(47.78),
          rate(2.10),
          rate(16.11),
          quantity<S>(0.0675, kTime),
          rate(2.66),
          rate(3.2),
          rate(6.3),
          rate(25),
          rate(7.06),
          rate(1)};
}

TEST(VesselLaws, units_derivatives_and_packs_are_right) {
  const Range pressure{-2e3, 2e4, kPressure}, volume{1e-5, 2e-3, kVolume};
  Law("vessel", std::array{volume}, kPressure, 1e5).check([](const auto& x) {
    using S = Parameter<std::decay_t<decltype(x[0])>>;
    return vessel_pressure(x[0], quantity<S>(1e-3, kVolume), quantity<S>(1e-8, kCompliance));
  });
  Law("vein", std::array{Range{1.2e-3, 1.9e-3, kVolume}}, kPressure, 1e5).check([](const auto& x) {
    using S = Parameter<std::decay_t<decltype(x[0])>>;
    return vein_pressure(x[0], quantity<S>(1.1e-3, kVolume), quantity<S>(3e-7, kCompliance),
                         quantity<S>(1e-3, kVolume));
  });
  Law("resisted", std::array{pressure, pressure}, kFlow, 1e-4).check([](const auto& x) {
    using S = Parameter<std::decay_t<decltype(x[0])>>;
    return resisted_flow(x[0], x[1], quantity<S>(1e8, kResistance));
  });
  Law("inertial", std::array{pressure, pressure, Range{0, 5e-4, kFlow}}, kFlowRate, 1e-2)
      .check([](const auto& x) {
        using S = Parameter<std::decay_t<decltype(x[0])>>;
        return inertial_rate(x[0], x[1], x[2], quantity<S>(1e7, kResistance),
                             quantity<S>(3e4, kInertance));
      });
  // On either side of the corner, not across it.
  Law("valve, open", std::array{Range{2e3, 2e4, kPressure}, Range{0, 1e3, kPressure}}, kFlow)
      .check([](const auto& x) {
        using S = Parameter<std::decay_t<decltype(x[0])>>;
        return valve_flow(x[0], x[1], quantity<S>(1e8, kResistance));
      });
  Law("collapsible", std::array{Range{2e3, 2e4, kPressure}, Range{0, 1e3, kPressure}}, kFlow)
      .check([](const auto& x) {
        using S = Parameter<std::decay_t<decltype(x[0])>>;
        return collapsible_flow(x[0], x[1], quantity<S>(1500, kPressure),
                                quantity<S>(1e8, kResistance));
      });
  const Checked column =
      column_pressure(Checked(1060, kDensity), Checked(9.8, kAcceleration), Checked(0.1, kLength));
  EXPECT_EQ(column.dim(), kPressure);
}

TEST(BloodSize, units_and_derivatives_are_right) {
  const Range height{1.5, 2, kLength}, mass{50, 100, kMass};
  Law("blood by size", std::array{height, mass}, kVolume, 5e-3).check([](const auto& x) {
    using S = Parameter<std::decay_t<decltype(x[0])>>;
    return usual_blood(
        x[0], x[1],
        BloodBySize<S>{quantity<S>(3.669e-4, kNumber), quantity<S>(32.19 * kMl, kSpecificVolume),
                       quantity<S>(604.1 * kMl, kVolume)});
  });
}

TEST(VesselLaws, vein_is_the_inverse_of_its_published_law) {
  const double v0 = 716 * kMl, c = 20 * kMl / kMmHg, most = 1000 * kMl;
  for (const double p : {0.5, 5.0, 20.0, 80.0}) {
    const double volume =
        v0 + 2 * most / std::numbers::pi * std::atan(std::numbers::pi * c * p * kMmHg / (2 * most));
    EXPECT_NEAR(vein_pressure(volume, v0, c, most), p * kMmHg, 64 * kRoundOff * p * kMmHg);
  }
  EXPECT_NEAR(vein_pressure(v0 - 40 * kMl, v0, c, most), -2 * kMmHg, kRoundOff * 40 * kMmHg);
}

TEST(VesselLaws, valve_passes_no_backflow) {
  EXPECT_EQ(valve_flow(1.0, 2.0, 1.0), 0);
  EXPECT_EQ(valve_flow(3.0, 2.0, 4.0), 0.25);
}

TEST(VesselLaws, collapsed_way_passes_what_is_above_the_pressure_around_it) {
  EXPECT_EQ(collapsible_flow(5.0, 1.0, 3.0, 2.0), 1);   // waterfall
  EXPECT_EQ(collapsible_flow(5.0, 1.0, 0.0, 2.0), 2);   // as if not there
  EXPECT_EQ(collapsible_flow(5.0, 1.0, 6.0, 2.0), 0);   // shut
  EXPECT_EQ(collapsible_flow(1.0, 5.0, 3.0, 2.0), -1);  // the same backwards
}

TEST(VentricleLaws, units_derivatives_and_packs_are_right) {
  // While it contracts and while it rests.
  for (const Range share : {Range{0.01, 0.4, kNumber}, Range{0.7, 0.99, kNumber}})
    Law("activation", std::array{share, Range{0.7, 0.9, kTime}}, kNumber, 1)
        .check([](const auto& x) {
          using S = Parameter<std::decay_t<decltype(x[0])>>;
          return ventricle_activation(
              x[0], x[1], Systole<S>{quantity<S>(0.5, kTime), quantity<S>(0.075, kTimeSquared)});
        });
  const Range activation{0, 1, kNumber}, volume{4e-5, 1.5e-4, kVolume},
      elastance{2e8, 5e8, kElastance};
  Law("isometric", std::array{activation, volume, elastance}, kPressure, 1e4)
      .check([](const auto& x) {
        using S = Parameter<std::decay_t<decltype(x[0])>>;
        return isometric_pressure(x[0], x[1], x[2], left_ventricle<S>());
      });
  for (const Range artery : {Range{1e3, 9e3, kPressure}, Range{2.1e4, 3e4, kPressure}}) {
    const std::array in{Range{1e4, 2e4, kPressure}, artery};
    Law("outflow", in, kFlow, 1e-3).check([](const auto& x) {
      using S = Parameter<std::decay_t<decltype(x[0])>>;
      return ejection(x[0], x[1], left_ventricle<S>()).outflow;
    });
    Law("pressure", in, kPressure, 1e4).check([](const auto& x) {
      using S = Parameter<std::decay_t<decltype(x[0])>>;
      return ejection(x[0], x[1], left_ventricle<S>()).pressure;
    });
  }
}

TEST(VentricleLaws, ejecting_pressure_is_the_artery_s) {
  const auto e = ejection(16e3, 12e3, left_ventricle<double>());
  EXPECT_NEAR(e.pressure, 12e3, kRoundOff * 16e3);  // all of the inner loss lies before the artery
  EXPECT_GT(e.outflow, 0);
  EXPECT_EQ(ejection(8e3, 12e3, left_ventricle<double>()).outflow, 0);
}

TEST(ChamberLaws, units_derivatives_and_packs_are_right) {
  for (const Range share : {Range{0.25, 0.5, kNumber}, Range{0.64, 0.7, kNumber}})
    Law("activation", std::array{share, Range{0.8, 0.9, kTime}}, kNumber, 4)
        .check([](const auto& x) {
          using S = Parameter<std::decay_t<decltype(x[0])>>;
          return chamber_activation(x[0], x[1], left_chamber<S>(), quantity<S>(1, kTime));
        });
  Law("pressure",
      std::array{Range{0, 1, kNumber}, Range{5e-5, 1.5e-4, kVolume}, Range{2e8, 5e8, kElastance}},
      kPressure, 1e5)
      .check([](const auto& x) {
        using S = Parameter<std::decay_t<decltype(x[0])>>;
        return chamber_pressure(x[0], x[1], x[2], left_chamber<S>());
      });
}

TEST(ChamberLaws, activation_is_one_at_the_end_of_systole_and_none_after_half_as_long_again) {
  const auto c = left_chamber<double>();
  const double period = 0.9, systole = 0.37 * std::sqrt(period), lag = 0.19 * std::sqrt(period);
  const auto at = [&](double t) { return chamber_activation(t / period, period, c, 1.0); };
  EXPECT_NEAR(at(lag), 0, kRoundOff);
  EXPECT_NEAR(at(lag + systole), 1, kRoundOff);
  EXPECT_NEAR(at(lag + 0.5 * systole), 0.5, kRoundOff);
  EXPECT_NEAR(at(lag + 1.25 * systole), 0.5, kRoundOff);
  EXPECT_EQ(at(lag + 1.51 * systole), 0);
  EXPECT_EQ(at(0.5 * lag), 0);
}

TEST(BaroreflexLaws, units_derivatives_and_packs_are_right) {
  const Range pressure{5e3, 2e4, kPressure}, rate{3, 40, kRate};
  Law("lag", std::array{Range{-4e4, 0, kPressure}, pressure}, kPressureRate, 1e5)
      .check([](const auto& x) {
        using S = Parameter<std::decay_t<decltype(x[0])>>;
        return lag_rate(x[0], x[1], reflex<S>());
      });
  Law("afferent", std::array{pressure}, kRate, 50).check([](const auto& x) {
    using S = Parameter<std::decay_t<decltype(x[0])>>;
    return afferent_traffic(x[0], reflex<S>());
  });
  Law("sympathetic", std::array{rate}, kRate, 20).check([](const auto& x) {
    using S = Parameter<std::decay_t<decltype(x[0])>>;
    return sympathetic_traffic(x[0], reflex<S>());
  });
  Law("vagal", std::array{rate}, kRate, 20).check([](const auto& x) {
    using S = Parameter<std::decay_t<decltype(x[0])>>;
    return vagal_traffic(x[0], reflex<S>());
  });
  Law("drive", std::array{Range{2.7, 12, kRate}}, kNumber, 10).check([](const auto& x) {
    using S = Parameter<std::decay_t<decltype(x[0])>>;
    return sympathetic_drive(x[0], reflex<S>());
  });
  Law("effector", std::array{Range{-1, 1, kTime}, Range{0, 2, kNumber}}, kNumber, 1)
      .check([](const auto& x) {
        using S = Parameter<std::decay_t<decltype(x[0])>>;
        const Effector<S> e{quantity<S>(-0.13, kTime), quantity<S>(2, kTime), quantity<S>(2, kTime),
                            quantity<S>(0.58, kTime)};
        return effector_rate(x[0], x[1], e);
      });
}

TEST(BaroreflexLaws, sensor_sits_at_the_mean_of_its_ends_at_the_set_point) {
  const auto b = reflex<double>();
  EXPECT_NEAR(afferent_traffic(92 * kMmHg, b), 0.5 * (2.52 + 47.78), kRoundOff * 50);
  EXPECT_EQ(sympathetic_drive(2.0, b), 0);
  EXPECT_NEAR(sympathetic_drive(2.66 + std::exp(1) - 1, b), 1, 1e-14);
}

// The form that is stepped holds no derivative of the pressure; the printed one does.
TEST(BaroreflexLaws, felt_pressure_obeys_the_equation_as_printed) {
  const auto b = reflex<double>();
  const double omega = 7, step = 1e-5;
  double lag = 0, felt_before = 0;
  for (int k = 0; k < 20000; ++k) {
    const double t = k * step, pressure = 1e4 + 2e3 * std::sin(omega * t);
    const double felt = felt_pressure(lag, pressure, b);
    if (k == 19999) {
      const double slope = 2e3 * omega * std::cos(omega * (t - 0.5 * step));
      const double printed = (pressure + b.lead_time * slope - felt) / b.fall_time;
      EXPECT_NEAR((felt - felt_before) / step, printed, 1e-3 * std::abs(printed));
    }
    felt_before = felt;
    lag += step * lag_rate(lag, pressure, b);
  }
}

TEST(DelayLine, straight_signals_come_back_exactly_at_any_step) {
  const DelayLine line(5, 0.0125);
  std::vector<double> kept(line.size());
  const auto signal = [](double t) { return 3 + 2 * t; };
  line.fill(0, signal(0), kept);
  double t = 0;
  for (const double h : {0.01, 0.17, 0.003, 0.16, 0.0125}) {
    for (int k = 0; k < 40; ++k, t += h) {
      line.record(t, h, signal(t), signal(t + h), kept);
      const double now = t + h;
      if (now < 6) continue;
      for (const double delay : {0.2, 2.0, 5.0})
        EXPECT_NEAR(line.at(now - delay, kept), signal(now - delay), 1e-12 * signal(now));
    }
  }
  EXPECT_FALSE(std::isfinite(line.at(t, kept)));      // not yet
  EXPECT_FALSE(std::isfinite(line.at(t - 6, kept)));  // no longer
  EXPECT_TRUE(std::isfinite(line.at(t - 0.03, kept)));
}

TEST(ExerciseReset, rises_to_the_published_set_point_and_back_in_its_time) {
  const ExerciseReset<double> e{4500, 1.4e-5, 15};
  EXPECT_NEAR(rise_after(0.0, e.oxygen, 1000 * e.time, e), e.rise, 1e-12 * e.rise);
  EXPECT_NEAR(rise_after(0.0, e.oxygen, e.time, e), e.rise * -std::expm1(-1.0), 1e-12 * e.rise);
  // In pieces as at once.
  const double half = rise_after(100.0, 0.5 * e.oxygen, 0.5 * e.time, e);
  EXPECT_NEAR(rise_after(half, 0.5 * e.oxygen, 0.5 * e.time, e),
              rise_after(100.0, 0.5 * e.oxygen, e.time, e), 1e-12 * e.rise);
  EXPECT_DOUBLE_EQ(rise_after(0.0, 0.0, 1.0, e), 0);
  const ExerciseReset<Checked> checked{Checked(4500, kPressure), Checked(1.4e-5, kFlowRate),
                                       Checked(15, kTime)};
  const Checked risen =
      rise_after(Checked(100, kPressure), Checked(1e-5, kFlowRate), Checked(1, kTime), checked);
  EXPECT_EQ(risen.dim(), kPressure);
}

}  // namespace
}  // namespace cisterna::circulation
