#include "io/study_inputs.hpp"

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "io/anatomy_reader.hpp"
#include "io/parameter_reader.hpp"
#include "io/person_build.hpp"
#include "io/person_reader.hpp"
#include "io/protocol_for_person.hpp"
#include "io/yaml_node.hpp"

namespace cisterna {
namespace {

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

// Protocol names stand for columns and files of the result, so each may occur once.
void check_distinct(const std::vector<Protocol>& protocols) {
  std::map<std::string, std::string> files;
  for (const Protocol& p : protocols) {
    const auto [there, first] = files.emplace(p.name, p.file);
    if (first) continue;
    if (there->second == p.file) throw InputError(p.file, 0, "", "is compared with itself");
    throw InputError(
        p.file, 0, "name",
        "expected another name than that of " + there->second + ", found \"" + p.name + "\"");
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
    inputs.protocols.push_back(read_protocol_for(
        path, {inputs.person, inputs.anatomy, inputs.parameters}, side, catalogue, sided));
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

}  // namespace cisterna
