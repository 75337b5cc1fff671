#include "measure/perometer.hpp"

#include <algorithm>

namespace cisterna {

double perometer_volume(const LimbShape& limb, double step) {
  double volume = 0;
  for (double s = limb.from(); s < limb.to();) {
    const double next = std::min(s + step, limb.to());
    volume += (next - s) * limb.section(0.5 * (s + next));
    s = next;
  }
  return volume;
}

}  // namespace cisterna
