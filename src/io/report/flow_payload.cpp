// Curves over the session: flow at the outlet and nodes, uptake, filtration, volume gained.
#include "io/display_unit.hpp"
#include "io/report/payload.hpp"
#include "io/report/text.hpp"
#include "measure/comparison.hpp"
#include "measure/part_flows.hpp"

namespace cisterna::report {
namespace {

constexpr double kMinute = 60;

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
};

std::vector<double> drained(const RunResult& r) { return accumulated(r.time, r.outlet_flow); }

/// Of a body: what members and viscera give, and what each duct brings to its vein.
void add_parts(const StudyResult& study, std::vector<Chart>& list) {
  for (FlowPart& part : flow_parts(study.geometry)) {
    const std::string name = words(part.name);
    if (part.group == PartGroup::duct)
      list.push_back({"Into the " + name, "Lymph into the vein, mean over each interval",
                      Kind::volume_flow, std::move(part.flow)});
    else if (part.group == PartGroup::member || part.group == PartGroup::organ)
      list.push_back({"Uptake, " + name, "Fluid entering the initial lymphatics of this part",
                      Kind::volume_flow, std::move(part.flow)});
  }
}

std::vector<Chart> charts(const StudyResult& study) {
  const std::string whole = study.geometry.body ? "body" : "limb";
  std::vector<Chart> list{
      {"Outlet flow",
       std::string("Lymph ") +
           (study.geometry.body ? "returning to the veins" : "leaving the limb") +
           ", mean over each interval",
       Kind::volume_flow, [](const RunResult& r) { return r.outlet_flow; }},
      {"Extra volume drained", "Drained since the start, minus the control (paired samples)",
       Kind::volume, drained, true}};
  for (std::size_t n = 0; n < study.geometry.nodes.size(); ++n)
    list.push_back({"Through " + words(study.geometry.nodes[n]) + " nodes",
                    "Lymph through the node group, mean over each interval", Kind::volume_flow,
                    [n](const RunResult& r) {
                      return n < r.node_flow.size() ? r.node_flow[n] : std::vector<double>{};
                    }});
  list.push_back({"Uptake", "Fluid entering the initial lymphatics of the whole " + whole,
                  Kind::volume_flow, [](const RunResult& r) { return r.uptake_flow; }});
  list.push_back({"Filtration", "Fluid leaving the capillaries into the tissue", Kind::volume_flow,
                  [](const RunResult& r) { return r.filtration_flow; }});
  add_parts(study, list);
  return list;
}

}  // namespace

Json flow_payload(const StudyResult& study) {
  Json list = Json::array();
  for (const Chart& chart : charts(study)) {
    if (chart.against_control && study.protocols.size() < 2) continue;
    const units::Unit& unit = display_unit(chart.kind);
    Json bands = Json::array();
    for (std::size_t p = 0; p < study.protocols.size(); ++p)
      bands.push_back(json_of(chart.against_control ? difference_band(study, p, chart.curve)
                                                    : band_of(study, p, chart.curve),
                              unit));
    list.push_back({{"label", chart.label},
                    {"note", chart.note},
                    {"unit", std::string(unit.name)},
                    {"difference", chart.against_control},
                    {"bands", bands}});
  }
  return list;
}

}  // namespace cisterna::report
