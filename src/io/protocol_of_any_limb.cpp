#include "io/protocol_of_any_limb.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/error.hpp"
#include "base/spelling.hpp"
#include "io/anatomy_reader.hpp"
#include "io/protocol_reader.hpp"
#include "io/yaml_node.hpp"

namespace cisterna {
namespace {

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

}  // namespace

void check_named_limb(const Protocol& protocol, const Catalogue& catalogue) {
  if (protocol.limb.empty()) return;
  try {
    catalogue.resolve("body", protocol.limb);
  } catch (const InputError& error) {
    const InputNode limb = InputNode::load(protocol.file).at("limb").at("anatomy");
    throw InputError(protocol.file, limb.line(), limb.key_path(), error.what());
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

}  // namespace cisterna
