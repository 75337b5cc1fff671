#include "measurement.hpp"

#include "measurement_sets.hpp"

namespace cisterna::validation {

Measurements all_measurements() {
  Measurements all;
  add_chain_measurements(all);
  add_law_measurements(all);
  add_rest_measurements(all);
  add_pressure_measurements(all);
  add_tissue_measurements(all);
  add_treatment_measurements(all);
  add_instrument_measurements(all);
  add_body_measurements(all);
  add_body_session_measurements(all);
  add_fluid_measurements(all);
  add_oxygen_measurements(all);
  add_hands_measurements(all);
  add_circulation_measurements(all);
  add_coupled_measurements(all);
  return all;
}

}  // namespace cisterna::validation
