// Water and protein of the whole body: plasma, blood cells and the regions, with every way in and out by name.
//
//   (1) dV_p/dt = R + drinking + infusion - urine - insensible - sweat - (1 - h) bleeding - sum J_v
//   (2) dM_p/dt = R_m + C_inf infusion - C_p (1 - h) bleeding - sum J_s
//   (3) dV_c/dt = - h bleeding,  h = V_c/(V_p + V_c)                     blood cells leave with blood only
//   (4) V, M, C_g of each region by region.hpp (5)
//   (5) dV_t/dt = sum J_L - R,  dM_t/dt = sum J_m - R_m                  lymph on its way
//
//   V_p, M_p water and protein of plasma [m3, kg], V_c blood cells [m3], h haematocrit [1], C_p = M_p/V_p
//   R, R_m water and protein that lymph returns at the veins; without a network what is drawn returns at once.
//
// Ports: capillary pressure and pressure from outside of each region; lymph drawn from each region and returned, where a
// network is attached; the named flows. They are plain numbers that may change between steps.
// Conserved: all water plus V_t less the ledger of named flows; protein the same.
// Assumes: cells hold their water, what is drunk is plasma at once, protein is neither made nor lost (10 g a day of 300).
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "body/fluid_balance/region.hpp"
#include "math/tolerance.hpp"

namespace cisterna {
class ParameterSet;
}

namespace cisterna::fluid {

inline constexpr std::array<std::string_view, 9> kRegions = {"left_leg",  "right_leg",  "left_arm",
                                                             "right_arm", "trunk",      "head",
                                                             "lung",      "splanchnic", "kidney"};

enum class Way { drinking, infusion, urine, insensible, sweat, bleeding };
inline constexpr std::array<std::string_view, 6> kWays = {"drinking",   "infusion", "urine",
                                                          "insensible", "sweat",    "bleeding"};

struct WholeBody {
  double plasma_volume = 0, plasma_protein = 0, haematocrit = 0;  ///< [m3, kg/m3, 1]
  double plasma_stiffness =
      0;  ///< rise of capillary pressure with plasma, where no circulation is attached [Pa/m3]
  std::vector<Region<double>> regions;  ///< in the order of kRegions
};
WholeBody whole_body(const ParameterSet& parameters);

struct WholeBodyInputs {
  std::vector<double> capillary_pressure;   ///< P_c of each region [Pa]
  std::vector<double> outside_pressure;     ///< p_e [Pa]
  std::vector<double> lymph_share;          ///< strength of (4) of region.hpp: 1 healthy, 0 severed
  double plasma_stiffness = 0;              ///< 0 where a circulation gives P_c
  std::array<double, kWays.size()> flow{};  ///< [m3/s], each positive in its own direction
  double infusion_protein = 0;              ///< C_inf [kg/m3]
  /// A network is attached: it draws `drawn` from each region and returns R, R_m at the veins.
  bool network = false;
  std::vector<double> drawn;  ///< [m3/s]
  double returned_water = 0, returned_protein = 0;

  double& operator[](Way way) { return flow[static_cast<std::size_t>(way)]; }
};

class WholeBodyBalance {
 public:
  explicit WholeBodyBalance(WholeBody body);

  /// Begin as those of rest: P_c with its trim, nothing from outside, nothing in or out.
  WholeBodyInputs inputs;

  /// Places of the states. Region r: water, protein, C_g at region(r), + 1, + 2.
  enum : std::size_t {
    plasma_water,
    plasma_protein,
    cells,
    transit_water,
    transit_protein,
    first_region
  };
  std::size_t region(std::size_t r) const { return first_region + 3 * r; }
  std::size_t regions() const { return body_.regions.size(); }
  /// Totals of the named flows so far (water, cells included), then protein given, then water and protein through walls.
  std::size_t ledger(Way way) const { return region(regions()) + static_cast<std::size_t>(way); }
  std::size_t protein_given() const { return region(regions()) + kWays.size(); }
  std::size_t passed_water() const { return protein_given() + 1; }
  std::size_t passed_protein() const { return protein_given() + 2; }

  std::size_t size() const { return passed_protein() + 1; }
  std::size_t dynamic() const { return size(); }
  std::span<const ToleranceBlock> tolerances() const { return tolerances_; }
  bool admissible(std::span<const double> y) const;

  std::vector<double> rest() const;
  const RegionRest<double>& rest_of(std::size_t r) const { return rest_[r]; }
  const WholeBody& body() const { return body_; }
  RegionFluxes<double> fluxes(std::size_t r, std::span<const double> y) const {
    return region_at<double>(r, y);
  }
  double lymph(std::size_t r, std::span<const double> y) const { return drawn_at(r, fluxes(r, y)); }
  /// All water, cells and lymph on its way included, less what the named ways gave; and protein alike.
  double water_account(std::span<const double> y) const;
  double protein_account(std::span<const double> y) const;

  template <class T>
  void rates(const T&, std::span<const T> y, std::span<const double>, std::span<T> f) const;

 private:
  template <class T>
  RegionFluxes<T> region_at(std::size_t r, std::span<const T> y) const {
    const std::size_t at = region(r);
    const T plasma = y[plasma_protein] / y[plasma_water];
    const T capillary = inputs.capillary_pressure[r] +
                        inputs.plasma_stiffness * (y[plasma_water] - body_.plasma_volume);
    return region_fluxes(y[at], y[at + 1], y[at + 2], plasma, capillary,
                         T(inputs.outside_pressure[r]), body_.regions[r]);
  }
  template <class T>
  T drawn_at(std::size_t r, const RegionFluxes<T>& x) const {
    if (inputs.network) return T(inputs.drawn[r]);
    return inputs.lymph_share[r] * region_lymph(x.pressure, body_.regions[r]);
  }

  WholeBody body_;
  std::vector<RegionRest<double>> rest_;
  std::vector<ToleranceBlock> tolerances_;
};

template <class T>
void WholeBodyBalance::rates(const T&, std::span<const T> y, std::span<const double>,
                             std::span<T> f) const {
  const auto flow = [&](Way way) { return inputs.flow[static_cast<std::size_t>(way)]; };
  T filtered(0.0), leaked(0.0), drawn(0.0), carried(0.0);
  for (std::size_t r = 0; r < regions(); ++r) {
    const RegionFluxes<T> x = region_at<T>(r, y);
    const T lymph = drawn_at(r, x), protein = lymph * x.concentration;
    const std::size_t at = region(r);
    f[at] = x.filtration - lymph;
    f[at + 1] = x.protein - protein;
    f[at + 2] = x.glycocalyx_rate;
    filtered = filtered + x.filtration, leaked = leaked + x.protein;
    drawn = drawn + lymph, carried = carried + protein;
  }
  const T back = inputs.network ? T(inputs.returned_water) : drawn;
  const T back_protein = inputs.network ? T(inputs.returned_protein) : carried;
  const T cell_share = y[cells] / (y[cells] + y[plasma_water]);
  const T bled_plasma = (1.0 - cell_share) * flow(Way::bleeding);
  const T bled_protein = bled_plasma * y[plasma_protein] / y[plasma_water];
  const double given = flow(Way::drinking) + flow(Way::infusion) - flow(Way::urine) -
                       flow(Way::insensible) - flow(Way::sweat);
  f[plasma_water] = back + given - bled_plasma - filtered;
  f[plasma_protein] =
      back_protein + inputs.infusion_protein * flow(Way::infusion) - bled_protein - leaked;
  f[cells] = -(cell_share * flow(Way::bleeding));
  f[transit_water] = drawn - back;
  f[transit_protein] = carried - back_protein;
  for (std::size_t w = 0; w < kWays.size(); ++w) f[region(regions()) + w] = T(inputs.flow[w]);
  f[protein_given()] = inputs.infusion_protein * flow(Way::infusion) - bled_protein;
  f[passed_water()] = filtered;
  f[passed_protein()] = leaked;
}

}  // namespace cisterna::fluid
