#include "io/limb_of_body.hpp"

#include <algorithm>
#include <utility>

namespace cisterna {
namespace {

const Region* region_named(const LimbAnatomy& anatomy, const std::string& name) {
  for (const Region& region : anatomy.regions)
    if (region.name == name) return &region;
  return nullptr;
}

// What is stated of a person, by name, and the member it lies on.
using Stated = std::vector<std::pair<std::string, std::string>>;

Stated stated_of(const LimbAnatomy& body, const ParameterSet& parameters) {
  Stated all;
  const auto member_at = [&](const std::string& region) {
    const Region* r = region_named(body, region);
    return r ? body.members[static_cast<std::size_t>(r->member)].name : std::string();
  };
  for (const LymphNode& node : body.nodes)
    if (node.removed) all.emplace_back(node.name, member_at(node.region));
  for (const VesselPlace& cut : body.cuts) all.emplace_back(cut.vessel, member_at(cut.region));
  for (const LymphToVein& link : body.vein_connections)
    all.emplace_back(link.from.vessel, member_at(link.from.region));
  for (const Region& region : body.regions)
    if (region.oedema > 0) all.emplace_back(region.name, member_at(region.name));
  for (const Member& member : body.members)
    if (&parameters.of(member.name) != &parameters) all.emplace_back(member.name, member.name);
  return all;
}

}  // namespace

const std::vector<std::string>& side_names() {
  static const std::vector<std::string> names = {"right", "left"};
  return names;
}

std::string limb_of_body(const LimbAnatomy& body, const LimbAnatomy& limb,
                         const std::string& side) {
  if (!body.body || limb.body) return "";
  std::string member;
  for (const Region& region : limb.regions) {
    const Region* there = region_named(body, side + "_" + region.name);
    if (there == nullptr) return "";
    member = body.members[static_cast<std::size_t>(there->member)].name;
  }
  return member;
}

std::string ill_side(const LimbAnatomy& body, const ParameterSet& parameters,
                     const LimbAnatomy* limb) {
  const Stated all = stated_of(body, parameters);
  std::pair<long, long> right, left;  // on the limb, anywhere
  for (auto* count : {&right, &left}) {
    const std::string& side = side_names()[count == &right ? 0 : 1];
    const std::string member = limb ? limb_of_body(body, *limb, side) : "";
    for (const auto& [name, where] : all) {
      if (!member.empty() && where == member) ++count->first;
      if (name.starts_with(side + "_")) ++count->second;
    }
  }
  return left > right ? side_names()[1] : side_names()[0];
}

}  // namespace cisterna
