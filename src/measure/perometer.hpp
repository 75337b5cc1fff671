// A perometer: a frame of infrared light beams that slides along a limb and reads its section.
//
//   (1) V = sum A(s_k) h                                              discs of thickness h, sections at their middle
//
//   V volume [m3], A section [m2], h step of the frame [m]
// The real one reads two diameters every 3 to 5 mm (3.1 mm here) and takes the section for an ellipse; repeated, it
// differs by about 1 % (20 to 30 mL of an arm). The reading here has no such error, as that of the tape.
// Assumes: round cross-sections, for which an ellipse of two equal diameters is exact.
// Sources: step and error assumed (as makers and trials state them, from memory).
#pragma once
#include "measure/limb_shape.hpp"

namespace cisterna {

inline constexpr double kPerometerStep = 0.0031;  ///< [m]

/// (1) [m3]; the last disc is thinner where the limb does not end on a step.
double perometer_volume(const LimbShape& limb, double step = kPerometerStep);

}  // namespace cisterna
