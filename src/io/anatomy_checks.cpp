#include "io/anatomy_checks.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "base/side.hpp"
#include "base/spelling.hpp"
#include "io/anatomy_reader.hpp"

namespace cisterna {
namespace {

const std::string kOutlet = "outlet";

// A vessel may begin up to this far from the end of the one that drains into it: joints are not drawn exactly.
constexpr double kLooseEnd = 0.05;  // [m]
constexpr std::size_t kMostLymphangions = 2'000'000;

std::size_t index_of(const LimbAnatomy& limb, const std::string& region) {
  std::size_t i = 0;
  while (limb.regions[i].name != region) ++i;
  return i;
}

double start_of(const LimbAnatomy& limb, const Vessel& v) {
  return place_along(limb, v.region_from, v.fraction_from);
}
double end_of(const LimbAnatomy& limb, const Vessel& v) {
  return place_along(limb, v.region_to, v.fraction_to);
}

bool touch(const LimbAnatomy& limb, const std::string& a, const std::string& b) {
  const auto i = index_of(limb, a), j = index_of(limb, b);
  return (i > j ? i - j : j - i) <= 1;
}

class Check {
 public:
  Check(const LimbAnatomy& limb, const InputNode& file)
      : limb_(limb),
        regions_(file.at("regions").children()),
        vessels_(file.at("vessels").children()) {
    if (const auto nodes = file.find("nodes")) nodes_ = nodes->children();
    if (const auto links = file.find("anastomoses")) links_ = links->children();
    if (limb.regions.empty()) file.at("regions").fail("a limb needs at least one region");
    if (limb.vessels.empty()) file.at("vessels").fail("a limb needs at least one vessel");
  }

  void run() {
    unique_region_names();
    unique_vessel_names();
    for (std::size_t i = 0; i < regions_.size(); ++i) region(limb_.regions[i], regions_[i]);
    for (std::size_t i = 0; i < vessels_.size(); ++i) path(limb_.vessels[i], vessels_[i]);
    for (std::size_t i = 0; i < vessels_.size(); ++i) depth(limb_.vessels[i], vessels_[i]);
    for (std::size_t i = 0; i < vessels_.size(); ++i) {
      drainage(limb_.vessels[i].drains_to, limb_.vessels[i].region_to,
               end_of(limb_, limb_.vessels[i]), vessels_[i]);
    }
    for (std::size_t i = 0; i < nodes_.size(); ++i) node(limb_.nodes[i], nodes_[i]);
    ends_at_outlet();
    no_loops();
    for (std::size_t i = 0; i < links_.size(); ++i) anastomosis(limb_.anastomoses[i], links_[i]);
    if (resolved_lymphangions(limb_) > kMostLymphangions) {
      vessels_.front().fail("the limb would have more than 2000000 lymphangions");
    }
  }

 private:
  void unique_region_names() const {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < regions_.size(); ++i) {
      if (!seen.insert(limb_.regions[i].name).second)
        regions_[i].at("name").fail("name is used twice");
    }
  }

  void unique_vessel_names() {
    const auto add = [&](const std::string& name, const InputNode& at,
                         const std::string& drains_to) {
      if (name == kOutlet)
        at.at("name").fail("\"outlet\" is the end of the limb and cannot be a name");
      if (!drains_.emplace(name, drains_to).second) at.at("name").fail("name is used twice");
      names_.push_back(name);
    };
    for (std::size_t i = 0; i < vessels_.size(); ++i) {
      add(limb_.vessels[i].name, vessels_[i], limb_.vessels[i].drains_to);
    }
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      add(limb_.nodes[i].name, nodes_[i], limb_.nodes[i].drains_to);
    }
    names_.push_back(kOutlet);
  }

  void region(const Region& r, const InputNode& at) const {
    const double radius = std::min(r.girth_distal, r.girth_proximal) / (2 * std::numbers::pi);
    if (r.bone_radius + r.subcutis_thickness >= radius) {
      at.at("bone_radius")
          .fail("bone and subcutis together are thicker than the limb (radius " +
                units::format(radius, units::unit_named("mm"), 3) + ")");
    }
  }

  void path(const Vessel& v, const InputNode& at) const {
    if (!touch(limb_, v.region_from, v.region_to)) {
      at.at("to").fail(v.region_from + " and " + v.region_to + " do not touch");
    }
    const double length = end_of(limb_, v) - start_of(limb_, v);
    if (length < 0)
      at.at("to").fail("lies distal of the vessel's beginning: vessels run towards the trunk");
    if (length == 0) at.at("to").fail("the vessel has no length");
    // half of a lymphangion is rounded to one
    if (v.lymphangion_length > 2 * length)
      at.at("lymphangion_length").fail("is longer than the vessel");
  }

  void depth(const Vessel& v, const InputNode& at) const {
    for (const std::string& name : {v.region_from, v.region_to}) {
      const Region& r = limb_.regions[index_of(limb_, name)];
      const double radius = std::min(r.girth_distal, r.girth_proximal) / (2 * std::numbers::pi);
      if (v.layer == Layer::superficial && v.depth > r.subcutis_thickness) {
        at.at("depth").fail("a superficial vessel lies within the subcutis of " + r.name + " (" +
                            units::format(r.subcutis_thickness, units::unit_named("mm")) + ")");
      }
      if (v.layer == Layer::deep && (v.depth <= r.subcutis_thickness || v.depth >= radius)) {
        at.at("depth").fail("a deep vessel lies below the subcutis of " + r.name +
                            " and above its axis");
      }
    }
  }

  void drainage(const std::string& to, const std::string& region, double s,
                const InputNode& at) const {
    const InputNode key = at.at("drains_to");
    if (std::find(names_.begin(), names_.end(), to) == names_.end()) {
      key.fail("unknown vessel or node \"" + to + "\"" + suggestion(to, names_));
    }
    for (const Vessel& v : limb_.vessels) {
      if (v.name == to) joins(v.region_from, start_of(limb_, v), to, region, s, key);
    }
    for (const LymphNode& n : limb_.nodes) {
      if (n.name == to)
        joins(n.region, place_along(limb_, n.region, n.fraction), to, region, s, key);
    }
  }

  void joins(const std::string& there, double s_there, const std::string& name,
             const std::string& here, double s_here, const InputNode& key) const {
    if (!touch(limb_, here, there)) {
      key.fail("ends in " + here + ", but " + name + " begins in " + there + ": they do not touch");
    }
    if (s_there < s_here - kLooseEnd)
      key.fail(name + " begins distal of this end: lymph runs towards the trunk");
    if (s_there > s_here + kLooseEnd) {
      key.fail(name + " begins " + units::format(s_there - s_here, units::unit_named("cm"), 2) +
               " further on: the path has a gap");
    }
  }

  void node(const LymphNode& n, const InputNode& at) const {
    drainage(n.drains_to, n.region, place_along(limb_, n.region, n.fraction), at);
    if (n.removed && n.removed_resistance == 0) {
      at.fail("a removed node needs removed_resistance: what is left in its place");
    }
  }

  void ends_at_outlet() const {
    for (const auto& [name, to] : drains_) {
      if (to == kOutlet) return;
    }
    vessels_.back().fail("no vessel or node drains to \"outlet\"");
  }

  // Every vessel and node drains to one other, so a walk that takes more steps than there are names is a loop.
  void no_loops() const {
    for (std::size_t i = 0; i < vessels_.size() + nodes_.size(); ++i) {
      std::string at = names_[i], way = at;
      std::size_t steps = 0;
      while (at != kOutlet && steps++ < names_.size()) {
        at = drains_.at(at);
        if (at == names_[i]) {
          const InputNode& where = i < vessels_.size() ? vessels_[i] : nodes_[i - vessels_.size()];
          where.at("drains_to").fail("drains in a circle: " + way + " -> " + at);
        }
        if (steps < 6) way += " -> " + at;
      }
    }
  }

  void anastomosis(const Anastomosis& a, const InputNode& at) const {
    const double s = place_along(limb_, a.region, a.fraction);
    std::vector<std::string> vessels;
    for (const Vessel& v : limb_.vessels) vessels.push_back(v.name);
    for (const auto& [key, name] : {std::pair{"from", a.from}, std::pair{"to", a.to}}) {
      const auto found = std::find(vessels.begin(), vessels.end(), name);
      if (found == vessels.end())
        at.at(key).fail("unknown vessel \"" + name + "\"" + suggestion(name, vessels));
      const Vessel& v = limb_.vessels[static_cast<std::size_t>(found - vessels.begin())];
      if (s < start_of(limb_, v) || s > end_of(limb_, v))
        at.at("at").fail(name + " does not pass here");
    }
    if (a.from == a.to) at.at("to").fail("joins a vessel to itself");
  }

  const LimbAnatomy& limb_;
  std::vector<InputNode> regions_, vessels_, nodes_, links_;
  std::vector<std::string> names_;             // vessels, nodes, outlet
  std::map<std::string, std::string> drains_;  // name -> where it drains
};

}  // namespace

void check_anatomy(const LimbAnatomy& limb, const InputNode& file) { Check(limb, file).run(); }

namespace {

constexpr double kSameLength = 1e-9;  // places on the axis are sums: equal but for rounding [m]

double length_of(const LimbAnatomy& limb, const Vessel& v) {
  return std::abs(end_of(limb, v) - start_of(limb, v));
}

double lymphangions_of(const LimbAnatomy& limb, const Vessel& v) {
  return std::max(1.0, std::round(length_of(limb, v) / v.lymphangion_length));
}

// As long, as wide and as many on the other side.
bool mirrors(const LimbAnatomy& limb, const Vessel& a, const Vessel& b) {
  return a.name != b.name && a.name == other_side(b.name) && a.layer == b.layer &&
         a.count == b.count && a.diameter_distal == b.diameter_distal &&
         a.diameter_proximal == b.diameter_proximal &&
         a.lymphangion_length == b.lymphangion_length &&
         std::abs(length_of(limb, a) - length_of(limb, b)) < kSameLength;
}

}  // namespace

std::size_t resolved_lymphangions(const LimbAnatomy& limb) {
  double count = 0;
  for (const Vessel& v : limb.vessels) count += lymphangions_of(limb, v);
  return static_cast<std::size_t>(count);
}

std::size_t lymphangions_without_images(const LimbAnatomy& limb) {
  double count = 0;
  for (auto v = limb.vessels.begin(); v != limb.vessels.end(); ++v)
    if (std::none_of(limb.vessels.begin(), v,
                     [&](const Vessel& before) { return mirrors(limb, before, *v); }))
      count += lymphangions_of(limb, *v);
  return static_cast<std::size_t>(count);
}

}  // namespace cisterna
