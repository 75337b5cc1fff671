// The parts of the report that are text and tables: readable without scripts and on paper.
#pragma once
#include <string>

#include "io/report/report_context.hpp"
#include "model/result.hpp"

namespace cisterna::report {

/// How lymph went where the network ends: of a body into its veins, so that the body keeps it.
std::string lymph_went(const StudyResult& study);
std::string page_title(const StudyResult& study, const ReportContext& context);
std::string lead_section(const StudyResult& study, const ReportContext& context);
std::string incomplete_section(const StudyResult& study);
std::string treatment_section(const StudyResult& study, const ReportContext& context);
std::string headline_intro(const StudyResult& study,
                           const ReportContext& context);  ///< of its chart
std::string headline_section(const StudyResult& study, const ReportContext& context);
std::string selector_section(const StudyResult& study);
std::string parts_section(const StudyResult& study);  ///< of a body
std::string water_section(const StudyResult& study);  ///< as is the next
std::string heart_section(const StudyResult& study);  ///< where blood was followed, as is the next
std::string flow_map_section(const StudyResult& study);
std::string hands_section(const StudyResult& study);
/// What these sessions did to artery and muscle, and to the skin, to stand beside trials; empty where nothing was reached.
std::string hands_flows_words(const StudyResult& study);
std::string hands_skin_words(const StudyResult& study);
std::string balance_section(const StudyResult& study);
std::string safety_section(const StudyResult& study);
std::string function_section(const StudyResult& study, const ReportContext& context);
std::string limb_volume_section(const StudyResult& study);
std::string instruments_section(const StudyResult& study);
std::string assumptions_section(const StudyResult& study, const ReportContext& context);
std::string computation_section(const StudyResult& study);

}  // namespace cisterna::report
