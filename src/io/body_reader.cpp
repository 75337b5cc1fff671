#include "io/body_reader.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <numbers>
#include <set>

#include "base/spelling.hpp"
#include "io/anatomy_parts.hpp"
#include "io/anatomy_reader.hpp"

namespace cisterna {
namespace {

using namespace anatomy_parts;
namespace fs = std::filesystem;

constexpr double kGap = 1;                          // between members on the axis [m]
constexpr double kFullTurn = 2 * std::numbers::pi;  // [rad]
constexpr double kLargestOrgan = 0.02;              // interstitial volume [m3]
constexpr double kLargestConductance = 4e-9;        // [m3/(s Pa)]
constexpr double kLargestPermeability = 1e-5;       // [m3/s]
constexpr double kLargestCapillaryPressure = 8000;  // [Pa]
constexpr double kLeastResistance = 1e5, kLargestResistance = 1e15;  // [Pa s/m3]
constexpr double kFarthest = 1.2;                                    // from the heart [m]
const std::vector<std::string> kSides = {"right", "left"};

std::string sided(const std::string& side, const std::string& name) { return side + "_" + name; }
double mirrored(double angle) { return angle == 0 ? 0 : kFullTurn - angle; }

// Files of a folder that may be meant; nothing where none is near, for others may hold anything.
std::string near_files(const std::string& name, const fs::path& folder) {
  std::vector<std::string> stems;
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(folder, unreadable))
    if (entry.path().extension() == ".yaml") stems.push_back(entry.path().stem().string());
  std::sort(stems.begin(), stems.end());
  const std::vector<std::string> near = nearest_names(name, stems);
  return near.empty() ? "" : "; did you mean " + joined_names(near) + "?";
}

class BodyReader {
 public:
  BodyReader(const InputNode& root, const std::string& file) : root_(root), file_(file) {}

  LimbAnatomy read() {
    root_.allow_only({"kind", "title", "members", "vessels", "nodes", "anastomoses", "organs",
                      "outlets", "reference_height", "reference_mass"});
    read_reference(root_, body_);
    body_.body = true;
    body_.name = fs::path(file_).stem().string();
    body_.title = root_.at("title").text();
    body_.file = file_;
    for (const InputNode& node : root_.at("outlets").children()) {
      body_.outlets.push_back(read_outlet(node, true));
      add_name(body_.outlets.back().name, node.at("name"));
    }
    if (body_.outlets.empty()) root_.at("outlets").fail("a body needs at least one outlet");
    for (const InputNode& node : root_.at("members").children()) read_member(node);
    for (const InputNode& node : root_.at("vessels").children()) read_vessels(node);
    if (const auto nodes = root_.find("nodes"))
      for (const InputNode& node : nodes->children()) read_nodes(node);
    if (const auto links = root_.find("anastomoses"))
      for (const InputNode& node : links->children()) read_links(node);
    if (const auto organs = root_.find("organs"))
      for (const InputNode& node : organs->children()) read_organ(node);
    resolve();
    no_loops();
    return std::move(body_);
  }

 private:
  void add_name(const std::string& name, const InputNode& at) {
    if (!names_.insert(name).second) at.fail("name is used twice: " + name);
  }

  double next_from() const { return body_.regions.empty() ? 0 : body_.regions.back().to() + kGap; }

  // Appends regions as a new member.
  void add_member(Member member, std::vector<Region> regions) {
    member.first_region = static_cast<int>(body_.regions.size());
    member.regions = static_cast<int>(regions.size());
    double from = next_from();
    for (Region& region : regions) {
      region.member = static_cast<int>(body_.members.size());
      region.from = from;
      from = region.to();
      body_.regions.push_back(region);
    }
    body_.members.push_back(member);
  }

  void read_member(const InputNode& node) {
    node.allow_only(
        {"name", "regions", "heart_at", "anatomy", "side", "root", "drains_to", "points_up"});
    Member member;
    member.name = node.at("name").text();
    for (const Member& other : body_.members)
      if (other.name == member.name) node.at("name").fail("name is used twice");
    if (const auto up = node.find("points_up")) member.points_up = up->boolean();
    if (const auto root = node.find("root")) {
      const Place place = read_place(*root, body_.regions, {"angle"});
      member.parent = region(place.region).member;
      member.root_s = place_along(body_, place.region, place.fraction);
      member.angle = root->at("angle").quantity(units::kAngle, 0, kFullTurn);
    } else if (!body_.members.empty()) {
      node.fail("only the first member stands alone: \"root\" says where this one joins another");
    }
    if (node.has("anatomy")) {
      include(node, member);
      return;
    }
    std::vector<Region> regions;
    for (const InputNode& each : node.at("regions").children()) {
      regions.push_back(read_region(each, true));
      unique_region(regions.back().name, each.at("name"));
    }
    if (regions.empty()) node.at("regions").fail("a member needs at least one region");
    add_member(member, regions);
    if (member.parent < 0) {
      const InputNode heart = node.at("heart_at");
      const Place place = read_place(heart, body_.regions);
      body_.members.back().level = place_along(body_, place.region, place.fraction);
    }
  }

  void unique_region(const std::string& name, const InputNode& at) {
    if (!region_names_.insert(name).second) at.fail("region name is used twice: " + name);
  }

  // A limb of its own file, as the right one or, mirrored, as the left.
  void include(const InputNode& node, const Member& member) {
    const InputNode from = node.at("anatomy");
    const fs::path path = fs::path(file_).parent_path() / (from.text() + ".yaml");
    if (!fs::exists(path))
      from.fail("no file " + path.string() + near_files(from.text(), path.parent_path()));
    const LimbAnatomy limb = read_anatomy(path.string());
    if (limb.body) from.fail("is a body, not a limb");
    const std::string side = node.at("side").one_of(kSides);
    const std::string end = node.at("drains_to").text();
    const bool left = side == kSides[1];
    std::vector<Region> regions = limb.regions;
    for (Region& r : regions) unique_region(r.name = sided(side, r.name), from);
    add_member(member, regions);
    // To the next on the same side, or on to the body.
    const auto onward = [&](const std::string& name) {
      return name == limb.outlets.front().name ? end : sided(side, name);
    };
    for (Vessel v : limb.vessels) {
      v.name = sided(side, v.name), v.drains_to = onward(v.drains_to);
      v.region_from = sided(side, v.region_from), v.region_to = sided(side, v.region_to);
      if (left) v.angle = mirrored(v.angle);
      add(v, from, "");
    }
    for (LymphNode n : limb.nodes) {
      n.name = sided(side, n.name), n.drains_to = onward(n.drains_to);
      n.region = sided(side, n.region);
      add(n, from, "");
    }
    for (Anastomosis a : limb.anastomoses) {
      a.from = sided(side, a.from), a.to = sided(side, a.to), a.region = sided(side, a.region);
      body_.anastomoses.push_back(a);
      link_lines_.push_back(from);
    }
    if (included_.insert(path.string()).second)
      body_.provenance.insert(body_.provenance.end(), limb.provenance.begin(),
                              limb.provenance.end());
  }

  const Region& region(const std::string& name) const {
    return *std::find_if(body_.regions.begin(), body_.regions.end(),
                         [&](const Region& r) { return r.name == name; });
  }

  void add(const Vessel& v, const InputNode& line, const std::string& side) {
    add_name(v.name, line);
    body_.vessels.push_back(v);
    vessel_lines_.push_back(line), vessel_sides_.push_back(side);
  }
  void add(const LymphNode& n, const InputNode& line, const std::string& side) {
    add_name(n.name, line);
    body_.nodes.push_back(n);
    node_lines_.push_back(line), node_sides_.push_back(side);
  }

  static bool on_both_sides(const InputNode& node) {
    const auto both = node.find("both_sides");
    return both && both->boolean();
  }

  void read_vessels(const InputNode& node) {
    const Vessel v = read_vessel(node, body_.regions, true);
    if (region(v.region_from).member != region(v.region_to).member)
      node.at("to").fail(v.region_from + " and " + v.region_to + " are not of one member");
    if (place_along(body_, v.region_from, v.fraction_from) ==
        place_along(body_, v.region_to, v.fraction_to))
      node.at("to").fail("the vessel has no length");
    if (!on_both_sides(node)) return add(v, node, "");
    for (const std::string& side : kSides) {
      Vessel one = v;
      one.name = sided(side, v.name);
      if (side == kSides[1]) one.angle = mirrored(v.angle);
      add(one, node, side);
    }
  }

  void read_nodes(const InputNode& node) {
    const LymphNode n = read_lymph_node(node, body_.regions, true);
    if (!on_both_sides(node)) return add(n, node, "");
    for (const std::string& side : kSides) {
      LymphNode one = n;
      one.name = sided(side, n.name);
      add(one, node, side);
    }
  }

  void read_links(const InputNode& node) {
    body_.anastomoses.push_back(read_anastomosis(node, body_.regions));
    link_lines_.push_back(node);
  }

  void read_organ(const InputNode& node) {
    node.allow_only({"name", "cavity", "below_heart", "interstitial_volume",
                     "filtration_coefficient", "permeability", "reflection", "capillary_pressure",
                     "rest_pressure", "lymph_conductance", "net_resistance", "net_volume",
                     "drains_to"});
    const auto positive = [&](const char* key, const units::Dimension& dimension, double most) {
      return node.at(key).quantity(dimension, most * 1e-12, most);
    };
    Organ o;
    o.name = node.at("name").text();
    add_name(o.name, node.at("name"));
    o.cavity = read_cavity(node);
    if (o.cavity == Cavity::none) node.fail("a viscus lies in the thorax or the abdomen");
    o.along = node.at("below_heart").quantity(units::kLength, -kFarthest, kFarthest);
    o.interstitial_volume = positive("interstitial_volume", units::kVolume, kLargestOrgan);
    o.filtration_coefficient =
        positive("filtration_coefficient", units::kConductance, kLargestConductance);
    o.permeability = positive("permeability", units::kFlow, kLargestPermeability);
    o.reflection = node.at("reflection").number(0, 1);
    o.capillary_pressure =
        positive("capillary_pressure", units::kPressure, kLargestCapillaryPressure);
    if (const auto rest = node.find("rest_pressure"))
      o.rest_pressure =
          rest->quantity(units::kPressure, -kLargestCapillaryPressure, kLargestCapillaryPressure);
    o.lymph_conductance = positive("lymph_conductance", units::kConductance, kLargestConductance);
    o.net_resistance = node.at("net_resistance")
                           .quantity(units::kResistance, kLeastResistance, kLargestResistance);
    o.net_volume = positive("net_volume", units::kVolume, kLargestOrgan);
    o.drains_to = node.at("drains_to").text();
    body_.organs.push_back(o);
    organ_lines_.push_back(node);
  }

  // What an entry of one side names is looked for on that side first.
  std::string known(const std::string& name, const std::string& side, const InputNode& at) const {
    if (!side.empty() && names_.contains(sided(side, name))) return sided(side, name);
    if (names_.contains(name)) return name;
    const std::vector<std::string> all(names_.begin(), names_.end());
    at.fail("unknown vessel, node or outlet \"" + name + "\"" + suggestion(name, all));
  }

  static const InputNode line_of(const InputNode& entry, const char* key) {
    return entry.is_map() && entry.has(key) ? entry.at(key) : entry;
  }

  void resolve() {
    for (std::size_t i = 0; i < body_.vessels.size(); ++i) {
      const InputNode at = line_of(vessel_lines_[i], "drains_to");
      body_.vessels[i].drains_to = known(body_.vessels[i].drains_to, vessel_sides_[i], at);
      drains_[body_.vessels[i].name] = body_.vessels[i].drains_to;
      if (body_.vessels[i].drains_to == body_.vessels[i].name) at.fail("drains into itself");
    }
    for (std::size_t i = 0; i < body_.nodes.size(); ++i) {
      LymphNode& n = body_.nodes[i];
      n.drains_to = known(n.drains_to, node_sides_[i], line_of(node_lines_[i], "drains_to"));
      drains_[n.name] = n.drains_to;
      if (n.removed && n.removed_resistance == 0)
        node_lines_[i].fail("a removed node needs removed_resistance: what is left in its place");
    }
    for (std::size_t i = 0; i < body_.organs.size(); ++i) {
      Organ& o = body_.organs[i];
      const InputNode at = organ_lines_[i].at("drains_to");
      o.drains_to = known(o.drains_to, "", at);
      if (!is_vessel(o.drains_to)) at.fail("a viscus drains into a vessel");
    }
    for (std::size_t i = 0; i < body_.anastomoses.size(); ++i)
      for (const std::string& end : {body_.anastomoses[i].from, body_.anastomoses[i].to})
        if (!is_vessel(end)) {
          std::vector<std::string> vessels;
          for (const Vessel& v : body_.vessels) vessels.push_back(v.name);
          link_lines_[i].fail("unknown vessel \"" + end + "\"" + suggestion(end, vessels));
        }
  }

  bool is_vessel(const std::string& name) const {
    return std::any_of(body_.vessels.begin(), body_.vessels.end(),
                       [&](const Vessel& v) { return v.name == name; });
  }

  // A walk that takes more steps than there are names is a loop.
  void no_loops() const {
    for (std::size_t i = 0; i < body_.vessels.size() + body_.nodes.size(); ++i) {
      const bool vessel = i < body_.vessels.size();
      const std::string& begin =
          vessel ? body_.vessels[i].name : body_.nodes[i - body_.vessels.size()].name;
      std::string at = begin;
      for (std::size_t step = 0; drains_.contains(at); ++step) {
        at = drains_.at(at);
        if (at != begin && step <= drains_.size()) continue;
        const InputNode& entry = vessel ? vessel_lines_[i] : node_lines_[i - body_.vessels.size()];
        line_of(entry, "drains_to").fail(begin + " drains in a circle");
      }
    }
  }

  const InputNode& root_;
  const std::string& file_;
  LimbAnatomy body_;
  std::set<std::string> names_, region_names_, included_;
  std::vector<InputNode> vessel_lines_, node_lines_, link_lines_, organ_lines_;
  std::vector<std::string> vessel_sides_, node_sides_;
  std::map<std::string, std::string> drains_;
};

}  // namespace

LimbAnatomy read_body(const InputNode& root, const std::string& file) {
  return BodyReader(root, file).read();
}

}  // namespace cisterna
