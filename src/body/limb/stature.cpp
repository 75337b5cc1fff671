#include "body/limb/stature.hpp"

#include <cmath>

namespace cisterna {
namespace {

// Where a place on the axis comes to lie when regions become longer; the gaps between members stay.
double moved(const std::vector<Region>& before, const std::vector<Region>& after, double s) {
  for (std::size_t r = 0; r < before.size(); ++r)
    if (s <= before[r].to())
      return after[r].from + (s - before[r].from) * (after[r].length / before[r].length);
  return after.back().to();
}

}  // namespace

void resize(LimbAnatomy& anatomy, double height, double mass) {
  const double around = std::sqrt(mass / height);
  const std::vector<Region> before = anatomy.regions;
  for (std::size_t r = 0; r < before.size(); ++r) {
    Region& region = anatomy.regions[r];
    region.length *= height;
    for (double* size : {&region.girth_distal, &region.girth_proximal, &region.subcutis_thickness,
                         &region.bone_radius})
      *size *= around;
    if (r > 0) region.from = anatomy.regions[r - 1].to() + (before[r].from - before[r - 1].to());
  }
  for (Member& member : anatomy.members) {
    member.level = moved(before, anatomy.regions, member.level);
    member.root_s = moved(before, anatomy.regions, member.root_s);
  }
  for (Vessel& vessel : anatomy.vessels) vessel.depth *= around;
  for (Outlet& outlet : anatomy.outlets) outlet.height *= height;
  for (Organ& organ : anatomy.organs) {
    organ.along *= height;
    for (double* amount : {&organ.interstitial_volume, &organ.filtration_coefficient,
                           &organ.permeability, &organ.lymph_conductance, &organ.net_volume})
      *amount *= mass;
    organ.net_resistance /= mass;
  }
}

}  // namespace cisterna
