// A cannula in a collecting vessel that leaves its flow free: the pressure in the lumen against time.
#pragma once
#include <vector>

#include "measure/vessel_recording.hpp"

namespace cisterna {

/// Means over pulses and lymphangions; NaN without any.
struct PulseReading {
  double systolic = 0, amplitude = 0;  ///< [Pa]
  double duration = 0;                 ///< [s]
};
PulseReading pulse_reading(const VesselRecording& record, const std::vector<int>& lymphangions);

/// Time and lymphangion mean of the lumen pressure, and its highest value [Pa].
double mean_pressure(const VesselRecording& record, const std::vector<int>& lymphangions);
double highest_pressure(const VesselRecording& record, const std::vector<int>& lymphangions);

}  // namespace cisterna
