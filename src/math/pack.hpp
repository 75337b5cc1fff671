// Several doubles computed at once. The loops over vessels run on packs, their tails on doubles.
#pragma once
#include <array>
#include <cmath>
#include <cstddef>
#include <xsimd/xsimd.hpp>

#include "math/dual.hpp"

namespace cisterna {

using Pack = xsimd::batch<double>;
inline constexpr std::size_t kLanes = Pack::size;

inline Pack select(const xsimd::batch_bool<double>& mask, const Pack& yes, const Pack& no) {
  return xsimd::select(mask, yes, no);
}

/// Read one T (a Pack or a double) from consecutive places.
template <class T>
T load(const double* p) {
  if constexpr (std::is_same_v<T, double>)
    return *p;
  else
    return T::load_unaligned(p);
}
template <class T>
void store(double* p, const T& x) {
  if constexpr (std::is_same_v<T, double>)
    *p = x;
  else
    x.store_unaligned(p);
}

/// Read one T from the places `index[0..]` of `p`.
template <class T>
T gather(const double* p, const int* index) {
  if constexpr (std::is_same_v<T, double>) {
    return p[*index];
  } else {
    alignas(64) std::array<double, kLanes> lanes;
    for (std::size_t k = 0; k < kLanes; ++k) lanes[k] = p[index[k]];
    return T::load_aligned(lanes.data());
  }
}

/// Calls body.template operator()<T>(i) for packs of i in [first, last), then for single ones.
template <class Body>
void for_each_pack(std::size_t first, std::size_t last, Body&& body) {
  std::size_t i = first;
  for (; i + kLanes <= last; i += kLanes) body.template operator()<Pack>(i);
  for (; i < last; ++i) body.template operator()<double>(i);
}

}  // namespace cisterna
