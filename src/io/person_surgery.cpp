#include "io/person_surgery.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/spelling.hpp"
#include "io/anatomy_parts.hpp"

namespace cisterna {
namespace {

// Bounds of what can be sewn. Beyond them a unit or a decimal point was mistaken.
constexpr double kFinestTube = 5e-5, kWidestTube = 3e-3;             // [m]
constexpr double kShortestTube = 1e-4, kLongestTube = 0.3;           // [m]
constexpr double kLeastResistance = 1e6, kLargestResistance = 1e18;  // [Pa s/m3]
constexpr double kLowestVein = -2000, kHighestVein = 8000;           // [Pa]

VesselPlace read_vessel_place(const InputNode& node) {
  VesselPlace place;
  place.vessel = node.at("vessel").text();
  place.region = node.at("region").text();
  place.fraction = node.at("at").number(0, 1);
  place.file = node.file(), place.key = node.key_path(), place.line = node.line();
  return place;
}

LymphToVein read_connection(const InputNode& node) {
  node.allow_only(
      {"name", "vessel", "region", "at", "resistance", "diameter", "length", "vein_pressure"});
  LymphToVein link;
  link.from = read_vessel_place(node);
  const auto name = node.find("name");
  link.name = name ? name->text() : "vein_at_" + link.from.vessel;
  const bool tube = node.has("diameter") || node.has("length");
  if (tube == node.has("resistance"))
    node.fail("expected either \"resistance\", or \"diameter\" and \"length\" of a tube");
  if (tube) {
    link.diameter = node.at("diameter").quantity(units::kLength, kFinestTube, kWidestTube);
    link.length = node.at("length").quantity(units::kLength, kShortestTube, kLongestTube);
  } else {
    link.resistance =
        node.at("resistance").quantity(units::kResistance, kLeastResistance, kLargestResistance);
  }
  link.vein_pressure =
      node.at("vein_pressure").quantity(units::kPressure, kLowestVein, kHighestVein);
  return link;
}

[[noreturn]] void fail(const VesselPlace& place, const std::string& key,
                       const std::string& message) {
  throw InputError(place.file, place.line, place.key + "." + key, message);
}

// The vessel passes the place.
void check_place(const VesselPlace& place, const LimbAnatomy& anatomy) {
  std::vector<std::string> vessels;
  for (const Vessel& v : anatomy.vessels) vessels.push_back(v.name);
  const auto found = std::find(vessels.begin(), vessels.end(), place.vessel);
  if (found == vessels.end())
    fail(place, "vessel",
         "unknown vessel \"" + place.vessel + "\"" + suggestion(place.vessel, vessels));
  const std::vector<std::string> regions = anatomy_parts::names_of(anatomy.regions);
  if (std::find(regions.begin(), regions.end(), place.region) == regions.end())
    fail(place, "region",
         "unknown region \"" + place.region + "\"" + suggestion(place.region, regions));
  const Vessel& v = anatomy.vessels[static_cast<std::size_t>(found - vessels.begin())];
  const double s = place_along(anatomy, place.region, place.fraction);
  const double from = place_along(anatomy, v.region_from, v.fraction_from);
  const double to = place_along(anatomy, v.region_to, v.fraction_to);
  if (s < std::min(from, to) || s > std::max(from, to))
    fail(place, "at", place.vessel + " does not pass here");
}

bool is_name(const LimbAnatomy& anatomy, const std::string& name) {
  const auto called = [&](const auto& each) { return each.name == name; };
  return std::any_of(anatomy.vessels.begin(), anatomy.vessels.end(), called) ||
         std::any_of(anatomy.nodes.begin(), anatomy.nodes.end(), called) ||
         std::any_of(anatomy.organs.begin(), anatomy.organs.end(), called) ||
         std::any_of(anatomy.outlets.begin(), anatomy.outlets.end(), called);
}

}  // namespace

void read_surgery(const InputNode& root, Person& person) {
  if (const auto cuts = root.find(kCutKey))
    for (const InputNode& node : cuts->children()) {
      node.allow_only({"vessel", "region", "at"});
      person.cuts.push_back(read_vessel_place(node));
    }
  if (const auto links = root.find(kVeinKey))
    for (const InputNode& node : links->children())
      person.vein_connections.push_back(read_connection(node));
}

void operate(const Person& person, LimbAnatomy& anatomy) {
  for (const VesselPlace& cut : person.cuts) {
    check_place(cut, anatomy);
    anatomy.cuts.push_back(cut);
  }
  for (const LymphToVein& link : person.vein_connections) {
    check_place(link.from, anatomy);
    if (is_name(anatomy, link.name))
      fail(link.from, "name",
           "\"" + link.name +
               "\" is the name of something else; a \"name\" of its own tells them apart");
    anatomy.vein_connections.push_back(link);
    anatomy.outlets.push_back({link.name, link.vein_pressure, 0});
  }
}

}  // namespace cisterna
