#include "arm_reading.hpp"

#include <cmath>

#include "measure/near_infrared.hpp"

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

std::vector<int> most_distal(const Subject& subject) {
  std::vector<int> found;
  const double wrist = region_part(subject.limb, subject.region("hand")).to;
  for (const LimbVessel& vessel : subject.limb.vessels) {
    if (!vessel.deep &&
        subject.limb.lymphangion_s[static_cast<std::size_t>(vessel.first)] < wrist) {
      found.push_back(vessel.first);
    }
  }
  return found;
}

ArmReading reading_of(const Subject& subject, const LimbRecording& recording) {
  const Limb& limb = subject.limb;
  const LimbPart part = forearm(subject);
  const std::vector<int> seen = superficial(limb, part);
  return {.frequency = frequency(recording, seen),
          .velocity = packet_velocity(limb, recording, part),
          .pulses = pulse_reading(recording, mid_forearm(subject)),
          .shear = shear_reading(recording, seen),
          .distal_pressure = mean_pressure(recording, most_distal(subject)),
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
