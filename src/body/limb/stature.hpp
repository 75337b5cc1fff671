// An anatomy for a person of another height and mass.
//
//   (1) l = l_0 a,  a = H/H_0                       lengths along members, and heights above and below the heart
//   (2) g = g_0 b,  b = sqrt((M/M_0)/(H/H_0))       girths, and with them bones, subcutis and the depth of vessels
//   (3) V = V_0 M/M_0                               viscera: volumes and conductances; resistances by its inverse
//
//   H height [m], M mass [kg], l length [m], g girth [m], V volume [m3] or conductance; _0 of the anatomy
// Mass goes with length times girth squared, so (1) and (2) keep the density. Vessels keep their number, calibre and the
// length of their lymphangions: a longer vessel has more of those. Assumed throughout; where girths are stated, bone and
// subcutis are still those of (2).
#pragma once
#include "body/limb/anatomy.hpp"

namespace cisterna {

/// `height` and `mass` relative to those of the anatomy.
void resize(LimbAnatomy& anatomy, double height, double mass);

}  // namespace cisterna
