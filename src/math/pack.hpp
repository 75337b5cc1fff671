// Several doubles computed at once. The loops over vessels run on packs, their tails on doubles.
#pragma once
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "math/dual.hpp"

namespace cisterna {

inline constexpr std::size_t kLanes = Pack::size;

/// For the tails: half as many at once, but two at least.
inline constexpr std::size_t kHalfLanes = kLanes > 2 ? kLanes / 2 : kLanes;
using HalfPack = xsimd::make_sized_batch_t<double, kHalfLanes>;

template <class A>
bool any_of(const xsimd::batch_bool<double, A>& mask) {
  return xsimd::any(mask);
}
template <class A>
xsimd::batch<double, A> select(const xsimd::batch_bool<double, A>& mask,
                               const xsimd::batch<double, A>& yes,
                               const xsimd::batch<double, A>& no) {
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
// The library's own store may write to anything, so that a loop reads the places of its arrays anew after each: these
// write doubles.
template <class T>
void store(double* p, const T& x) {
  if constexpr (std::is_same_v<T, double>) {
    *p = x;
  } else {
    typedef double Doubles __attribute__((vector_size(sizeof(T)), aligned(sizeof(double))));
    *reinterpret_cast<Doubles*>(p) = reinterpret_cast<const Doubles&>(x);
  }
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
  if constexpr (kHalfLanes < kLanes)
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
