#include "engine/blood_drive.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "body/circulation/breathing_body.hpp"

namespace cisterna {

using namespace circulation;

BloodDrive::BloodDrive(const Limb& body, const BloodMap& map) : body_(body), map_(map) {
  const TissueModel& tissue = body.network.tissue;
  for (std::size_t i = 0; i < 2 * tissue.skin_patches; ++i)
    volume_[map.patch[i]] += tissue.rest_volume[i];
  skin_.resize(tissue.skin_patches), muscle_ = traction_ = skin_;
  collector_.resize(body.network.site_patch.size());
  within_.resize(tissue.patches), angles_.resize(body.members.size());
}

void BloodDrive::look_ahead(const Surroundings& around, double offset, double from, int intervals,
                            double spacing) {
  from_ = from, spacing_ = spacing, end_ = from + intervals * spacing;
  samples_.resize(static_cast<std::size_t>(intervals) + 1);
  for (int k = 0; k <= intervals; ++k) {
    BloodOutside& out = samples_[static_cast<std::size_t>(k)];
    sample(around, from + k * spacing - offset, out);
    out.set_point_rise = std::lerp(set_point_rise[0], set_point_rise[1],
                                   static_cast<double>(k) / static_cast<double>(intervals));
    if (widened.empty()) continue;
    const std::size_t stretch =
        static_cast<std::size_t>(k) * widened.size() / static_cast<std::size_t>(intervals);
    out.widened = widened[std::min(stretch, widened.size() - 1)];
    for (std::size_t b = 0; b < kBeds; ++b)
      if (kBedPlaces[b].organ == kMuscle || kBedPlaces[b].organ == kSkin) out.on_bed[b] = 0;
  }
}

void BloodDrive::sample(const Surroundings& around, double t, BloodOutside& out) {
  out = {};
  const CavityPressures inside = around.cavities(t);
  out.chest = inside.thorax, out.belly = inside.abdomen;
  press_inner_beds(out);
  pose(around, t, out);
  if (!around.touching(t)) return;
  std::fill(within_.begin(), within_.end(), 0.0);
  around.loads(t, {skin_, collector_, muscle_, traction_, within_});
  const TissueModel& tissue = body_.network.tissue;
  const std::size_t skin = tissue.skin_patches;
  for (std::size_t i = 0; i < 2 * skin; ++i) {
    const double on = (i < skin ? skin_[i] : muscle_[i - skin]) + within_[i];
    out.on_bed[map_.patch[i]] += on * tissue.rest_volume[i] / volume_[map_.patch[i]];
  }
  for (std::size_t b = 0; b < kBeds; ++b)
    if (kBedPlaces[b].organ == kMuscle) out.around[kBedPlaces[b].part] = out.on_bed[b];
  for (std::size_t b = 0; b < kBeds; ++b)
    if (kBedPlaces[b].organ == kBone) out.on_bed[b] = out.around[kBedPlaces[b].part];
}

void BloodDrive::pose(const Surroundings& around, double t, BloodOutside& out) {
  if (!around.elevations(t, angles_))
    std::fill(angles_.begin(), angles_.end(), around.elevation(t));
  const auto sine = [&](Part part) {
    return std::sin(angles_[static_cast<std::size_t>(map_.member[part])]);
  };
  out.trunk_sine = -sine(kChest);
  for (const Part part : {kRightArm, kLeftArm, kRightLeg, kLeftLeg})
    out.limb_sine[part] = sine(part);
}

void BloodDrive::at(double t, BloodOutside& outside) const {
  const double x = (t - from_) / spacing_;
  const double k = std::clamp(std::floor(x), 0.0, static_cast<double>(samples_.size() - 2));
  const BloodOutside& a = samples_[static_cast<std::size_t>(k)];
  const BloodOutside& b = samples_[static_cast<std::size_t>(k) + 1];
  const auto mix = [w = x - k](double p, double q) { return p + w * (q - p); };
  const auto mix_all = [&](const auto& p, const auto& q, auto& out) {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = mix(p[i], q[i]);
  };
  outside.chest = mix(a.chest, b.chest), outside.belly = mix(a.belly, b.belly);
  mix_all(a.around, b.around, outside.around), mix_all(a.on_bed, b.on_bed, outside.on_bed);
  mix_all(a.widened, b.widened, outside.widened);
  outside.trunk_sine = mix(a.trunk_sine, b.trunk_sine);
  outside.set_point_rise = mix(a.set_point_rise, b.set_point_rise);
  mix_all(a.limb_sine, b.limb_sine, outside.limb_sine);
  outside.filtered = filtered;
  outside.right_lymph = right_lymph, outside.left_lymph = left_lymph;
}

double BloodDrive::next_breakpoint(double t) const {
  return t < end_ ? end_ : std::numeric_limits<double>::infinity();
}

}  // namespace cisterna
