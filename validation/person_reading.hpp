// One person, some surroundings, one stretch of time: everything instruments read in it.
#pragma once
#include <vector>

#include "laboratory.hpp"
#include "limb_readings.hpp"
#include "limb_run.hpp"
#include "measure/cannula.hpp"

namespace cisterna::validation {

struct PersonReading {
  double frequency = 0;           ///< of superficial lymphangions of the middle region [1/s]
  double velocity = 0;            ///< of tracer in them [m/s]
  PulseReading pulses;            ///< in the middle of it
  ShearReading shear;             ///< middle region
  double net_pressure = 0;        ///< mean in the initial lymphatics of the distal skin [Pa]
  double middle_flow = 0;         ///< of all superficial vessels in the middle of it [m3/s]
  double transit = 0;             ///< distal region to the first node [s]
  double uptake = 0, outlet = 0;  ///< [m3/s]
};

PersonReading reading_of(const Subject& subject, const LimbRecording& recording);
/// Initial lymphatics in the skin of the hand or foot.
std::vector<std::size_t> skin_nets(const Subject& subject);
/// Superficial lymphangions within a centimetre of the middle of middle_part().
std::vector<int> mid_limb(const Subject& subject);
/// The second region from the distal end: forearm or calf.
LimbPart middle_part(const Subject& subject);

/// Lying at rest for 20 min from the balanced start.
const PersonReading& resting(Laboratory& laboratory, const std::string& person);

}  // namespace cisterna::validation
