// Water and albumin of the whole body between plasma and one interstitium (Chapple's two compartments).
//
//   (1) J_F = K_F [(P_c - P_i) - sigma (pi_p - pi_i)],  pi = w C            filtration (classic Starling)
//   (2) C_p = Q_p/V_p,  C_a = Q_i/(V_i - V_x)                               albumin is kept out of V_x
//   (3) J_S = J_F (1 - sigma)[C_p - C_a exp(-Pe)]/(1 - exp(-Pe))            tissue/exchange.hpp (3)
//   (4) J_L = c P(L_0 + L_S (P_i - P_0)),  J_Q = J_L Q_i/V_i                lymph, P(y) = max(0, y), and what it carries
//   (5) P_i(V_i/V_0)                                                        tissue/interstitium.hpp (1)
//   (6) P_c = P_c0 + d + k (V_p - V_p0)
//   (7) dV_p/dt = J_L - J_F + W,  dQ_p/dt = J_Q - J_S + A,  dV_i/dt = J_F - J_L,  dQ_i/dt = J_S - J_Q
//
//   V_p, V_i volume of plasma and interstitium [m3], Q_p, Q_i albumin in them [kg], V_x excluded volume [m3]
//   K_F filtration coefficient [m3/(s Pa)], sigma reflection [1], w osmotic slope [Pa/(kg/m3)], L_0 lymph at rest [m3/s]
//   L_S its slope [m3/(s Pa)], P_0 interstitial pressure at rest [Pa], c strength of the lymph pump [1], d shift of
//   capillary pressure [Pa], k its rise with plasma [Pa/m3], W, A water and albumin given to the plasma [m3/s, kg/s]
//
// Conserved: V_p + V_i less what W gave, Q_p + Q_i less what A gave. With plasma held (a patient in a clinic, a bath)
// V_p and C_p stay, and what leaves through the wall is counted.
// Assumes: one capillary bed, no cell water, lymph without delay. A system for verification: the regions of
// regions.hpp are what the body uses. Sources: chapple1993 (form); numbers from memory, see data/parameters.
#pragma once
#include <array>
#include <cstddef>
#include <span>

#include "body/tissue/exchange.hpp"
#include "body/tissue/interstitium.hpp"
#include "math/tolerance.hpp"

namespace cisterna {
class ParameterSet;
}

namespace cisterna::fluid {

template <class S>
struct TwoCompartments {
  S filtration_coefficient{};              ///< K_F [m3/(s Pa)]
  S osmotic_slope{};                       ///< w [Pa/(kg/m3)]
  S permeability{};                        ///< PS [m3/s]
  S lymph_at_rest{}, lymph_slope{};        ///< L_0 [m3/s], L_S [m3/(s Pa)]
  S capillary_pressure{};                  ///< P_c0 [Pa]
  S plasma_stiffness{};                    ///< k [Pa/m3]
  S plasma_volume{}, plasma_albumin{};     ///< at rest [m3, kg/m3]
  S tissue_volume{}, tissue_albumin{};     ///< V_0 [m3], C_a at rest [kg/m3]
  S excluded_volume{};                     ///< V_x [m3]
  tissue::Exchange<S> wall{};              ///< of which only the reflection sigma counts here
  tissue::Interstitium<S> interstitium{};  ///< (5)
};

TwoCompartments<double> two_compartments(const ParameterSet& parameters);

/// What is done to the body from outside; may change between steps.
struct TwoCompartmentInputs {
  double capillary_shift = 0;  ///< d [Pa]
  double lymph_pump = 1;       ///< c [1]
  double water = 0;            ///< W [m3/s]
  double albumin = 0;          ///< A [kg/s]
  bool plasma_held = false;
};

enum class Pool {
  plasma_water,
  plasma_albumin,
  tissue_water,
  tissue_albumin,
  given_water,
  given_albumin,
  passed_water,
  passed_albumin
};
inline constexpr std::size_t kPools = 8;

template <class T>
struct CompartmentFluxes {
  T filtration, albumin, lymph, lymph_albumin;
  T tissue_pressure, tissue_osmotic;
};

/// (1) to (6) at plasma volume and albumin, tissue volume and albumin.
template <class T, class S>
CompartmentFluxes<T> compartment_fluxes(const T& plasma, const T& plasma_albumin, const T& tissue,
                                        const T& tissue_albumin, const S& shift, const S& pump,
                                        const TwoCompartments<S>& p) {
  CompartmentFluxes<T> f;
  const T blood = plasma_albumin / plasma;
  const T free = tissue_albumin / (tissue - p.excluded_volume);
  f.tissue_pressure = tissue::fluid_pressure(T(tissue / p.tissue_volume), p.interstitium);
  f.tissue_osmotic = p.osmotic_slope * free;
  const T capillary =
      p.capillary_pressure + shift + p.plasma_stiffness * (plasma - p.plasma_volume);
  f.filtration =
      p.filtration_coefficient * (capillary - f.tissue_pressure -
                                  p.wall.reflection * (p.osmotic_slope * blood - f.tissue_osmotic));
  f.albumin = tissue::protein_flux(f.filtration, blood, free, p.permeability, p.wall);
  const T drawn =
      p.lymph_at_rest + p.lymph_slope * (f.tissue_pressure - p.interstitium.rest_pressure);
  f.lymph = pump * select(drawn > 0.0, drawn, T(0.0 * drawn));
  f.lymph_albumin = f.lymph * tissue_albumin / tissue;
  return f;
}

/// The balance as equations for a solver. States as in Pool: the four conserved amounts, what was given so far, and what
/// has crossed the wall (the throughput that a closure is measured by).
class TwoCompartmentBalance {
 public:
  explicit TwoCompartmentBalance(const TwoCompartments<double>& p);

  TwoCompartmentInputs inputs;

  std::size_t size() const { return kPools; }
  std::size_t dynamic() const { return kPools; }
  std::span<const ToleranceBlock> tolerances() const { return tolerances_; }
  bool admissible(std::span<const double> y) const {
    return y[0] > 0 && y[1] >= 0 && y[2] > p_.excluded_volume && y[3] >= 0;
  }

  /// Capillary pressure is trimmed so that at rest what filters returns as lymph.
  std::array<double, kPools> rest() const;
  /// That trim [Pa].
  double trim() const { return trim_; }
  const TwoCompartments<double>& parameters() const { return p_; }
  CompartmentFluxes<double> fluxes(std::span<const double> y) const {
    return compartment_fluxes(y[0], y[1], y[2], y[3], inputs.capillary_shift, inputs.lymph_pump,
                              p_);
  }

  template <class T>
  void rates(const T&, std::span<const T> y, std::span<const double>, std::span<T> f) const {
    const CompartmentFluxes<T> x =
        compartment_fluxes(y[0], y[1], y[2], y[3], inputs.capillary_shift, inputs.lymph_pump, p_);
    const T water = x.filtration - x.lymph, albumin = x.albumin - x.lymph_albumin;
    const double moves = inputs.plasma_held ? 0 : 1;
    f[0] = moves * (inputs.water - water);
    f[1] = moves * (inputs.albumin - albumin);
    f[2] = water;
    f[3] = albumin;
    // A held plasma is a bath: what it takes or gives comes from outside.
    f[4] = moves * inputs.water + (1 - moves) * water;
    f[5] = moves * inputs.albumin + (1 - moves) * albumin;
    f[6] = x.filtration;
    f[7] = x.albumin;
  }

 private:
  TwoCompartments<double> p_;
  double trim_ = 0;
  std::array<ToleranceBlock, 4> tolerances_;
};

}  // namespace cisterna::fluid
