// Curves of heart and vessels over the session.
#include "io/blood_columns.hpp"
#include "io/report/payload.hpp"
#include "units/units.hpp"

namespace cisterna::report {
namespace {

constexpr double kMinute = 60;
constexpr int kDigits = 5;  // a millilitre of the plasma shows

struct Line {
  const char *name, *column;
};
struct Chart {
  const char *label, *note;
  double span;  ///< a change that is small beside it must not fill the picture, in the unit shown
  std::vector<Line> lines;
};

const std::vector<Chart>& charts() {
  static const std::vector<Chart> list{
      {"Heart rate", "Beats in a minute", 8, {{"Heart rate", "heart_rate"}}},
      {"Arterial pressure",
       "At the root of the aorta",
       20,
       {{"Systolic", "systolic_pressure"},
        {"Mean", "arterial_pressure"},
        {"Diastolic", "diastolic_pressure"}}},
      {"Venous pressure",
       "Where the ducts empty, and in the right atrium",
       4,
       {{"Left venous angle", "left_angle_pressure"},
        {"Right venous angle", "right_angle_pressure"},
        {"Right atrium (central venous)", "central_venous_pressure"}}},
      {"Cardiac output",
       "Through all parts of the body together",
       1,
       {{"Cardiac output", "cardiac_output"}}},
      {"Plasma volume",
       "What capillaries filter leaves it, lymph comes back",
       20,
       {{"Plasma", "plasma_volume"}}},
      {"Protein of plasma", "", 2, {{"Protein", "plasma_protein"}}},
  };
  return list;
}

Json curve(const StudyResult& study, std::size_t p, const BloodColumn& c) {
  const Band band = band_of(study, p, [&c](const RunResult& run) { return run.blood.*c.series; });
  const double factor = 1 / units::unit_named(c.shown).factor;
  Json j{{"c", json_of(band.central, factor, kDigits)}};
  if (!band.low.empty()) {
    j["l"] = json_of(band.low, factor, kDigits);
    j["h"] = json_of(band.high, factor, kDigits);
  }
  return j;
}

}  // namespace

Json heart_payload(const StudyResult& study) {
  Json list = Json::array(), runs = Json::array();
  for (const Chart& chart : charts()) {
    Json names = Json::array();
    for (const Line& line : chart.lines) names.push_back(line.name);
    list.push_back({{"label", chart.label},
                    {"note", chart.note},
                    {"unit", blood_column(chart.lines[0].column).shown},
                    {"span", chart.span},
                    {"names", names}});
  }
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    const RunResult* run = central_run(study, p);
    if (!run || !run->blood.followed()) {
      runs.push_back(nullptr);
      continue;
    }
    Json shown = Json::array();
    for (const Chart& chart : charts()) {
      Json lines = Json::array();
      for (const Line& line : chart.lines)
        lines.push_back(curve(study, p, blood_column(line.column)));
      shown.push_back(lines);
    }
    runs.push_back({{"t", json_of(run->time, 1 / kMinute)}, {"charts", shown}});
  }
  return {{"charts", list}, {"runs", runs}};
}

}  // namespace cisterna::report
