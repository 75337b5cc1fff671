#include "study_inputs.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <tuple>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/spelling.hpp"
#include "io/anatomy_reader.hpp"
#include "io/limb_of_body.hpp"
#include "io/observation_reader.hpp"
#include "io/parameter_reader.hpp"
#include "io/person_build.hpp"
#include "io/person_reader.hpp"
#include "io/protocol_reader.hpp"
#include "io/references.hpp"
#include "io/report/published_ranges.hpp"
#include "io/text_file.hpp"
#include "io/treated_limbs.hpp"
#include "io/yaml_node.hpp"
#include "therapy/sided_protocol.hpp"

namespace cisterna {
namespace {

namespace fs = std::filesystem;

std::string hash_of_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream content;
  content << stream.rdbuf();
  return sha256(content.str());
}

void add(ProvenanceList& all, const ProvenanceList& more) {
  all.insert(all.end(), more.begin(), more.end());
}

void add_recordings(const std::vector<Step>& steps, std::set<std::string>& files) {
  for (const Step& step : steps) {
    if (step.recording) files.insert(step.recording->file);
    add_recordings(step.steps, files);
  }
}

// "hand, forearm, upper_arm": without the empty ones that stand between members.
std::string listed_regions(const LimbAnatomy& anatomy) {
  std::string text;
  for (const Region& region : anatomy.regions) text += (text.empty() ? "" : ", ") + region.name;
  return text;
}

// The shipped anatomies that a protocol may be for, by name.
std::vector<LimbAnatomy> shipped_anatomies(const Catalogue& catalogue) {
  std::vector<LimbAnatomy> all;
  for (const CatalogueEntry& entry : catalogue.entries("body"))
    all.push_back(read_anatomy(entry.path));
  return all;
}

std::optional<Protocol> protocol_that_fits(const std::string& path, const LimbAnatomy& anatomy) {
  try {
    return read_protocol(path, region_names(anatomy), member_names(anatomy));
  } catch (const InputError&) {  // of another limb, or wrong for any
    return std::nullopt;
  }
}

// Where no region tells what it is for, the protocol may name it.
bool is_for(const Protocol& protocol, const LimbAnatomy& anatomy, const Catalogue& catalogue) {
  if (protocol.limb.empty() || protocol.limb == anatomy.name) return true;
  const LimbAnatomy named = read_anatomy(catalogue.resolve("body", protocol.limb));
  return region_names(named) == region_names(anatomy);
}

void check_named_limb(const Protocol& protocol, const Catalogue& catalogue) {
  if (protocol.limb.empty()) return;
  try {
    catalogue.resolve("body", protocol.limb);
  } catch (const InputError& error) {
    const InputNode limb = InputNode::load(protocol.file).at("limb").at("anatomy");
    throw InputError(protocol.file, limb.line(), limb.key_path(), error.what());
  }
}

Protocol on_limb_of_body(Protocol protocol, const LimbAnatomy& limb, const StudyInputs& inputs,
                         const std::string& asked) {
  const std::string side =
      asked.empty() ? ill_side(inputs.anatomy, inputs.parameters, &limb) : asked;
  return on_side(std::move(protocol), limb_of_body(inputs.anatomy, limb, side_names()[0]), side);
}

// One for a body that is written for one side.
Protocol on_side_of_body(Protocol protocol, const StudyInputs& inputs, const std::string& asked) {
  const std::string side = asked.empty() ? ill_side(inputs.anatomy, inputs.parameters) : asked;
  protocol.title += ", " + side;
  return side == protocol.side ? protocol : mirror_image(std::move(protocol));
}

bool has_both(const LimbAnatomy& body, const LimbAnatomy& limb) {
  return std::none_of(side_names().begin(), side_names().end(), [&](const std::string& side) {
    return limb_of_body(body, limb, side).empty();
  });
}

bool is_plain(const Person& p) {
  return p.provenance.empty() && p.removed_nodes.empty() && p.changes.empty() &&
         p.member_changes.empty() && !p.mirrored && !p.inverted;
}

// Whom to treat instead: the first shipped person of whom nothing but an anatomy is stated.
std::string other_person(const LimbAnatomy& anatomy, const Catalogue& catalogue) {
  for (const CatalogueEntry& entry : catalogue.entries("persons")) {
    try {
      const Person person = read_person(entry.path, catalogue);
      if (is_plain(person) && person.anatomy == anatomy.name) return "; try --person " + entry.name;
    } catch (const InputError&) {  // a bad file says nothing about this protocol
    }
  }
  return "";
}

// On the person's limb or body. One for a limb alone is done on a limb of a body; `sided` then turns true. A protocol that
// is sound on another shipped limb is no bad file: it is on the wrong person.
Protocol read_protocol_for(const std::string& path, const StudyInputs& inputs,
                           const std::string& side, const Catalogue& catalogue, bool& sided) {
  const LimbAnatomy& own = inputs.anatomy;
  std::optional<Protocol> found = protocol_that_fits(path, own);
  if (found) check_named_limb(*found, catalogue);
  if (found && is_for(*found, own, catalogue)) {
    if (found->side.empty()) return std::move(*found);
    sided = true;
    return on_side_of_body(std::move(*found), inputs, side);
  }
  const std::vector<LimbAnatomy> shipped = shipped_anatomies(catalogue);
  for (const LimbAnatomy& other : shipped) {
    std::optional<Protocol> theirs = protocol_that_fits(path, other);
    if (!theirs || !is_for(*theirs, other, catalogue)) continue;
    if (has_both(own, other)) {
      sided = true;
      return on_limb_of_body(std::move(*theirs), other, inputs, side);
    }
    throw InputError(path, 0, "",
                     "is for the regions of " + other.name + " (" + listed_regions(other) + "); " +
                         inputs.person.name + " has " + listed_regions(own) +
                         other_person(other, catalogue));
  }
  if (std::none_of(shipped.begin(), shipped.end(),
                   [&](const LimbAnatomy& each) { return each.file == own.file; }))
    return read_protocol(path, region_names(own), member_names(own));
  return read_protocol_of_any_limb(path, catalogue, own.file);  // says what is wrong with it
}

// Texts of a value or of the values of a list; the names of a map's entries.
void add_names(const InputNode& node, std::set<std::string>& names) {
  if (node.is_scalar()) names.insert(node.text());
  if (node.is_list())
    for (const InputNode& each : node.children()) add_names(each, names);
  if (node.is_map())
    for (const auto& [name, value] : node.entries()) names.insert(name);
}

// Regions and members that a protocol names where it says what is touched or moved: not words of titles or notes. What
// cannot be read is left out: reading the protocol says what is wrong.
void add_places(const InputNode& node, std::set<std::string>& places) {
  const auto with_value = [&](const char* key, const auto& use) {
    try {
      if (const auto value = node.find(key)) use(*value);
    } catch (const InputError&) {  // left out
    }
  };
  if (!node.is_map()) return;
  for (const char* key : {"path", "region", "members"})
    with_value(key, [&](const InputNode& value) { add_names(value, places); });
  for (const char* key : {"limb", "with"})
    with_value(key, [&](const InputNode& value) { add_places(value, places); });
  for (const char* key : {"steps", "together"})
    with_value(key, [&](const InputNode& value) {
      for (const InputNode& each : value.children()) add_places(each, places);
    });
  with_value("columns", [&](const InputNode& value) {
    for (const auto& [name, place] : value.entries()) add_places(place, places);
  });
}

// Protocol names stand for columns and files of the result, so each may occur once.
void check_distinct(const std::vector<Protocol>& protocols) {
  std::set<std::string> names;
  for (const Protocol& p : protocols) {
    if (!names.insert(p.name).second) throw InputError(p.file, 0, "", "is compared with itself");
  }
}

}  // namespace

LimbAnatomy anatomy_of(const Person& person, const Catalogue& catalogue) {
  try {
    return read_anatomy(catalogue.resolve("body", person.anatomy));
  } catch (const InputError& error) {
    if (error.file() != person.anatomy) throw;  // the anatomy's own fault
    const std::string message = error.what();
    const std::string& file = person.image_of.empty() ? person.file : person.image_of;
    const int line = InputNode::load(file).at("anatomy").line();
    throw InputError(file, line, "anatomy", message);
  }
}

// Where it fits none, the complaint is about the limb that it speaks of most, or has names near to what it says.
Protocol read_protocol_of_any_limb(const std::string& path, const Catalogue& catalogue,
                                   const std::string& first) {
  std::set<std::string> places;
  add_places(InputNode::load(path), places);
  struct Names {
    std::string file;
    std::vector<std::string> regions, members;
  };
  std::vector<Names> limbs;
  for (const CatalogueEntry& entry : catalogue.entries("body")) {
    const LimbAnatomy limb = read_anatomy(entry.path);
    limbs.push_back({limb.file, region_names(limb), member_names(limb)});
  }
  if (limbs.empty()) throw InputError(catalogue.folder() + "/body", 0, "", "holds no anatomy");
  const auto rank = [&](const Names& names) {
    const auto named = [&](const std::string& name) { return places.contains(name); };
    const auto spoken_of = std::count_if(names.regions.begin(), names.regions.end(), named) +
                           std::count_if(names.members.begin(), names.members.end(), named);
    std::ptrdiff_t near = 0, apart = 0;
    for (const std::string& place : places) {
      const auto found = nearest_names(place, names.regions, 1);
      near += !found.empty();
      if (!found.empty()) apart += static_cast<std::ptrdiff_t>(spelling_distance(place, found[0]));
    }
    return std::tuple(spoken_of, near, names.file == first, -apart);
  };
  std::stable_sort(limbs.begin(), limbs.end(),
                   [&](const auto& a, const auto& b) { return rank(a) > rank(b); });
  bool named = false;
  for (const auto& [file, regions, members] : limbs) {
    try {
      Protocol protocol = read_protocol(path, regions, members);
      named = true;
      check_named_limb(protocol, catalogue);
      return protocol;
    } catch (const InputError&) {  // said below
      if (named) throw;
    }
  }
  return read_protocol(path, limbs.front().regions, limbs.front().members);
}

StudyInputs read_study_inputs(const std::vector<std::string>& protocols, const std::string& person,
                              const std::string& side, const Catalogue& catalogue) {
  StudyInputs inputs;
  inputs.person = read_person(catalogue.resolve("persons", person), catalogue);
  inputs.anatomy = anatomy_of(inputs.person, catalogue);
  inputs.parameters = read_parameters(catalogue.parameters());
  apply(inputs.person, inputs.anatomy, inputs.parameters);

  std::set<std::string> files = {inputs.person.file, inputs.anatomy.file};
  if (!inputs.person.image_of.empty()) files.insert(inputs.person.image_of);
  for (const MemberChanges& of : inputs.person.member_changes) files.insert(of.file);
  bool sided = false;
  for (const std::string& name : protocols) {
    const std::string path = catalogue.resolve("protocols", name);
    inputs.protocols.push_back(read_protocol_for(path, inputs, side, catalogue, sided));
    // What is written for a limb alone is for the right one; a left one is treated as its mirror image.
    if (inputs.anatomy.mirrored && !inputs.anatomy.body)
      inputs.protocols.back() = mirror_image(std::move(inputs.protocols.back()));
    files.insert(path);
  }
  if (!side.empty() && !sided)
    throw InputError(
        inputs.person.file, 0, "--side",
        inputs.anatomy.body
            ? "is for protocols of one limb or side; what is done here names its sides itself"
            : "is for limbs of a body; " + inputs.anatomy.name + " is a limb alone");
  check_distinct(inputs.protocols);
  for (const Protocol& p : inputs.protocols) add_recordings(p.steps, files);

  for (const ParameterRecord& record : inputs.parameters.records()) {
    files.insert(record.provenance.file);
  }
  add(inputs.provenance, inputs.anatomy.provenance);
  add(inputs.provenance, inputs.person.provenance);
  for (const Protocol& p : inputs.protocols) add(inputs.provenance, p.provenance);
  for (const std::string& file : files) inputs.hashes.emplace_back(file, hash_of_file(file));
  return inputs;
}

ProvenanceList used_numbers(const StudyInputs& inputs) {
  ProvenanceList numbers;
  const auto& records = inputs.parameters.records();
  for (std::size_t i = 0; i < records.size(); ++i)
    if (inputs.parameters.used(i)) numbers.push_back(records[i].provenance);
  add(numbers, inputs.provenance);
  return numbers;
}

ReportContext report_context(const StudyInputs& inputs, const Catalogue& catalogue) {
  ReportContext context;
  context.person_title = inputs.person.title;
  context.person_description = inputs.person.description;
  if (const std::string who = stated(inputs.person.build); !who.empty())
    context.person_description +=
        (context.person_description.empty() ? "Stated: " : " Stated: ") + who + ".";
  for (const Protocol& protocol : inputs.protocols) {
    ProtocolCard card{
        protocol.title, protocol.description, {}, treated_limbs(protocol, inputs.anatomy)};
    for (const TimelineEntry& entry : timeline(protocol)) {
      card.timeline.push_back({entry.start, entry.end, name_of(entry.technique), entry.label});
    }
    context.protocols.push_back(std::move(card));
  }
  for (const Reference& reference : read_references(catalogue.references())) {
    context.references.push_back({reference.key, reference.text});
  }
  context.ranges = published_ranges(read_observation_folder(catalogue.folder() + "/observations"),
                                    inputs.anatomy.name);
  return context;
}

}  // namespace cisterna
