// An occlusion cuff: what superficial collectors pump against (with near-infrared imaging), and what stops their flow.
//
// The vessels are closed where the cuff lies, as by a pressure nothing passes. Below it
//   (1) largest pumping pressure = mean over vessels of the highest lumen pressure within kBuildUp
//   (2) plateau = mean lumen pressure over a look of kLook, once two looks in turn differ by less than kPlateau of it
// The real one inflates a transparent cuff until no dye passes and lets its pressure down by 5 to 10 mmHg every few
// minutes: the pressure at which dye passes again is read, so that it stands to within a step below (1); trials differ
// in whether a single packet or steady flow counts. Closing a vessel outright finds the pressure itself, without steps.
//
// Inflated over one ring of patches in steps of kRise, each held for kHeld + kCounted:
//   (3) occlusion pressure = that at which flow into the cuff over kCounted falls below kStopped of rest, straight between steps
//
// Assumes: for (1) and (2) that the cuff closes superficial vessels alone and does not press the tissue beside it; for (3)
// that its pressure arrives at every depth.
// Sources: groenlund2017, kelly2020 for (1) in leg and arm; modi2007, saito2015 for cuffs let down slowly (2); belgrado2016 for
// (3) (dye under a transparent band); times assumed.
#pragma once
#include <string>
#include <vector>

#include "measure/running_limb.hpp"

namespace cisterna {

/// What a procedure found [SI]: NaN where nothing, and why not, or how it came about.
struct Finding {
  double value = 0;
  std::string words{};
};

/// The network with the ends of those lymphangions closed.
LymphNetwork closed_at(const LymphNetwork& network, const std::vector<int>& lymphangions);

/// (1) and (2) of a limb that runs with the ends of `last` closed; `seen` are the collectors in which contractions are looked for.
Finding pumping_pressure(RunningLimb& closed, const std::vector<int>& last,
                         const std::vector<int>& seen);
Finding pumping_pressure_plateau(RunningLimb& closed, const std::vector<int>& last,
                                 const std::vector<int>& seen);

/// The procedures: a cuff on the middle of the second region, forearm or calf, of a member at rest. (1), (2), (3) [Pa].
Finding pumping_pressure_at_cuff(const Limb& limb, int member, const RunningFrom& run);
Finding plateau_at_cuff(const Limb& limb, int member, const RunningFrom& run);
Finding occlusion_pressure(const Limb& limb, int member, const RunningFrom& run);

}  // namespace cisterna
