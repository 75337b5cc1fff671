// A protocol for one person: on the limb or body that the person has.
#pragma once
#include <string>

#include "body/limb/anatomy.hpp"
#include "io/catalogue.hpp"
#include "model/parameter.hpp"
#include "therapy/protocol.hpp"

namespace cisterna {

/// Who is treated, as read.
struct Patient {
  const Person& person;
  const LimbAnatomy& anatomy;      ///< with what the person states
  const ParameterSet& parameters;  ///< likewise
};

/// One for a limb alone is done on a limb of a body, one for one side of a body on that side: that of `side` ("right",
/// "left"), or where it is empty the ill one (io/limb_of_body.hpp); `sided` then turns true. Throws InputError; a protocol that
/// is sound on another shipped limb is no bad file: it is on the wrong person.
Protocol read_protocol_for(const std::string& path, const Patient& who, const std::string& side,
                           const Catalogue& catalogue, bool& sided);

}  // namespace cisterna
