#include "body/fluid_balance/region.hpp"
#include "body/fluid_balance/two_compartments.hpp"
#include "body/law_check_test.hpp"

namespace cisterna::fluid {
namespace {

using namespace law_check;

const DimensionHalves kMass = dimension(0, 1, 0);
constexpr double kMmHg = 133.322, kHourly = 1e-6 / 3600;  // [Pa], [m3/s] of a mL/h

template <class S>
tissue::Interstitium<S> sample_interstitium() {
  tissue::Interstitium<S> p;
  p.rest_pressure = quantity<S>(-0.7 * kMmHg, kPressure);
  p.slope_dry = quantity<S>(15.3 * kMmHg, kPressure);
  p.slope_normal = quantity<S>(10.5 * kMmHg, kPressure);
  p.slope_swollen = quantity<S>(0.42 * kMmHg, kPressure);
  p.border_normal = quantity<S>(1.131, kNumber), p.border_swollen = quantity<S>(1.226, kNumber);
  p.corner = quantity<S>(0.01, kNumber);
  return p;
}

template <class S>
Region<S> sample_region() {
  const DimensionHalves linear = dimension(2, 0, -2), square = dimension(5, -1, -2);
  Region<S> r;
  r.volume = quantity<S>(1450e-6, kVolume), r.excluded = quantity<S>(360e-6, kVolume);
  r.filtration_coefficient = quantity<S>(10 * kHourly / kMmHg, kConductance);
  r.permeability = quantity<S>(6 * kHourly, kFlow);
  r.lymph_at_rest = quantity<S>(5.5 * kHourly, kFlow);
  r.lymph_slope = quantity<S>(3.1 * kHourly / kMmHg, kConductance);
  r.capillary_pressure = quantity<S>(17 * kMmHg, kPressure);
  r.wall.reflection = quantity<S>(0.9, kNumber);
  r.wall.plasma_linear = quantity<S>(0.1752 * kMmHg, linear);
  r.wall.plasma_square = quantity<S>(0.0028 * kMmHg, square);
  r.wall.tissue_linear = quantity<S>(0.2336 * kMmHg, linear);
  r.wall.tissue_square = quantity<S>(0.0034 * kMmHg, square);
  r.wall.glycocalyx_time = quantity<S>(60, kTime);
  r.interstitium = sample_interstitium<S>();
  return r;
}

const Range kWater{1200e-6, 2000e-6, kVolume}, kProtein{0.01, 0.06, kMass}, kBelow{5, 60, kDensity},
    kPlasma{40, 80, kDensity}, kCapillary{500, 6000, kPressure};

template <class T>
RegionFluxes<T> fluxes_at(const std::array<T, 5>& x) {
  using S = Parameter<T>;
  return region_fluxes(x[0], x[1], x[2], x[3], x[4], T(0.1 * x[4]), sample_region<S>());
}

TEST(Region, laws_stand_units_derivatives_and_packs) {
  const std::array<Range, 5> in{kWater, kProtein, kBelow, kPlasma, kCapillary};
  Law<5>("filtration", in, kFlow).check([]<class T>(const std::array<T, 5>& x) {
    return T(fluxes_at(x).filtration);
  });
  Law<5>("protein", in, kMassFlow).check([]<class T>(const std::array<T, 5>& x) {
    return T(fluxes_at(x).protein);
  });
  Law<5>("pressure", in, kPressure).check([]<class T>(const std::array<T, 5>& x) {
    return T(fluxes_at(x).pressure);
  });
  Law<1>("lymph", {Range{-90, 800, kPressure}}, kFlow)
      .check([]<class T>(const std::array<T, 1>& x) {
        return T(region_lymph(x[0], sample_region<Parameter<T>>()));
      });
}

TEST(Region, rest_has_units) {
  const RegionRest<Checked> rest = region_rest(Checked(70, kDensity), sample_region<Checked>());
  EXPECT_EQ(rest.concentration.dim(), kDensity);
  EXPECT_EQ(rest.trim.dim(), kPressure);
}

// Without filtration pressure, and with an interstitium drier than where lymph stops, nothing leaves as lymph.
TEST(Region, dry_tissue_gives_no_lymph) {
  EXPECT_EQ(region_lymph(-10 * kMmHg, sample_region<double>()), 0);
  EXPECT_GT(region_lymph(0.0, sample_region<double>()), 0);
}

// In balance (6) is where protein in equals protein out, for any strength of the flow.
TEST(Region, rest_balances_protein_at_any_flow) {
  Region<double> r = sample_region<double>();
  for (const double times : {0.01, 0.1, 1.0, 10.0, 100.0}) {
    r.lymph_at_rest = times * 5.5 * kHourly;
    const RegionRest<double> rest = region_rest(70.0, r);
    const double in =
        tissue::protein_flux(r.lymph_at_rest, 70.0, rest.concentration, r.permeability, r.wall);
    EXPECT_NEAR(in, r.lymph_at_rest * rest.concentration, 1e-12 * in) << times;
    EXPECT_LT(rest.concentration, 70);
    EXPECT_GT(rest.concentration, 70 * (1 - r.wall.reflection));
  }
}

template <class S>
TwoCompartments<S> sample_compartments() {
  TwoCompartments<S> p;
  p.filtration_coefficient = quantity<S>(121.1 * kHourly / kMmHg, kConductance);
  p.osmotic_slope = quantity<S>(0.654 * kMmHg, dimension(2, 0, -2));
  p.permeability = quantity<S>(73 * kHourly, kFlow);
  p.lymph_at_rest = quantity<S>(75.7 * kHourly, kFlow);
  p.lymph_slope = quantity<S>(43.08 * kHourly / kMmHg, kConductance);
  p.capillary_pressure = quantity<S>(11 * kMmHg, kPressure);
  p.plasma_stiffness = quantity<S>(kMmHg / 107.5e-6, dimension(-4, 1, -2));
  p.plasma_volume = quantity<S>(3.2e-3, kVolume), p.plasma_albumin = quantity<S>(39.6, kDensity);
  p.tissue_volume = quantity<S>(8.4e-3, kVolume), p.tissue_albumin = quantity<S>(22.5, kDensity);
  p.excluded_volume = quantity<S>(2.1e-3, kVolume);
  p.wall.reflection = quantity<S>(0.9888, kNumber);
  p.interstitium = sample_interstitium<S>();
  return p;
}

template <class T>
CompartmentFluxes<T> compartments_at(const std::array<T, 4>& x) {
  using S = Parameter<T>;
  return compartment_fluxes(x[0], x[1], x[2], x[3], quantity<S>(300, kPressure),
                            quantity<S>(0.7, kNumber), sample_compartments<S>());
}

TEST(TwoCompartments, laws_stand_units_derivatives_and_packs) {
  const std::array<Range, 4> in{Range{2e-3, 4e-3, kVolume}, Range{0.05, 0.15, kMass},
                                Range{7.9e-3, 12e-3, kVolume}, Range{0.05, 0.2, kMass}};
  Law<4>("filtration", in, kFlow).check([]<class T>(const std::array<T, 4>& x) {
    return T(compartments_at(x).filtration);
  });
  // 1 - exp(-Pe) loses the digits of 1/Pe at small Pe: PS C / Pe is the size of what cancels.
  const double cancelling = 73 * kHourly * 40 * 80;
  Law<4>("albumin", in, kMassFlow, cancelling).check([]<class T>(const std::array<T, 4>& x) {
    return T(compartments_at(x).albumin);
  });
  Law<4>("albumin of lymph", in, kMassFlow).check([]<class T>(const std::array<T, 4>& x) {
    return T(compartments_at(x).lymph_albumin);
  });
}

}  // namespace
}  // namespace cisterna::fluid
