// What must hold between the parts of a limb. Each breach is one InputError at the line that caused it.
#pragma once
#include "body/limb/anatomy.hpp"
#include "io/yaml_node.hpp"

namespace cisterna {

/// `file` is the file the limb was read from: its entries stand in the same order as in `limb`.
void check_anatomy(const LimbAnatomy& limb, const InputNode& file);

}  // namespace cisterna
