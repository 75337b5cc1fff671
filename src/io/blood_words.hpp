// What a session did to heart and blood, in a line for each protocol.
#pragma once
#include <string>
#include <vector>

#include "model/result.hpp"

namespace cisterna {

/// Rows of a table that fits 80 columns, its head first: of central runs, at rest before -> at the end. Empty without blood.
std::vector<std::vector<std::string>> blood_words(const StudyResult& study);

}  // namespace cisterna
