// The outside of a limb as instruments of its volume meet it: girth against place.
//
//   (1) c(s) = sqrt(c_0(s)^2 + 4 pi a(s))                 round cross-section, fluid gained widens it
//
//   c_0 girth of the anatomy, which holds what tissue holds at rest, straight within a region [m], a(s) fluid beyond
//   that over the length of the ring it lies in [m2]
// Assumes: round cross-sections; skin and bone keep their length; blood and lymph in the vessels are not counted, for
// the model's blood has no volume yet and lymph is a thousandth of the fluid. Between two rings a(s) is their mean.
#pragma once
#include <cstddef>
#include <vector>

#include "model/result.hpp"

namespace cisterna {

class LimbShape {
 public:
  /// A member of a limb or body (a limb has one, 0), its skin patches wider by `gain` [m3] (none: as the anatomy says).
  LimbShape(const LimbGeometry& geometry, std::size_t member, const std::vector<double>& gain);

  double from() const { return from_; }  ///< [m]
  double to() const { return to_; }
  double girth(double s) const;    ///< (1) [m]; within [from, to]
  double section(double s) const;  ///< area at s [m2]
  /// Places in (from, to) at which the anatomy's girth bends or jumps: the ends of regions.
  const std::vector<double>& joints() const { return joints_; }

 private:
  struct Ring {
    double from, to, added;  ///< [m], [m], [m2]
  };
  double added(double s) const;

  std::vector<LimbGeometry::RegionRow> regions_;
  std::vector<Ring> rings_;
  std::vector<double> joints_;
  double from_ = 0, to_ = 0;
};

/// First and last region of a member; a geometry without members is one limb.
struct RegionRange {
  std::size_t first = 0, last = 0;  ///< last is included
};
RegionRange regions_of(const LimbGeometry& geometry, std::size_t member);

}  // namespace cisterna
