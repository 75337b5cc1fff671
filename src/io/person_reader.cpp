#include "io/person_reader.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "base/error.hpp"
#include "base/spelling.hpp"
#include "body/limb/limb.hpp"
#include "body/limb/mirror.hpp"
#include "io/person_build.hpp"
#include "io/person_oedema.hpp"
#include "io/person_surgery.hpp"
#include "io/person_tone.hpp"
#include "io/text_file.hpp"
#include "io/yaml_node.hpp"

namespace cisterna {
namespace {

constexpr double kLargestFactor = 1000;
const std::string kNodeKey = "removed_nodes", kChangeKey = "changes.", kImageKey = "mirror_of",
                  kSideKey = "side", kSitusKey = "situs", kMemberKey = "member_changes",
                  kLimbKey = "member_persons";

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

void check_dimension(const Person& person, const std::string& key, const ParameterRecord& record) {
  const auto& expected = units::unit_named(record.unit).dimension;
  for (const Provenance& p : person.provenance) {
    if (p.key != key + ".value") continue;
    const units::Quantity found = units::parse(p.text);
    if (found.dimension != expected) {
      fail_at(person, p.key, "",
              "expected a value in units of " + units::name_of(expected) + " (" + record.unit +
                  "), found \"" + p.text + "\", in units of " + units::name_of(found.dimension));
    }
  }
}

void change_parameter(const Person& person, const std::string& key, const ParameterChange& change,
                      ParameterSet& parameters) {
  const std::size_t index = parameters.find(change.id);
  if (index == parameters.size()) {
    std::vector<std::string> ids;
    for (const ParameterRecord& record : parameters.records()) ids.push_back(record.id);
    fail_at(person, key, "", "unknown parameter" + suggestion(change.id, ids));
  }
  const ParameterRecord& record = parameters.records()[index];
  if (change.absolute) check_dimension(person, key, record);
  const double value = change.absolute ? change.value : parameters.value(index) * change.value;
  if (value < record.low || value > record.high) {
    const units::Unit& unit = units::unit_named(record.unit);
    fail_at(person, key, "",
            "gives " + units::format(value, unit) + ", outside the valid range " +
                units::format(record.low, unit) + " to " + units::format(record.high, unit));
  }
  parameters.set(index, value);
}

// The rates are those of one law, which a member can only run faster or slower as a whole.
void check_rates(const Person& person, const std::string& key, const ParameterSet& shared,
                 const ParameterSet& own) {
  constexpr double kSame = 1e-9;
  const auto factor = [&](const char* id) { return own[id] / shared[id]; };
  const char *low = "lymph.pacemaker.rate_low", *high = "lymph.pacemaker.rate_high";
  if (own.find(low) == own.size()) return;
  if (std::abs(factor(low) / factor(high) - 1) > kSame)
    fail_at(person, key + ".lymph.pacemaker.rate_", "",
            std::string("a member has ") + low + " and " + high +
                " of its own only by the same factor");
}

void check_member(const MemberChanges& of, const LimbAnatomy& anatomy) {
  const auto fail = [&](const std::string& message) {
    throw InputError(of.named_in, of.line, of.named_as, message);
  };
  if (!anatomy.body) fail(anatomy.name + " has no members: \"changes\" says what is changed");
  std::vector<std::string> names;
  for (const Member& member : anatomy.members) names.push_back(member.name);
  if (std::find(names.begin(), names.end(), of.member) == names.end())
    fail("unknown member \"" + of.member + "\"" + suggestion(of.member, names));
}

void change_member(const Person& person, const MemberChanges& of, ParameterSet& parameters) {
  const std::vector<std::string>& allowed = member_parameters();
  ParameterSet own = parameters;
  for (const ParameterChange& change : of.changes) {
    const std::string which = of.key + "." + change.id;
    const bool known = parameters.find(change.id) != parameters.size();
    if (known && std::find(allowed.begin(), allowed.end(), change.id) == allowed.end()) {
      std::string list;
      for (const std::string& id : allowed) list += (list.empty() ? "" : ", ") + id;
      fail_at(person, which, "",
              "is shared by all of a body; of its own " + of.member + " can have: " + list);
    }
    change_parameter(person, which, change, own);
  }
  check_rates(person, of.key, parameters, own);
  parameters.set_part(of.member, std::move(own));
}

// The file of another person.
std::string file_of(const InputNode& name, const std::string& file, const Catalogue& shipped) {
  try {
    return shipped.resolve_beside("persons", name.text(), file);
  } catch (const InputError& error) {
    if (error.line() > 0) throw;  // the name is no text
    name.fail(error.what());
  }
}

void read_situs(const InputNode& root, Person& person) {
  const auto situs = root.find(kSitusKey);
  if (!situs) return;
  person.inverted = situs->one_of({"solitus", "inversus"}) == "inversus";
  person.situs_line = situs->line(), person.situs_file = root.file();
}

// Another person seen in the mirror.
Person read_image(const InputNode& root, const std::string& file, const Catalogue& shipped) {
  root.allow_only({"kind", "title", "description", kImageKey, kSitusKey});
  const InputNode of = root.at(kImageKey);
  const std::string path = file_of(of, file, shipped);
  if (InputNode::load(path).has(kImageKey))
    of.fail(of.text() + " is itself a mirror image; name the person it is the image of");
  Person person = read_person(path, shipped);
  person.image_of = path;
  person.mirrored = !person.mirrored;
  read_situs(root, person);
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

// A member as a person with that limb alone has it: the same nodes removed, the same parameters changed.
void read_member_person(const std::string& member, const InputNode& node, const std::string& file,
                        const Catalogue& shipped, Person& person, ProvenanceList& numbers) {
  const std::string path = file_of(node, file, shipped);
  // Before it is read: persons that name one another would never end.
  const InputNode root = InputNode::load(path);
  for (const std::string& key : {kMemberKey, kLimbKey, kImageKey})
    if (root.has(key))
      node.fail(node.text() + " says " + key + ", so it is no person with one limb");
  const Person limb = read_person(path, shipped);
  const Build& build = limb.build;
  const bool sized = build.height > 0 || build.mass > 0 || !build.girths.empty();
  if (sized) node.fail(node.text() + " has a size of its own, so it is no person with one limb");
  const std::string side = member.substr(0, member.find('_') + 1);
  for (const std::string& name : limb.removed_nodes) person.removed_nodes.push_back(side + name);
  const auto on_this_side = [&](VesselPlace place) {
    place.vessel = side + place.vessel, place.region = side + place.region;
    return place;
  };
  for (const VesselPlace& cut : limb.cuts) person.cuts.push_back(on_this_side(cut));
  for (LymphToVein link : limb.vein_connections) {
    link.from = on_this_side(link.from), link.name = side + link.name;
    person.vein_connections.push_back(link);
  }
  person.member_changes.push_back(
      {member, limb.file, "changes", limb.changes, file, node.key_path(), node.line()});
  for (StatedOedema stated : limb.oedema) {
    stated.of = stated.of == limb.anatomy ? member : side + stated.of;
    stated.of_limb = true;
    person.oedema.push_back(stated);
  }
  for (StatedTone stated : limb.tone) {
    stated.of = stated.of == limb.anatomy ? member : side + stated.of;
    person.tone.push_back(stated);
  }
  numbers.insert(numbers.end(), limb.provenance.begin(), limb.provenance.end());
}

void read_members(const InputNode& root, const std::string& file, Person& person,
                  const Catalogue& shipped, ProvenanceList& numbers) {
  if (const auto members = root.find(kMemberKey)) {
    for (const auto& [member, node] : members->entries()) {
      person.member_changes.push_back(
          {member, file, node.key_path(), {}, file, node.key_path(), node.line()});
      for (const auto& [id, change] : node.entries())
        person.member_changes.back().changes.push_back(read_change(id, change));
    }
  }
  if (const auto members = root.find(kLimbKey))
    for (const auto& [member, node] : members->entries())
      read_member_person(member, node, file, shipped, person, numbers);
}

}  // namespace

Person read_person_text(const std::string& text, const std::string& file,
                        const Catalogue& shipped) {
  Person person;
  ProvenanceList numbers;
  const InputNode root = InputNode::load_text(text, file, &numbers);
  if (root.has(kImageKey)) {
    person = read_image(root, file, shipped);
    read_head(root, file, person);
    return person;
  }
  refuse_swollen(root);
  root.allow_only({"kind", "title", "description", "anatomy", "side", kSitusKey, kOedemaKey,
                   kToneKey, "removed_nodes", "changes", kMemberKey, kLimbKey, kCutKey, kVeinKey,
                   "sex", "age", kHeightKey, kMassKey, kGirthsKey});
  read_head(root, file, person);
  person.anatomy = root.at("anatomy").text();
  if (const auto side = root.find(kSideKey)) {
    person.mirrored = side->one_of({"right", "left"}) == "left";
    person.side_line = side->line();
  }
  read_situs(root, person);
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
  read_build(root, person);
  read_surgery(root, person);
  read_oedema(root, person);
  read_tone(root, person);
  read_members(root, file, person, shipped, numbers);
  person.provenance = std::move(numbers);
  return person;
}

Person read_person(const std::string& path, const Catalogue& shipped) {
  return read_person_text(read_text_file(path), path, shipped);
}

namespace {

void apply_stated(const Person& person, LimbAnatomy& anatomy, ParameterSet& parameters) {
  for (const MemberChanges& of : person.member_changes) check_member(of, anatomy);
  const LimbAnatomy drawn = anatomy;
  fit(person, anatomy);
  fit_blood(person, drawn, anatomy, parameters);
  remove_nodes(person, anatomy);
  operate(person, anatomy);
  swell(person, anatomy);
  tighten(person, anatomy);
  for (const ParameterChange& change : person.changes)
    change_parameter(person, kChangeKey + change.id, change, parameters);
  for (const MemberChanges& of : person.member_changes) change_member(person, of, parameters);
}

// A body has both sides: its situs is mirrored if the person says so, and what is stated of its sides if the person is
// another one's image.
void apply_to_body(const Person& person, LimbAnatomy& anatomy, ParameterSet& parameters) {
  if (person.inverted) anatomy = mirror_image(std::move(anatomy));
  if (!person.mirrored) return apply_stated(person, anatomy, parameters);
  // As the other person states it first, so that what is wrong with it is told in that file's words.
  LimbAnatomy tried = anatomy;
  ParameterSet tried_parameters = parameters;
  apply_stated(person, tried, tried_parameters);
  apply_stated(sides_swapped(person), anatomy, parameters);
}

}  // namespace

void apply(const Person& person, LimbAnatomy& anatomy, ParameterSet& parameters) {
  if (person.situs_line > 0 && !anatomy.body)
    throw InputError(person.situs_file, person.situs_line, kSitusKey,
                     "is of a body; " + anatomy.name + " is a limb alone");
  if (person.side_line > 0 && anatomy.body)
    throw InputError(person.image_of.empty() ? person.file : person.image_of, person.side_line,
                     kSideKey, "is of a limb alone; " + anatomy.name + " has both sides");
  if (anatomy.body) return apply_to_body(person, anatomy, parameters);
  apply_stated(person, anatomy, parameters);
  if (person.mirrored) anatomy = mirror_image(std::move(anatomy));
}

}  // namespace cisterna
