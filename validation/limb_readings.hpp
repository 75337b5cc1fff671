// What is read off a recording of a limb without an instrument: wall shear, flow through a cross-section.
#pragma once
#include <vector>

#include "measure/vessel_recording.hpp"

namespace cisterna::validation {

struct ShearReading {
  double mean = 0, peak = 0;  ///< time mean; mean of the largest values
};
ShearReading shear_reading(const VesselRecording& r, const std::vector<int>& lymphangions);

/// Mean flow of all superficial vessels together through the cross-section at s [m3/s].
double superficial_flow(const Limb& limb, const VesselRecording& r, double s);

}  // namespace cisterna::validation
