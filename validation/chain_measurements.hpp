// Measurements of the published lymphangion chain (findings bertram_A to bertram_E).
#pragma once
#include "measurement.hpp"

namespace cisterna::validation {

void add_chain_measurements(Measurements& measurements);

}  // namespace cisterna::validation
