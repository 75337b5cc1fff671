// What a finding is measured with: a function of the model, registered under the finding's id.
#pragma once
#include <functional>
#include <map>
#include <span>
#include <string>

namespace cisterna::validation {

class Laboratory;

/// The model's number (SI; NaN when there is none) and what to know about it.
struct Measured {
  double value;
  std::string note;
};

/// What several draws of the pacemakers give, as one number: their mean, with each of them in the note, shown in a unit of
/// `display_factor` SI units. Draws that all agree are not named; NaN where one has no number.
Measured mean_of_draws(std::span<const Measured> draws, double display_factor);

using Measure = std::function<Measured(Laboratory&)>;
using Measurements = std::map<std::string, Measure>;

/// All measurements, by finding id.
Measurements all_measurements();

}  // namespace cisterna::validation
