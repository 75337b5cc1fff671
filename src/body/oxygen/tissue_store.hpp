// Oxygen and lactate of a tissue: what it holds, what it uses, what it makes for want of oxygen.
//
//   (1) c(P) = alpha P + m P/(P + k)                        dissolved, and on myoglobin
//   (2) P(c): B = alpha k + m - c,  P = 2 c k/(B + sqrt(B^2 + 4 alpha c k))        (1) solved
//   (3) M = D P/(P + P_m)                                   use of oxygen at a demand D
//   (4) R = f (F/t_F) P/(P + P_m)                           oxygen that refills the phosphates
//   (5) f' = [(D - M)(1 - f) - R]/F                         phosphates give what oxygen does not, while they last
//   (6) G = G_0 + y n (D - M) f                             lactate: the part that they do not give
//
//   c oxygen per volume of tissue [1], P its pressure [Pa], alpha [1/Pa], m oxygen that myoglobin can hold [1]
//   k, P_m pressures of half saturation and half use [Pa], D, M per time [1/s], G, G_0 [mol/(m3 s)]
//   n amount of gas per volume [mol/m3], y lactate per oxygen missing [1], f emptied share of the phosphates [1], F what
//   they hold, as the oxygen that would refill them [1], t_F the time in which they are [s], R [1/s]
//
// Assumes: one well-mixed tissue; phosphates and lactate share what is missing as phosphates empty.
// Sources: richardson1999 (k); y from 6 ATP per oxygen and 1.5 per lactate (glycogen).
#pragma once
#include <cmath>

#include "math/smooth.hpp"

namespace cisterna::oxygen {

template <class S>
struct TissueStore {
  S dissolved{};                    ///< alpha [1/Pa]
  S myoglobin{}, myoglobin_half{};  ///< m [1], k [Pa]
  S half_use{};                     ///< P_m [Pa]
  S phosphate{}, phosphate_time{};  ///< F [1], t_F [s]
  S lactate_yield{}, gas_amount{};  ///< y [1], n [mol/m3]
};

/// (1)
template <class T, class S>
T tissue_oxygen(const T& pressure, const TissueStore<S>& s) {
  return s.dissolved * pressure + s.myoglobin * pressure / (pressure + s.myoglobin_half);
}

/// (2) [Pa]. Of its two forms each loses no digits on its side of B = 0.
template <class T, class S>
T tissue_pressure(const T& held, const TissueStore<S>& s) {
  using std::sqrt;
  const T b = s.dissolved * s.myoglobin_half + s.myoglobin - held;
  const T product = s.dissolved * s.myoglobin_half * held;
  const T root = sqrt(b * b + 4.0 * product);
  const T positive = select(b > 0.0, b, T(-b));
  const T far = positive + root;
  return select(b > 0.0, T(2.0 * held * s.myoglobin_half / far), T(far / (2.0 * s.dissolved)));
}

/// (3) [1/s]
template <class T, class D, class S>
T oxygen_use(const T& pressure, const D& demand, const TissueStore<S>& s) {
  return demand * pressure / (pressure + s.half_use);
}

/// (4) [1/s]
template <class T, class S>
T refill_use(const T& emptied, const T& pressure, const TissueStore<S>& s) {
  return oxygen_use(pressure, T(emptied * s.phosphate / s.phosphate_time), s);
}

/// (5) [1/s]
template <class T, class S>
T phosphate_rate(const T& emptied, const T& missing, const T& refill, const TissueStore<S>& s) {
  return (missing * (1.0 - emptied) - refill) / s.phosphate;
}

/// (6) less G_0 [mol/(m3 s)]
template <class T, class S>
T lactate_from_want(const T& emptied, const T& missing, const TissueStore<S>& s) {
  return s.lactate_yield * s.gas_amount * missing * emptied;
}

}  // namespace cisterna::oxygen
