#include "person_reading.hpp"

#include <cmath>

#include "measure/readings.hpp"
#include "measure/signals.hpp"

namespace cisterna::validation {
namespace {

constexpr double kNear = 0.01;           // [m], about the middle
constexpr double kRestTime = 20 * 60;    // [s]
constexpr int kDistal = 0, kMiddle = 1;  // regions: hand and forearm, foot and calf

}  // namespace

LimbPart middle_part(const Subject& subject) { return region_part(subject.limb, kMiddle); }

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
  const Field region = field_over(limb, part),
              distal = field_over(limb, region_part(limb, kDistal)),
              middle = field_over(limb, {part.middle() - kNear, part.middle() + kNear});
  const std::pair<const char*, const Field&> laid[] = {
      {"frequency", region},       {"packet_velocity", region}, {"systolic_pressure", middle},
      {"pulse_amplitude", middle}, {"pulse_duration", middle},  {"collector_flow", region},
      {"transit_time", distal},    {"outlet_flow", region}};
  const Seen seen{.limb = &limb,
                  .film = &recording,
                  .passed = recording.outlet,
                  .seconds = recording.end - recording.begin};
  PersonReading found;
  for (const auto& [name, field] : laid)
    found.by_name[name] = reading_named(name).read(seen, field);
  std::vector<double> nets;
  for (std::size_t i : skin_nets(subject)) nets.push_back(recording.net_pressure[i]);
  found.shear = shear_reading(recording, region.lymphangions);
  found.net_pressure = mean(nets), found.uptake = recording.uptake;
  return found;
}

const PersonReading& resting(Laboratory& laboratory, const std::string& person) {
  return laboratory.once<PersonReading>("resting " + person, [&] {
    const Subject& s = laboratory.subject(person);
    const RestSurroundings lying(0, kSkinTemperature);
    FilmedRun run(s.limb, lying, s.rest.state);
    return reading_of(s, record(run, kRestTime));
  });
}

}  // namespace cisterna::validation
