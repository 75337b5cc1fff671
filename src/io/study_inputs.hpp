// Everything a study needs, read and checked before anything is computed.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "body/limb/anatomy.hpp"
#include "io/catalogue.hpp"
#include "model/parameter.hpp"
#include "therapy/protocol.hpp"

namespace cisterna {

struct StudyInputs {
  Person person;
  LimbAnatomy anatomy;              ///< with the person's nodes removed
  ParameterSet parameters;          ///< with the person's changes
  std::vector<Protocol> protocols;  ///< control first
  ProvenanceList provenance;        ///< of the numbers of anatomy, person and protocols
  std::vector<std::pair<std::string, std::string>> hashes;  ///< file, SHA-256
};

/// A protocol for a limb alone is done on one limb of a body: that of `side` ("right", "left"), or where it is empty the
/// ill one (io/limb_of_body.hpp). Throws InputError.
StudyInputs read_study_inputs(const std::vector<std::string>& protocols, const std::string& person,
                              const std::string& side, const Catalogue& catalogue);
/// Every number of the anatomy, person and protocols, and those parameters that something has asked for since.
ProvenanceList used_numbers(const StudyInputs& inputs);
/// Throws InputError that names the person's file where there is no such anatomy.
LimbAnatomy anatomy_of(const Person& person, const Catalogue& catalogue);

}  // namespace cisterna
