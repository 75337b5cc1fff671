// The data behind the report's charts, as compact JSON. Every number is final: the page only draws.
#pragma once
#include <nlohmann/json.hpp>

#include "io/report/report_context.hpp"
#include "measure/statistics.hpp"
#include "model/result.hpp"

namespace cisterna::report {

using Json = nlohmann::ordered_json;

/// The whole payload.
Json payload(const StudyResult& study, const ReportContext& context);

// Its parts, one for each section of the page.
Json headline_payload(const StudyResult& study, const ReportContext& context);
Json flow_payload(const StudyResult& study);
Json arm_payload(const StudyResult& study);   ///< of a limb
Json body_payload(const StudyResult& study);  ///< of a body
Json parts_payload(const StudyResult& study);
Json moments_payload(
    const StudyResult& study);  ///< {t, fields}: of each protocol its moments, coded patch by patch
Json shape_payload(const LimbGeometry& geometry);
Json maps_payload(const StudyResult& study);
Json waves_payload(const StudyResult& study);
Json heart_payload(const StudyResult& study);  ///< where blood was followed, as is the next
Json flow_map_payload(const StudyResult& study);
Json hands_payload(const StudyResult& study);
Json balance_payload(const StudyResult& study);
Json function_payload(const StudyResult& study, const ReportContext& context);

/// {c, l, h, n}, and the median m of the draws where c lies outside l to h; unknown numbers become null.
Json json_of(const Interval& interval, int digits = 4);
Interval interval_in(const Json& written);
Json json_of(const std::vector<double>& values, double factor = 1, int digits = 4);
Json json_number(double x, int digits = 4);
/// Title of a protocol as people read it.
std::string title_of(const StudyResult& study, std::size_t protocol);
/// The same inside a sentence: "light touch", but "IPC of the arm".
std::string title_within(const StudyResult& study, std::size_t protocol);
/// A ratio as a change in percent.
Interval percent_change(const Interval& ratio);

}  // namespace cisterna::report
