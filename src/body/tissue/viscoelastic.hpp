// How a pressure on the skin becomes pressure in the tissue: at once in part, the rest by creep.
//
//   (1) p_eff = g p_s + (1 - g) q,   dq/dt = (p_s - q)/t_c       standard linear solid in its pressure form
//   (2) gamma = traction/G_s                                     shear strain of the subcutis under the hand
//
//   p_s surface pressure [Pa], q crept part [Pa], g instantaneous share [1], t_c creep time [s],
//   G_s shear modulus of the subcutis [Pa]
// The depth profile of p_eff is contact mechanics (therapy/contact.hpp).
// Sources: g and t_c of fibrotic limbs from zaleska (sleeve inflation times); healthy ones assumed.
#pragma once

namespace cisterna::tissue {

/// (1) [Pa]
template <class T, class S>
T effective_pressure(const T& surface, const T& crept, const S& instantaneous) {
  return instantaneous * surface + (1 - instantaneous) * crept;
}

/// (1) [Pa/s]
template <class T, class S>
T creep_rate(const T& surface, const T& crept, const S& creep_time) {
  return (surface - crept) / creep_time;
}

}  // namespace cisterna::tissue
