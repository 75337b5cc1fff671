#include "study_inputs.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/error.hpp"
#include "base/sha256.hpp"
#include "io/anatomy_reader.hpp"
#include "io/observation_reader.hpp"
#include "io/parameter_reader.hpp"
#include "io/person_build.hpp"
#include "io/person_reader.hpp"
#include "io/protocol_reader.hpp"
#include "io/references.hpp"
#include "io/report/published_ranges.hpp"
#include "io/text_file.hpp"
#include "io/yaml_node.hpp"

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

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

// A protocol that is sound on another shipped limb is no bad file: it is on the wrong person.
Protocol read_protocol_for(const std::string& path, const StudyInputs& inputs,
                           const Catalogue& catalogue) {
  const std::vector<std::string> own = region_names(inputs.anatomy);
  try {
    return read_protocol(path, own, member_names(inputs.anatomy));
  } catch (const InputError&) {
    for (const CatalogueEntry& entry : catalogue.entries("body")) {
      const LimbAnatomy other = read_anatomy(entry.path);
      try {
        read_protocol(path, region_names(other), member_names(other));
      } catch (const InputError&) {
        continue;
      }
      throw InputError(path, 0, "",
                       "is for the regions of " + other.name + " (" + joined(region_names(other)) +
                           "); " + inputs.person.name + " has " + joined(own));
    }
    const std::vector<CatalogueEntry> limbs = catalogue.entries("body");
    if (std::none_of(limbs.begin(), limbs.end(),
                     [&](const auto& entry) { return entry.path == inputs.anatomy.file; }))
      throw;
    return read_protocol_of_any_limb(path, catalogue);  // says what is wrong with it
  }
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

// Where it fits none, the complaint is about the limb that it speaks of most.
Protocol read_protocol_of_any_limb(const std::string& path, const Catalogue& catalogue) {
  const std::string text = read_text_file(path);
  struct Names {
    std::vector<std::string> regions, members;
  };
  std::vector<Names> limbs;
  for (const CatalogueEntry& entry : catalogue.entries("body")) {
    const LimbAnatomy limb = read_anatomy(entry.path);
    limbs.push_back({region_names(limb), member_names(limb)});
  }
  if (limbs.empty()) throw InputError(catalogue.folder() + "/body", 0, "", "holds no anatomy");
  const auto spoken_of = [&](const Names& names) {
    const auto told = [&](const std::string& name) {
      return !name.empty() && text.find(name) != std::string::npos;
    };
    return std::count_if(names.regions.begin(), names.regions.end(), told) +
           std::count_if(names.members.begin(), names.members.end(), told);
  };
  std::stable_sort(limbs.begin(), limbs.end(),
                   [&](const auto& a, const auto& b) { return spoken_of(a) > spoken_of(b); });
  for (const auto& [regions, members] : limbs) {
    try {
      return read_protocol(path, regions, members);
    } catch (const InputError&) {  // said below
    }
  }
  return read_protocol(path, limbs.front().regions, limbs.front().members);
}

StudyInputs read_study_inputs(const std::vector<std::string>& protocols, const std::string& person,
                              const Catalogue& catalogue) {
  StudyInputs inputs;
  inputs.person = read_person(catalogue.resolve("persons", person));
  inputs.anatomy = anatomy_of(inputs.person, catalogue);
  inputs.parameters = read_parameters(catalogue.parameters());
  apply(inputs.person, inputs.anatomy, inputs.parameters);

  std::set<std::string> files = {inputs.person.file, inputs.anatomy.file};
  if (!inputs.person.image_of.empty()) files.insert(inputs.person.image_of);
  for (const std::string& name : protocols) {
    const std::string path = catalogue.resolve("protocols", name);
    inputs.protocols.push_back(read_protocol_for(path, inputs, catalogue));
    // What is written for a limb alone is for the right one; a left one is treated as its mirror image.
    if (inputs.anatomy.mirrored && !inputs.anatomy.body)
      inputs.protocols.back() = mirror_image(std::move(inputs.protocols.back()));
    files.insert(path);
  }
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
    ProtocolCard card{protocol.title, protocol.description, {}};
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
