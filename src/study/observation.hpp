// Published findings, and the one place that decides whether the model meets them.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "model/provenance.hpp"

namespace cisterna {

/// What a row is evidence of. Only `validation` rows that are not fitted count for the model.
enum class Standing { validation, by_construction, verification };

/// One published finding, as data/observations/*.yaml states it. Bounds are SI; `low` or `high` is
/// infinite where the publication gives no limit on that side.
struct Observation {
  std::string id;
  std::string area;  ///< lymph, tissue, circulation, cargo, immune, stress, brain, course or trial
  std::string quantity;
  std::string unit;           ///< display unit as written; "ratio" for a pure number
  double display_factor = 1;  ///< SI = factor * shown
  std::string published;      ///< what the publication says, in its own words and units
  double low = 0, high = 0;
  std::string rule;     ///< how the interval follows from the publication
  std::string measure;  ///< how the model is measured
  std::string note;     ///< why a row is missed, what to keep in mind
  Standing standing = Standing::validation;
  std::vector<std::string> fitted_parameters;  ///< changed after the row was seen
  std::vector<std::string> depends_on;         ///< parameter ids, or prefixes ending in a dot
  Provenance provenance;                       ///< file, line, source and basis
};

/// A finding with the model's number beside it, in display units.
struct ValidationRow {
  std::string id{}, area{}, quantity{}, unit{}, published{};
  double low = 0, high = 0;
  std::string source{};
  double model = 0;     ///< NaN where the model gave no number
  std::string basis{};  ///< measured, derived, assumed, by construction or verification
  bool fitted = false;
  bool met = false;
  std::string note{};
};

/// Whether `model` (SI) lies in the interval, ends included. Not a number, or infinite, is never met.
bool is_met(const Observation& observation, double model);

/// Whether a parameter that shaped the row was set after the row was seen: one is declared, or one the
/// row depends on is among `changed` (ids whose value differs from that at the first validation run).
bool is_fitted(const Observation& observation, std::span<const std::string> changed);

/// Whether `id` is `pattern`, or begins with it when the pattern ends in a dot.
bool matches_parameter(const std::string& id, const std::string& pattern);

ValidationRow row_of(const Observation& observation, double model,
                     std::span<const std::string> changed, const std::string& measured_note = {});

/// Counts for the model: neither fitted nor fixed by construction nor verification of the same equations.
bool counts_as_validation(const ValidationRow& row);

struct ValidationSummary {
  int rows = 0, counted = 0, met = 0;  ///< counted rows and how many of them are met
  int fitted = 0, by_construction = 0, verification = 0;  ///< rows left out, by reason
  int fitted_met = 0, by_construction_met = 0, verification_met = 0;
};
/// Of the rows of `area`, or of all when it is empty.
ValidationSummary summary_of(std::span<const ValidationRow> rows, const std::string& area = {});

}  // namespace cisterna
