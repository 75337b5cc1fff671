// How high every place of a limb or body lies, from the angles of its members.
//
//   (1) h = h_m + (z - z_m) sin e_m          a place of member m
//   (2) h_m = h_k + (z_m - z_k) sin e_k      the root of member m on its parent k; h = z = 0 for what hangs on none
//
//   h height above the heart [m], z how far the place lies below the heart when the body stands [m] (`along`; above: < 0),
//   e angle of a member above the horizontal, of the direction in which its z grows [rad]: -pi/2 as it hangs or stands
// With one angle for all, h = z sin e. Assumes: members are straight and their roots stay where they are on the parent.
#pragma once
#include <vector>

#include "body/limb/network.hpp"
#include "body/limb/surroundings.hpp"

namespace cisterna {

/// A height is sine() times level: the level is z where one angle holds for all, so that a limb alone costs nothing.
class Posture {
 public:
  explicit Posture(const LymphNetwork& network);

  void take(const Surroundings& surroundings, double t);
  /// Heights of cells and boundaries as they are given; there is no tissue.
  void take(const std::vector<double>& heights) { cells_ = heights, sine_ = 1; }
  double sine() const { return sine_; }
  const std::vector<double>& cells() const {
    return cells_;
  }  ///< levels, boundaries at the end [m]
  const std::vector<double>& tissue() const { return tissue_; }  ///< of each patch [m]

 private:
  void level_all();

  const LymphNetwork& w_;
  double sine_ = 0;
  bool posed_ = false;  // the levels are heights
  std::vector<double> cells_, tissue_, angles_, sines_, roots_;
};

}  // namespace cisterna
