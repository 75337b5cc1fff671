// cisterna parameters [ID]: every number of the physiology with unit, spread, source and basis.
#include <fmt/format.h>
#include <unistd.h>

#include <cmath>

#include "base/error.hpp"
#include "base/spelling.hpp"
#include "commands.hpp"
#include "exit_code.hpp"
#include "io/parameter_reader.hpp"
#include "io/references.hpp"
#include "terminal.hpp"
#include "units/units.hpp"

namespace cisterna {
namespace {

std::string shown(double si, const ParameterRecord& record) {
  return units::format(si, units::unit_named(record.unit));
}

std::string deviation(double value, const ParameterRecord& record) {
  if (record.relative) return fmt::format("{:.3g} %", value * 100);
  const std::string unit = record.unit == "degC" ? "K" : record.unit;
  return fmt::format("{:.4g}{}{}", value / record.display_factor, unit.empty() ? "" : " ", unit);
}

// "spread 20 %, error 30 %": what is zero is left out.
std::string uncertainty(const ParameterRecord& record) {
  std::string text;
  if (record.spread > 0) text += "spread " + deviation(record.spread, record);
  if (record.error > 0)
    text += (text.empty() ? "error " : ", error ") + deviation(record.error, record);
  return text.empty() ? "certain" : text;
}

std::string origin(const ParameterRecord& record) {
  std::string text = name_of(record.provenance.basis);
  if (!record.provenance.source.empty()) text += ", " + record.provenance.source;
  return text;
}

void print_all(const ParameterSet& set, int width, bool colour) {
  std::string file;
  std::vector<std::vector<std::string>> rows;
  const auto flush = [&] {
    if (!rows.empty()) fmt::print("{}", table(rows, width));
    rows.clear();
  };
  std::size_t assumed = 0;
  for (const ParameterRecord& record : set.records()) {
    if (record.provenance.file != file) {
      flush();
      if (!file.empty()) fmt::print("\n");
      file = record.provenance.file;
      fmt::print("{}\n", bold(file.substr(file.rfind('/') + 1), colour));
    }
    assumed += record.provenance.basis == Basis::assumed ? 1 : 0;
    rows.push_back(
        {"  " + record.id, shown(record.value, record), uncertainty(record), origin(record)});
  }
  flush();
  fmt::print("\n{} parameters, {} of them assumed ({:.0f} %)\n", set.size(), assumed,
             100.0 * static_cast<double>(assumed) /
                 static_cast<double>(std::max<std::size_t>(set.size(), 1)));
}

void print_one(const ParameterRecord& record, const Catalogue& catalogue, int width, bool colour) {
  const Provenance& p = record.provenance;
  std::vector<std::vector<std::string>> rows = {
      {"  value", shown(record.value, record)},
      {"  uncertainty", uncertainty(record) + " (standard deviation)"},
      {"  range", shown(record.low, record) + " to " + shown(record.high, record)},
      {"  basis", name_of(p.basis)}};
  for (const Reference& reference : read_references(catalogue.references())) {
    if (reference.key == p.source)
      rows.push_back({"  source", reference.key + ": " + reference.text});
  }
  if (!p.note.empty()) rows.push_back({"  note", p.note});
  rows.push_back({"  file", p.file + ":" + std::to_string(p.line)});
  fmt::print("{}\n{}{}", bold(record.id, colour), wrapped(record.description, width, 2),
             table(rows, width));
}

}  // namespace

int list_parameters(const std::string& id, const Catalogue& catalogue) {
  const ParameterSet set = read_parameters(catalogue.parameters());
  const int width = screen_columns(STDOUT_FILENO);
  const bool colour = use_colour(STDOUT_FILENO);
  if (id.empty()) {
    print_all(set, width, colour);
    return kDone;
  }
  const std::size_t index = set.find(id);
  if (index < set.size()) {
    print_one(set.records()[index], catalogue, width, colour);
    return kDone;
  }
  std::vector<std::string> ids;
  for (const ParameterRecord& record : set.records()) ids.push_back(record.id);
  throw InputError(catalogue.parameters(), 0, id, "no parameter of this id" + suggestion(id, ids));
}

}  // namespace cisterna
