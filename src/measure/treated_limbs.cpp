#include "measure/treated_limbs.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "measure/part_flows.hpp"

namespace cisterna {
namespace {

constexpr std::size_t kMost = 2;

void collect(const std::vector<Step>& steps, std::set<std::string>& regions,
             std::set<std::string>& members) {
  for (const Step& step : steps) {
    regions.insert(step.regions.begin(), step.regions.end());
    for (const RecordedPlace& place : step.places) regions.insert(place.region);
    members.insert(step.members.begin(), step.members.end());
    collect(step.steps, regions, members);
  }
}

}  // namespace

std::vector<TreatedLimb> treated_limbs(const Protocol& protocol, const LimbAnatomy& anatomy) {
  if (!anatomy.body) return {};
  std::set<std::string> regions, members;
  collect(protocol.steps, regions, members);
  std::map<std::string, std::string> member_of;  // of regions, and of what lymph runs through
  for (const Region& region : anatomy.regions)
    member_of[region.name] = anatomy.members[static_cast<std::size_t>(region.member)].name;
  for (const std::string& region : regions) members.insert(member_of[region]);
  std::map<std::string, std::string> place;
  for (const Vessel& vessel : anatomy.vessels) place[vessel.name] = member_of[vessel.region_to];
  for (const LymphNode& node : anatomy.nodes) place[node.name] = member_of[node.region];
  std::vector<TreatedLimb> limbs;
  for (const Member& member : anatomy.members) {
    if (!members.contains(member.name)) continue;
    TreatedLimb limb{member.name, {}};
    for (const LymphNode& node : anatomy.nodes) {
      const auto next = place.find(node.drains_to);
      if (place[node.name] == member.name && next != place.end() && next->second != member.name)
        limb.last_nodes.push_back(node.name);
    }
    if (!limb.last_nodes.empty()) limbs.push_back(std::move(limb));
  }
  if (limbs.size() > kMost) limbs.clear();
  return limbs;
}

std::vector<LimbFlow> limb_flows(const StudyResult& study, std::size_t protocol,
                                 const std::vector<TreatedLimb>& limbs) {
  std::vector<LimbFlow> flows;
  const double end = drained_volume_contrast(study, protocol).compared_over;
  const std::vector<FlowPart> parts = flow_parts(study.geometry);
  for (const TreatedLimb& limb : limbs) {
    std::vector<const FlowPart*> last;
    LimbFlow flow{limb.name, {}, {}};
    for (const FlowPart& part : parts) {
      const auto& nodes = limb.last_nodes;
      if (part.group != PartGroup::node ||
          std::find(nodes.begin(), nodes.end(), part.name) == nodes.end())
        continue;
      last.push_back(&part), flow.nodes.push_back(part.name);
    }
    if (last.empty()) continue;
    flow.passed = contrast_of(study, protocol, [&](const RunResult& r) {
      double sum = 0;
      for (const FlowPart* part : last) sum += volume_until(*part, r, end);
      return sum;
    });
    flows.push_back(std::move(flow));
  }
  return flows;
}

}  // namespace cisterna
