// The map of flows: blood through the arteries of each part, what is filtered there and taken up by lymphatics, and lymph
// back in the veins; as means over the session and moment by moment, in mL/min.
#include <algorithm>
#include <cmath>

#include "io/report/flow_map.hpp"
#include "io/report/payload.hpp"
#include "io/report/text.hpp"
#include "units/units.hpp"

namespace cisterna::report {
namespace {

constexpr double kMinute = 60;
constexpr std::size_t kMoments = 60;  // at most: means over this many stretches of the session
constexpr int kDigits = 3;

const units::Unit& unit() { return units::unit_named("mL/min"); }

/// The session in stretches; of each the first and the last interval.
std::vector<std::pair<std::size_t, std::size_t>> stretches(std::size_t points) {
  std::vector<std::pair<std::size_t, std::size_t>> list;
  const std::size_t intervals = points > 0 ? points - 1 : 0;
  const std::size_t count = std::min(intervals, kMoments);
  for (std::size_t k = 0; k < count; ++k)
    list.emplace_back(1 + k * intervals / count, (k + 1) * intervals / count);
  return list;
}

/// Mean over the session first, then over each stretch.
Json means(const RunResult& run, const Curve& curve) {
  const std::vector<double> values = curve(run);
  if (values.empty()) return nullptr;
  const std::size_t points = std::min(values.size(), run.time.size());
  const auto mean = [&](std::size_t first, std::size_t last) {
    return json_number(unit().from_si(mean_over(run.time, values, first, last)), kDigits);
  };
  Json list = Json::array();
  list.push_back(points > 1 ? mean(1, points - 1) : Json());
  for (const auto& [first, last] : stretches(points)) list.push_back(mean(first, last));
  return list;
}

Json rest(const RunResult& run, const Curve& curve) {
  const std::vector<double> values = curve(run);
  return values.empty() ? Json() : json_number(unit().from_si(values[0]), kDigits);
}

Json flows_of(const StudyResult& study, const RunResult& run) {
  Json parts = Json::array(), veins = Json::array(), ends = Json::array();
  for (const BodyFlow& part : body_flows(study.geometry))
    parts.push_back({{"rest", rest(run, part.blood)},
                     {"blood", means(run, part.blood)},
                     {"filtered", means(run, part.filtered)},
                     {"lymph", means(run, part.taken_up)}});
  for (std::size_t i = 0; i < study.geometry.outlets.size(); ++i)
    veins.push_back(means(run, [i](const RunResult& r) {
      return i < r.duct_flow.size() ? r.duct_flow[i] : std::vector<double>{};
    }));
  for (const auto& [first, last] : stretches(run.time.size()))
    ends.push_back(json_number(run.time[last] / kMinute, 4));
  const Curve output = [](const RunResult& r) { return r.blood.cardiac_output; };
  return {{"t", ends},
          {"rest", rest(run, output)},
          {"output", means(run, output)},
          {"filtered", means(run, [](const RunResult& r) { return r.filtration_flow; })},
          {"lymph", means(run, [](const RunResult& r) { return r.uptake_flow; })},
          {"parts", parts},
          {"veins", veins}};
}

}  // namespace

double mean_over(std::span<const double> time, std::span<const double> values, std::size_t first,
                 std::size_t last) {
  double sum = 0, over = 0;
  for (std::size_t i = first; i <= last && i < values.size() && i < time.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    sum += values[i] * (time[i] - time[i - 1]), over += time[i] - time[i - 1];
  }
  return over > 0 ? sum / over : kUnknown;
}

std::string part_label(const BodyFlow& part) {
  if (part.name == "trunk") return "chest and belly wall";
  if (part.name == "viscera") return "viscera of the belly";
  return words(part.name);
}

Json flow_map_payload(const StudyResult& study) {
  Json parts = Json::array(), veins = Json::array(), runs = Json::array();
  for (const BodyFlow& part : body_flows(study.geometry))
    parts.push_back({{"name", part_label(part)}, {"lymph", part.lymph}, {"all", part.all_blood}});
  for (const std::string& name : study.geometry.outlets) veins.push_back(words(name));
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    const RunResult* run = central_run(study, p);
    runs.push_back(run && run->blood.followed() ? flows_of(study, *run) : Json());
  }
  return {{"parts", parts}, {"veins", veins}, {"runs", runs}};
}

}  // namespace cisterna::report
