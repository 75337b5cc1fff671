#include "body/circulation/breathing_body.hpp"

#include <cmath>
#include <limits>

#include "therapy/breathing_course.hpp"
#include "therapy/footprint.hpp"

namespace cisterna::circulation {

void press_inner_beds(BloodOutside& outside) {
  for (std::size_t b = 0; b < kBeds; ++b) {
    const Organ organ = kBedPlaces[b].organ;
    if (organ == kHeartWall) outside.on_bed[b] = outside.chest;
    if (organ == kKidneys || organ == kViscera) outside.on_bed[b] = outside.belly;
  }
}

void stand_in_line(double sine, BloodOutside& outside) {
  outside.trunk_sine = sine;
  for (const Part part : {kRightArm, kLeftArm, kRightLeg, kLeftLeg})
    outside.limb_sine[part] = -sine;
}

void BreathingBody::at(double t, BloodOutside& outside) const {
  const CavityPressures p = cavity_pressures(breathing_, t);
  outside.chest = p.thorax, outside.belly = p.abdomen;
  press_inner_beds(outside);
  if (tilt_.angle != 0)
    stand_in_line(std::sin(tilt_.angle * smooth_rise(t - tilt_.start, tilt_.duration)), outside);
}

double BreathingBody::next_breakpoint(double t) const {
  if (tilt_.angle != 0)
    for (const double moment : {tilt_.start, tilt_.start + tilt_.duration})
      if (moment > t) return moment;
  return std::numeric_limits<double>::infinity();
}

}  // namespace cisterna::circulation
