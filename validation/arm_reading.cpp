#include "arm_reading.hpp"

#include <cmath>

#include "measure/near_infrared.hpp"
#include "measure/signals.hpp"

namespace cisterna::validation {
namespace {

constexpr double kNear = 0.01;         // [m], about mid forearm
constexpr double kRestTime = 20 * 60;  // [s]

}  // namespace

LimbPart forearm(const Subject& subject) {
  return region_part(subject.limb, subject.region("forearm"));
}

std::vector<int> mid_forearm(const Subject& subject) {
  const double middle = forearm(subject).middle();
  return superficial(subject.limb, {middle - kNear, middle + kNear});
}

std::vector<std::size_t> skin_nets(const Subject& subject) {
  const LymphNetwork& w = subject.limb.network;
  const int hand = subject.region("hand");
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < w.initials; ++i) {
    const auto patch = static_cast<std::size_t>(w.initial_patch[i]);
    if (patch < w.tissue.skin_patches && subject.limb.patches[patch].region == hand)
      found.push_back(i);
  }
  return found;
}

ArmReading reading_of(const Subject& subject, const LimbRecording& recording) {
  const Limb& limb = subject.limb;
  const LimbPart part = forearm(subject);
  const std::vector<int> seen = superficial(limb, part);
  std::vector<double> nets;
  for (std::size_t i : skin_nets(subject)) nets.push_back(recording.net_pressure[i]);
  return {.frequency = frequency(recording, seen),
          .velocity = packet_velocity(limb, recording, part),
          .pulses = pulse_reading(recording, mid_forearm(subject)),
          .shear = shear_reading(recording, seen),
          .net_pressure = mean(nets),
          .forearm_flow = superficial_flow(limb, recording, part.middle()),
          .transit = transit_time(limb, recording, subject.region("hand")),
          .uptake = recording.uptake,
          .outlet = recording.outlet};
}

const ArmReading& resting(Laboratory& laboratory, const std::string& person) {
  return laboratory.once<ArmReading>("resting " + person, [&] {
    const Subject& s = laboratory.subject(person);
    const RestSurroundings lying(0, kSkinTemperature);
    LimbRun run(s.limb.network, lying, s.rest.state);
    return reading_of(s, run.record(kRestTime));
  });
}

}  // namespace cisterna::validation
