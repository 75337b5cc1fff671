#include "body/limb/limb.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "base/random.hpp"
#include "body/limb/limb_laws.hpp"

namespace cisterna {
namespace {

constexpr double kPi = std::numbers::pi;

// Cross-section of the limb at s.
struct Section {
  int region = 0;
  double radius = 0, subcutis = 0, bone = 0;
};

Section section_at(const LimbAnatomy& anatomy, double s) {
  double from = 0;
  for (std::size_t r = 0; r < anatomy.regions.size(); ++r) {
    const Region& region = anatomy.regions[r];
    if (s <= from + region.length || r + 1 == anatomy.regions.size()) {
      const double x = std::clamp((s - from) / region.length, 0.0, 1.0);
      const double girth = region.girth_distal + x * (region.girth_proximal - region.girth_distal);
      return {static_cast<int>(r), girth / (2 * kPi), region.subcutis_thickness,
              region.bone_radius};
    }
    from += region.length;
  }
  throw std::invalid_argument("the limb has no regions");
}

double along_limb(const LimbAnatomy& anatomy, const std::string& name, double fraction) {
  double from = 0;
  for (const Region& region : anatomy.regions) {
    if (region.name == name) return from + fraction * region.length;
    from += region.length;
  }
  throw std::invalid_argument("unknown region " + name);
}

class Builder {
 public:
  Builder(const LimbAnatomy& anatomy, const ParameterSet& parameters,
          const LimbResolution& resolution, std::uint64_t seed)
      : anatomy_(anatomy),
        parameters_(parameters),
        resolution_(resolution),
        seed_(seed),
        w_(limb_.network) {}

  Limb build() {
    set_laws(parameters_, w_);
    lay_patches();
    lay_vessels();
    lay_tissue();
    lay_sites();
    lay_initials();
    lay_nodes();
    join();
    w_.connect();
    w_.along.clear();
    for (double s : cell_s_) w_.along.push_back(limb_.length - s);
    w_.along.push_back(-anatomy_.outlet_height);
    return std::move(limb_);
  }

 private:
  // A territory of skin has one net of initial lymphatics and one way out of it. Territories lie in rings that never
  // cross a region's border, each with as many sectors as the widest needs; finer patches cut them evenly, coarser
  // patches lump them.
  void lay_patches() {
    const double side = std::max(territory_, resolution_.largest_patch);
    const auto pieces = [](double whole, double largest) {
      return static_cast<int>(std::ceil(whole / largest - 1.0 / 1024));
    };
    double widest = 0, from = 0;
    for (const Region& region : anatomy_.regions)
      widest = std::max({widest, region.girth_distal, region.girth_proximal});
    const int around = pieces(widest, side),
              cut = pieces(widest / around, resolution_.largest_patch);
    sectors_ = around * cut;
    int ring = 0;  // of territories
    for (std::size_t r = 0; r < anatomy_.regions.size(); ++r) {
      const Region& region = anatomy_.regions[r];
      const int along = pieces(region.length, side);
      const int slices = pieces(region.length / along, resolution_.largest_patch);
      const double length = region.length / (along * slices);
      for (int k = 0; k < along * slices; ++k) {
        const double s = from + (k + 0.5) * length;
        const Section section = section_at(anatomy_, s);
        for (int a = 0; a < sectors_; ++a) {
          const double angle = 2 * kPi * (a - 0.5 * (cut - 1)) / sectors_;
          limb_.patches.push_back({s, length, angle, 2 * kPi * section.radius / sectors_,
                                   section.radius, static_cast<int>(r), rings_, a});
          territory_of_.push_back((ring + k / slices) * around + a / cut);
        }
        ++rings_;
      }
      for (int k = 0; k < along; ++k)
        for (int a = 0; a < around; ++a) {
          const double s = from + (k + 0.5) * region.length / along;
          const double radius = section_at(anatomy_, s).radius;
          territories_.push_back({s, region.length / along, 2 * kPi * a / around,
                                  2 * kPi * radius / around, radius, static_cast<int>(r), ring + k,
                                  a});
        }
      ring += along;
      from += region.length;
      limb_.region_names.push_back(region.name);
      limb_.region_ends.push_back(from);
    }
    limb_.length = from;
  }

  int patch_at(double s, double angle) const {
    int best = 0;
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < limb_.patches.size(); ++i) {
      const LimbPatch& patch = limb_.patches[i];
      const double ds = s - patch.s,
                   da = std::remainder(angle - patch.angle, 2 * kPi) * patch.radius;
      if (const double d = ds * ds + da * da; d < nearest) nearest = d, best = static_cast<int>(i);
    }
    return best;
  }

  void lay_vessels() {
    const double variation = parameters_["lymph.pacemaker.rate_variation"];
    for (const Vessel& vessel : anatomy_.vessels) {
      const double from = along_limb(anatomy_, vessel.region_from, vessel.fraction_from);
      const double to = along_limb(anatomy_, vessel.region_to, vessel.fraction_to);
      const double piece = vessel.lymphangion_length * resolution_.lymphangion_factor;
      const int count = std::max(1, static_cast<int>(std::lround((to - from) / piece)));
      const double length = (to - from) / count;
      limb_.vessels.push_back({vessel.name, vessel.layer == Layer::deep, vessel.count, vessel.angle,
                               vessel.depth, static_cast<int>(w_.lymphangions), count});
      for (int k = 0; k < count; ++k) {
        const double s = from + (k + 0.5) * length, x = (k + 0.5) / count;
        const int patch = patch_at(s, vessel.angle);
        const bool deep = vessel.layer == Layer::deep;
        w_.length.push_back(length);
        w_.copies.push_back(vessel.count);
        w_.unloaded_diameter.push_back(vessel.diameter_distal +
                                       x * (vessel.diameter_proximal - vessel.diameter_distal));
        w_.tension_scale.push_back(w_.unloaded_diameter.back() / tension_diameter_);
        // Keyed by vessel and place, so that a change elsewhere leaves these draws alone.
        const double draw =
            standard_normal({seed_, stream_of(vessel.name), static_cast<std::uint32_t>(k)});
        w_.intrinsic_rate.push_back(std::exp(variation * draw));
        w_.lymphangion_patch.push_back(patch + (deep ? static_cast<int>(limb_.patches.size()) : 0));
        w_.lymphangion_deep.push_back(deep);
        limb_.lymphangion_s.push_back(s);
        lymphangion_angle_.push_back(vessel.angle);
        cell_s_.push_back(s);
        ++w_.lymphangions;
      }
    }
    limb_.skin_depth = parameters_["tissue.contact.skin_depth"];
    limb_.muscle_depth = parameters_["tissue.contact.muscle_depth"];
    limb_.share_above_fascia = parameters_["tissue.muscle.share_above_fascia"];
  }

  void lay_sites() {
    std::vector<double> depth;
    for (const LimbVessel& vessel : limb_.vessels)
      depth.insert(depth.end(), static_cast<std::size_t>(vessel.size), vessel.depth);
    w_.lay_sites(depth);
  }

  double muscle_area(const LimbPatch& patch) const {
    const Section section = section_at(anatomy_, patch.s);
    const double inner = std::max(section.radius - section.subcutis, section.bone);
    return kPi * (inner * inner - section.bone * section.bone) / sectors_;
  }

  void lay_tissue() {
    TissueModel& tissue = w_.tissue;
    const std::size_t skin = limb_.patches.size();
    tissue.skin_patches = skin;
    tissue.patches = 2 * skin;
    const double volume = parameters_["tissue.reference.interstitial_volume"];
    const double filtration = parameters_["tissue.reference.filtration_coefficient"] / volume;
    const double permeability = parameters_["tissue.reference.permeability"] / volume;
    const double fraction[] = {parameters_["tissue.skin.interstitial_fraction"],
                               parameters_["tissue.muscle.interstitial_fraction"]};
    std::vector<double> area;  // of the layer's cross-section in this patch
    for (int layer = 0; layer < 2; ++layer)
      for (const LimbPatch& patch : limb_.patches) {
        const Section section = section_at(anatomy_, patch.s);
        const double inner = section.radius - section.subcutis;
        area.push_back(layer == 0
                           ? kPi * (section.radius * section.radius - inner * inner) / sectors_
                           : muscle_area(patch));
        const double fluid = area.back() * patch.length * fraction[layer];
        tissue.rest_volume.push_back(fluid);
        tissue.filtration_coefficient.push_back(filtration * fluid);
        tissue.permeability.push_back(permeability * fluid);
        tissue.along.push_back(limb_.length - patch.s);
      }
    const double mobility = parameters_["tissue.mobility"];
    for (int layer = 0; layer < 2; ++layer)
      for (int ring = 0; ring < rings_; ++ring)
        for (int a = 0; a < sectors_; ++a) {
          const int i = ring * sectors_ + a, shift = layer * static_cast<int>(skin);
          const LimbPatch& patch = limb_.patches[i];
          const int beside = ring * sectors_ + (a + 1) % sectors_;
          const double thickness = area[i + shift] / patch.width;
          if (sectors_ > 1)
            tissue.links.push_back(
                {i + shift, beside + shift, mobility * thickness * patch.length / patch.width});
          if (ring + 1 < rings_) {
            const int above = i + sectors_;
            const double section = 0.5 * (area[i + shift] + area[above + shift]);
            const double distance = 0.5 * (patch.length + limb_.patches[above].length);
            tissue.links.push_back({i + shift, above + shift, mobility * section / distance});
          }
        }
  }

  // Each patch of either layer has its part of a territory's net.
  void lay_initials() {
    const std::size_t skin = limb_.patches.size();
    const double conductance = parameters_["tissue.reference.lymph_conductance"] /
                               parameters_["tissue.reference.interstitial_volume"];
    const double thickness = parameters_["tissue.initial.net_thickness"];
    const double share = parameters_["tissue.initial.muscle_fraction"];
    const double half = parameters_["tissue.initial.half_resistance"];
    for (std::size_t i = 0; i < 2 * skin; ++i) {
      const LimbPatch& patch = limb_.patches[i % skin];
      const bool deep = i >= skin;
      const double area = patch.length * patch.width;
      w_.initial_slack.push_back(deep ? share * muscle_area(patch) * patch.length
                                      : thickness * area);
      w_.primary_conductance.push_back(conductance * w_.tissue.rest_volume[i]);
      w_.initial_half_resistance.push_back(half /
                                           share_of_usual(territories_[territory_of_[i % skin]]));
      w_.initial_patch.push_back(static_cast<int>(i));
      cell_s_.push_back(patch.s);
      ++w_.initials;
    }
  }

  // Resistance and valves of a net are stated for a territory of the usual size; a smaller one has less net in parallel.
  double share_of_usual(const LimbPatch& patch) const {
    return patch.length * patch.width / square(territory_);
  }

  // From the middle of a patch to a lymphangion, over the skin.
  double square_distance(const LimbPatch& patch, int lymphangion) const {
    const double ds = limb_.lymphangion_s[lymphangion] - patch.s;
    const double da = std::remainder(lymphangion_angle_[lymphangion] - patch.angle, 2 * kPi);
    return square(ds) + square(da * patch.radius);
  }

  // In the layer asked for; where that has none, of any.
  int nearest_lymphangion(const LimbPatch& patch, bool deep) const {
    int best = -1;
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < w_.lymphangions; ++k) {
      const double other = (w_.lymphangion_deep[k] != 0) == deep ? 0 : limb_.length;
      const int cell = static_cast<int>(k);
      if (const double d = square_distance(patch, cell) + square(other); d < nearest)
        nearest = d, best = cell;
    }
    return best;
  }

  void lay_nodes() {
    for (const LymphNode& node : anatomy_.nodes) {
      const double s = along_limb(anatomy_, node.region, node.fraction);
      w_.node_names.push_back(node.name);
      w_.node_compliance.push_back(node.compliance);
      // slack: what its compliance takes up from there to a well-filled node; pressed beyond, it empties (node.hpp)
      w_.node_slack.push_back(node.compliance * (anatomy_.outlet_pressure +
                                                 4 * parameters_["lymph.pacemaker.half_pressure"]));
      w_.node_patch.push_back(patch_at(s, kPi / 2));
      cell_s_.push_back(s);
      ++w_.nodes;
    }
  }

  int node_cell(std::size_t k) const { return static_cast<int>(w_.lymphangions + w_.initials + k); }

  // First cell of what `name` is: a vessel (at position s), a node, or the outlet.
  int target(const std::string& name, double s) const {
    if (name == "outlet") return static_cast<int>(cell_s_.size());
    for (const LimbVessel& vessel : limb_.vessels)
      if (vessel.name == name) return lymphangion_near(vessel, s);
    for (std::size_t k = 0; k < anatomy_.nodes.size(); ++k)
      if (anatomy_.nodes[k].name == name) return node_cell(k);
    throw std::invalid_argument("unknown target " + name);
  }

  int lymphangion_near(const LimbVessel& vessel, double s) const {
    int best = vessel.first;
    for (int k = 0; k < vessel.size; ++k)
      if (std::abs(limb_.lymphangion_s[vessel.first + k] - s) <
          std::abs(limb_.lymphangion_s[best] - s))
        best = vessel.first + k;
    return best;
  }

  void add_valve(int from, int to, double diameter, double copies) {
    const double size = diameter / tension_diameter_;
    const double open = copies * size * size * size / parameters_["lymph.valve.open_resistance"];
    w_.valve_from.push_back(from);
    w_.valve_to.push_back(to);
    w_.valve_open.push_back(open);
    w_.valve_closed.push_back(open / parameters_["lymph.valve.closed_factor"]);
  }

  void add_resistor(int from, int to, double resistance) {
    w_.resistor_from.push_back(from);
    w_.resistor_to.push_back(to);
    w_.resistor_conductance.push_back(1 / resistance);
  }

  void join() {
    w_.boundary_pressure = {anatomy_.outlet_pressure};
    for (std::size_t v = 0; v < anatomy_.vessels.size(); ++v) {
      const LimbVessel& vessel = limb_.vessels[v];
      const int last = vessel.first + vessel.size - 1;
      for (int i = vessel.first; i < last; ++i)
        add_valve(i, i + 1, w_.unloaded_diameter[i], vessel.count);
      const int next = target(anatomy_.vessels[v].drains_to, limb_.lymphangion_s[last]);
      add_valve(last, next, w_.unloaded_diameter[last], vessel.count);
    }
    for (const bool deep : {false, true})
      for (std::size_t k = 0; k < territories_.size(); ++k) drain(static_cast<int>(k), deep);
    for (std::size_t k = 0; k < anatomy_.nodes.size(); ++k) {
      const LymphNode& node = anatomy_.nodes[k];
      const double s = along_limb(anatomy_, node.region, node.fraction);
      add_resistor(node_cell(k), target(node.drains_to, s),
                   node.removed ? node.removed_resistance : node.resistance);
    }
    for (const Anastomosis& link : anatomy_.anastomoses) {
      const double s = along_limb(anatomy_, link.region, link.fraction);
      add_resistor(target(link.from, s), target(link.to, s), link.resistance);
      ++w_.closing;
    }
  }

  // The net of a territory drains from the patch nearest to its collector; its other parts drain into that one, by
  // the resistance of a square of net.
  void drain(int territory, bool deep) {
    const LimbPatch& whole = territories_[territory];
    const int cell = nearest_lymphangion(whole, deep);
    const auto net = [&](int patch) {
      const int shift = deep ? static_cast<int>(limb_.patches.size()) : 0;
      return static_cast<int>(w_.lymphangions) + patch + shift;
    };
    int exit = -1;
    double nearest = std::numeric_limits<double>::infinity();
    std::vector<int> parts;
    for (std::size_t i = 0; i < limb_.patches.size(); ++i) {
      if (territory_of_[i] != territory) continue;
      parts.push_back(static_cast<int>(i));
      if (const double d = square_distance(limb_.patches[i], cell); d < nearest)
        nearest = d, exit = static_cast<int>(i);
    }
    add_valve(net(exit), cell, w_.unloaded_diameter[cell], share_of_usual(whole));
    const double square_of_net = 2 * parameters_["tissue.initial.half_resistance"];
    for (const int i : parts)
      if (i != exit) add_resistor(net(i), net(exit), square_of_net);
  }

  static double square(double x) { return x * x; }

  const LimbAnatomy& anatomy_;
  const ParameterSet& parameters_;
  const LimbResolution& resolution_;
  std::uint64_t seed_;
  Limb limb_;
  LymphNetwork& w_;
  std::vector<double> cell_s_, lymphangion_angle_;
  std::vector<int> territory_of_;       // each patch
  std::vector<LimbPatch> territories_;  // their middle and extent
  int rings_ = 0, sectors_ = 0;
  const double tension_diameter_ = reference_diameter(parameters_);
  const double territory_ = parameters_["tissue.initial.territory"];
};

}  // namespace

Limb build_limb(const LimbAnatomy& anatomy, const ParameterSet& parameters,
                const LimbResolution& resolution, std::uint64_t seed) {
  return Builder(anatomy, parameters, resolution, seed).build();
}

}  // namespace cisterna
