// One person, some surroundings, one stretch of time: everything instruments read in it, by the names of readings.hpp.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "laboratory.hpp"
#include "limb_readings.hpp"
#include "limb_run.hpp"

namespace cisterna::validation {

struct PersonReading {
  /// Camera on the middle region, cannulas and probes in the middle of it, tracer from the distal region on, probe at the outlet.
  std::map<std::string, double> by_name;
  double operator[](const char* reading) const { return by_name.at(reading); }
  // Read by no instrument.
  ShearReading shear;       ///< middle region
  double net_pressure = 0;  ///< mean in the initial lymphatics of the distal skin [Pa]
  double uptake = 0;        ///< [m3/s]
};

PersonReading reading_of(const Subject& subject, const LimbRecording& recording);
/// Initial lymphatics in the skin of the hand or foot.
std::vector<std::size_t> skin_nets(const Subject& subject);
/// The second region from the distal end: forearm or calf.
LimbPart middle_part(const Subject& subject);

/// Lying at rest for 20 min from the balanced start.
const PersonReading& resting(Laboratory& laboratory, const std::string& person);

}  // namespace cisterna::validation
