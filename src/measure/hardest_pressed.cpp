#include "measure/hardest_pressed.hpp"

#include <cmath>

#include "body/tissue/viscoelastic.hpp"
#include "therapy/contact.hpp"

namespace cisterna {

HardestPressed::HardestPressed(const Limb& limb) : limb_(limb) {
  const LymphNetwork& w = limb.network;
  const auto place = [&](std::size_t patch) {
    const TissueContact contact = w.tissue.contact(patch);
    return Crept{contact.instantaneous_share, contact.creep_time};
  };
  for (std::size_t i = 0; i < w.tissue.skin_patches; ++i) skin_places_.push_back(place(i));
  for (const int patch : w.site_patch) sites_.push_back(place(static_cast<std::size_t>(patch)));
  skin_.resize(skin_places_.size()), on_sites_.resize(sites_.size());
}

// The exact answer of (2) to a load that goes straight from one look to the next.
double HardestPressed::Crept::pressed(double load_now, double span) {
  if (load == 0 && load_now == 0 && crept == 0) return 0;
  if (span > 0) {
    const double decay = std::exp(-span / creep_time),
                 behind = (load_now - load) / span * creep_time;
    crept = load_now - behind + (crept - load + behind) * decay;
  }
  load = load_now;
  return tissue::effective_pressure(load, crept, at_once);
}

void HardestPressed::look(double t, std::span<const SurfaceLoad> surface,
                          const LymphSystem& system) {
  const LymphNetwork& w = limb_.network;
  const double span = t - at_;
  at_ = t;
  const auto arriving = [&](std::size_t patch, double depth) {
    return arriving_pressure(surface[patch].highest, surface[patch].contact_radius, depth);
  };
  for (std::size_t i = 0; i < skin_.size(); ++i)
    skin_[i] = system.total_pressures()[i] - system.applied_to_skin()[i] +
               skin_places_[i].pressed(arriving(i, limb_.skin_depth), span);
  for (std::size_t s = 0; s < sites_.size(); ++s)
    on_sites_[s] = sites_[s].pressed(
                       arriving(static_cast<std::size_t>(w.site_patch[s]), w.site_depth[s]), span) -
                   system.applied_at_sites()[s];
  const auto outside = system.outside_pressures();
  walls_.assign(outside.begin(), outside.end());
  for (std::size_t i = 0; i < walls_.size(); ++i)
    if (const int site = w.lymphangion_site[i]; site >= 0)
      walls_[i] += on_sites_[static_cast<std::size_t>(site)];
}

}  // namespace cisterna
