#include "io/parameter_reader.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

namespace cisterna {
namespace {

// Exponents between 1e-30 and 1e30 hold every quantity of the model in SI; beyond is a slip.
constexpr double kAbsurd = 1e30;

struct Deviation {
  double value = 0;
  bool relative = false;
  bool zero() const { return value == 0; }
};

Deviation read_deviation(const InputNode& node, const units::Quantity& of) {
  const units::Quantity q = node.any_quantity();
  const bool percent = q.unit->name == "%";
  if (q.value < 0) node.fail("must not be negative");
  if (percent) {
    if (q.value > 10) node.fail("must lie between 0 % and 1000 %");
    return {q.value, true};
  }
  if (q.dimension != of.dimension) {
    node.fail("expected a percentage or a " + units::name_of(of.dimension) +
              " like the value, found a " + units::name_of(q.dimension));
  }
  if (q.unit->offset != 0) node.fail("a temperature difference is written in K");
  return {q.value, false};
}

void read_range(const InputNode& node, const units::Quantity& of, ParameterRecord& record) {
  const auto ends = node.children();
  if (ends.size() != 2) node.fail("expected two values: [lowest, highest]");
  record.low = ends[0].quantity(of.dimension, -kAbsurd, kAbsurd);
  record.high = ends[1].quantity(of.dimension, -kAbsurd, kAbsurd);
  if (!(record.low < record.high)) node.fail("the first value must be below the second");
}

void check_id(const std::string& id, const InputNode& node) {
  const bool plain = std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
  if (!plain || id.find('.') == std::string::npos || id.front() == '.' || id.back() == '.') {
    node.fail("an id is lower-case words joined by points, such as lymph.collector.active_tension");
  }
}

ParameterRecord read_record(const std::string& id, const InputNode& node) {
  check_id(id, node);
  node.allow_only({"value", "spread", "error", "range", "locus", "description"});
  ParameterRecord record;
  record.id = id;
  const InputNode value = node.at("value");
  const units::Quantity q = value.any_quantity();
  record.value = q.value;
  record.unit = q.unit->name;
  record.display_factor = q.unit->factor;
  record.display_offset = q.unit->offset;
  record.description = node.at("description").text();

  const Deviation spread = read_deviation(node.at("spread"), q);
  const Deviation error = read_deviation(node.at("error"), q);
  if (spread.relative != error.relative && !spread.zero() && !error.zero()) {
    node.at("error").fail(
        "spread and error must both be percentages or both have the value's unit");
  }
  record.spread = spread.value;
  record.error = error.value;
  record.relative = spread.zero() ? error.relative : spread.relative;

  read_range(node.at("range"), q, record);
  if (record.value < record.low || record.value > record.high)
    value.fail("lies outside its own range");

  record.provenance = value.provenance();
  record.provenance.key = id;
  if (const auto locus = node.find("locus")) {
    std::string& note = record.provenance.note;
    note = note.empty() ? locus->text() : locus->text() + "; " + note;
  }
  return record;
}

}  // namespace

std::vector<ParameterRecord> read_parameter_records(const InputNode& file) {
  file.allow_only({"kind", "title", "parameters"});
  file.at("kind").one_of({"parameters"});
  file.at("title").text();
  std::vector<ParameterRecord> records;
  for (const auto& [id, node] : file.at("parameters").entries())
    records.push_back(read_record(id, node));
  return records;
}

std::vector<ParameterRecord> read_parameter_file(const std::string& path) {
  return read_parameter_records(InputNode::load(path));
}

ParameterSet read_parameters(const std::string& folder) {
  namespace fs = std::filesystem;
  if (!fs::is_directory(folder)) throw InputError(folder, 0, "", "no such folder of parameters");
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  if (files.empty()) throw InputError(folder, 0, "", "holds no parameter file (*.yaml)");
  std::vector<ParameterRecord> all;
  std::map<std::string, Provenance> seen;
  for (const std::string& file : files) {
    for (ParameterRecord& record : read_parameter_file(file)) {
      const auto [at, is_new] = seen.emplace(record.id, record.provenance);
      if (!is_new) {
        throw InputError(
            file, record.provenance.line, record.id,
            "is also given in " + at->second.file + ":" + std::to_string(at->second.line));
      }
      all.push_back(std::move(record));
    }
  }
  return ParameterSet(std::move(all));
}

}  // namespace cisterna
