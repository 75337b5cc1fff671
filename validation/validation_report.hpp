// The two outputs: docs/validation.md for people, out/validation.json for programs.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "study/observation.hpp"

namespace cisterna::validation {

/// Markdown: a summary, then each area with its rows.
std::string markdown_of(std::span<const ValidationRow> rows);

/// An array of records; a bound that is open and a number that is missing are null.
std::string json_of(std::span<const ValidationRow> rows);
/// Rows that json_of wrote. Anything else gives none: the file is then written anew.
std::vector<ValidationRow> rows_of_json(const std::string& text);

}  // namespace cisterna::validation
