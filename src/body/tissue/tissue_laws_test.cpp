#include "body/law_check_test.hpp"
#include "body/tissue/exchange.hpp"
#include "body/tissue/initial_lymphatic.hpp"
#include "body/tissue/interstitium.hpp"
#include "body/tissue/viscoelastic.hpp"

namespace cisterna::tissue {
namespace {

using namespace law_check;

constexpr double kMmHg = 133.322;  // [Pa]

template <class S>
Interstitium<S> sample_interstitium(double slopes = 1) {
  Interstitium<S> p;
  p.rest_pressure = quantity<S>(-0.7 * kMmHg, kPressure);
  p.slope_dry = quantity<S>(15.3 * kMmHg * slopes, kPressure);
  p.slope_normal = quantity<S>(10.5 * kMmHg * slopes, kPressure);
  p.slope_swollen = quantity<S>(0.42 * kMmHg * slopes, kPressure);
  p.border_normal = quantity<S>(1.131, kNumber), p.border_swollen = quantity<S>(1.226, kNumber);
  p.corner = quantity<S>(0.01, kNumber), p.solid_corner = quantity<S>(66, kPressure);
  p.conductivity_gain = quantity<S>(10, kNumber);
  return p;
}

template <class S>
Exchange<S> sample_exchange() {
  const DimensionHalves linear = dimension(2, 0, -2), square = dimension(5, -1, -2);
  Exchange<S> e;
  e.reflection = quantity<S>(0.99, kNumber);
  e.plasma_linear = quantity<S>(0.1752 * kMmHg, linear);
  e.plasma_square = quantity<S>(0.0028 * kMmHg, square);
  e.tissue_linear = quantity<S>(0.2336 * kMmHg, linear);
  e.tissue_square = quantity<S>(0.0034 * kMmHg, square);
  e.glycocalyx_time = quantity<S>(60, kTime);
  e.venous_pressure = quantity<S>(8 * kMmHg, kPressure);
  e.venous_share = quantity<S>(0.86, kNumber);
  e.venous_width = quantity<S>(2 * kMmHg, kPressure);
  e.dependent_share = quantity<S>(0.4, kNumber), e.raised_share = quantity<S>(0.1, kNumber);
  return e;
}

template <class S>
InitialLymphatic<S> sample_initial() {
  InitialLymphatic<S> p;
  p.stiffness_pressure = quantity<S>(40, kPressure);
  p.stiffness_exponent = quantity<S>(2, kNumber);
  p.collapse_pressure = quantity<S>(40, kPressure);
  p.reverse_leak = quantity<S>(0.01, kNumber), p.valve_width = quantity<S>(13, kPressure);
  p.filament_gain = quantity<S>(3, kNumber), p.filament_stress = quantity<S>(267, kPressure);
  p.residual = quantity<S>(0.01, kNumber), p.filament_corner = quantity<S>(0.01, kNumber);
  p.filament_end = quantity<S>(1.226, kNumber);
  return p;
}

constexpr double kPermeability = 2.5e-10, kCoefficient = 8e-12;  // [m3/s], [m3/(s Pa)]
const Range kRelative{0.6, 1.6, kNumber}, kPressures{-1000, 6000, kPressure},
    kProteins{5, 70, kDensity}, kFlows{-3e-9, 3e-8, kFlow},
    kColumns{-80 * kMmHg, 80 * kMmHg, kPressure};

TEST(Interstitium, laws_stand_units_derivatives_and_packs) {
  Law<1>("fluid pressure", {kRelative}, kPressure).check([]<class T>(const std::array<T, 1>& x) {
    return T(fluid_pressure(x[0], sample_interstitium<Parameter<T>>()));
  });
  Law<1>("total pressure", {kPressures}, kPressure).check([]<class T>(const std::array<T, 1>& x) {
    return T(total_pressure(x[0], sample_interstitium<Parameter<T>>()));
  });
  Law<1>("conductivity", {kRelative}, kNumber).check([]<class T>(const std::array<T, 1>& x) {
    return T(swelling_conductivity(x[0], sample_interstitium<Parameter<T>>()));
  });
  Law<3>("Darcy flow", {kPressures, Range{1, 5, kNumber}, Range{1, 5, kNumber}}, kFlow)
      .check([]<class T>(const std::array<T, 3>& x) {
        using S = Parameter<T>;
        return T(darcy_flow(x[0], x[1], x[2], quantity<S>(1e-14, kConductance),
                            quantity<S>(500, kPressure)));
      });
  Law<2>("pressure under a hand", {kPressures, kPressures}, kPressure)
      .check([]<class T>(const std::array<T, 2>& x) {
        return T(effective_pressure(x[0], x[1], quantity<Parameter<T>>(0.5, kNumber)));
      });
  Law<2>("creep", {kPressures, kPressures}, kPressureRate)
      .check([]<class T>(const std::array<T, 2>& x) {
        return T(creep_rate(x[0], x[1], quantity<Parameter<T>>(2, kTime)));
      });
}

// Between its data and dryness the law has no number of its own: it must leave the measured range alone, and hold.
TEST(Interstitium, tissue_gives_up_its_last_fluid_to_no_pressure) {
  const auto law = sample_interstitium<double>();
  const auto drop = [&](double v) { return law.rest_pressure - fluid_pressure(v, law); };
  EXPECT_NEAR(drop(0.8) / (0.2 * law.slope_dry), 1, 0.02);
  EXPECT_GT(drop(0.05), 80 * kMmHg);
  for (double v = 0.02; v < 1; v += 0.01) EXPECT_GT(drop(v), drop(v + 0.01)) << v;
}

TEST(Exchange, laws_stand_units_derivatives_and_packs) {
  Law<1>("osmotic pressure", {kProteins}, kPressure).check([]<class T>(const std::array<T, 1>& x) {
    const auto e = sample_exchange<Parameter<T>>();
    return T(osmotic_pressure(x[0], e.plasma_linear, e.plasma_square));
  });
  Law<3>("filtration", {kPressures, kProteins, kProteins}, kFlow)
      .check([]<class T>(const std::array<T, 3>& x) {
        using S = Parameter<T>;
        return T(filtration(x[0], x[1], x[2], quantity<S>(kCoefficient, kConductance),
                            sample_exchange<S>()));
      });
  Law<3>("protein flux", {kFlows, kProteins, kProteins}, kMassFlow)
      .check([]<class T>(const std::array<T, 3>& x) {
        using S = Parameter<T>;
        return T(protein_flux(x[0], x[1], x[2], quantity<S>(kPermeability, kFlow),
                              sample_exchange<S>()));
      });
  Law<3>("glycocalyx", {kFlows, kProteins, kProteins}, kDensityRate)
      .check([]<class T>(const std::array<T, 3>& x) {
        using S = Parameter<T>;
        return T(glycocalyx_rate(x[0], x[1], x[2], quantity<S>(kPermeability, kFlow),
                                 sample_exchange<S>()));
      });
  Law<3>("capillary pressure", {kPressures, kPressures, kPressures}, kPressure)
      .check([]<class T>(const std::array<T, 3>& x) {
        return T(capillary_pressure(x[0], x[1], x[2], sample_exchange<Parameter<T>>()));
      });
  Law<1>("venous pressure", {kColumns}, kPressure).check([]<class T>(const std::array<T, 1>& x) {
    return T(venous_pressure(x[0], sample_exchange<Parameter<T>>()));
  });
  Law<1>("capillary pressure at a height", {kColumns}, kPressure)
      .check([]<class T>(const std::array<T, 1>& x) {
        using S = Parameter<T>;
        return T(undisturbed_capillary(x[0], quantity<S>(19.3 * kMmHg, kPressure),
                                       sample_exchange<S>()));
      });
}

TEST(InitialLymphatic, laws_stand_units_derivatives_and_packs) {
  Law<1>("elastic pressure", {Range{0.1, 3, kNumber}}, kPressure, 40)
      .check([]<class T>(const std::array<T, 1>& x) {
        return T(elastic_pressure(x[0], sample_initial<Parameter<T>>()));
      });
  Law<1>("volume of an open net", {Range{0, 3, kNumber}}, kNumber)
      .check([]<class T>(const std::array<T, 1>& x) {
        return T(open_net(x[0], sample_initial<Parameter<T>>()));
      });
  Law<1>("resistance of the net", {Range{0.1, 3, kNumber}}, kNumber)
      .check([]<class T>(const std::array<T, 1>& x) { return T(net_resistance(x[0])); });
  Law<1>("filaments", {kRelative}, kNumber).check([]<class T>(const std::array<T, 1>& x) {
    return T(filament_opening(x[0], sample_initial<Parameter<T>>()));
  });
  Law<3>("sheet of the plexus",
         {Range{1e-6, 3e-5, kLength}, Range{2e-5, 1e-4, kLength}, Range{8e-4, 2e-3, kViscosity}},
         kConductance)
      .check([]<class T>(const std::array<T, 3>& x) {
        return T(sheet_conductance(x[0], x[1], x[2]));
      });
  Law<4>("flow along the plexus",
         {Range{-3000, 3000, kPressure}, Range{0.1, 5, kNumber}, Range{0.1, 5, kNumber},
          Range{1e-13, 1e-11, kConductance}},
         kFlow)
      .check([]<class T>(const std::array<T, 4>& x) {
        return T(plexus_flow(x[0], x[1], x[2], x[3], x[0]));
      });
  Law<2>("primary valve", {Range{-100, 100, kPressure}, Range{1e-13, 1e-11, kConductance}}, kFlow)
      .check([]<class T>(const std::array<T, 2>& x) {
        return T(primary_valve_flow(x[0], x[1], sample_initial<Parameter<T>>()));
      });
}

TEST(InitialLymphatic,
     resistance_of_the_net_falls_with_the_square_of_its_section_and_faster_where_it_folds) {
  EXPECT_EQ(net_resistance(1.0), 1);
  for (double u = 0.1; u < 3; u += 0.1) {
    // Poiseuille in a section that goes with u, over the perimeter of the slack net where it is folded.
    const double round = 1 / (u * u);
    EXPECT_NEAR(net_resistance(u), u < 1 ? round / u : round, 1e-12 * round / u) << u;
    EXPECT_GT(net_resistance(u), net_resistance(u + 0.1)) << u;
  }
}

TEST(Interstitium, pressure_rises_with_volume_and_flattens_as_tissue_swells) {
  const auto p = sample_interstitium<double>();
  using D = Dual<double, 1>;
  const auto slope = [&](double v) { return fluid_pressure(D::variable(v, 0), p).d[0]; };
  for (double v = 0.5; v < 3; v += 0.01) EXPECT_GT(slope(v), 0) << v;
  // The corners are rounded over a hundredth: a tenth away less than a thousandth of a slope is left.
  EXPECT_NEAR(slope(1.0), p.slope_dry, 1e-3 * p.slope_dry);
  EXPECT_NEAR(slope(1.6), p.slope_swollen, 1e-3 * p.slope_dry);
}

TEST(Exchange, protein_flux_passes_smoothly_through_no_flow) {
  const auto e = sample_exchange<double>();
  const double plasma = 70, inside = 25,
               still = protein_flux(0.0, plasma, inside, kPermeability, e);
  EXPECT_NEAR(still, kPermeability * (plasma - inside), 1e-15 * kPermeability * plasma);
  // Either side of the switch between series and quotient, at a Peclet number of 1/1024.
  const double flow = kPermeability / (1 - e.reflection) / 1024;
  for (const double sign : {-1.0, 1.0}) {
    const double below = protein_flux(sign * flow * (1 - 1e-12), plasma, inside, kPermeability, e);
    const double above = protein_flux(sign * flow * (1 + 1e-12), plasma, inside, kPermeability, e);
    EXPECT_NEAR(below, above, 1e-11 * still);
  }
}

TEST(Exchange, peclet_factor_equals_its_exact_form) {
  for (const double y : {-30.0, -1.0, -0.01, 1e-4, 0.01, 1.0, 30.0})
    EXPECT_NEAR(peclet_factor(y), y / -std::expm1(-y), 1e-12 * std::max(1.0, std::abs(y))) << y;
  EXPECT_EQ(peclet_factor(0.0), 1);
}

// Beneath the glycocalyx stands what filters through it: C_p (1 - sigma) when filtration is strong.
TEST(Exchange, glycocalyx_rests_at_the_filtrate) {
  const auto e = sample_exchange<double>();
  const double strong = 100 * kPermeability / (1 - e.reflection), plasma = 70;
  EXPECT_NEAR(glycocalyx_rate(strong, plasma, plasma * (1 - e.reflection), kPermeability, e), 0,
              1e-12);
  EXPECT_NEAR(glycocalyx_rate(0.0, plasma, plasma, kPermeability, e), 0, 1e-12);
}

// Blood runs from capillaries into veins in every posture; lying, nothing is added.
TEST(Exchange, capillaries_stand_above_their_veins_at_every_height) {
  const auto e = sample_exchange<double>();
  const double level = 19.3 * kMmHg;
  EXPECT_EQ(undisturbed_capillary(0.0, level, e), level);
  double last = undisturbed_capillary(-80 * kMmHg, level, e);
  for (double column = -79 * kMmHg; column < 80 * kMmHg; column += kMmHg) {
    const double here = undisturbed_capillary(column, level, e);
    EXPECT_GT(here, venous_pressure(column, e)) << column;
    EXPECT_GT(here, last) << column;
    last = here;
  }
}

TEST(Interstitium, a_fluid_column_at_rest_does_not_flow) {
  EXPECT_EQ(darcy_flow(-500.0, 2.0, 3.0, 1e-14, 500.0), 0);
  EXPECT_GT(darcy_flow(0.0, 2.0, 3.0, 1e-14, 500.0), 0);
}

// A square lattice of tubes: along either direction one runs through each mesh.
TEST(InitialLymphatic, plexus_conducts_as_a_lattice_of_tubes_does) {
  constexpr double kMesh = 5e-4, kDiameter = 7e-5, kViscosityOfLymph = 1e-3, kPi = std::numbers::pi;
  const double thickness = 2 / kMesh * kPi / 4 * kDiameter * kDiameter;
  const double tube = kPi * std::pow(kDiameter, 4) / (128 * kViscosityOfLymph);
  EXPECT_NEAR(sheet_conductance(thickness, kDiameter, kViscosityOfLymph), tube / kMesh,
              1e-12 * tube / kMesh);
}

TEST(InitialLymphatic, lymph_in_the_plexus_sinks_until_its_pressures_carry_the_column) {
  constexpr double kColumn = 700, kConducts = 1e-12;  // of the higher end over the lower
  EXPECT_EQ(plexus_flow(-kColumn, 1.0, 4.0, kConducts, kColumn), 0);
  EXPECT_EQ(plexus_flow(0.0, 1.0, 1.0, kConducts, kColumn), kConducts * kColumn);
  EXPECT_EQ(plexus_flow(kColumn, 1.0, 3.0, kConducts, 0.0),
            -plexus_flow(-kColumn, 3.0, 1.0, kConducts, 0.0));
}

// As the tissue swells the junctions open; free fluid beyond the swollen border opens them no further.
TEST(InitialLymphatic, filaments_open_junctions_until_fluid_lies_free) {
  const auto p = sample_initial<double>();
  double last = filament_opening(0.5, p);
  for (double v = 0.51; v < 10; v += 0.01) {
    EXPECT_GT(filament_opening(v, p), last) << v;
    last = filament_opening(v, p);
  }
  const double full = 1 + p.filament_gain * (p.filament_end - 1);
  EXPECT_LT(last, full);
  // The corners are rounded over a hundredth: far from them a thousandth of the opening is left.
  EXPECT_NEAR(last, full, 1e-3);
  EXPECT_NEAR(filament_opening(1.1, p), 1 + p.filament_gain * 0.1, 1e-3);
}

TEST(InitialLymphatic, reverse_flow_is_at_most_the_leak) {
  const auto p = sample_initial<double>();
  EXPECT_EQ(primary_valve_flow(0.0, 1e-12, p), 0);
  // Ten widths away the logistic has e^-10 of its opening left.
  for (const double head : {130.0, 400.0}) {
    const double forward = primary_valve_flow(head, 1e-12, p);
    const double backward = -primary_valve_flow(-head, 1e-12, p);
    EXPECT_LE(backward, (p.reverse_leak + 2 * std::exp(-10.0)) * forward);
  }
}

// What filters is taken up: that alone fixes the pressure. The slopes of the curve only fix how long it takes.
TEST(Interstitium, steady_pressure_does_not_depend_on_compliance) {
  const auto e = sample_exchange<double>();
  const auto initial = sample_initial<double>();
  constexpr double kRest = 1e-6, kCapillary = 19.3 * kMmHg, kPlasma = 70, kCollectors = -200;
  constexpr double kConductanceOfNet = 2e-11, kStep = 0.25;
  const auto steady = [&](double slopes) {
    const auto law = sample_interstitium<double>(slopes);
    double v = 1, below = 20, pressure = 0;
    for (int k = 0; k < 100000; ++k) {
      pressure = fluid_pressure(v, law);
      const double in = filtration(kCapillary - pressure, kPlasma, below, kCoefficient, e);
      const double out = primary_valve_flow(pressure - kCollectors, kConductanceOfNet, initial);
      v += kStep * (in - out) / kRest;
      below += kStep * glycocalyx_rate(in, kPlasma, below, kPermeability, e);
    }
    return pressure;
  };
  const double one = steady(1);
  // Dozens of time constants have passed: nothing of the way there is left.
  constexpr double kLeft = 1e-6;  // [Pa]
  for (const double slopes : {0.5, 3.0}) EXPECT_NEAR(steady(slopes), one, kLeft) << slopes;
  EXPECT_GT(std::abs(one - sample_interstitium<double>().rest_pressure), 1);  // it did move
}

}  // namespace
}  // namespace cisterna::tissue
