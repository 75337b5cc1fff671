#include "body/fluid_balance/two_compartments.hpp"

#include "body/tissue/skin_interstitium.hpp"
#include "model/parameter.hpp"

namespace cisterna::fluid {

TwoCompartments<double> two_compartments(const ParameterSet& p) {
  TwoCompartments<double> c;
  c.filtration_coefficient = p["fluid.whole.filtration_coefficient"];
  c.osmotic_slope = p["fluid.whole.osmotic_slope"];
  c.permeability = p["fluid.whole.permeability"];
  c.lymph_at_rest = p["fluid.whole.lymph_at_rest"];
  c.lymph_slope = p["fluid.whole.lymph_slope"];
  c.capillary_pressure = p["fluid.whole.capillary_pressure"];
  c.plasma_stiffness = 1 / p["fluid.whole.plasma_compliance"];
  c.plasma_volume = p["fluid.whole.plasma_volume"];
  c.plasma_albumin = p["fluid.whole.plasma_albumin"];
  c.tissue_volume = p["fluid.whole.tissue_volume"];
  c.tissue_albumin = p["fluid.whole.tissue_albumin"];
  c.excluded_volume = p["fluid.whole.excluded_share"] * c.tissue_volume;
  c.wall.reflection = p["fluid.whole.reflection"];
  c.interstitium = tissue::skin_interstitium(p);
  return c;
}

TwoCompartmentBalance::TwoCompartmentBalance(const TwoCompartments<double>& p) : p_(p) {
  const std::array<double, kPools> y = rest();
  const CompartmentFluxes<double> x = fluxes(y);
  trim_ = (x.lymph - x.filtration) / p_.filtration_coefficient;
  p_.capillary_pressure += trim_;
  // A millionth of each pool at rest; what was given and what has passed only counts.
  constexpr double kShare = 1.0 / (16 * 16 * 16 * 16 * 16);
  for (std::size_t i = 0; i < 4; ++i) tolerances_[i] = {i, i + 1, kShare * y[i], kShare};
}

std::array<double, kPools> TwoCompartmentBalance::rest() const {
  return {p_.plasma_volume, p_.plasma_volume * p_.plasma_albumin, p_.tissue_volume,
          (p_.tissue_volume - p_.excluded_volume) * p_.tissue_albumin};
}

}  // namespace cisterna::fluid
