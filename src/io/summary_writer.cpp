#include "io/summary_writer.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "io/blood_columns.hpp"
#include "io/display_unit.hpp"
#include "io/replaced_file.hpp"
#include "io/report/hands.hpp"
#include "measure/comparison.hpp"
#include "measure/measurements.hpp"
#include "measure/part_flows.hpp"

namespace cisterna {
namespace {

constexpr const char* kHeader =
    "protocol,protocol_title,quantity,description,unit,value,low_5,high_95,samples,"
    "difference,difference_low_5,difference_high_95,ratio,ratio_low_5,ratio_high_95,pairs,"
    "compared_over_s,stop\r\n";

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string field = "\"";
  for (char c : text) {
    if (c == '"') field += '"';
    field += c;
  }
  return field + '"';
}

std::string number(double x) { return std::isfinite(x) ? fmt::format("{:.6g}", x) : ""; }

std::string fields(const Interval& i) {
  return number(i.central) + ',' + number(i.low) + ',' + number(i.high);
}

/// Volumes of sessions that differ in length are set against each other over the time they share.
Contrast contrast_for(const StudyResult& study, std::size_t protocol, const Measurement& quantity) {
  Contrast contrast = contrast_of(study, protocol, reading_of(quantity, study.geometry));
  if (&quantity != &measurement_named("drained_volume")) return contrast;
  const Contrast shared = drained_volume_contrast(study, protocol);
  contrast.difference = shared.difference;
  contrast.ratio = shared.ratio;
  return contrast;
}

std::string row(const RunResult& central, const std::string& name, const std::string& description,
                const units::Unit& unit, const Contrast& contrast) {
  const Interval value = shown(contrast.value, unit);
  const Interval difference = shown(contrast.difference, unit);
  return quoted(central.protocol) + ',' + quoted(central.protocol_title) + ',' + quoted(name) +
         ',' + quoted(description) + ',' + (unit.name.empty() ? "1" : std::string(unit.name)) +
         ',' + fields(value) + ',' + std::to_string(value.count) + ',' + fields(difference) + ',' +
         fields(contrast.ratio) + ',' + std::to_string(difference.count) + ',' +
         number(contrast.compared_over) + ',' + name_of(central.stop) + "\r\n";
}

struct PartWords {
  const char *name, *what;
};
PartWords words_for(PartGroup group) {
  switch (group) {
    case PartGroup::member: return {"member", "Lymph taken up in the member "};
    case PartGroup::region: return {"region", "Lymph taken up in the region "};
    case PartGroup::organ: return {"organ", "Lymph taken up in the viscus "};
    case PartGroup::node: return {"node", "Lymph through the node group "};
    case PartGroup::duct: return {"duct", "Lymph into the vein at "};
    case PartGroup::quadrant: return {"quadrant", "Lymph taken up by the skin of the trunk, "};
  }
  return {};
}

/// Of a body: what each part gave over the session, and by the day.
std::string part_rows(const StudyResult& study, std::size_t p, const RunResult& central) {
  std::string text;
  for (const FlowPart& part : flow_parts(study.geometry)) {
    const PartWords words = words_for(part.group);
    const std::string head = words.name, what = words.what + part.name;
    text += row(central, head + "_volume_" + part.name, what + " over the session",
                display_unit(Kind::volume), volume_contrast(study, p, part));
    text += row(central, head + "_flow_" + part.name, what + ", mean over the session",
                units::unit_named("L/day"),
                contrast_of(study, p, [&](const RunResult& r) { return mean_flow_of(part, r); }));
  }
  return text;
}

/// What instruments for volume, tissue pressure and clearance read, of the limb or of each limb of a body.
std::string instrument_rows(const StudyResult& study, std::size_t p, const RunResult& central) {
  std::string text;
  for (const PlacedMeasurement& m : placed_measurements(study.geometry))
    text +=
        row(central, m.name, m.what->long_name + (m.place.empty() ? std::string() : ", " + m.place),
            display_unit(m.what->kind), contrast_of(study, p, reading_of(m, study.geometry)));
  return text;
}

/// Of heart and vessels: means over the session, stocks at its end, flow of each bed.
std::string blood_rows(const StudyResult& study, std::size_t p, const RunResult& central) {
  if (!central.blood.followed()) return {};
  std::string text;
  for (const BloodColumn& c : kBloodColumns)
    text += row(central, c.name, c.long_name + std::string(c.stock ? ", at the end" : ""),
                units::unit_named(c.shown), contrast_of(study, p, [&](const RunResult& r) {
                  return session_value(r, r.blood.*c.series, c.stock);
                }));
  for (const BloodAmount& a : kBloodAmounts)
    text += row(central, a.name, a.long_name, display_unit(a.kind),
                contrast_of(study, p, [&](const RunResult& r) { return a.of(r.blood); }));
  for (std::size_t b = 0; b < central.blood.beds.size(); ++b)
    text += row(central, "blood_flow_" + central.blood.beds[b],
                "Blood through the bed " + central.blood.beds[b], units::unit_named("mL/min"),
                contrast_of(study, p, [&](const RunResult& r) {
                  return b < r.blood.bed_flow.size() ? session_value(r, r.blood.bed_flow[b], false)
                                                     : std::numeric_limits<double>::quiet_NaN();
                }));
  return text;
}

/// Muscle and skin of the places that the session reached: of the central run alone.
std::string hands_rows(const StudyResult& study, const RunResult& central) {
  std::string text;
  for (const HandsRow& r : kHandsRows) {
    if (!known(r, central)) continue;
    const HandsReading reading = hands_reading(central, study.geometry, r.curve);
    const auto line = [&](const char* when, const char* described, double si) {
      text += quoted(central.protocol) + ',' + quoted(central.protocol_title) + ',' + r.name +
              when + ',' + quoted(std::string(label_of(r, central)) + described) + ',' + r.unit +
              ',' + number(shown_under_hands(r, si)) + ",,,0,,,,,,,0,," + name_of(central.stop) +
              "\r\n";
    };
    line("_at_rest", ", under the hands, at rest before", reading.rest);
    if (r.flow) line("_mean", ", under the hands, mean over the session", reading.mean);
    line("_at_end", ", under the hands, at the end", reading.end);
  }
  return text;
}

}  // namespace

std::string summary_csv(const StudyResult& study) {
  std::string text = kHeader;
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    const RunResult* central = run_of(study, p, 0);
    if (!central) continue;
    for (const Measurement* quantity : whole_measurements())
      text += row(*central, quantity->name, quantity->long_name, display_unit(quantity->kind),
                  contrast_for(study, p, *quantity));
    text += instrument_rows(study, p, *central) + part_rows(study, p, *central) +
            blood_rows(study, p, *central);
    if (!central->perfusion.parts.empty()) text += hands_rows(study, *central);
  }
  return text;
}

void write_summary_csv(const StudyResult& study, const std::string& path) {
  write_replacing(path, summary_csv(study));
}

}  // namespace cisterna
