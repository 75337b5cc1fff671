#include "io/anatomy_reader.hpp"

#include <filesystem>

#include "io/anatomy_checks.hpp"
#include "io/anatomy_parts.hpp"
#include "io/body_reader.hpp"
#include "io/text_file.hpp"

namespace cisterna {
namespace {

using namespace anatomy_parts;

LimbAnatomy read_limb(const InputNode& root, const std::string& file) {
  LimbAnatomy limb;
  root.allow_only({"kind", "title", "regions", "vessels", "nodes", "anastomoses", "outlet",
                   "reference_height", "reference_mass"});
  read_reference(root, limb);
  limb.name = std::filesystem::path(file).stem().string();
  limb.title = root.at("title").text();
  limb.file = file;
  double from = 0;
  for (const InputNode& node : root.at("regions").children()) {
    limb.regions.push_back(read_region(node, false));
    limb.regions.back().from = from;
    from = limb.regions.back().to();
  }
  limb.members = {{limb.name, 0, static_cast<int>(limb.regions.size()), -1, 0, 0, from, false}};
  for (const InputNode& node : root.at("vessels").children())
    limb.vessels.push_back(read_vessel(node, limb.regions, false));
  if (const auto nodes = root.find("nodes"))
    for (const InputNode& node : nodes->children())
      limb.nodes.push_back(read_lymph_node(node, limb.regions, false));
  if (const auto links = root.find("anastomoses"))
    for (const InputNode& node : links->children())
      limb.anastomoses.push_back(read_anastomosis(node, limb.regions));
  limb.outlets = {read_outlet(root.at("outlet"), false)};
  check_anatomy(limb, root);
  return limb;
}

}  // namespace

LimbAnatomy read_anatomy_text(const std::string& text, const std::string& file) {
  ProvenanceList numbers;
  const InputNode root = InputNode::load_text(text, file, &numbers);
  const bool body = root.at("kind").one_of({"anatomy", "body"}) == "body";
  LimbAnatomy anatomy = body ? read_body(root, file) : read_limb(root, file);
  anatomy.provenance.insert(anatomy.provenance.begin(), numbers.begin(), numbers.end());
  return anatomy;
}

std::vector<std::string> member_names(const LimbAnatomy& anatomy) {
  std::vector<std::string> names;
  for (const Member& member : anatomy.members)
    if (anatomy.body) names.push_back(member.name);
  return names;
}

std::vector<std::string> region_names(const LimbAnatomy& anatomy) {
  std::vector<std::string> names;
  int member = 0;
  for (const Region& region : anatomy.regions) {
    if (region.member != member) names.emplace_back();
    member = region.member;
    names.push_back(region.name);
  }
  return names;
}

LimbAnatomy read_anatomy(const std::string& path) {
  return read_anatomy_text(read_text_file(path), path);
}

}  // namespace cisterna
