// Volume of a truncated cone from the girths of its ends.
//
//   (1) V = l (c_1^2 + c_1 c_2 + c_2^2)/(12 pi)
//
//   V volume [m3], l length along the axis [m], c_1, c_2 girths of the ends [m]
// Assumes: round ends at right angles to the axis.
#pragma once
#include <numbers>

namespace cisterna {

/// (1)
inline double truncated_cone_volume(double length, double girth, double other_girth) {
  return length * (girth * girth + girth * other_girth + other_girth * other_girth) /
         (12 * std::numbers::pi);
}

}  // namespace cisterna
