// A measurement that takes a run of its own: the limb lies still, from its balanced start, while the instrument is on it.
#pragma once
#include "engine/rest_start.hpp"
#include "measure/measurements.hpp"

namespace cisterna {

/// What `measurement` (one with a procedure) reads of a member of a limb or body that lies, from `start` on [SI]; NaN where
/// it finds nothing, with the reason. Throws std::runtime_error where the limb cannot be stepped.
Finding measured_alone(const Measurement& measurement, const Limb& limb, const RestState& start,
                       int member = 0);

}  // namespace cisterna
