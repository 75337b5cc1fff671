// A group of lymph nodes as a store of lymph between two resistances.
//
//   (1) p = p_out + (V_n/C) [u - 1 - E(u)],  u = V/V_n
//   (2) E(u) = (1 - u)^3/(3 u) for u < 1, else 0        pressed sinuses close: p - p_out -> -inf as u -> 0
//
//   V, V_n volume and slack volume [m3], C compliance [m3/Pa], p_out total pressure of the tissue around it [Pa]
// Assumes: linear when distended; (2) has no number of its own, and slope 1/C and no curvature at u = 1.
// Sources: compliance and slack volume assumed; (2) so that a node under more pressure than V_n/C is emptied but
// never beyond (docs/decisions/0004-stores-that-empty.md).
#pragma once
#include "math/smooth.hpp"

namespace cisterna::lymph {

/// (1) without p_out [Pa]; `residual` is the relative volume of the folds of an empty node.
template <class T, class P, class S>
T node_pressure(const T& u, const P& slack_pressure, const S& residual) {
  return slack_pressure * (u - 1 - emptying(u, residual));
}

}  // namespace cisterna::lymph
