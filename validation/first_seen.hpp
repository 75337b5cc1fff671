// Which parameters changed since the findings were first run against: validation/first_seen.csv.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "model/parameter.hpp"

namespace cisterna::validation {

using FirstSeen = std::map<std::string, double>;  ///< parameter id to SI value

FirstSeen values_of(const ParameterSet& parameters);
std::string csv_of(const FirstSeen& values);
/// Values of csv_of's text; lines that are no "id,value" are left out.
FirstSeen first_seen_of(const std::string& csv);
/// Ids whose value is new, gone or different, sorted.
std::vector<std::string> changed_ids(const FirstSeen& first, const FirstSeen& now);

}  // namespace cisterna::validation
