// The report's template, styles and scripts, built into the program by cmake/report_assets.cmake.
#pragma once
#include <string_view>

namespace cisterna {

/// Text of an embedded file by its name, e.g. "flow.js". Throws std::out_of_range for an unknown one.
std::string_view report_asset(std::string_view name);

}  // namespace cisterna
