// What a finding is measured with: a function of the model, registered under the finding's id.
#pragma once
#include <functional>
#include <map>
#include <string>

namespace cisterna::validation {

class Laboratory;

/// The model's number (SI; NaN when there is none) and what to know about it.
struct Measured {
  double value;
  std::string note;
};

using Measure = std::function<Measured(Laboratory&)>;
using Measurements = std::map<std::string, Measure>;

/// All measurements, by finding id.
Measurements all_measurements();

}  // namespace cisterna::validation
