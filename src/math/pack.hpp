// Several doubles computed at once. The loops over vessels run on packs, their tails on doubles.
#pragma once
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

// GCC 12 calls the AVX-512 headers' own undefined values uninitialised (GCC bug 105593).
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <xsimd/xsimd.hpp>
#pragma GCC diagnostic pop

#include "math/dual.hpp"

namespace cisterna {

using Pack = xsimd::batch<double>;
inline constexpr std::size_t kLanes = Pack::size;

/// For the tails: half as many at once.
inline constexpr std::size_t kHalfLanes = kLanes / 2;
using HalfPack = xsimd::make_sized_batch_t<double, kHalfLanes>;

inline bool any_of(const Pack::batch_bool_type& mask) { return xsimd::any(mask); }
inline bool any_of(const HalfPack::batch_bool_type& mask) { return xsimd::any(mask); }
inline Pack select(const Pack::batch_bool_type& mask, const Pack& yes, const Pack& no) {
  return xsimd::select(mask, yes, no);
}
inline HalfPack select(const HalfPack::batch_bool_type& mask, const HalfPack& yes,
                       const HalfPack& no) {
  return xsimd::select(mask, yes, no);
}

/// Read one T (a Pack, half of one, or a double) from consecutive places.
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
#if defined(__AVX512F__)
  } else if constexpr (T::size == 8) {
    return T(
        _mm512_i32gather_pd(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(index)), p, 8));
#endif
#if defined(__AVX2__)
  } else if constexpr (T::size == 4) {
    return T(_mm256_i32gather_pd(p, _mm_loadu_si128(reinterpret_cast<const __m128i*>(index)), 8));
#endif
  } else {
    alignas(64) std::array<double, T::size> lanes;
    for (std::size_t k = 0; k < T::size; ++k) lanes[k] = p[index[k]];
    return T::load_aligned(lanes.data());
  }
}

/// Places to read from, one for each running number. Where a pack's places follow one another, as along a
/// vessel, they are read at once.
class Places {
 public:
  Places() = default;
  explicit Places(std::vector<int> at) : at_(std::move(at)) {
    for (std::size_t e = 0; e + kLanes <= at_.size(); ++e) {
      bool in_row = true;
      for (std::size_t k = 1; k < kLanes; ++k)
        in_row = in_row && at_[e + k] == at_[e] + static_cast<int>(k);
      in_row_.push_back(in_row);
    }
  }
  std::size_t size() const { return at_.size(); }
  std::size_t bytes() const { return at_.capacity() * sizeof(int) + in_row_.capacity(); }
  int operator[](std::size_t e) const { return at_[e]; }
  /// p at the places of number e, and for a pack of the numbers after it.
  template <class T>
  T read(const double* p, std::size_t e) const {
    if constexpr (std::is_same_v<T, double>)
      return p[at_[e]];
    else if constexpr (std::is_same_v<T, HalfPack>)
      return gather<T>(p, &at_[e]);
    else
      return in_row_[e] ? load<T>(p + at_[e]) : gather<T>(p, &at_[e]);
  }

 private:
  std::vector<int> at_;
  std::vector<char> in_row_;  // whether those of a pack from here on are
};

/// Calls body.template operator()<T>(i) for packs of i in [first, last), then for half a pack, then for single ones.
template <class Body>
CISTERNA_INLINE void for_each_pack(std::size_t first, std::size_t last, Body&& body) {
  std::size_t i = first;
  for (; i + kLanes <= last; i += kLanes) body.template operator()<Pack>(i);
  if (i + kHalfLanes <= last) body.template operator()<HalfPack>(i), i += kHalfLanes;
  for (; i < last; ++i) body.template operator()<double>(i);
}

/// The same for a body to which some i may come twice (it writes nothing that it reads): what is left over is then done
/// in a whole pack as well, which reaches back.
template <class Body>
CISTERNA_INLINE void for_each_pack_again(std::size_t first, std::size_t last, Body&& body) {
  if (last < first + kLanes) return for_each_pack(first, last, body);
  std::size_t i = first;
  for (; i + kLanes <= last; i += kLanes) body.template operator()<Pack>(i);
  if (i < last) body.template operator()<Pack>(last - kLanes);
}

}  // namespace cisterna
