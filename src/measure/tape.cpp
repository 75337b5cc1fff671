#include "measure/tape.hpp"

#include <algorithm>

#include "math/truncated_cone.hpp"

namespace cisterna {

double tape_volume(const LimbShape& limb, double spacing) {
  double volume = 0, s = limb.from(), below = limb.girth(s);
  while (s < limb.to()) {
    const double next = std::min(s + spacing, limb.to()), above = limb.girth(next);
    volume += truncated_cone_volume(next - s, below, above);
    s = next, below = above;
  }
  return volume;
}

}  // namespace cisterna
