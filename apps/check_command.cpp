// cisterna check FILE: reads a file as the other commands would and says what it holds.
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/progress.hpp"
#include "commands.hpp"
#include "exit_code.hpp"
#include "io/anatomy_reader.hpp"
#include "io/parameter_reader.hpp"
#include "io/person_build.hpp"
#include "io/person_reader.hpp"
#include "io/protocol_of_any_limb.hpp"
#include "io/recording_reader.hpp"
#include "io/study_inputs.hpp"
#include "io/yaml_node.hpp"

namespace cisterna {
namespace {

std::string counted(std::size_t count, const std::string& one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

std::string basis_summary(const ProvenanceList& numbers) {
  std::size_t assumed = 0;
  for (const Provenance& p : numbers) assumed += p.basis == Basis::assumed ? 1 : 0;
  return fmt::format("{}, {} of them assumed", counted(numbers.size(), "number"), assumed);
}

std::string check_protocol(const std::string& path, const Catalogue& catalogue) {
  const Protocol protocol = read_protocol_of_any_limb(path, catalogue);
  return fmt::format("protocol \"{}\": {}, {}; {}", protocol.title,
                     spoken_duration(duration_of(protocol)), counted(protocol.steps.size(), "step"),
                     basis_summary(protocol.provenance));
}

std::string operations(const Person& person) {
  std::string text;
  if (!person.cuts.empty()) text += ", " + counted(person.cuts.size(), "vessel") + " cut";
  if (!person.vein_connections.empty())
    text += ", " + counted(person.vein_connections.size(), "vessel") + " joined to a vein";
  if (!person.tone.empty())
    text += ", muscle held tight in " + counted(person.tone.size(), "place");
  return text;
}

std::string lymphangions(const LimbAnatomy& anatomy) {
  const std::size_t all = resolved_lymphangions(anatomy),
                    once = lymphangions_without_images(anatomy);
  return counted(all, "lymphangion") +
         (once == all ? "" : fmt::format(", {} with mirror images counted once", once));
}

std::string check_person(const std::string& path, const Catalogue& catalogue) {
  const Person person = read_person(path, catalogue);
  LimbAnatomy limb = anatomy_of(person, catalogue);
  ParameterSet parameters = read_parameters(catalogue.parameters());
  apply(person, limb, parameters);
  std::size_t changed = person.changes.size();
  for (const MemberChanges& of : person.member_changes) changed += of.changes.size();
  const std::string swapped = limb.body && person.mirrored ? ", sides swapped" : "";
  const std::string side = (!limb.mirrored ? ""
                            : limb.body    ? ", situs inversus"
                                           : ", left") +
                           swapped;
  const std::string who = stated(person.build);
  return fmt::format("person \"{}\": {}{}, {} removed, {} changed", person.title, limb.title, side,
                     counted(person.removed_nodes.size(), "node"), counted(changed, "parameter")) +
         operations(person) + (who.empty() ? "" : "; " + who) + "; " + lymphangions(limb);
}

std::string check_anatomy_file(const std::string& path) {
  const LimbAnatomy limb = read_anatomy(path);
  return fmt::format("anatomy \"{}\": {}, {} ({}), {}; {}", limb.title,
                     counted(limb.regions.size(), "region"), counted(limb.vessels.size(), "vessel"),
                     lymphangions(limb), counted(limb.nodes.size(), "node"),
                     basis_summary(limb.provenance));
}

std::string check_recording(const std::string& path) {
  const Recording recording = read_recording(path);
  return fmt::format("recording: {} of {}", counted(recording.time.size(), "sample"),
                     spoken_duration(recording.time.back() - recording.time.front()));
}

std::string checked(const std::string& path, const Catalogue& catalogue) {
  if (path.ends_with(".csv") || path.ends_with(".CSV")) return check_recording(path);
  const std::string kind = kind_of_file(path);
  if (kind == "protocol") return check_protocol(path, catalogue);
  if (kind == "person") return check_person(path, catalogue);
  if (kind == "anatomy" || kind == "body") return check_anatomy_file(path);
  return fmt::format("parameters: {}", counted(read_parameter_file(path).size(), "record"));
}

}  // namespace

int check_file(const std::string& path, const Catalogue& catalogue) {
  fmt::print("{}: {}\n", path, checked(path, catalogue));
  return kDone;
}

}  // namespace cisterna
