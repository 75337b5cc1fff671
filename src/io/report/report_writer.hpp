// The report: one HTML file that opens offline, with everything in it.
#pragma once
#include <string>

#include "io/report/report_context.hpp"
#include "model/result.hpp"

namespace cisterna {

std::string report_html(const StudyResult& study, const ReportContext& context);
/// Written whole or not at all. Throws OutputError.
void write_report_html(const StudyResult& study, const ReportContext& context,
                       const std::string& path);

}  // namespace cisterna
