// What a tape, a perometer, a wick and a counter would read of each limb.
#include "io/display_unit.hpp"
#include "io/report/html.hpp"
#include "io/report/payload.hpp"
#include "io/report/sections.hpp"
#include "measure/measurements.hpp"

namespace cisterna::report {
namespace {

std::string cell(const Interval& si, Kind kind) {
  return with_interval(shown(si, display_unit(kind)));
}

std::string first_upper(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] += 'A' - 'a';
  return text;
}

// A tape tells less than four digits apart; what a session changes has a column of its own.
constexpr int kVolumeDigits = 4, kChangeDigits = 3;

}  // namespace

std::string limb_volume_section(const StudyResult& study) {
  const Measurement& before = measurement_named("limb_volume_tape");
  const Measurement& change = measurement_named("limb_volume_change_tape");
  const auto labels = {std::string_view("Limb"), std::string_view("Before"),
                       std::string_view("After"), std::string_view("Change"),
                       std::string_view("Against the control")};
  const LimbGeometry& g = study.geometry;
  std::string html;
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    html += "<table class=\"numbers stacked limb-volumes\"><caption>" +
            escape_html("Volume of limbs by tape, mL: " + title_within(study, p)) + "</caption>" +
            table_head(labels) + "<tbody>";
    for (std::size_t member : measured_members(g)) {
      const auto at = [&](const RunResult& r, bool start, bool gain) {
        return (start ? before.read(g, r, member) : 0) + (gain ? change.read(g, r, member) : 0);
      };
      const auto read = [&](bool start, bool gain) {
        return contrast_of(study, p, [&](const RunResult& r) { return at(r, start, gain); });
      };
      const auto text = [&](const Interval& i, int digits, bool sign) {
        return with_interval(shown(i, display_unit(Kind::volume)), digits, sign);
      };
      const std::string name = g.body ? first_upper(words(g.members[member].name)) : "Limb";
      const Contrast gained = read(false, true);
      html += table_row({name, text(read(true, false).value, kVolumeDigits, false),
                         text(read(true, true).value, kVolumeDigits, false),
                         text(gained.value, kChangeDigits, true),
                         p == 0 ? "\u2013" : text(gained.difference, kChangeDigits, true)},
                        labels);
    }
    html += "</tbody></table>";
  }
  return html;
}

std::string instruments_section(const StudyResult& study) {
  const auto labels = {std::string_view("Quantity"), std::string_view("Instrument"),
                       std::string_view("Reading"), std::string_view("Against the control"),
                       std::string_view("The real one tells apart")};
  const std::vector<PlacedMeasurement> placed = placed_measurements(study.geometry);
  std::string html;
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    html += "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" +
            escape_html(title_of(study, p)) + "\"><table class=\"numbers\"><caption>" +
            escape_html(title_of(study, p)) + "</caption>" + table_head(labels) + "<tbody>";
    for (const PlacedMeasurement& m : placed) {
      const Contrast c = contrast_of(study, p, reading_of(m, study.geometry));
      const std::string place = m.place.empty() ? "" : first_upper(m.place) + ": ";
      const std::string name = m.place.empty() ? m.what->long_name : lower_first(m.what->long_name);
      const std::string unit(display_unit(m.what->kind).name);
      html += table_row({place + name + (unit.empty() ? "" : ", " + unit), m.what->instrument,
                         cell(c.value, m.what->kind),
                         p == 0 ? "\u2013" : cell(c.difference, m.what->kind), m.what->limit},
                        labels);
    }
    html += "</tbody></table></div>";
  }
  return html;
}

}  // namespace cisterna::report
