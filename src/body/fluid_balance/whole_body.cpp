#include "body/fluid_balance/whole_body.hpp"

#include <string>
#include <utility>

#include "body/tissue/skin_interstitium.hpp"
#include "model/parameter.hpp"

namespace cisterna::fluid {
namespace {

// Sides share their numbers.
std::string kind_of(std::string_view region) {
  for (const std::string_view side : {"left_", "right_"})
    if (region.starts_with(side)) return std::string(region.substr(side.size()));
  return std::string(region);
}

Region<double> region_of(const ParameterSet& p, const std::string& kind) {
  const std::string at = "fluid." + kind + ".";
  Region<double> r;
  r.volume = p[at + "volume"];
  r.excluded = p["fluid.region.excluded_share"] * r.volume;
  r.filtration_coefficient = p[at + "filtration_coefficient"];
  r.permeability = p[at + "permeability"];
  r.lymph_at_rest = p[at + "lymph_at_rest"];
  r.lymph_slope = r.lymph_at_rest * p["fluid.region.lymph_rise"];
  r.capillary_pressure = p[at + "capillary_pressure"];
  r.wall.reflection = p[at + "reflection"];
  r.wall.plasma_linear = p["tissue.capillary.plasma_osmotic_linear"];
  r.wall.plasma_square = p["tissue.capillary.plasma_osmotic_square"];
  r.wall.tissue_linear = p["tissue.capillary.tissue_osmotic_linear"];
  r.wall.tissue_square = p["tissue.capillary.tissue_osmotic_square"];
  r.wall.glycocalyx_time = p["tissue.capillary.glycocalyx_time"];
  r.interstitium = tissue::skin_interstitium(p);
  r.interstitium.rest_pressure = p[at + "rest_pressure"];
  return r;
}

}  // namespace

WholeBody whole_body(const ParameterSet& p) {
  WholeBody body;
  body.plasma_volume = p["fluid.whole.plasma_volume"];
  body.plasma_protein = p["tissue.capillary.plasma_protein"];
  body.haematocrit = p["fluid.whole.haematocrit"];
  body.plasma_stiffness = 1 / p["fluid.whole.plasma_compliance"];
  for (const std::string_view region : kRegions)
    body.regions.push_back(region_of(p, kind_of(region)));
  return body;
}

WholeBodyBalance::WholeBodyBalance(WholeBody body) : body_(std::move(body)) {
  const std::size_t n = body_.regions.size();
  inputs.outside_pressure.assign(n, 0);
  inputs.lymph_share.assign(n, 1);
  inputs.drawn.assign(n, 0);
  inputs.plasma_stiffness = body_.plasma_stiffness;
  for (const Region<double>& r : body_.regions) {
    rest_.push_back(region_rest(body_.plasma_protein, r));
    inputs.capillary_pressure.push_back(rest_.back().capillary_pressure);
  }
  // About a millionth of each amount at rest; lymph on its way and the ledger only count.
  constexpr double kShare = 1.0 / (16 * 16 * 16 * 16 * 16);
  const std::vector<double> y = rest();
  for (std::size_t i = 0; i < region(n); ++i)
    if (i != transit_water && i != transit_protein)
      tolerances_.push_back({i, i + 1, kShare * y[i], kShare});
}

std::vector<double> WholeBodyBalance::rest() const {
  std::vector<double> y(size(), 0.0);
  y[plasma_water] = body_.plasma_volume;
  y[plasma_protein] = body_.plasma_volume * body_.plasma_protein;
  y[cells] = body_.plasma_volume * body_.haematocrit / (1 - body_.haematocrit);
  for (std::size_t r = 0; r < regions(); ++r) {
    const Region<double>& it = body_.regions[r];
    y[region(r)] = it.volume;
    y[region(r) + 1] = (it.volume - it.excluded) * rest_[r].concentration;
    y[region(r) + 2] = rest_[r].glycocalyx;
  }
  return y;
}

bool WholeBodyBalance::admissible(std::span<const double> y) const {
  if (!(y[plasma_water] > 0 && y[plasma_protein] > 0 && y[cells] >= 0)) return false;
  for (std::size_t r = 0; r < regions(); ++r)
    if (!(y[region(r)] > body_.regions[r].excluded && y[region(r) + 1] >= 0)) return false;
  return true;
}

double WholeBodyBalance::water_account(std::span<const double> y) const {
  double sum = y[plasma_water] + y[cells] + y[transit_water];
  for (std::size_t r = 0; r < regions(); ++r) sum += y[region(r)];
  for (const Way in : {Way::drinking, Way::infusion}) sum -= y[ledger(in)];
  for (const Way out : {Way::urine, Way::insensible, Way::sweat, Way::bleeding})
    sum += y[ledger(out)];
  return sum;
}

double WholeBodyBalance::protein_account(std::span<const double> y) const {
  double sum = y[plasma_protein] + y[transit_protein] - y[protein_given()];
  for (std::size_t r = 0; r < regions(); ++r) sum += y[region(r) + 1];
  return sum;
}

}  // namespace cisterna::fluid
