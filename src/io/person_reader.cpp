#include "io/person_reader.hpp"

#include <algorithm>
#include <filesystem>

#include "base/error.hpp"
#include "base/spelling.hpp"
#include "body/limb/mirror.hpp"
#include "io/text_file.hpp"
#include "io/yaml_node.hpp"

namespace cisterna {
namespace {

constexpr double kLargestFactor = 1000;
const std::string kNodeKey = "removed_nodes", kChangeKey = "changes.", kImageKey = "mirror_of",
                  kSideKey = "side";

ParameterChange read_change(const std::string& id, const InputNode& node) {
  node.allow_only({"factor", "value"});
  const auto factor = node.find("factor");
  const bool absolute = node.has("value");
  if (factor.has_value() == absolute) node.fail("expected either \"factor\" or \"value\"");
  ParameterChange change;
  change.id = id;
  change.absolute = absolute;
  change.value =
      absolute ? node.at("value").any_quantity().value : factor->number(0, kLargestFactor);
  return change;
}

// Where the person's file states something, for errors found only when it is applied.
[[noreturn]] void fail_at(const Person& person, const std::string& key, const std::string& text,
                          const std::string& message) {
  for (const Provenance& p : person.provenance) {
    if (p.key.starts_with(key) && (text.empty() || p.text == text)) {
      throw InputError(p.file, p.line, p.key, message);
    }
  }
  throw InputError(person.file, 0, key, message);
}

void remove_nodes(const Person& person, LimbAnatomy& anatomy) {
  std::vector<std::string> names;
  for (const LymphNode& node : anatomy.nodes) names.push_back(node.name);
  for (const std::string& name : person.removed_nodes) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      fail_at(person, kNodeKey, name,
              "unknown lymph node \"" + name + "\"" + suggestion(name, names));
    }
    LymphNode& node = anatomy.nodes[static_cast<std::size_t>(found - names.begin())];
    if (node.removed_resistance == 0) {
      fail_at(person, kNodeKey, name,
              "node \"" + name + "\" has no removed_resistance in " + anatomy.file +
                  ", so it cannot be removed");
    }
    node.removed = true;
  }
}

void check_dimension(const Person& person, const ParameterChange& change,
                     const ParameterRecord& record) {
  const auto& expected = units::unit_named(record.unit).dimension;
  for (const Provenance& p : person.provenance) {
    if (p.key != kChangeKey + change.id + ".value") continue;
    const units::Quantity found = units::parse(p.text);
    if (found.dimension != expected) {
      fail_at(person, p.key, "",
              "expected a value in units of " + units::name_of(expected) + " (" + record.unit +
                  "), found \"" + p.text + "\", in units of " + units::name_of(found.dimension));
    }
  }
}

void change_parameter(const Person& person, const ParameterChange& change,
                      ParameterSet& parameters) {
  const std::string key = kChangeKey + change.id;
  const std::size_t index = parameters.find(change.id);
  if (index == parameters.size()) {
    std::vector<std::string> ids;
    for (const ParameterRecord& record : parameters.records()) ids.push_back(record.id);
    fail_at(person, key, "", "unknown parameter" + suggestion(change.id, ids));
  }
  const ParameterRecord& record = parameters.records()[index];
  if (change.absolute) check_dimension(person, change, record);
  const double value = change.absolute ? change.value : parameters.value(index) * change.value;
  if (value < record.low || value > record.high) {
    const units::Unit& unit = units::unit_named(record.unit);
    fail_at(person, key, "",
            "gives " + units::format(value, unit) + ", outside the valid range " +
                units::format(record.low, unit) + " to " + units::format(record.high, unit));
  }
  parameters.set(index, value);
}

}  // namespace

namespace {

// Another person beside this file, seen in the mirror.
Person read_image(const InputNode& root, const std::string& file) {
  root.allow_only({"kind", "title", "description", kImageKey});
  const InputNode of = root.at(kImageKey);
  const std::filesystem::path path =
      std::filesystem::path(file).parent_path() / (of.text() + ".yaml");
  if (!std::filesystem::exists(path)) of.fail("no file " + path.string());
  if (InputNode::load(path.string()).has(kImageKey))
    of.fail(of.text() + " is itself a mirror image; name the person it is the image of");
  Person person = read_person(path.string());
  person.image_of = path.string();
  person.mirrored = !person.mirrored;
  return person;
}

// What of a person every file says of its own.
void read_head(const InputNode& root, const std::string& file, Person& person) {
  root.at("kind").one_of({"person"});
  person.name = std::filesystem::path(file).stem().string();
  person.title = root.at("title").text();
  const auto description = root.find("description");
  person.description = description ? description->text() : "";
  person.file = file;
}

}  // namespace

Person read_person_text(const std::string& text, const std::string& file) {
  Person person;
  ProvenanceList numbers;
  const InputNode root = InputNode::load_text(text, file, &numbers);
  if (root.has(kImageKey)) {
    person = read_image(root, file);
    read_head(root, file, person);
    return person;
  }
  root.allow_only(
      {"kind", "title", "description", "anatomy", "side", "swollen", "removed_nodes", "changes"});
  read_head(root, file, person);
  person.anatomy = root.at("anatomy").text();
  if (const auto side = root.find(kSideKey)) {
    person.mirrored = side->one_of({"right", "left"}) == "left";
    person.side_line = side->line();
  }
  if (const auto swollen = root.find("swollen")) person.swollen = swollen->boolean();
  if (const auto removed = root.find(kNodeKey)) {
    for (const InputNode& node : removed->children()) {
      const std::string name = node.text();
      if (std::count(person.removed_nodes.begin(), person.removed_nodes.end(), name) > 0) {
        node.fail("\"" + name + "\" is given twice");
      }
      person.removed_nodes.push_back(name);
      numbers.push_back(node.provenance());
    }
  }
  if (const auto changes = root.find("changes")) {
    for (const auto& [id, node] : changes->entries())
      person.changes.push_back(read_change(id, node));
  }
  person.provenance = std::move(numbers);
  return person;
}

Person read_person(const std::string& path) { return read_person_text(read_text_file(path), path); }

void apply(const Person& person, LimbAnatomy& anatomy, ParameterSet& parameters) {
  remove_nodes(person, anatomy);
  for (const ParameterChange& change : person.changes) change_parameter(person, change, parameters);
  if (person.side_line > 0 && anatomy.body)
    throw InputError(person.image_of.empty() ? person.file : person.image_of, person.side_line,
                     kSideKey, "is of a limb alone; " + anatomy.name + " has both sides");
  if (person.mirrored) anatomy = mirror_image(std::move(anatomy));
}

}  // namespace cisterna
