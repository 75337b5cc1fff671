// The summary table: one row for each protocol and quantity, with intervals, against the control.
#pragma once
#include <string>

#include "model/result.hpp"

namespace cisterna {

/// RFC 4180: CR LF, quoted where needed. Unknown numbers are empty fields.
std::string summary_csv(const StudyResult& study);
void write_summary_csv(const StudyResult& study, const std::string& path);

}  // namespace cisterna
