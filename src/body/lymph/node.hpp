// A group of lymph nodes as a store of lymph before a resistance that gives way as it fills.
//
//   (1) p = p_out + (V_n/C) [u - 1 - E(u)],  u = V/V_n
//   (2) E(u) = (1 - u)^3/(3 u) for u < 1, else 0        pressed sinuses close: p - p_out -> -inf as u -> 0
//
//   (3) J = L a(u) [(p - p_out - p_0) - sigma (pi(C) - s pi(C_p))]   protein-free water, from lymph into the blood of the node
//   (4) Q_in C_in = (Q_in - J(C)) C                                 where a steady flow ends
//   (5) a(u) = u for u < 1, else 1                                  share of the walls that lymph wets
//   (6) Q = k(u) (p - p_to)/R,  k(u) = (u/u_R)^m                    lymph that passes on: sinuses widen as they fill
//   (7) u_R = 1 + C P_v/V_n                                         filling at which R is stated
//
//   V, V_n volume and slack volume [m3], C compliance [m3/Pa], p_out total pressure of the tissue around it [Pa]
//   J absorbed [m3/s], L its conductance [m3/(s Pa)], C, C_in, C_p protein of the lymph in the node, of what enters and
//   of plasma [kg/m3], pi colloid osmotic pressure (tissue/exchange.hpp) [Pa], s share of that of plasma at which nothing
//   passes at the pressure p_0 [1], Q_in inflow, Q passing on [m3/s]
//   R resistance of the group as its anatomy states it [Pa s/m3], p_to where it drains to, P_v pressure of the vein that
//   the anatomy drains into [Pa], m how steeply it opens [1]: 1 more paths, 2 wider tubes, 3 wider slits, all of one length
// Assumes: well mixed; L goes with the conductance of the group to flow, larger groups having more of either;
// linear when distended; (2) has no number of its own, and slope 1/C and no curvature at u = 1. (5) is that of slits: their
// two walls part as they fill and keep their area; pressed, the part still open keeps its width and the rest lies closed.
// A swollen node exchanges more by its pressure alone: (1) in (3). R is stated for a group that stands at the pressure of
// the vein, as at rest it nearly does. (6) holds for lymph that runs back, too; scar in place of a removed group has m = 0.
// How full the blood vessels of a node are, which narrows its sinuses (5 % for each 10 mmHg of venous pressure,
// browse1984), is left out. Measured range of (6): u to about 3.
// Sources: (3) and s = 0.6 from adair1982 (dog popliteal nodes: water alone passes, 98 % of the change of protein), L
// derived there (limb nodes concentrate about twofold); compliance and slack volume assumed; (2) so that a node under more pressure than V_n/C is emptied but
// never beyond (docs/decisions/0004-stores-that-empty.md); m from browse1984 (dog iliac node: resistance falls from 180 to
// 68 mmHg/(mL/min) between flows below 0.1 and above 1 mL/min), form of (6) assumed (docs/decisions/0018-nodes-that-open.md).
#pragma once
#include <cmath>

#include "body/tissue/exchange.hpp"
#include "math/smooth.hpp"

namespace cisterna::lymph {

template <class S>
struct NodeExchange {
  S equilibrium_share{};        ///< s [1]
  S reference_pressure{};       ///< p_0 [Pa]
  S reflection{};               ///< sigma [1]
  S conductance_ratio{};        ///< L over the conductance of the group [1]
  tissue::Exchange<S> osmotic;  ///< pi of lymph (as of tissue) and of plasma
};

/// (5), of u
template <class T>
T wetted_share(const T& u) {
  const T all = 0.0 * u + 1.0;
  return select(u < 1.0, u, all);
}

/// k of (6)
template <class T, class S>
T node_opening(const T& u, const S& stated, const S& exponent) {
  using std::exp;
  using std::log1p;
  return exp(exponent * log1p(T(u / stated - 1)));
}

/// (3) [m3/s]. `head` is p - p_out, `conductance` L a(u).
template <class T, class L, class S>
T node_absorption(const T& head, const T& lymph, const T& plasma, const L& conductance,
                  const NodeExchange<S>& e) {
  const T inside =
      tissue::osmotic_pressure(lymph, e.osmotic.tissue_linear, e.osmotic.tissue_square);
  const T blood =
      tissue::osmotic_pressure(plasma, e.osmotic.plasma_linear, e.osmotic.plasma_square);
  return conductance *
         (head - e.reference_pressure - e.reflection * (inside - e.equilibrium_share * blood));
}

/// (1) without p_out [Pa]; `residual` is the relative volume of the folds of an empty node.
template <class T, class P, class S>
T node_pressure(const T& u, const P& slack_pressure, const S& residual) {
  return slack_pressure * (u - 1 - emptying(u, residual));
}

}  // namespace cisterna::lymph
