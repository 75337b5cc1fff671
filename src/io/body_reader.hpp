// Reads a whole body (kind: body): the trunk, the limbs and the head as members, some of them from files of their own;
// vessels and nodes of either side, viscera, and the veins lymph flows into.
#pragma once
#include <string>

#include "body/limb/anatomy.hpp"
#include "io/yaml_node.hpp"

namespace cisterna {

/// `file` is where `root` was read from; limbs are looked for beside it. What is read from `root` itself is not in the
/// provenance, what limbs' files state is. Throws InputError.
LimbAnatomy read_body(const InputNode& root, const std::string& file);

}  // namespace cisterna
