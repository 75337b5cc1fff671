// Reads a limb from data/body/*.yaml and refuses what no limb can be: loops of drainage, paths between
// regions that do not touch, vessels without length or end.
#pragma once
#include <string>
#include <vector>

#include "body/limb/anatomy.hpp"
#include "io/yaml_node.hpp"

namespace cisterna {

LimbAnatomy read_anatomy(const std::string& path);
/// The same for text in memory; `file` is the name used in messages.
LimbAnatomy read_anatomy_text(const std::string& text, const std::string& file);

/// As read_protocol() wants them: an empty name stands between the regions of one member and the next.
std::vector<std::string> region_names(const LimbAnatomy& anatomy);
/// Those a protocol may name, the trunk first: none of a single limb.
std::vector<std::string> member_names(const LimbAnatomy& anatomy);

/// Number of lymphangions resolved: parallel copies count once.
std::size_t resolved_lymphangions(const LimbAnatomy& anatomy);
/// The same with a vessel and its mirror image on the other side counted once.
std::size_t lymphangions_without_images(const LimbAnatomy& anatomy);

}  // namespace cisterna
