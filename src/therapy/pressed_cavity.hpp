// The rise of pressure in a cavity of the trunk when its wall is pressed from outside.
//
//        F2 \  hand                What lies in the cavity is like a fluid, and so is its wall: each takes the shape
//     .------v----.                it is pushed into. So a load on the wall goes on inwards whole: the force of a
//    /  p   p   p  \               hand spreads on its way down but is not lost, unlike its pressure.
//   |- - - - - - - -|  a cut       Cut the trunk lengthwise, in any direction. On either half the contents push
//    \             /               with p A against what presses on that half from outside, F.
//     '-----------'
//       table, or another hand     What presses on one side is held on the other: by a table, a hand, the same belt.
//
//   (1)  F_i = q_i a_i n_i                              of each patch of the wall, inwards
//   (2)  p = max over halves | sum of F_i on it | / A
//
//   q_i  pressure on the skin, mean over the patch [Pa]          a_i  its area, as seen along its normal [m2]
//   n_i  its inward normal, across the trunk [1]                 p    rise of pressure in the cavity [Pa]
//   A    projected area of the wall: diameter (girth / pi) times length [m2]; (2) without A for q_i = 1 everywhere
//
// The half is the one pressed hardest: the other is pressed as hard by whatever holds the body, given or not. A hand
// gives its force over A from whichever side; two hands that press towards each other give that of the stronger;
// a belt all round gives its own pressure over the whole cavity, half of it over half.
// Assumes: contents of one pressure, that act at once; no change of tension in the wall where it is cut (a wall drawn
// taut beside the hand pulls towards it, so p is more than (2)); ends (diaphragm, pelvis) that hold; a round section.
// A balance of forces: how far the wall gives does not enter.
// Smooth while the same half is pressed hardest; its slope jumps, its value does not, where another takes over.
// Sources: loring1994 (pressure under the wall of the belly swings alike everywhere, but under a binder), (2): assumed.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "therapy/surface.hpp"

namespace cisterna {

class PressedCavity {
 public:
  /// No wall: nothing presses on it.
  PressedCavity() = default;
  /// `wall`: patches of the surface that enclose the cavity, as indices into all of them.
  PressedCavity(std::span<const SurfacePatch> surface, std::span<const std::size_t> wall);

  bool enclosed() const { return !wall_.empty(); }
  double projected_area() const { return area_; }  ///< A [m2]
  /// p [Pa] under loads on the whole surface.
  double pressure(std::span<const SurfaceLoad> surface) const;

 private:
  struct Across {
    double x = 0, y = 0;
  };
  struct WallPatch {
    std::size_t patch = 0;
    Across facing;  // a_i n_i
  };

  double largest_resultant(std::span<const double> pressures) const;

  std::vector<WallPatch> wall_;
  double area_ = 0;
};

}  // namespace cisterna
