// Lactate of the blood of the whole body: what muscles under view let out beyond rest, and what all else takes up.
//
//   (1) l' = E/V - (c/V)(l - l_0)
//   over a time h in which E is steady: l - l_s = (l(0) - l_s) exp(-c h/V),  l_s = l_0 + E/c
//
//   l lactate of arterial blood, l_0 at rest [mol/m3], E let out beyond what is let out at rest [mol/s], V volume in which
//   it spreads [m3], c clearance by heart, liver, resting muscle [m3/s]
//
// Assumes: one well-mixed volume; clearance does not grow with work. Sources: turnover at rest and volume of distribution
// from memory.
#pragma once
#include <cmath>

namespace cisterna {
class ParameterSet;
}

namespace cisterna::oxygen {

template <class S>
struct LactatePool {
  S volume{}, clearance{};  ///< V [m3], c [m3/s]
  S rest{};                 ///< l_0 [mol/m3]
};
LactatePool<double> lactate_pool(const ParameterSet& parameters);

/// (1): lactate after `duration`.
template <class T, class S>
T lactate_after(const T& lactate, const T& let_out, const T& duration, const LactatePool<S>& p) {
  using std::exp;
  const T steady = p.rest + let_out / p.clearance;
  return steady + (lactate - steady) * exp(-(p.clearance / p.volume * duration));
}

}  // namespace cisterna::oxygen
