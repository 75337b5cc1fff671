// Tables of heart and vessels, and of the flows of each part.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/blood_columns.hpp"
#include "io/display_unit.hpp"
#include "io/report/flow_map.hpp"
#include "io/report/html.hpp"
#include "io/report/payload.hpp"
#include "io/report/sections.hpp"
#include "units/units.hpp"

namespace cisterna::report {
namespace {

std::string table(const std::string& title, const std::string& head, const std::string& rows) {
  return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + escape_html(title) +
         "\"><table class=\"numbers\"><caption>" + escape_html(title) + "</caption>" + head +
         "<tbody>" + rows + "</tbody></table></div>";
}

/// Tables of all sessions that followed blood; closed where there are several.
template <class Rows>
std::string tables(const StudyResult& study, const Rows& table_of) {
  std::string html;
  int count = 0;
  for (std::size_t p = 0; p < study.protocols.size(); ++p)
    if (const RunResult* run = central_run(study, p); run && run->blood.followed())
      html += table_of(p, *run), ++count;
  return std::string(count > 1 ? "<details>" : "<details open>") +
         element("summary", "All numbers") + html + "</details>";
}

std::string upper_first(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

struct HeartRow {
  const char *column, *label;
  int digits;
};
constexpr HeartRow kHeartRows[] = {
    {"heart_rate", "Heart rate", 3},
    {"systolic_pressure", "Arterial pressure, systolic", 3},
    {"arterial_pressure", "Arterial pressure, mean", 3},
    {"diastolic_pressure", "Arterial pressure, diastolic", 3},
    {"central_venous_pressure", "Central venous pressure", 3},
    {"right_angle_pressure", "Pressure in the right venous angle", 3},
    {"left_angle_pressure", "Pressure in the left venous angle", 3},
    {"cardiac_output", "Cardiac output", 3},
    {"blood_volume", "Volume of blood", 4},
    {"plasma_volume", "Volume of plasma", 4},
    {"plasma_protein", "Protein of plasma", 3},
    {"haematocrit", "Haematocrit", 3},
};

std::string heart_rows(const StudyResult& study, std::size_t p, const RunResult& run,
                       std::initializer_list<std::string_view> labels) {
  std::string html;
  for (const HeartRow& row : kHeartRows) {
    const BloodColumn& c = blood_column(row.column);
    const units::Unit& unit = units::unit_named(c.shown);
    const std::vector<double>& series = run.blood.*c.series;
    const Contrast found = contrast_of(
        study, p, [&](const RunResult& r) { return session_value(r, r.blood.*c.series, false); });
    const auto text = [&](double si) { return number(unit.from_si(si), row.digits); };
    html += table_row(
        {std::string(row.label) + ", " + c.shown, text(series.empty() ? kUnknown : series.front()),
         with_interval(shown(found.value, unit), row.digits),
         text(value_at_end(run, series, c.stock))},
        labels);
  }
  return html;
}

std::string flow_rows(const StudyResult& study, const RunResult& run,
                      std::initializer_list<std::string_view> labels) {
  const units::Unit& unit = units::unit_named("mL/min");
  const auto text = [&](double si) { return number(unit.from_si(si), 3); };
  const auto mean = [&](const std::vector<double>& series) {
    return series.empty() ? kUnknown : mean_over(run.time, series, 1, series.size() - 1);
  };
  const auto row = [&](const std::string& name, const std::vector<double>& blood, double filtered,
                       double lymph) {
    return table_row({name, text(blood.empty() ? kUnknown : blood.front()), text(mean(blood)),
                      text(filtered), text(lymph)},
                     labels);
  };
  std::string html;
  for (const BodyFlow& part : body_flows(study.geometry))
    html += row(upper_first(part_label(part)), part.blood(run), mean(part.filtered(run)),
                mean(part.taken_up(run)));
  html += row("Whole body (the lungs' blood counted once)", run.blood.cardiac_output,
              mean(run.filtration_flow), mean(run.uptake_flow));
  for (std::size_t i = 0; i < study.geometry.outlets.size() && i < run.duct_flow.size(); ++i)
    html += row("Back at the " + words(study.geometry.outlets[i]), {}, kUnknown,
                mean(run.duct_flow[i]));
  return html;
}

using Labels = std::initializer_list<std::string_view>;

// A zero has no sign.
std::string fixed(double x, int decimals, bool sign) {
  const double scale = std::pow(10.0, decimals), rounded = std::round(x * scale) / scale + 0.0;
  const char* before = rounded < 0 ? "\u2212" : sign && rounded > 0 ? "+" : "";
  return before + fmt::format("{:.{}f}", std::abs(rounded), decimals);
}

std::string stock_row(const char* name, double before, double after, Labels labels) {
  const units::Unit& unit = display_unit(Kind::volume);
  const auto whole = [&](double si) { return fixed(unit.from_si(si), 1, false); };
  return table_row(
      {name, whole(before), whole(after), fixed(unit.from_si(after - before), 2, true)}, labels);
}

std::string water_rows(const BodyAccount& water, Labels labels) {
  const units::Unit& unit = display_unit(Kind::volume);
  std::string html;
  const auto way = [&](const char* name, double amount) {
    if (amount != 0)
      html += table_row({name, "", "", fixed(unit.from_si(amount), 2, true)}, labels);
  };
  way("In: infusion into a vein", water.infusion), way("In: drinking", water.drinking);
  way("Out: bleeding", -water.bleeding), way("Out: urine", -water.urine);
  way("Out: through lungs and skin", -water.insensible);
  if (water.in() + water.out() == 0)
    html += table_row({"In and out: by no way", "", "", "0"}, labels);
  const BodyStock &a = water.before, &b = water.after;
  html += stock_row("Blood, cells included", a.blood, b.blood, labels);
  html += stock_row("Tissue", a.tissue, b.tissue, labels);
  html += stock_row("Lymph, in vessels and nodes", a.lymph, b.lymph, labels);
  html += stock_row("Under way between them", a.under_way, b.under_way, labels);
  html += stock_row("All of it", a.sum(), b.sum(), labels);
  return html + table_row({"Not accounted for, of all that was exchanged", "", "",
                           fmt::format("{:.0e}", std::abs(water.residual))},
                          labels);
}

}  // namespace

std::string water_section(const StudyResult& study) {
  const auto labels = {std::string_view("mL"), std::string_view("At the beginning"),
                       std::string_view("At the end"), std::string_view("Change")};
  return tables(study, [&](std::size_t p, const RunResult& run) {
    return table(title_of(study, p), table_head(labels), water_rows(run.blood.water, labels));
  });
}

std::string heart_section(const StudyResult& study) {
  const auto labels = {std::string_view("Heart and vessels"), std::string_view("At rest, before"),
                       std::string_view("Mean of the session"), std::string_view("At its end")};
  return tables(study, [&](std::size_t p, const RunResult& run) {
    return table(title_of(study, p), table_head(labels), heart_rows(study, p, run, labels));
  });
}

std::string flow_map_section(const StudyResult& study) {
  const auto labels = {std::string_view("mL/min"), std::string_view("Blood at rest, before"),
                       std::string_view("Blood"), std::string_view("Filtered into tissue"),
                       std::string_view("Taken up as lymph")};
  return tables(study, [&](std::size_t p, const RunResult& run) {
    return table(title_of(study, p), table_head(labels), flow_rows(study, run, labels));
  });
}

}  // namespace cisterna::report
