// The eight effectors of Ursino's baroreflex, and what drives each: nerve traffic of its own delay ago.
//
// Equations: baroreflex.hpp. Sources: ursino1998.
#pragma once
#include <array>
#include <span>
#include <string>

#include "body/circulation/baroreflex.hpp"
#include "body/circulation/delay_line.hpp"
#include "model/parameter.hpp"

namespace cisterna::circulation {

enum EffectorPlace : std::size_t {
  kLeftElastance,
  kRightElastance,
  kSplanchnicResistance,
  kOtherResistance,
  kSplanchnicUnstressed,
  kOtherUnstressed,
  kSympatheticPeriod,  ///< its base is the period of a heart without nerves
  kVagalPeriod,
  kEffectorCount
};

using Effectors = std::array<Effector<double>, kEffectorCount>;
template <class T>
using ReflexDrive = std::array<T, kEffectorCount>;

/// Of the records under `prefix` ("circulation.reflex.").
Baroreflex<double> reflex_parameters(const ParameterSet& parameters, const std::string& prefix);
Effectors effector_parameters(const ParameterSet& parameters, const std::string& prefix);

/// Drives under traffic that is held [1/s].
template <class T>
ReflexDrive<T> held_drive(double sympathetic, double vagal, const Baroreflex<double>& b) {
  ReflexDrive<T> drive;
  drive.fill(T(sympathetic_drive(sympathetic, b)));
  drive[kVagalPeriod] = T(vagal / b.one);
  return drive;
}

/// Drives at t, of the pressures that were felt; effectors of one delay share a look back.
template <class T>
ReflexDrive<T> delayed_drive(const T& t, std::span<const double> felt, const DelayLine& line,
                             const Baroreflex<double>& b, const Effectors& effectors) {
  ReflexDrive<T> drive;
  for (std::size_t k = 0; k < kEffectorCount; ++k) {
    if (k > 0 && k < kVagalPeriod && effectors[k].delay == effectors[k - 1].delay) {
      drive[k] = drive[k - 1];
      continue;
    }
    const T traffic = afferent_traffic(line.at(T(t - effectors[k].delay), felt), b);
    drive[k] = k == kVagalPeriod ? T(vagal_traffic(traffic, b) / b.one)
                                 : sympathetic_drive(sympathetic_traffic(traffic, b), b);
  }
  return drive;
}

}  // namespace cisterna::circulation
