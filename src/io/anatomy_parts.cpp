#include "io/anatomy_parts.hpp"

#include <numbers>

#include "units/units.hpp"

namespace cisterna::anatomy_parts {
namespace {

// Bounds of what a human limb can have. Beyond them a unit or a decimal point was mistaken.
constexpr double kShortestRegion = 0.01, kLongestRegion = 1;           // [m]
constexpr double kLeastGirth = 0.03, kLargestGirth = 1.5;              // [m]
constexpr double kThinnestSubcutis = 0.5e-3, kThickestSubcutis = 0.1;  // [m]
constexpr double kThinnestBone = 1e-3, kThickestBone = 0.05;           // [m]
constexpr double kLeastMuscle = 0.01;                         // share of what lies under the fascia
constexpr double kFinestVessel = 2e-5, kWidestVessel = 5e-3;  // [m]
constexpr double kShortestLymphangion = 5e-4, kLongestLymphangion = 0.05;  // [m]
constexpr double kDeepest = 0.25;                                          // in the trunk [m]
constexpr double kMostCopies = 200;
constexpr double kShortestAdult = 1, kTallestAdult = 2.5;    // [m]
constexpr double kLightestAdult = 20, kHeaviestAdult = 400;  // [kg]
constexpr double kFullTurn = 2 * std::numbers::pi;
constexpr double kLeastResistance = 1e6, kLargestResistance = 1e18;  // [Pa s/m3]
constexpr double kLargestCompliance = 1e-6;                          // [m3/Pa]
constexpr double kLargestOutletPressure = 8000;                      // [Pa]
constexpr double kHighestOutlet = 0.6;                               // [m]

}  // namespace

std::vector<std::string> names_of(const std::vector<Region>& regions) {
  std::vector<std::string> names;
  for (const Region& region : regions) names.push_back(region.name);
  return names;
}

Region read_region(const InputNode& node, bool in_body) {
  std::vector<std::string> keys = {
      "name",        "length",      "girth_distal", "girth_proximal", "subcutis_thickness",
      "bone_radius", "muscle_share"};
  if (in_body) keys.push_back("encloses");
  node.allow_only(keys);
  Region r;
  r.name = node.at("name").text();
  r.length = node.at("length").quantity(units::kLength, kShortestRegion, kLongestRegion);
  r.girth_distal = node.at("girth_distal").quantity(units::kLength, kLeastGirth, kLargestGirth);
  r.girth_proximal = node.at("girth_proximal").quantity(units::kLength, kLeastGirth, kLargestGirth);
  r.subcutis_thickness =
      node.at("subcutis_thickness").quantity(units::kLength, kThinnestSubcutis, kThickestSubcutis);
  r.bone_radius = node.at("bone_radius").quantity(units::kLength, kThinnestBone, kThickestBone);
  if (const auto share = node.find("muscle_share"))
    r.muscle_share = share->quantity(units::kNumber, kLeastMuscle, 1);
  if (const auto encloses = node.find("encloses")) {
    if (encloses->one_of({"abdomen", "thorax"}) == "thorax")
      encloses->fail(
          "ribs bear most of what presses on the thorax: only the abdomen is pressed so");
    r.encloses = Cavity::abdomen;
  }
  return r;
}

Place read_place(const InputNode& node, const std::vector<Region>& regions,
                 const std::vector<std::string>& more) {
  std::vector<std::string> keys = {"region", "at"};
  keys.insert(keys.end(), more.begin(), more.end());
  node.allow_only(keys);
  return {node.at("region").one_of(names_of(regions)), node.at("at").number(0, 1)};
}

Cavity read_cavity(const InputNode& node) {
  const auto cavity = node.find("cavity");
  if (!cavity) return Cavity::none;
  return cavity->one_of({"thorax", "abdomen"}) == "thorax" ? Cavity::thorax : Cavity::abdomen;
}

Vessel read_vessel(const InputNode& node, const std::vector<Region>& regions, bool in_body) {
  std::vector<std::string> keys = {"name",
                                   "layer",
                                   "from",
                                   "to",
                                   "angle",
                                   "count",
                                   "diameter_distal",
                                   "diameter_proximal",
                                   "lymphangion_length",
                                   "depth",
                                   "drains_to"};
  if (in_body) keys.insert(keys.end(), {"cavity", "both_sides"});
  node.allow_only(keys);
  Vessel v;
  v.name = node.at("name").text();
  v.layer =
      node.at("layer").one_of({"superficial", "deep"}) == "deep" ? Layer::deep : Layer::superficial;
  const Place from = read_place(node.at("from"), regions), to = read_place(node.at("to"), regions);
  v.region_from = from.region;
  v.fraction_from = from.fraction;
  v.region_to = to.region;
  v.fraction_to = to.fraction;
  v.angle = node.at("angle").quantity(units::kAngle, 0, kFullTurn);
  v.count = node.at("count").number(1, kMostCopies);
  v.diameter_distal =
      node.at("diameter_distal").quantity(units::kLength, kFinestVessel, kWidestVessel);
  v.diameter_proximal =
      node.at("diameter_proximal").quantity(units::kLength, kFinestVessel, kWidestVessel);
  v.lymphangion_length = node.at("lymphangion_length")
                             .quantity(units::kLength, kShortestLymphangion, kLongestLymphangion);
  v.depth = node.at("depth").quantity(units::kLength, 0, in_body ? kDeepest : kThickestSubcutis);
  v.drains_to = node.at("drains_to").text();
  if (in_body) v.cavity = read_cavity(node);
  return v;
}

LymphNode read_lymph_node(const InputNode& node, const std::vector<Region>& regions, bool in_body) {
  std::vector<std::string> keys = {"name",       "region",    "at",      "resistance",
                                   "compliance", "drains_to", "removed", "removed_resistance"};
  if (in_body) keys.insert(keys.end(), {"cavity", "both_sides"});
  node.allow_only(keys);
  LymphNode n;
  n.name = node.at("name").text();
  n.region = node.at("region").one_of(names_of(regions));
  n.fraction = node.at("at").number(0, 1);
  n.resistance =
      node.at("resistance").quantity(units::kResistance, kLeastResistance, kLargestResistance);
  n.compliance = node.at("compliance").quantity(units::kCompliance, 0, kLargestCompliance);
  n.drains_to = node.at("drains_to").text();
  if (in_body) n.cavity = read_cavity(node);
  if (const auto removed = node.find("removed")) n.removed = removed->boolean();
  if (const auto left = node.find("removed_resistance")) {
    n.removed_resistance = left->quantity(units::kResistance, kLeastResistance, kLargestResistance);
  }
  return n;
}

Anastomosis read_anastomosis(const InputNode& node, const std::vector<Region>& regions) {
  node.allow_only({"from", "to", "region", "at", "resistance"});
  Anastomosis a;
  a.from = node.at("from").text();
  a.to = node.at("to").text();
  a.region = node.at("region").one_of(names_of(regions));
  a.fraction = node.at("at").number(0, 1);
  a.resistance =
      node.at("resistance").quantity(units::kResistance, kLeastResistance, kLargestResistance);
  return a;
}

void read_reference(const InputNode& root, LimbAnatomy& anatomy) {
  const auto height = root.find("reference_height"), mass = root.find("reference_mass");
  if (height) anatomy.height = height->quantity(units::kLength, kShortestAdult, kTallestAdult);
  if (mass) anatomy.mass = mass->quantity(units::kMass, kLightestAdult, kHeaviestAdult);
}

Outlet read_outlet(const InputNode& node, bool named) {
  std::vector<std::string> keys = {"pressure", "height"};
  if (named) keys.push_back("name");
  node.allow_only(keys);
  Outlet outlet;
  if (named) outlet.name = node.at("name").text();
  outlet.pressure =
      node.at("pressure")
          .quantity(units::kPressure, -kLargestOutletPressure, kLargestOutletPressure);
  outlet.height = node.at("height").quantity(units::kLength, -kHighestOutlet, kHighestOutlet);
  return outlet;
}

}  // namespace cisterna::anatomy_parts
