#include "study/observation.hpp"

#include <algorithm>
#include <cmath>

namespace cisterna {
namespace {

std::string basis_of(const Observation& observation) {
  switch (observation.standing) {
    case Standing::by_construction: return "by construction";
    case Standing::verification: return "verification";
    case Standing::validation: break;
  }
  return name_of(observation.provenance.basis);
}

std::string joined(const std::string& first, const std::string& second) {
  if (first.empty() || second.empty()) return first + second;
  return first + " " + second;
}

}  // namespace

bool is_met(const Observation& observation, double model) {
  return std::isfinite(model) && model >= observation.low && model <= observation.high;
}

bool matches_parameter(const std::string& id, const std::string& pattern) {
  if (pattern.empty()) return false;
  return pattern.back() == '.' ? id.starts_with(pattern) : id == pattern;
}

bool is_fitted(const Observation& observation, std::span<const std::string> changed) {
  if (!observation.fitted_parameters.empty()) return true;
  return std::any_of(changed.begin(), changed.end(), [&](const std::string& id) {
    return std::any_of(observation.depends_on.begin(), observation.depends_on.end(),
                       [&](const std::string& pattern) { return matches_parameter(id, pattern); });
  });
}

ValidationRow row_of(const Observation& observation, double model,
                     std::span<const std::string> changed, const std::string& measured_note) {
  const double factor = observation.display_factor;
  return {.id = observation.id,
          .area = observation.area,
          .quantity = observation.quantity,
          .unit = observation.unit,
          .published = observation.published,
          .low = observation.low / factor,
          .high = observation.high / factor,
          .source = observation.provenance.source,
          .model = model / factor,
          .basis = basis_of(observation),
          .fitted = is_fitted(observation, changed),
          .met = is_met(observation, model),
          .note = joined(observation.note, measured_note)};
}

bool counts_as_validation(const ValidationRow& row) {
  return !row.fitted && row.basis != "by construction" && row.basis != "verification";
}

ValidationSummary summary_of(std::span<const ValidationRow> rows, const std::string& area) {
  ValidationSummary summary;
  for (const ValidationRow& row : rows) {
    if (!area.empty() && row.area != area) continue;
    ++summary.rows;
    const int met = row.met ? 1 : 0;
    if (row.basis == "by construction") {
      ++summary.by_construction;
      summary.by_construction_met += met;
    } else if (row.basis == "verification") {
      ++summary.verification;
      summary.verification_met += met;
    } else if (row.fitted) {
      ++summary.fitted;
      summary.fitted_met += met;
    } else {
      ++summary.counted;
      summary.met += met;
    }
  }
  return summary;
}

}  // namespace cisterna
