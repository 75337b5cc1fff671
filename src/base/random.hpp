// Counter-based random numbers: a number is a pure function of what it is for.
//
// Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"): ten rounds
// of multiply and exchange turn a 128-bit counter and a 64-bit key into 128 random bits. Nothing is stored,
// so a draw does not depend on how many others were made before it, in which order, or on which thread.
#pragma once
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string_view>

namespace cisterna {

using RandomBlock = std::array<std::uint32_t, 4>;

constexpr RandomBlock philox(RandomBlock counter, std::array<std::uint32_t, 2> key) {
  constexpr std::uint64_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
  constexpr std::uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;
  constexpr int kRounds = 10;
  for (int round = 0; round < kRounds; ++round) {
    const std::uint64_t product0 = kMultiplier0 * counter[0];
    const std::uint64_t product1 = kMultiplier1 * counter[2];
    counter = {static_cast<std::uint32_t>(product1 >> 32) ^ counter[1] ^ key[0],
               static_cast<std::uint32_t>(product1),
               static_cast<std::uint32_t>(product0 >> 32) ^ counter[3] ^ key[1],
               static_cast<std::uint32_t>(product0)};
    key[0] += kWeyl0;
    key[1] += kWeyl1;
  }
  return counter;
}

/// 64-bit FNV-1a: names a stream after what it is for.
constexpr std::uint64_t stream_of(std::string_view name) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return hash;
}

/// What a random number is for: the same four values always give the same number.
struct RandomKey {
  std::uint64_t seed = 0;
  std::uint64_t stream = 0;
  std::uint32_t sample = 0;
  std::uint32_t attempt = 0;
};

/// Two independent numbers, uniform in the open interval (0, 1).
inline std::array<double, 2> uniform_pair(const RandomKey& k) {
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
  const RandomBlock bits =
      philox({low(k.stream), high(k.stream), k.sample, k.attempt}, {low(k.seed), high(k.seed)});
  // 52 bits and half a step: never 0, never 1.
  const auto to_unit = [](std::uint32_t a, std::uint32_t b) {
    const std::uint64_t wide = (static_cast<std::uint64_t>(a) << 32 | b) >> 12;
    return (static_cast<double>(wide) + 0.5) * 0x1p-52;
  };
  return {to_unit(bits[0], bits[1]), to_unit(bits[2], bits[3])};
}

/// Standard normal (Box-Muller).
inline double standard_normal(const RandomKey& key) {
  const auto [u, v] = uniform_pair(key);
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);
}

}  // namespace cisterna
