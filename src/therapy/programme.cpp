#include "therapy/programme.hpp"

#include <algorithm>
#include <cmath>

namespace cisterna {

void lay(SurfaceLoad& load, double pressure, double highest, double contact_radius, double traction,
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
    load.highest += highest;
  }
  load.traction += traction;
  load.touch_speed += touch_speed;
  load.covered += covered;
}

void SideBySide::add(int part, const std::vector<Cover>& covers) {
  for (const Cover& it : covers) {
    const auto found = std::find_if(patches_.begin(), patches_.end(),
                                    [&](const Shared& shared) { return shared.patch == it.patch; });
    if (found == patches_.end())
      patches_.push_back({it.patch, {part}});
    else
      found->parts.push_back(part);
  }
}

void SideBySide::lay(std::span<const double> pressure, std::span<SurfaceLoad> out) const {
  for (const Shared& shared : patches_) {
    double highest = 0;
    for (const int part : shared.parts)
      highest = std::max(highest, pressure[static_cast<std::size_t>(part)]);
    out[static_cast<std::size_t>(shared.patch)].highest += highest;
  }
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
