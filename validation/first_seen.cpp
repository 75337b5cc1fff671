#include "first_seen.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <sstream>

namespace cisterna::validation {
namespace {

// Values pass through text with 17 digits, so that only a real change shows.
constexpr double kSame = 1e-12;

bool differs(double a, double b) { return std::abs(a - b) > kSame * std::abs(a); }

}  // namespace

FirstSeen values_of(const ParameterSet& parameters) {
  FirstSeen values;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    values[parameters.records()[i].id] = parameters.value(i);
  }
  return values;
}

std::string csv_of(const FirstSeen& values) {
  std::string text = "id,value\n";
  for (const auto& [id, value] : values) text += fmt::format("{},{:.17g}\n", id, value);
  return text;
}

FirstSeen first_seen_of(const std::string& csv) {
  FirstSeen values;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    const auto comma = line.find(',');
    if (comma == std::string::npos) continue;
    double value = 0;
    const char* end = line.data() + line.size();
    if (std::from_chars(line.data() + comma + 1, end, value).ec != std::errc()) continue;
    values[line.substr(0, comma)] = value;
  }
  return values;
}

std::vector<std::string> changed_ids(const FirstSeen& first, const FirstSeen& now) {
  std::map<std::string, bool> changed;
  for (const auto& [id, value] : now) {
    const auto found = first.find(id);
    if (found == first.end() || differs(found->second, value)) changed[id] = true;
  }
  for (const auto& [id, value] : first) {
    if (!now.contains(id)) changed[id] = true;
  }
  std::vector<std::string> ids;
  for (const auto& [id, is] : changed) ids.push_back(id);
  return ids;
}

}  // namespace cisterna::validation
