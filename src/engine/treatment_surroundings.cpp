#include "engine/treatment_surroundings.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "therapy/contact.hpp"

namespace cisterna {

std::vector<SurfacePatch> surface_of(const Limb& limb) {
  std::vector<SurfacePatch> patches;
  for (const LimbPatch& p : limb.patches)
    patches.push_back({p.s, p.length, p.angle, p.width, p.radius, p.region});
  return patches;
}

std::vector<LimbRegionSpan> spans_of(const Limb& limb) {
  std::vector<LimbRegionSpan> spans;
  for (const Member& m : limb.members)
    for (int k = 0; k < m.regions; ++k) {
      const auto r = static_cast<std::size_t>(m.first_region + k);
      spans.push_back(
          {limb.region_names[r], limb.region_starts[r], limb.region_ends[r], m.name, m.points_up});
    }
  return spans;
}

namespace {

PressedCavity enclosed_by(const Limb& limb, Cavity cavity) {
  std::vector<std::size_t> wall;
  for (std::size_t i = 0; i < limb.patches.size(); ++i)
    if (limb.region_encloses[static_cast<std::size_t>(limb.patches[i].region)] == cavity)
      wall.push_back(i);
  return {surface_of(limb), wall};
}

}  // namespace

TreatmentSurroundings::TreatmentSurroundings(const Limb& limb,
                                             std::shared_ptr<const Treatment> treatment)
    : treatment_(std::move(treatment)),
      abdomen_(enclosed_by(limb, Cavity::abdomen)),
      patches_(limb.patches.size()),
      skin_depth_(limb.skin_depth),
      muscle_depth_(limb.muscle_depth),
      share_above_fascia_(limb.share_above_fascia),
      site_patch_(limb.network.site_patch),
      site_depth_(limb.network.site_depth) {}

double TreatmentSurroundings::next_breakpoint(double t) const {
  if (t >= treatment_->duration()) return std::numeric_limits<double>::infinity();
  return treatment_->next_breakpoint(t);
}

std::span<const SurfaceLoad> TreatmentSurroundings::surface_at(double t) const {
  thread_local std::vector<SurfaceLoad> surface;
  surface.assign(patches_, {});
  treatment_->loads(t, surface);
  return surface;
}

bool TreatmentSurroundings::surface(double t, std::span<SurfaceLoad> out) const {
  std::fill(out.begin(), out.end(), SurfaceLoad{});
  treatment_->loads(t, out);
  return true;
}

CavityPressures TreatmentSurroundings::cavities(double t) const {
  const LimbSetting setting = treatment_->setting(t);
  const bool pressed = abdomen_.enclosed() && treatment_->touching(t);
  return {setting.thoracic_pressure,
          setting.abdominal_pressure + (pressed ? abdomen_.pressure(surface_at(t)) : 0.0)};
}

void TreatmentSurroundings::loads(double t, DepthLoads out) const {
  const std::span<const SurfaceLoad> surface = surface_at(t);
  const auto at = [&](std::size_t patch, double depth) {
    return arriving_pressure(surface[patch].pressure, surface[patch].contact_radius, depth);
  };
  for (std::size_t i = 0; i < patches_; ++i) {
    out.traction[i] = std::abs(surface[i].traction);
    out.skin[i] = at(i, skin_depth_);
    out.muscle[i] = at(i, muscle_depth_);
    // Made by the muscle: the whole of it within, a share above the fascia; collectors feel that of their layer.
    out.within[i] = share_above_fascia_ * surface[i].muscle_pressure;
    out.within[patches_ + i] = surface[i].muscle_pressure;
  }
  for (std::size_t k = 0; k < site_patch_.size(); ++k)
    out.collector[k] = at(static_cast<std::size_t>(site_patch_[k]), site_depth_[k]);
}

RestSetting rest_setting(const std::vector<Member>& members, const Protocol& protocol) {
  RestSetting rest{protocol.elevation, protocol.skin_temperature};
  if (members.size() < 2) return rest;
  rest.breathing = protocol.breathing;
  if (protocol.member_elevations.empty()) return rest;
  rest.elevations.assign(members.size(), protocol.elevation);
  for (const MemberElevation& own : protocol.member_elevations) {
    const auto found = std::find_if(members.begin(), members.end(),
                                    [&](const Member& m) { return m.name == own.member; });
    if (found == members.end()) throw std::invalid_argument("there is no member " + own.member);
    rest.elevations[static_cast<std::size_t>(found - members.begin())] =
        found->points_up ? -own.elevation : own.elevation;
  }
  return rest;
}

double RestSurroundings::next_breakpoint(double) const {
  return std::numeric_limits<double>::infinity();
}

}  // namespace cisterna
