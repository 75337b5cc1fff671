// The entries of a limb or body file, one by one: what a single entry must hold is checked here, what must hold
// between entries in anatomy_checks and body_reader.
#pragma once
#include <string>
#include <vector>

#include "body/limb/anatomy.hpp"
#include "io/yaml_node.hpp"

namespace cisterna::anatomy_parts {

struct Place {
  std::string region;
  double fraction = 0;
};

std::vector<std::string> names_of(const std::vector<Region>& regions);
/// Keys `region` and `at`, and those of `more`.
Place read_place(const InputNode& node, const std::vector<Region>& regions,
                 const std::vector<std::string>& more = {});
Region read_region(const InputNode& node, bool in_body);
/// `in_body`: keys that only a body knows (cavity, both_sides, encloses) are allowed.
Vessel read_vessel(const InputNode& node, const std::vector<Region>& regions, bool in_body);
LymphNode read_lymph_node(const InputNode& node, const std::vector<Region>& regions, bool in_body);
Anastomosis read_anastomosis(const InputNode& node, const std::vector<Region>& regions);
/// Height and mass of the adult an anatomy belongs to, where it states them.
void read_reference(const InputNode& root, LimbAnatomy& anatomy);
Outlet read_outlet(const InputNode& node, bool named);
Cavity read_cavity(const InputNode& node);

}  // namespace cisterna::anatomy_parts
