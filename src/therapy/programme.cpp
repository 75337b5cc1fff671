#include "therapy/programme.hpp"

#include <cmath>

namespace cisterna {

void lay(SurfaceLoad& load, double pressure, double contact_radius, double traction,
         double touch_speed, double covered) {
  if (pressure > 0) {
    if (load.pressure > 0) {
      const double sum = load.pressure + pressure;
      const double inverse =
          (load.pressure / load.contact_radius + pressure / contact_radius) / sum;
      load.contact_radius = 1 / inverse;  // infinite when both are
    } else {
      load.contact_radius = contact_radius;
    }
    load.pressure += pressure;
  }
  load.traction += traction;
  load.touch_speed += touch_speed;
  load.covered += covered;
}

double next_in_cycles(double local, double cycle, long cycles, std::span<const double> offsets) {
  if (local < 0) return 0;
  const long now = std::min(cycles - 1, static_cast<long>(std::floor(local / cycle)));
  for (long k = now; k <= now + 1 && k < cycles; ++k) {
    const double start = static_cast<double>(k) * cycle;
    if (start > local) return start;
    for (const double offset : offsets)
      if (start + offset > local) return start + offset;
  }
  return kNever;
}

}  // namespace cisterna
