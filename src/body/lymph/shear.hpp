// Inhibition of pumping by wall shear (endothelial nitric oxide and what else acts like it).
//
//   (1) h(tau)   = tau/(tau + tau_50) for tau > 0, else 0
//   (2) ds_f/dt  = (h(|tau|) - s_f)/t_f       fast, either direction: slows the pacemaker
//   (3) ds_s/dt  = (h(tau) - s_s)/t_s         slow, forward shear only: weakens contraction by 1/(1 + beta s_s)
//
//   tau wall shear stress [Pa], s_f and s_s fast and slow inhibition [1], t_f, t_s times [s]
// Sources: gashev2002 (fast on frequency, direction-free; slow on amplitude, directional); size derived.
#pragma once
#include "body/lymph/laws.hpp"
#include "math/smooth.hpp"

namespace cisterna::lymph {

template <class T>
struct ShearRates {
  T fast{}, slow{};  ///< [1/s]
};

template <class T, class S>
ShearRates<T> shear_rates(const T& shear, const T& fast, const T& slow,
                          const ShearInhibition<S>& p) {
  const T zero = 0.0 * shear;
  const T size = select(shear > zero, shear, T(-shear));
  const T either = size * inverse(T(size + p.half_shear)),
          forward = select(shear > zero, either, T(0.0 * either));
  return {T((either - fast) * (1 / p.fast_time)), T((forward - slow) * (1 / p.slow_time))};
}

}  // namespace cisterna::lymph
