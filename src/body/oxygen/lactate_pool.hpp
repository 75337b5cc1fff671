// Lactate of the blood of the whole body: what muscles with beds let out beyond rest, and what all else takes up.
//
//   (1) l' = E/V - (c/V)(l - l_0)
//   over a time h in which E is steady: l - l_s = (l(0) - l_s) exp(-c h/V),  l_s = l_0 + E/c
//   (2) V = V_0 + w V_m,  c = c_0 + u V_m                muscle without a bed is part of it
//   (3) u = q b/(q + b),  b = H r w/(H + r w)            what a bed takes up in the end, per rise of l
//
//   l lactate of arterial blood, l_0 at rest [mol/m3], E let out beyond what is let out at rest, negative where muscle
//   takes it up [mol/s]; V_0 volume in which it spreads [m3] and c_0 clearance [m3/s] outside of muscle; V_m muscle
//   without a bed of its own [m3], w its water [1], q its flow at rest, H permeability, r oxidation of muscle_bed.hpp
//   [1/s]
//
// Water and burning of muscle with a bed are counted there, once, and reached in the time that its own flow takes.
// Assumes: the rest is one well-mixed volume, muscle without a bed too; clearance does not grow with work.
// Sources: woll1979 (V_0), turnover at rest from memory.
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
/// Of a body of whose muscle `with_beds` [m3] has beds of its own.
LactatePool<double> lactate_pool(const ParameterSet& parameters, double with_beds);

/// (3) [1/s]
template <class T>
T taken_up(const T& flow, const T& permeability, const T& oxidation, const T& water) {
  const T burns = oxidation * water, passes = permeability * burns / (permeability + burns);
  return flow * passes / (flow + passes);
}

/// (1): lactate after `duration`.
template <class T, class S>
T lactate_after(const T& lactate, const T& let_out, const T& duration, const LactatePool<S>& p) {
  using std::exp;
  const T steady = p.rest + let_out / p.clearance;
  return steady + (lactate - steady) * exp(-(p.clearance / p.volume * duration));
}

}  // namespace cisterna::oxygen
