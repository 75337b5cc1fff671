// Capillary exchange of water and protein: revised Starling equation with a subglycocalyx space.
//
//   (1) J_v = L [ (P_c - p_i) - sigma (pi(C_p) - pi(C_g)) ]
//   (2) dC_g/dt = (C_f - C_g)/t_g,  C_f = C_p (1 - sigma)/(1 - sigma exp(-max(0, Pe)))
//   (3) J_s = J_v (1 - sigma) [C_p - C_i exp(-Pe)]/(1 - exp(-Pe)),  Pe = J_v (1 - sigma)/PS      (Patlak)
//   (4) pi(C) = a C + b C^2
//   (5) P_c   = P_h + k P(p_total - P_vh),  P(y) a rounded max(0, y): veins under an outside pressure p_total
//             drain against it, and a share k = R_pre/(R_pre + R_post) of that reaches the capillaries
//   (6) P_vh  = P_v + c  below the heart (c > 0);  P_v + r c  above it, where veins collapse
//   (7) P_h   = P_vh + (P_0 - P_v) [1 - s c/(P_v + c)],  c counting as 0 above the heart: capillaries stand above
//             the veins they drain into; as these fill, arterioles narrow and flow and drop lose up to the share s
//
//   J_v filtration [m3/s], J_s protein flux [kg/s], L filtration coefficient [m3/(s Pa)], P_c capillary
//   pressure [Pa], P_h the same with nothing pressing, P_0 at heart level, P_v, P_vh small veins at heart level
//   and here, c weight of the blood column from the heart down to here [Pa], C_p, C_g, C_i protein of plasma, beneath the glycocalyx, of the interstitium [kg/m3],
//   PS permeability-surface product [m3/s], sigma reflection coefficient [1], t_g time of the space [s]
//
// Absorption is transient: as J_v falls, C_g rises towards C_p. At rest C_g = C_i follows from (2) and (3).
// Sources: levick2010 (1), patlak closure (2, 3), chapple1993 and possenti2019 (4); franzeck1996 for (6): veins of
// a hanging foot took 46.5 mmHg of the column; dossier for s of (7); t_g assumed.
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
  S dependent_share{}, raised_share{};                  ///< s of (7), r of (6) [1]
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

/// (6) [Pa]; `column` is c, negative above the heart, `level` P_v at this moment.
template <class T, class P, class S>
T venous_pressure(const T& column, const P& level, const Exchange<S>& e) {
  const T zero = 0.0 * column;
  return level + select(column > zero, column, T(e.raised_share * column));
}

/// (6) with P_v as it rests.
template <class T, class S>
T venous_pressure(const T& column, const Exchange<S>& e) {
  return venous_pressure(column, e.venous_pressure, e);
}

/// (7) [Pa]; `level` is P_0, `venous` P_v, both at this moment. What fills the veins, and so s, is told by the column and
/// P_v as it rests: veins that a pump has emptied would make a quotient of nothing.
template <class T, class P, class S>
T undisturbed_capillary(const T& column, const P& level, const P& venous, const Exchange<S>& e) {
  const T zero = 0.0 * column;
  const T below = select(column > zero, column, zero);
  const T lost = e.dependent_share * below / (e.venous_pressure + below);
  const T risen = venous_pressure(column, venous, e) - venous;
  return level + risen - (level - venous) * lost;  // exactly `level` without a column
}

/// (7) with P_v as it rests.
template <class T, class S>
T undisturbed_capillary(const T& column, const S& level, const Exchange<S>& e) {
  return undisturbed_capillary(column, level, e.venous_pressure, e);
}

/// (5) [Pa]: compressed veins back up into the capillaries. `undisturbed` is P_h, `venous` P_vh.
template <class T, class S>
T capillary_pressure(const T& undisturbed, const T& total, const T& venous, const Exchange<S>& e) {
  return undisturbed + e.venous_share * rounded_positive(T(total - venous), e.venous_width);
}

}  // namespace cisterna::tissue
