#include "io/observation_reader.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <map>

#include "io/yaml_node.hpp"

namespace cisterna {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Standing standing_of(const InputNode& node) {
  const auto given = node.find("counts_as");
  if (!given) return Standing::validation;
  const std::string name = given->one_of({"validation", "by construction", "verification"});
  if (name == "by construction") return Standing::by_construction;
  return name == "verification" ? Standing::verification : Standing::validation;
}

// "ratio" is how a pure number is shown.
const units::Unit& unit_of(const InputNode& node) {
  const std::string name = node.text();
  const units::Unit* unit = units::find_unit(name == "ratio" ? "" : name);
  if (!unit) node.fail("expected a unit of the table or \"ratio\", found \"" + name + '"');
  if (unit->offset != 0)
    node.fail("a finding needs a unit without an offset, found \"" + name + '"');
  return *unit;
}

double bound(const InputNode& node, const char* key, double otherwise, double factor) {
  const auto given = node.find(key);
  return given ? factor * given->number(-1e30, 1e30) : otherwise;
}

std::vector<std::string> list_of(const InputNode& node, const char* key) {
  std::vector<std::string> items;
  if (const auto given = node.find(key)) {
    for (const InputNode& item : given->children()) items.push_back(item.text());
  }
  return items;
}

// Text written over several lines ends in a line break.
std::string line_of_text(const InputNode& node) {
  std::string text = node.text();
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

Observation observation_of(const InputNode& node) {
  node.allow_only({"id", "area", "quantity", "unit", "published", "low", "high", "rule", "measure",
                   "counts_as", "fitted_parameters", "depends_on"});
  Observation o;
  o.id = node.at("id").text();
  o.area = node.at("area").one_of(
      {"lymph", "tissue", "circulation", "cargo", "immune", "stress", "brain", "course", "trial"});
  o.quantity = line_of_text(node.at("quantity"));
  o.unit = node.at("unit").text();
  o.display_factor = unit_of(node.at("unit")).factor;
  o.published = line_of_text(node.at("published"));
  o.low = bound(node, "low", -kInfinity, o.display_factor);
  o.high = bound(node, "high", kInfinity, o.display_factor);
  if (o.low == -kInfinity && o.high == kInfinity) node.fail("needs low, high or both");
  if (o.low > o.high) node.fail("low lies above high");
  o.rule = line_of_text(node.at("rule"));
  o.measure = line_of_text(node.at("measure"));
  o.standing = standing_of(node);
  o.fitted_parameters = list_of(node, "fitted_parameters");
  o.depends_on = list_of(node, "depends_on");
  o.provenance = node.provenance();
  o.note = o.provenance.note;
  if (o.provenance.source.empty()) node.fail("needs a source");
  return o;
}

}  // namespace

std::vector<Observation> read_observations(const std::string& path) {
  const InputNode file = InputNode::load(path);
  file.allow_only({"observations"});
  std::vector<Observation> found;
  for (const InputNode& node : file.at("observations").children())
    found.push_back(observation_of(node));
  return found;
}

std::vector<Observation> read_observation_folder(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
  }
  if (error) throw InputError(folder, 0, "", "cannot be read: " + error.message());
  std::sort(paths.begin(), paths.end());
  std::vector<Observation> all;
  std::map<std::string, std::string> seen;
  for (const std::string& path : paths) {
    for (Observation& o : read_observations(path)) {
      const std::string place = path + ":" + std::to_string(o.provenance.line);
      const auto [first, fresh] = seen.emplace(o.id, place);
      if (!fresh) {
        throw InputError(path, o.provenance.line, o.id, "given twice, first at " + first->second);
      }
      all.push_back(std::move(o));
    }
  }
  if (all.empty()) throw InputError(folder, 0, "", "holds no findings");
  return all;
}

}  // namespace cisterna
