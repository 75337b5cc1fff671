// Wall shear of a recording: no instrument reads it.
#pragma once
#include <vector>

#include "limb_run.hpp"

namespace cisterna::validation {

struct ShearReading {
  double mean = 0, peak = 0;  ///< time mean; mean of the largest values
};
ShearReading shear_reading(const LimbRecording& r, const std::vector<int>& lymphangions);

}  // namespace cisterna::validation
