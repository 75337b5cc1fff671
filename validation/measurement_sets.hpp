// The sets of measurements that all_measurements() joins.
#pragma once
#include "measurement.hpp"

namespace cisterna::validation {

void add_chain_measurements(Measurements& measurements);     ///< tables A to E
void add_law_measurements(Measurements& measurements);       ///< valve law, Quick's lymphangion
void add_rest_measurements(Measurements& measurements);      ///< arm at rest, postures, warmth
void add_pressure_measurements(Measurements& measurements);  ///< pumping pressure, occlusion
void add_tissue_measurements(
    Measurements& measurements);  ///< tissue pressure, uptake curve, sleeve
void add_treatment_measurements(Measurements& measurements);  ///< drainage, massage, compression

void add_instrument_measurements(Measurements& measurements);  ///< tape, perometer, depot

void add_body_measurements(Measurements& measurements);          ///< the reference adult at rest
void add_body_session_measurements(Measurements& measurements);  ///< treated

void add_fluid_measurements(Measurements& measurements);   ///< water and protein of the whole body
void add_oxygen_measurements(Measurements& measurements);  ///< muscle beds, skin
void add_hands_measurements(Measurements& measurements);   ///< muscle and skin under the hands
void add_circulation_measurements(Measurements& measurements);  ///< heart and vessels
void add_coupled_measurements(Measurements& measurements);  ///< lymph, tissue and blood of one body

}  // namespace cisterna::validation
