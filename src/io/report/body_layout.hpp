// Where the members of a body stand in a drawing of it from the front.
#pragma once
#include <string>
#include <vector>

#include "model/result.hpp"

namespace cisterna::report {

/// Lengths in m: x to the person's left, y up, both from the middle of the lower end of the trunk.
struct MemberPlace {
  std::string kind;     ///< "trunk", "head", "arm" or "leg"
  int side = 0;         ///< 1: the person's left, -1: right, 0: on the midline
  double x = 0, y = 0;  ///< of its proximal end; of the trunk's lower end
  double turn = 0;      ///< of its axis against straight down, growing to the person's left [rad]
};

/// One for each member. The trunk is the member that hangs on none.
std::vector<MemberPlace> body_layout(const LimbGeometry& geometry);
/// Half of the drawn breadth of a trunk at s: broader than a round one of its girth.
double trunk_half(const LimbGeometry& geometry, std::size_t trunk, double s);

}  // namespace cisterna::report
