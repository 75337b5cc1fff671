#include "person_reading.hpp"

#include <cmath>

#include "measure/near_infrared.hpp"
#include "measure/signals.hpp"

namespace cisterna::validation {
namespace {

constexpr double kNear = 0.01;           // [m], about the middle
constexpr double kRestTime = 20 * 60;    // [s]
constexpr int kDistal = 0, kMiddle = 1;  // regions: hand and forearm, foot and calf

}  // namespace

LimbPart middle_part(const Subject& subject) { return region_part(subject.limb, kMiddle); }

std::vector<int> mid_limb(const Subject& subject) {
  const double middle = middle_part(subject).middle();
  return superficial(subject.limb, {middle - kNear, middle + kNear});
}

std::vector<std::size_t> skin_nets(const Subject& subject) {
  const LymphNetwork& w = subject.limb.network;
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < w.initials; ++i) {
    const auto patch = static_cast<std::size_t>(w.initial_patch[i]);
    if (patch < w.tissue.skin_patches && subject.limb.patches[patch].region == kDistal)
      found.push_back(i);
  }
  return found;
}

PersonReading reading_of(const Subject& subject, const LimbRecording& recording) {
  const Limb& limb = subject.limb;
  const LimbPart part = middle_part(subject);
  const std::vector<int> seen = superficial(limb, part);
  std::vector<double> nets;
  for (std::size_t i : skin_nets(subject)) nets.push_back(recording.net_pressure[i]);
  return {.frequency = frequency(recording, seen),
          .velocity = packet_velocity(limb, recording, part),
          .pulses = pulse_reading(recording, mid_limb(subject)),
          .shear = shear_reading(recording, seen),
          .net_pressure = mean(nets),
          .middle_flow = superficial_flow(limb, recording, part.middle()),
          .transit = transit_time(limb, recording, kDistal),
          .uptake = recording.uptake,
          .outlet = recording.outlet};
}

const PersonReading& resting(Laboratory& laboratory, const std::string& person) {
  return laboratory.once<PersonReading>("resting " + person, [&] {
    const Subject& s = laboratory.subject(person);
    const RestSurroundings lying(0, kSkinTemperature);
    LimbRun run(s.limb.network, lying, s.rest.state);
    return reading_of(s, run.record(kRestTime));
  });
}

}  // namespace cisterna::validation
