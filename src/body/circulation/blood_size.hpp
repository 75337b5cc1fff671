// How large a person's heart and vessels are beside those that the tree is drawn for.
//
//   (1) V = a H^3 + b M + c                  blood of a woman or man
//   (2) f = V/V_0                            volumes, compliances and flows; resistances and elastances by its inverse
//   (3) z = z_0 H/H_0                        heights above and below the heart, and the reach of limbs
//
//   V blood [m3], H height [m], M mass [kg], a [1], b [m3/kg], c [m3] by sex; V_0 of (1) for a man of the height H_0 and the
//   mass M_0 of the anatomy, as the tree's source describes one
// Under (2) alone pressures, rates and times stay as they are: a small body is a large one seen from further away. So is the
// circulation of a person of another size at rest, near enough; (3) is what their standing up differs by.
// Assumes: pressures and the rate of the heart do not hang on size, sex or age; cells are the same share; the heart grows with
// the blood. Valid for adults; (1) overstates the blood of the very fat.
// Sources: nadler1962.
#pragma once

namespace cisterna::circulation {

template <class S>
struct BloodBySize {
  S cube{};   ///< a [1]
  S mass{};   ///< b [m3/kg]
  S least{};  ///< c [m3]
};

/// (1) [m3]
template <class T, class S>
T usual_blood(const T& height, const T& mass, const BloodBySize<S>& by) {
  return by.cube * height * height * height + by.mass * mass + by.least;
}

}  // namespace cisterna::circulation
