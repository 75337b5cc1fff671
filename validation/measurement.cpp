#include "measurement.hpp"

#include <fmt/format.h>

#include <cmath>

#include "measurement_sets.hpp"

namespace cisterna::validation {

Measured mean_of_draws(std::span<const Measured> draws, double display_factor) {
  Measured mean{0, draws.front().note};
  bool differ = false;
  std::string each;
  for (const Measured& one : draws) {
    mean.value += one.value / static_cast<double>(draws.size());
    differ |= one.value != draws.front().value;  // no number differs from itself
    each += (each.empty() ? "" : ", ") +
            (std::isnan(one.value) ? "none" : fmt::format("{:.3g}", one.value / display_factor));
  }
  if (!differ) return draws.front();
  if (!mean.note.empty()) mean.note += "; ";
  mean.note += fmt::format("draws of the pacemakers: {}", each);
  return mean;
}

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
