// A region of the body as one interstitium between its capillaries and its lymph vessels.
//
//   (1) J_v = K [P_c - p_i - sigma (pi(C_p) - pi(C_g))]          revised Starling, tissue/exchange.hpp (1, 2)
//   (2) J_s = J_v (1 - sigma)[C_p - C_i exp(-Pe)]/(1 - exp(-Pe)) tissue/exchange.hpp (3)
//   (3) C_i = M/(V - V_x),  p_i = p(V/V_0) + p_e                 protein is kept out of V_x; p_e presses from outside
//   (4) J_L = P(L_0 + L_S (p_i - p_0)),  J_m = J_L C_i           lymph where no lymph network is attached
//   (5) dV/dt = J_v - J_L,  dM/dt = J_s - J_m,  dC_g/dt of tissue/exchange.hpp (2)
//   Rest, solved: J_v = L_0, so with Pe = L_0 (1 - sigma)/PS and g = Pe/(1 - exp(-Pe))
//   (6) C_i0 = PS g C_p/(L_0 + PS g exp(-Pe)),  C_g0 = C_p (1 - sigma)/(1 - sigma exp(-Pe))
//   (7) P_c0 = p_0 + L_0/K + sigma (pi(C_p) - pi(C_g0))
//
//   V, M water and protein of the interstitium [m3, kg], V_0, V_x its volume at rest and the part protein cannot enter
//   C_p, C_i, C_g protein of plasma, of free fluid, beneath the glycocalyx [kg/m3], P_c capillary pressure [Pa]
//   K filtration coefficient [m3/(s Pa)], PS permeability [m3/s], L_0, L_S lymph at rest and its slope
//
// Ports: P_c from the circulation, p_e from posture or treatment, J_L from a lymph network; (4) stands in for the last.
// By (6) C_i0 = C_g0: what filters is what lymph carries away. The trim of a region is P_c0 less the pressure it is given.
// Assumes: a region is well mixed, has one wall. Conserved: V and M; C_g is of a layer that holds nothing.
// Sources: levick2010 (1), chapple1993 (3, 4); numbers of regions are proposals.
#pragma once
#include <cmath>

#include "body/tissue/exchange.hpp"
#include "body/tissue/interstitium.hpp"

namespace cisterna::fluid {

template <class S>
struct Region {
  S volume{}, excluded{};            ///< V_0, V_x [m3]
  S filtration_coefficient{};        ///< K [m3/(s Pa)]
  S permeability{};                  ///< PS [m3/s]
  S lymph_at_rest{}, lymph_slope{};  ///< L_0 [m3/s], L_S [m3/(s Pa)]
  S capillary_pressure{};      ///< given where no circulation is attached, before the trim [Pa]
  tissue::Exchange<S> wall{};  ///< sigma, osmotic laws, t_g
  tissue::Interstitium<S> interstitium{};
};

template <class T>
struct RegionFluxes {
  T filtration, protein;      ///< J_v [m3/s], J_s [kg/s]
  T pressure, concentration;  ///< p_i [Pa], C_i [kg/m3]
  T glycocalyx_rate;          ///< [kg/(m3 s)]
};

/// (1) to (3) at water V, protein M and C_g of the region.
template <class T, class S>
RegionFluxes<T> region_fluxes(const T& water, const T& protein, const T& glycocalyx,
                              const T& plasma, const T& capillary, const T& outside,
                              const Region<S>& r) {
  RegionFluxes<T> f;
  f.concentration = protein / (water - r.excluded);
  f.pressure = tissue::fluid_pressure(T(water / r.volume), r.interstitium) + outside;
  f.filtration = tissue::filtration(T(capillary - f.pressure), plasma, glycocalyx,
                                    r.filtration_coefficient, r.wall);
  f.protein = tissue::protein_flux(f.filtration, plasma, f.concentration, r.permeability, r.wall);
  f.glycocalyx_rate =
      tissue::glycocalyx_rate(f.filtration, plasma, glycocalyx, r.permeability, r.wall);
  return f;
}

/// (4) [m3/s]
template <class T, class S>
T region_lymph(const T& pressure, const Region<S>& r) {
  const S rest = tissue::fluid_pressure(S(r.volume / r.volume), r.interstitium);
  const T drawn = r.lymph_at_rest + r.lymph_slope * (pressure - rest);
  return select(drawn > 0.0, drawn, T(0.0 * drawn));
}

template <class S>
struct RegionRest {
  S concentration, glycocalyx;  ///< (6) [kg/m3]
  S capillary_pressure;         ///< (7) [Pa]
  S trim;                       ///< its excess over Region::capillary_pressure [Pa]
};

/// (6), (7)
template <class S>
RegionRest<S> region_rest(const S& plasma, const Region<S>& r) {
  using std::exp;
  const S peclet = r.lymph_at_rest * (1 - r.wall.reflection) / r.permeability;
  const S in = r.permeability * tissue::peclet_factor(peclet), back = exp(-peclet);
  RegionRest<S> rest;
  rest.concentration = in * plasma / (r.lymph_at_rest + in * back);
  rest.glycocalyx = plasma * (1 - r.wall.reflection) / (1 - r.wall.reflection * back);
  const S osmotic =
      tissue::osmotic_pressure(plasma, r.wall.plasma_linear, r.wall.plasma_square) -
      tissue::osmotic_pressure(rest.glycocalyx, r.wall.tissue_linear, r.wall.tissue_square);
  const S pressure = tissue::fluid_pressure(S(r.volume / r.volume), r.interstitium);
  rest.capillary_pressure =
      pressure + r.lymph_at_rest / r.filtration_coefficient + r.wall.reflection * osmotic;
  rest.trim = rest.capillary_pressure - r.capillary_pressure;
  return rest;
}

}  // namespace cisterna::fluid
