#include "engine/treatment_surroundings.hpp"

#include <cmath>
#include <limits>

#include "therapy/contact.hpp"

namespace cisterna {

std::vector<SurfacePatch> surface_of(const Limb& limb) {
  std::vector<SurfacePatch> patches;
  for (const LimbPatch& p : limb.patches)
    patches.push_back({p.s, p.length, p.angle, p.width, p.radius, p.region});
  return patches;
}

TreatmentSurroundings::TreatmentSurroundings(const Limb& limb,
                                             std::shared_ptr<const Treatment> treatment)
    : treatment_(std::move(treatment)),
      patches_(limb.patches.size()),
      skin_depth_(limb.skin_depth),
      collector_depth_(limb.collector_depth),
      muscle_depth_(limb.muscle_depth) {}

double TreatmentSurroundings::next_breakpoint(double t) const {
  if (t >= treatment_->duration()) return std::numeric_limits<double>::infinity();
  return treatment_->next_breakpoint(t);
}

void TreatmentSurroundings::loads(double t, DepthLoads out) const {
  thread_local std::vector<SurfaceLoad> surface;
  surface.assign(patches_, {});
  treatment_->loads(t, surface);
  for (std::size_t i = 0; i < patches_; ++i) {
    const SurfaceLoad& load = surface[i];
    out.traction[i] = std::abs(load.traction);
    if (load.pressure <= 0) {
      out.skin[i] = out.collector[i] = out.muscle[i] = 0;
      continue;
    }
    const auto at = [&](double depth) {
      return std::isinf(load.contact_radius)
                 ? load.pressure
                 : load.pressure * mean_stress_fraction(depth, load.contact_radius);
    };
    out.skin[i] = at(skin_depth_);
    out.collector[i] = at(collector_depth_);
    out.muscle[i] = at(muscle_depth_);
  }
}

double RestSurroundings::next_breakpoint(double) const {
  return std::numeric_limits<double>::infinity();
}

}  // namespace cisterna
