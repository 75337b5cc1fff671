#include "validation_report.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace cisterna::validation {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::array kAreas = {"lymph",  "tissue", "circulation", "cargo", "immune",
                               "stress", "brain",  "course",      "trial"};

std::string number(double x) {
  if (std::isnan(x)) return "none";
  return fmt::format("{:.4g}", x);
}

std::string interval(const ValidationRow& row) {
  if (row.low == -kInfinity) return "<= " + number(row.high);
  if (row.high == kInfinity) return ">= " + number(row.low);
  return number(row.low) + " to " + number(row.high);
}

std::string cell(std::string text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '|') text.insert(i++, "\\");
    if (text[i] == '\n') text[i] = ' ';
  }
  return text;
}

std::string line_of(const ValidationRow& row) {
  const std::string basis = row.fitted ? row.basis + ", fitted" : row.basis;
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
                     row.met ? "met" : "**miss**", cell(row.quantity), cell(row.published),
                     interval(row), number(row.model), cell(row.unit), cell(row.source), basis,
                     "`" + row.id + "`", cell(row.note));
}

template <class Select>
std::string table_of(std::span<const ValidationRow> rows, const std::string& area, Select select) {
  std::string lines;
  for (const ValidationRow& row : rows) {
    if (row.area == area && select(row)) lines += line_of(row);
  }
  if (lines.empty()) return lines;
  return "| | quantity | published | accepted | model | unit | source | basis | id | note |\n"
         "|---|---|---|---|---|---|---|---|---|---|\n" +
         lines + "\n";
}

std::string area_section(std::span<const ValidationRow> rows, const std::string& area) {
  const ValidationSummary s = summary_of(rows, area);
  if (s.rows == 0) return {};
  std::string text = fmt::format(
      "## {}\n\n{} of {} findings met that count (not fitted, not by construction, not "
      "verification).\n\n",
      area, s.met, s.counted);
  text += table_of(rows, area, counts_as_validation);
  const std::string fitted = table_of(rows, area, [](const ValidationRow& r) {
    return r.fitted && r.basis != "by construction" && r.basis != "verification";
  });
  if (!fitted.empty())
    text += "Fitted rows: a parameter they depend on was set after they were seen.\n\n" + fitted;
  const std::string built =
      table_of(rows, area, [](const ValidationRow& r) { return r.basis == "by construction"; });
  if (!built.empty()) text += "By construction: a parameter or a preset fixes the row.\n\n" + built;
  const std::string verified =
      table_of(rows, area, [](const ValidationRow& r) { return r.basis == "verification"; });
  if (!verified.empty())
    text += "Verification: the same equations solved elsewhere.\n\n" + verified;
  return text;
}

nlohmann::ordered_json shown(double x) {
  if (!std::isfinite(x)) return nullptr;
  return x;
}

double read(const nlohmann::json& record, const char* key, double missing) {
  const auto& value = record.at(key);
  return value.is_null() ? missing : value.get<double>();
}

ValidationRow row_of_record(const nlohmann::json& r) {
  return {.id = r.at("id"),
          .area = r.at("area"),
          .quantity = r.at("quantity"),
          .unit = r.at("unit"),
          .published = r.at("published"),
          .low = read(r, "low", -kInfinity),
          .high = read(r, "high", kInfinity),
          .source = r.at("source"),
          .model = read(r, "model", kNaN),
          .basis = r.at("basis"),
          .fitted = r.at("fitted"),
          .met = r.at("met"),
          .note = r.at("note")};
}

}  // namespace

std::string markdown_of(std::span<const ValidationRow> rows) {
  const ValidationSummary s = summary_of(rows);
  std::string text = "# Validation: the model beside published findings\n\n";
  text += fmt::format(
      "**{} of {} findings met** that were neither fitted nor fixed by construction.\n\n", s.met,
      s.counted);
  text += fmt::format(
      "Not counted: {} fitted ({} met), {} by construction ({} met), {} verification ({} met).\n\n",
      s.fitted, s.fitted_met, s.by_construction, s.by_construction_met, s.verification,
      s.verification_met);
  text +=
      "Written by `scripts/validate`. Findings, accepted intervals and how each is measured are in "
      "`data/observations/`; one function decides what is met (`src/study/observation.cpp`). A "
      "miss is "
      "shown as a miss. A row on lymph or tissue that hangs on how vessels beat is the mean of the "
      "draws of their pacemakers that its note names. A row whose model has no number is a miss. "
      "Several rows may read one run "
      "(for example before and after one session), so rows are not independent. Notes give the "
      "reason of a miss; where numbers stand beside it, an experiment on the model isolated it, "
      "and "
      "those numbers were measured before later changes of the model.\n\n";
  for (const char* area : kAreas) text += area_section(rows, area);
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

std::string json_of(std::span<const ValidationRow> rows) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const ValidationRow& row : rows) {
    all.push_back({{"id", row.id},
                   {"area", row.area},
                   {"quantity", row.quantity},
                   {"unit", row.unit},
                   {"published", row.published},
                   {"low", shown(row.low)},
                   {"high", shown(row.high)},
                   {"source", row.source},
                   {"model", shown(row.model)},
                   {"basis", row.basis},
                   {"fitted", row.fitted},
                   {"met", row.met},
                   {"note", row.note}});
  }
  return all.dump(1) + "\n";
}

std::vector<ValidationRow> rows_of_json(const std::string& text) {
  std::vector<ValidationRow> rows;
  try {
    for (const auto& record : nlohmann::json::parse(text)) rows.push_back(row_of_record(record));
  } catch (const nlohmann::json::exception&) {
    return {};
  }
  return rows;
}

}  // namespace cisterna::validation
