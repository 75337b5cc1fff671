#include "body/limb/mirror.hpp"

#include "base/side.hpp"

namespace cisterna {
namespace {

double opposite(double angle) { return angle == 0 ? 0 : -angle; }

}  // namespace

LimbAnatomy mirror_image(LimbAnatomy anatomy) {
  const auto swap = [](auto&... names) { ((names = other_side(names)), ...); };
  anatomy.mirrored = !anatomy.mirrored;
  for (Region& region : anatomy.regions) swap(region.name);
  for (Member& member : anatomy.members) {
    swap(member.name);
    member.angle = opposite(member.angle);
  }
  for (Vessel& vessel : anatomy.vessels) {
    if (vessel.drawn_as.empty()) vessel.drawn_as = vessel.name;
    swap(vessel.name, vessel.region_from, vessel.region_to, vessel.drains_to);
    vessel.angle = opposite(vessel.angle);
  }
  for (LymphNode& node : anatomy.nodes) swap(node.name, node.region, node.drains_to);
  for (Anastomosis& link : anatomy.anastomoses) swap(link.from, link.to, link.region);
  for (Organ& organ : anatomy.organs) swap(organ.name, organ.drains_to);
  for (Outlet& outlet : anatomy.outlets) swap(outlet.name);
  for (VesselPlace& cut : anatomy.cuts) swap(cut.vessel, cut.region);
  for (LymphToVein& link : anatomy.vein_connections)
    swap(link.name, link.from.vessel, link.from.region);
  return anatomy;
}

Person sides_swapped(Person person) {
  const auto swap = [](auto&... names) { ((names = other_side(names)), ...); };
  for (std::string& node : person.removed_nodes) swap(node);
  for (VesselPlace& cut : person.cuts) swap(cut.vessel, cut.region);
  for (LymphToVein& link : person.vein_connections)
    swap(link.name, link.from.vessel, link.from.region);
  for (MemberChanges& changes : person.member_changes) swap(changes.member);
  for (OwnGirths& girths : person.build.girths) swap(girths.region);
  for (StatedOedema& stated : person.oedema) swap(stated.of);
  for (StatedTone& stated : person.tone) swap(stated.of);
  return person;
}

}  // namespace cisterna
