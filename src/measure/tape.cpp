#include "measure/tape.hpp"

#include <algorithm>
#include <numbers>

namespace cisterna {

double tape_volume(const LimbShape& limb, double spacing) {
  double volume = 0, s = limb.from(), below = limb.girth(s);
  while (s < limb.to()) {
    const double next = std::min(s + spacing, limb.to()), above = limb.girth(next);
    volume += (next - s) * (below * below + below * above + above * above);
    s = next, below = above;
  }
  return volume / (12 * std::numbers::pi);
}

}  // namespace cisterna
