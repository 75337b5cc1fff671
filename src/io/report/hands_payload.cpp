#include <string_view>

#include "io/report/hands.hpp"
#include "io/report/payload.hpp"
#include "io/report/text.hpp"
#include "measure/comparison.hpp"
#include "units/units.hpp"

namespace cisterna {

double shown_under_hands(const HandsRow& row, double si) {
  constexpr double kMillimolePerMinute = 1e-3 / 60;  // [mol/s]; no unit that people may write
  if (row.unit == std::string_view("mmol/min")) return si / kMillimolePerMinute;
  return units::unit_named(row.unit).from_si(si);
}

}  // namespace cisterna

namespace cisterna::report {
namespace {

constexpr double kMinute = 60;
constexpr int kDigits = 4;

struct Chart {
  const char *label, *note, *unit;
  std::vector<HandsCurve> curves;
  bool over_rest;
};

const std::vector<Chart>& charts() {
  static const std::vector<Chart> list{
      {"Blood flow over that at rest",
       "Artery of the whole limb or trunk; muscle and skin of the places that were reached",
       "",
       {HandsCurve::conduit, HandsCurve::muscle, HandsCurve::skin},
       true},
      {"Blood flow",
       "Of the places that were reached; what presses empties small vessels, which fill again. "
       "Shunted: of limb or trunk",
       "mL/min",
       {HandsCurve::muscle, HandsCurve::skin, HandsCurve::squeezed, HandsCurve::shunted},
       false},
      {"Oxygen in the muscle", "Pressure in the tissue", "mmHg", {HandsCurve::oxygen}, false},
      {"Lactate",
       "In the muscle that was reached, and in arterial blood",
       "mmol/L",
       {HandsCurve::lactate, HandsCurve::blood_lactate},
       false},
      {"Lactate washed out",
       "What leaves with the blood beyond what it brought",
       "mmol/min",
       {HandsCurve::lactate_out},
       false},
      {"Skin temperature",
       "Mean of the places that were reached",
       "\u00B0C",
       {HandsCurve::skin_temperature},
       false},
  };
  return list;
}

const HandsRow& row_of(HandsCurve curve) {
  for (const HandsRow& row : kHandsRows)
    if (row.curve == curve) return row;
  return kHandsRows[0];
}

Json lines_of(const RunResult& run, const LimbGeometry& geometry, const Chart& chart,
              std::optional<std::size_t> part) {
  Json lines = Json::array();
  for (const HandsCurve curve : chart.curves) {
    const HandsRow& row = row_of(curve);
    if (!known(row, run)) continue;
    std::vector<double> values = hands_curve(run, geometry, curve, part);
    const double rest = values.empty() ? kUnknown : values[0];
    for (double& x : values) x = chart.over_rest ? x / rest : shown_under_hands(row, x);
    lines.push_back({{"name", label_of(row, run)}, {"v", json_of(values, 1, kDigits)}});
  }
  return lines;
}

}  // namespace

Json hands_payload(const StudyResult& study) {
  Json page, list = Json::array(), runs = Json::array();
  for (const Chart& c : charts())
    list.push_back({{"label", c.label}, {"note", c.note}, {"unit", c.unit}});
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    const RunResult* run = central_run(study, p);
    if (!run || run->perfusion.parts.empty()) {
      runs.push_back(nullptr);
      continue;
    }
    const std::size_t parts = run->perfusion.parts.size();
    Json places = Json::array();
    const auto add = [&](const std::string& name, std::optional<std::size_t> part) {
      Json shown = Json::array();
      for (const Chart& c : charts()) shown.push_back(lines_of(*run, study.geometry, c, part));
      places.push_back({{"name", name}, {"charts", shown}});
    };
    if (parts > 1) add("all that was reached", std::nullopt);
    for (std::size_t k = 0; k < parts; ++k) {
      const auto region = static_cast<std::size_t>(run->perfusion.parts[k].region);
      add(words(study.geometry.regions.at(region).name), k);
    }
    runs.push_back({{"t", json_of(run->time, 1 / kMinute)}, {"places", places}});
  }
  page["charts"] = list, page["runs"] = runs;
  return page;
}

}  // namespace cisterna::report
