// Nearest names in spelling, so that an error can offer what was probably meant.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cisterna {

/// Number of single-letter edits (insert, delete, replace, swap of neighbours) between two names.
/// Upper and lower case count as half an edit apart; the result is in half edits.
std::size_t spelling_distance(std::string_view a, std::string_view b);

/// The candidates nearest to `name`, best first; at most `count`, and only those near enough to help. Where no
/// name as a whole is, those of which a part is ("axilary": right_axillary; "axi" too, as the beginning of its last word).
std::vector<std::string> nearest_names(std::string_view name,
                                       const std::vector<std::string>& candidates,
                                       std::size_t count = 3);

/// "; did you mean \"a\" or \"b\"?" or, when nothing is near, "; known: a, b, c" (cut after a few; of names with
/// points those of the same first word).
std::string suggestion(std::string_view name, const std::vector<std::string>& candidates);

/// "a, b or c"
std::string joined_names(const std::vector<std::string>& names, std::string_view last = " or ");

}  // namespace cisterna
