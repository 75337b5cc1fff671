#include "io/report/payload.hpp"

#include <algorithm>

#include "io/blood_columns.hpp"
#include "io/display_unit.hpp"
#include "io/report/text.hpp"
#include "measure/comparison.hpp"
#include "measure/measurements.hpp"

namespace cisterna::report {
namespace {

Json protocol_payload(const StudyResult& study, const ReportContext& context, std::size_t p) {
  Json protocol;
  protocol["title"] = title_of(study, p);
  const RunResult* run = central_run(study, p);
  protocol["duration"] = json_number(run ? run->stop_time / 60 : kUnknown);
  Json steps = Json::array();
  if (p < context.protocols.size())
    for (const TimelineStep& step : context.protocols[p].timeline)
      steps.push_back(
          {json_number(step.start / 60), json_number(step.end / 60), words(step.kind), step.label});
  protocol["steps"] = steps;
  return protocol;
}

Json safety_payload(const StudyResult& study) {
  Json rows = Json::array();
  const auto& unit = display_unit(Kind::pressure);
  const auto peak = [&](std::size_t p, const char* name) {
    return json_of(
        shown(value_of(study, p, reading_of(measurement_named(name), study.geometry)), unit));
  };
  for (std::size_t p = 0; p < study.protocols.size(); ++p)
    rows.push_back({{"surface", peak(p, "peak_surface_pressure")},
                    {"tissue", peak(p, "peak_tissue_pressure")},
                    {"wall", peak(p, "peak_wall_pressure")}});
  return rows;
}

}  // namespace

Json json_number(double x, int digits) {
  if (!std::isfinite(x)) return nullptr;
  const double r = rounded(x, digits);
  // Whole numbers without a decimal point are a quarter shorter.
  if (r == std::floor(r) && std::abs(r) < 1e9) return static_cast<long long>(r);
  return r;
}

Json json_of(const Interval& i, int digits) {
  Json j{{"c", json_number(i.central, digits)}};
  if (i.bounded()) {
    j["l"] = json_number(i.low, digits);
    j["h"] = json_number(i.high, digits);
    j["n"] = i.count;
    if (i.central_outside()) j["m"] = json_number(i.median, digits);
  }
  return j;
}

Interval interval_in(const Json& written) {
  const auto value = [&](const char* key) {
    return written.contains(key) && written[key].is_number() ? written[key].get<double>()
                                                             : kUnknown;
  };
  Interval i{.central = value("c"), .low = value("l"), .high = value("h")};
  i.count = written.value("n", std::size_t{0}), i.median = value("m");
  return i;
}

Json json_of(const std::vector<double>& values, double factor, int digits) {
  Json array = Json::array();
  for (double x : values) array.push_back(json_number(x * factor, digits));
  return array;
}

std::string title_of(const StudyResult& study, std::size_t protocol) {
  const RunResult* run = run_of(study, protocol, 0);
  return run && !run->protocol_title.empty() ? run->protocol_title
                                             : words(study.protocols[protocol]);
}

std::string title_within(const StudyResult& study, std::size_t protocol) {
  return lower_first(title_of(study, protocol));
}

Interval percent_change(const Interval& r) {
  return {100 * (r.central - 1), 100 * (r.low - 1), 100 * (r.high - 1), r.count,
          100 * (r.median - 1)};
}

Json payload(const StudyResult& study, const ReportContext& context) {
  Json page;
  page["protocols"] = Json::array();
  for (std::size_t p = 0; p < study.protocols.size(); ++p)
    page["protocols"].push_back(protocol_payload(study, context, p));
  page["samples"] = study.samples;
  page["headline"] = headline_payload(study, context);
  page["flow"] = flow_payload(study);
  if (study.geometry.body)
    page["body"] = body_payload(study);
  else
    page["arm"] = arm_payload(study);
  page["moments"] = moments_payload(study);
  if (has_blood(study))
    page["heart"] = heart_payload(study), page["flow_map"] = flow_map_payload(study);
  page["waves"] = waves_payload(study);
  page["hands"] = hands_payload(study);
  page["balance"] = balance_payload(study);
  page["safety"] = safety_payload(study);
  page["function"] = function_payload(study, context);
  return page;
}

}  // namespace cisterna::report
