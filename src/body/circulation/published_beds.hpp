// Which beds of the two published reflexes a bed of the tree is a part of, and how a part answers for the whole.
//
//   (1) theta' = (1 - x) theta/(1 - x theta)     what the parts that answer do when the whole is to go to theta times its resistance
//
//   theta resistance of a published bed over that at the reference [1], x share of its conductance in parts that do not answer [1]
//
// Ursino has two beds: splanchnic, and all else, kidneys, brain and heart with it. Heldt has four: upper body, kidneys,
// splanchnic, pelvis and legs. Brain and wall of the heart have arterioles of their own mind; the published gain is of the whole
// bed that holds them, so the rest of it makes up for them.
// Assumes: at the reference all beds are under one fall of pressure. Valid for theta < 1/x.
// Sources: ursino1998, heldt2004.
#pragma once
#include <array>

#include "body/circulation/blood_outside.hpp"
#include "body/circulation/reflex_effectors.hpp"

namespace cisterna::circulation {

/// Whether nerves reach it.
constexpr bool has_nerves(const BedPlace& bed) {
  return bed.organ != kBrain && bed.organ != kHeartWall;
}
/// Of Ursino.
constexpr EffectorPlace arterial_effector(const BedPlace& bed) {
  return bed.organ == kViscera ? kSplanchnicResistance : kOtherResistance;
}

/// Of Heldt.
enum FillingBed : std::size_t { kUpperBed, kKidneyBed, kSplanchnicBed, kLowerBed, kFillingBeds };
constexpr FillingBed filling_bed(const BedPlace& bed) {
  if (bed.organ == kKidneys) return kKidneyBed;
  if (bed.organ == kViscera) return kSplanchnicBed;
  const bool lower = bed.part == kBelly || bed.part == kRightLeg || bed.part == kLeftLeg;
  return lower ? kLowerBed : kUpperBed;
}

/// x of the published bed that holds `bed`; `same` tells which beds those are.
template <class Same>
double silent_share(const std::array<double, kBeds>& share, const Same& same) {
  double silent = 0, all = 0;
  for (std::size_t b = 0; b < kBeds; ++b) {
    if (!same(kBedPlaces[b])) continue;
    all += share[b];
    if (!has_nerves(kBedPlaces[b])) silent += share[b];
  }
  return silent / all;
}

/// (1) [1]
template <class T, class S>
T answering_tone(const T& whole, const S& silent) {
  return (1 - silent) * whole / (1 - silent * whole);
}

}  // namespace cisterna::circulation
