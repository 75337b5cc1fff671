// Capillary exchange of water and protein: revised Starling equation with a subglycocalyx space.
//
//   (1) J_v = L [ (P_c - p_i) - sigma (pi(C_p) - pi(C_g)) ]
//   (2) dC_g/dt = (C_f - C_g)/t_g,  C_f = C_p (1 - sigma)/(1 - sigma exp(-max(0, Pe)))
//   (3) J_s = J_v (1 - sigma) [C_p - C_i exp(-Pe)]/(1 - exp(-Pe)),  Pe = J_v (1 - sigma)/PS      (Patlak)
//   (4) pi(C) = a C + b C^2
//   (5) P_c   = P_0 + k P(p_total - P_v),  P(y) a rounded max(0, y): veins under an outside pressure p_total
//             drain against it, and a share k = R_pre/(R_pre + R_post) of that reaches the capillaries
//
//   J_v filtration [m3/s], J_s protein flux [kg/s], L filtration coefficient [m3/(s Pa)], P_c capillary
//   pressure [Pa], C_p, C_g, C_i protein of plasma, beneath the glycocalyx, of the interstitium [kg/m3],
//   PS permeability-surface product [m3/s], sigma reflection coefficient [1], t_g time of the space [s]
//
// Absorption is transient: as J_v falls, C_g rises towards C_p. At rest C_g = C_i follows from (2) and (3).
// Sources: levick2010 (1), patlak closure (2, 3), chapple1993 and possenti2019 (4); t_g assumed.
#pragma once
#include <cmath>

#include "math/smooth.hpp"

namespace cisterna::tissue {

template <class S>
struct Exchange {
  S reflection{};                      ///< sigma [1]
  S plasma_linear{}, plasma_square{};  ///< a, b of plasma [Pa/(kg/m3), Pa/(kg/m3)^2]
  S tissue_linear{}, tissue_square{};  ///< a, b of the interstitium
  S glycocalyx_time{};                 ///< t_g [s]
  S venous_pressure{}, venous_share{}, venous_width{};  ///< P_v [Pa], k [1], rounding of (5) [Pa]
};

template <class T, class S>
T osmotic_pressure(const T& c, const S& linear, const S& square) {
  return c * (linear + square * c);
}

/// y/(1 - exp(-y)), smooth through y = 0 (where it is 1).
template <class T>
T peclet_factor(const T& y) {
  using std::exp;
  const T magnitude = select(y > 0.0, y, T(-y));
  const T series = 1 + y * (0.5 + y / 12);
  const T safe = select(magnitude < 1.0 / 1024, T(0.0 * y + 1), y);
  return select(magnitude < 1.0 / 1024, series, T(safe / (1 - exp(-safe))));
}

/// (3) [kg/s]
template <class T, class S, class P>
T protein_flux(const T& flow, const T& plasma, const T& tissue, const P& permeability,
               const Exchange<S>& e) {
  using std::exp;
  const T peclet = flow * (1 - e.reflection) / permeability;
  // J_v (1 - sigma)/(1 - exp(-Pe)) = PS * Pe/(1 - exp(-Pe))
  return permeability * peclet_factor(peclet) * (plasma - tissue * exp(-peclet));
}

/// (1) [m3/s]. `pressure` is P_c - p_i.
template <class T, class S, class L>
T filtration(const T& pressure, const T& plasma, const T& glycocalyx, const L& coefficient,
             const Exchange<S>& e) {
  const T plasma_osmotic = osmotic_pressure(plasma, e.plasma_linear, e.plasma_square);
  const T below = osmotic_pressure(glycocalyx, e.tissue_linear, e.tissue_square);
  return coefficient * (pressure - e.reflection * (plasma_osmotic - below));
}

/// (2) rate of C_g [kg/(m3 s)].
template <class T, class S, class P>
T glycocalyx_rate(const T& flow, const T& plasma, const T& glycocalyx, const P& permeability,
                  const Exchange<S>& e) {
  using std::exp;
  const T peclet = flow * (1 - e.reflection) / permeability;
  const T forward = select(peclet > 0.0, peclet, T(0.0 * peclet));
  return (plasma * (1 - e.reflection) / (1 - e.reflection * exp(-forward)) - glycocalyx) /
         e.glycocalyx_time;
}

/// (5) [Pa]: compressed veins back up into the capillaries.
template <class T, class S>
T capillary_pressure(const T& undisturbed, const T& total, const Exchange<S>& e) {
  return undisturbed +
         e.venous_share * rounded_positive(T(total - e.venous_pressure), e.venous_width);
}

}  // namespace cisterna::tissue
