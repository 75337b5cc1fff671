// A tape measure: girths along a limb, its volume from truncated cones between them.
//
//   (1) V = sum h (c_k^2 + c_k c_{k+1} + c_{k+1}^2)/(12 pi)           c_k girth at s_k, h = s_{k+1} - s_k
//
//   V volume [m3], c girth [m], h spacing [m]
// The real one is read to a millimetre and laid every 4 cm from the wrist or ankle up; repeated by one person it
// differs by 1 to 3 % of the volume, tens of millilitres on an arm. That is far more than a session moves: the
// reading here has no error of hand or eye, so that its change can be seen at all.
// Assumes: round cross-sections; the last cone is shorter where the limb does not end on a mark; the hand or foot,
// which tapes leave out or measure as a figure of eight, counts as cones too.
// Sources: spacing and truncated cones as in trials of lymphoedema (devoogdt2011, devrieze2022); error assumed.
#pragma once
#include "measure/limb_shape.hpp"

namespace cisterna {

inline constexpr double kTapeSpacing = 0.04;  ///< [m]

/// (1) [m3]
double tape_volume(const LimbShape& limb, double spacing = kTapeSpacing);

}  // namespace cisterna
