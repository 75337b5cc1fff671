// One person, some surroundings, one stretch of time: everything instruments read in it.
#pragma once
#include <vector>

#include "laboratory.hpp"
#include "limb_readings.hpp"
#include "limb_run.hpp"
#include "measure/cannula.hpp"

namespace cisterna::validation {

struct ArmReading {
  double frequency = 0;           ///< of superficial forearm lymphangions [1/s]
  double velocity = 0;            ///< of tracer in them [m/s]
  PulseReading pulses;            ///< at mid forearm
  ShearReading shear;             ///< forearm
  double net_pressure = 0;        ///< mean in the initial lymphatics of the hand's skin [Pa]
  double forearm_flow = 0;        ///< of all superficial vessels at mid forearm [m3/s]
  double transit = 0;             ///< hand to the first node [s]
  double uptake = 0, outlet = 0;  ///< [m3/s]
};

ArmReading reading_of(const Subject& subject, const LimbRecording& recording);
/// Initial lymphatics in the skin of the hand.
std::vector<std::size_t> skin_nets(const Subject& subject);
/// Superficial lymphangions within a centimetre of mid forearm.
std::vector<int> mid_forearm(const Subject& subject);
LimbPart forearm(const Subject& subject);

/// Lying at rest for 20 min from the balanced start.
const ArmReading& resting(Laboratory& laboratory, const std::string& person);

}  // namespace cisterna::validation
