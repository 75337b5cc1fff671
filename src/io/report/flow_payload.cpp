// Curves over the session: flow at the outlet and nodes, uptake, filtration, volume gained.
#include "io/display_unit.hpp"
#include "io/report/payload.hpp"
#include "io/report/text.hpp"
#include "measure/comparison.hpp"
#include "measure/part_flows.hpp"

namespace cisterna::report {
namespace {

constexpr double kMinute = 60;
// Contractions and intervals beat against each other. Curves that go up and down by more than this from one interval to
// the next are shown as running means, of 5 min and taken twice: few beats fall into one window. Those of sessions too
// short for it, or cut into longer intervals, are not.
constexpr double kRagged = 0.05, kWindow = 5 * kMinute, kWindowsInSession = 3,
                 kIntervalsInWindow = 4;

Json json_of(const Band& band, const units::Unit& unit) {
  const double factor = 1 / unit.factor;
  Json j{{"t", report::json_of(band.time, 1 / kMinute)},
         {"c", report::json_of(band.central, factor)}};
  if (!band.low.empty()) {
    j["l"] = report::json_of(band.low, factor);
    j["h"] = report::json_of(band.high, factor);
  }
  return j;
}

struct Chart {
  std::string label, note;
  Kind kind;
  Curve curve;
  bool against_control = false;  ///< drawn as treated minus control
  const char* each = "";         ///< what a point of it is; empty: no mean
};

constexpr const char* kIntervalMean = "mean over each interval";

Curve running(const Curve& curve) {
  return [curve](const RunResult& r) {
    return running_mean(r.time, running_mean(r.time, curve(r), kWindow), kWindow);
  };
}

/// By the control with central parameters, or the only treatment: what devices and hands do slowly is no beat. All
/// treatments are shown alike.
bool is_ragged(const StudyResult& study, const Chart& chart) {
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    const RunResult* run = central_run(study, p);
    if (!run || run->time.size() < 2) continue;
    const double length = run->time.back() - run->time.front();
    const double interval = length / static_cast<double>(run->time.size() - 1);
    if (length < kWindowsInSession * kWindow || interval > kWindow / kIntervalsInWindow)
      return false;
  }
  const RunResult* control = central_run(study, 0);
  return control && raggedness(chart.curve(*control)) > kRagged;
}

Json json_of(const StudyResult& study, const Chart& chart) {
  const units::Unit& unit = display_unit(chart.kind);
  const bool smooth = *chart.each && is_ragged(study, chart);
  const Curve curve = smooth ? running(chart.curve) : chart.curve;
  Json bands = Json::array();
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    bands.push_back(json_of(
        chart.against_control ? difference_band(study, p, curve) : band_of(study, p, curve), unit));
    if (!smooth) continue;
    const RunResult* run = central_run(study, p);
    bands.back()["raw"] =
        run ? report::json_of(chart.curve(*run), 1 / unit.factor, 3) : Json::array();
  }
  const std::string each =
      smooth ? "running mean over 5 min, taken twice (at both ends over what there is)"
             : chart.each;
  return {{"label", chart.label},
          {"note", chart.note + (each.empty() ? "" : ", " + each)},
          {"unit", std::string(unit.name)},
          {"mean", smooth ? "5-min mean" : ""},
          {"difference", chart.against_control},
          {"bands", bands}};
}

std::vector<double> drained(const RunResult& r) { return accumulated(r.time, r.outlet_flow); }

/// Of a body: what members and viscera give, and what each duct brings to its vein.
void add_parts(const StudyResult& study, std::vector<Chart>& list) {
  for (FlowPart& part : flow_parts(study.geometry)) {
    const std::string name = words(part.name);
    if (part.group == PartGroup::duct)
      list.push_back({"Into the " + name, "Lymph into the vein", Kind::volume_flow,
                      std::move(part.flow), false, kIntervalMean});
    else if (part.group == PartGroup::member || part.group == PartGroup::organ)
      list.push_back({"Uptake, " + name, "Fluid entering the initial lymphatics of this part",
                      Kind::volume_flow, std::move(part.flow), false, kIntervalMean});
  }
}

std::vector<Chart> charts(const StudyResult& study) {
  const std::string whole = study.geometry.body ? "body" : "limb";
  std::vector<Chart> list{
      {"Outlet flow",
       std::string("Lymph ") +
           (study.geometry.body ? "returning to the veins" : "leaving the limb"),
       Kind::volume_flow, [](const RunResult& r) { return r.outlet_flow; }, false, kIntervalMean},
      {"Extra volume drained", "Drained since the start, minus the control (paired samples)",
       Kind::volume, drained, true}};
  for (std::size_t n = 0; n < study.geometry.nodes.size(); ++n)
    list.push_back({"Through " + words(study.geometry.nodes[n]) + " nodes",
                    "Lymph through the node group", Kind::volume_flow,
                    [n](const RunResult& r) {
                      return n < r.node_flow.size() ? r.node_flow[n] : std::vector<double>{};
                    },
                    false, kIntervalMean});
  list.push_back({"Uptake", "Fluid entering the initial lymphatics of the whole " + whole,
                  Kind::volume_flow, [](const RunResult& r) { return r.uptake_flow; }, false,
                  kIntervalMean});
  list.push_back({"Filtration", "Fluid leaving the capillaries into the tissue", Kind::volume_flow,
                  [](const RunResult& r) { return r.filtration_flow; }, false, kIntervalMean});
  add_parts(study, list);
  return list;
}

}  // namespace

Json flow_payload(const StudyResult& study) {
  Json list = Json::array();
  for (const Chart& chart : charts(study))
    if (!chart.against_control || study.protocols.size() > 1) list.push_back(json_of(study, chart));
  return list;
}

}  // namespace cisterna::report
