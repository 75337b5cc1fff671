#include "body/limb/limb.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <span>
#include <stdexcept>

#include "base/random.hpp"
#include "body/limb/limb_laws.hpp"
#include "body/limb/representatives.hpp"
#include "body/lymph/flow.hpp"
#include "body/oxygen/muscle_bed.hpp"
#include "body/tissue/skin_interstitium.hpp"

namespace cisterna {
namespace {

constexpr double kPi = std::numbers::pi;

// Cross-section of the limb at s.
struct Section {
  int region = 0;
  double radius = 0, subcutis = 0, bone = 0;
};

Section section_at(const LimbAnatomy& anatomy, double s) {
  for (std::size_t r = 0; r < anatomy.regions.size(); ++r) {
    const Region& region = anatomy.regions[r];
    if (s <= region.to() || r + 1 == anatomy.regions.size()) {
      const double x = std::clamp((s - region.from) / region.length, 0.0, 1.0);
      const double girth = region.girth_distal + x * (region.girth_proximal - region.girth_distal);
      return {static_cast<int>(r), girth / (2 * kPi), region.subcutis_thickness,
              region.bone_radius};
    }
  }
  throw std::invalid_argument("the anatomy has no regions");
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
    limb_.members = anatomy_.members;
    for (std::size_t m = 0; m < anatomy_.members.size(); ++m) {
      const Member& member = anatomy_.members[m];
      w_.members.push_back(
          {member.parent, member.parent < 0 ? 0 : below(member.parent, member.root_s)});
    }
    for (std::size_t m = 0; m < anatomy_.members.size(); ++m) lay_patches(static_cast<int>(m));
    for (const Region& region : anatomy_.regions) {
      limb_.region_names.push_back(region.name);
      limb_.region_encloses.push_back(region.encloses);
      limb_.region_starts.push_back(region.from), limb_.region_ends.push_back(region.to());
    }
    limb_.length = anatomy_.regions.back().to();
    lay_vessels();
    lay_tissue();
    lay_oedema();
    lay_tone();
    lay_sites();
    lay_initials();
    lay_nodes();
    join();
    w_.connect();
    w_.along = std::move(cell_along_);
    for (const Outlet& outlet : anatomy_.outlets)
      w_.along.push_back(-outlet.height), w_.member.push_back(0);
    return std::move(limb_);
  }

 private:
  // Once around, in the sense in which angles count.
  double turn() const { return anatomy_.mirrored ? -2 * kPi : 2 * kPi; }

  // The patches of one member, ring by ring.
  struct Block {
    int first, rings, sectors;
  };

  // How far a place lies below the reference when the limb hangs or the body stands.
  double below(int member, double s) const {
    const Member& m = anatomy_.members[static_cast<std::size_t>(member)];
    if (m.parent < 0) return m.level - s;
    const double away = anatomy_.regions[m.first_region + m.regions - 1].to() - s;
    return below(m.parent, m.root_s) + (m.points_up ? -away : away);
  }

  int member_of(const std::string& region) const {
    for (const Region& r : anatomy_.regions)
      if (r.name == region) return r.member;
    throw std::invalid_argument("unknown region " + region);
  }

  // A territory of skin has one net of initial lymphatics and one way out of it. Territories lie in rings that never
  // cross a region's border, each with as many sectors as the widest of the member needs; finer patches cut them
  // evenly, coarser patches lump them.
  void lay_patches(int member) {
    const Member& m = anatomy_.members[static_cast<std::size_t>(member)];
    const double side = std::max(territory_, resolution_.largest_patch);
    const auto pieces = [](double whole, double largest) {
      return static_cast<int>(std::ceil(whole / largest - 1.0 / 1024));
    };
    Block block{static_cast<int>(limb_.patches.size()), 0, 0};
    double widest = 0;
    for (int r = m.first_region; r < m.first_region + m.regions; ++r)
      widest =
          std::max({widest, anatomy_.regions[r].girth_distal, anatomy_.regions[r].girth_proximal});
    const int around = pieces(widest, side),
              cut = pieces(widest / around, resolution_.largest_patch);
    block.sectors = around * cut;
    for (int r = m.first_region; r < m.first_region + m.regions; ++r) {
      const Region& region = anatomy_.regions[r];
      const int along = pieces(region.length, side);
      const int slices = pieces(region.length / along, resolution_.largest_patch);
      const double length = region.length / (along * slices);
      const int first_territory = static_cast<int>(territories_.size());
      for (int k = 0; k < along * slices; ++k) {
        const double s = region.from + (k + 0.5) * length;
        const double radius = section_at(anatomy_, s).radius;
        for (int a = 0; a < block.sectors; ++a) {
          const double angle = turn() * (a - 0.5 * (cut - 1)) / block.sectors;
          limb_.patches.push_back({s, length, angle, 2 * kPi * radius / block.sectors, radius, r,
                                   block.rings, a, member, block.sectors});
          territory_of_.push_back(first_territory + k / slices * around + a / cut);
        }
        ++block.rings;
      }
      for (int k = 0; k < along; ++k)
        for (int a = 0; a < around; ++a) {
          const double s = region.from + (k + 0.5) * region.length / along;
          const double radius = section_at(anatomy_, s).radius;
          territories_.push_back({s, region.length / along, turn() * a / around,
                                  2 * kPi * radius / around, radius, r, k, a, member, around});
        }
    }
    blocks_.push_back(block);
  }

  int patch_at(int member, double s, double angle) const {
    int best = 0;
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < limb_.patches.size(); ++i) {
      const LimbPatch& patch = limb_.patches[i];
      if (patch.member != member) continue;
      const double ds = s - patch.s,
                   da = std::remainder(angle - patch.angle, 2 * kPi) * patch.radius;
      if (const double d = ds * ds + da * da; d < nearest) nearest = d, best = static_cast<int>(i);
    }
    return best;
  }

  // Parameters as a member has them; of no member, those of the body.
  const ParameterSet& own(int member) const {
    return member < 0 ? parameters_
                      : parameters_.of(anatomy_.members[static_cast<std::size_t>(member)].name);
  }
  /// Of a parameter whose law all share: how much more a member has of it.
  double own_factor(int member, const char* id) const { return own(member)[id] / parameters_[id]; }

  // Of the lymphangions `first` to `end` of a vessel the pace of the fastest, which leads the others: a standard normal
  // deviation. Keyed by vessel and place, so that a change elsewhere leaves these draws alone.
  double fastest(const std::string& vessel, int first, int end) const {
    const auto draw = [&](int k) {
      return standard_normal({seed_, stream_of(vessel), static_cast<std::uint32_t>(k)});
    };
    double most = draw(first);
    for (int k = first + 1; k < end; ++k) most = std::max(most, draw(k));
    return most;
  }

  void lay_vessels() {
    for (std::size_t v = 0; v < anatomy_.vessels.size(); ++v) {
      first_of_.push_back(limb_.vessels.size());
      for (int r = 0; r < represented_[v]; ++r) lay_vessel(v, r);
    }
    limb_.skin_depth = parameters_["tissue.contact.skin_depth"];
    limb_.muscle_depth = parameters_["tissue.contact.muscle_depth"];
    limb_.share_above_fascia = parameters_["muscle.pump.share_above_fascia"];
  }

  // The first that stands for a vessel has its name and its draws.
  void lay_vessel(std::size_t v, int representative) {
    const Vessel& vessel = anatomy_.vessels[v];
    const auto called = [&](const std::string& name) {
      return representative == 0 ? name : name + "_" + std::to_string(representative + 1);
    };
    const double copies = vessel.count / represented_[v];
    const double from = place_along(anatomy_, vessel.region_from, vessel.fraction_from);
    const double to = place_along(anatomy_, vessel.region_to, vessel.fraction_to);
    const int member = member_of(vessel.region_from);
    const double piece = vessel.lymphangion_length * resolution_.lymphangion_factor;
    const int whole = std::max(1, static_cast<int>(std::lround(std::abs(to - from) / piece)));
    const double in_series = resolution_.in_series;
    const int count = std::max(1, static_cast<int>(std::lround(whole / in_series)));
    const double step = (to - from) / count;  // negative where lymph runs distally
    const double variation = own(member)["lymph.pacemaker.rate_variation"];
    const double strength = own_factor(member, "lymph.collector.active_tension");
    const double pace = own_factor(member, "lymph.pacemaker.rate_high");
    const bool deep = vessel.layer == Layer::deep;
    const std::string name = called(vessel.drawn_as.empty() ? vessel.name : vessel.drawn_as);
    limb_.vessels.push_back({called(vessel.name), deep, copies, vessel.angle, vessel.depth,
                             static_cast<int>(w_.lymphangions), count, member, vessel.cavity,
                             vessel.name, representative, represented_[v]});
    for (int k = 0; k < count; ++k) {
      const double s = from + (k + 0.5) * step, x = (k + 0.5) / count;
      const int under = deep ? static_cast<int>(limb_.patches.size()) : 0;
      w_.length.push_back(std::abs(step));
      w_.copies.push_back(copies);
      w_.unloaded_diameter.push_back(vessel.diameter_distal +
                                     x * (vessel.diameter_proximal - vessel.diameter_distal));
      w_.tension_scale.push_back(strength * (w_.unloaded_diameter.back() / tension_diameter_));
      w_.intrinsic_rate.push_back(
          pace * std::exp(variation * fastest(name, k * whole / count, (k + 1) * whole / count)));
      in_series_.push_back(static_cast<double>(whole) / count);
      w_.lymphangion_patch.push_back(
          vessel.cavity == Cavity::none ? patch_at(member, s, vessel.angle) + under : -1);
      w_.lymphangion_cavity.push_back(vessel.cavity);
      w_.lymphangion_deep.push_back(deep);
      limb_.lymphangion_s.push_back(s);
      lymphangion_angle_.push_back(vessel.angle), lymphangion_member_.push_back(member);
      cell_along_.push_back(below(member, s)), w_.member.push_back(member);
      vessel_of_.push_back(limb_.vessels.size() - 1);
      ++w_.lymphangions;
    }
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
    return kPi * (inner * inner - section.bone * section.bone) / patch.sectors;
  }

  void lay_tissue() {
    TissueModel& tissue = w_.tissue;
    const std::size_t skin = limb_.patches.size();
    tissue.skin_patches = skin;
    // The lymph's deep layer is all that lies under the fascia: decision 0025.
    for (LimbPatch& patch : limb_.patches)
      patch.muscle = anatomy_.regions[static_cast<std::size_t>(patch.region)].muscle_share *
                     muscle_area(patch) * patch.length;
    tissue.patches = 2 * skin + anatomy_.organs.size();
    for (const LimbPatch& patch : limb_.patches) {
      if (parameters_.plain()) break;
      const ParameterSet& p = own(patch.member);
      tissue.own_contact.push_back(
          {p["tissue.contact.fluid_share"], p["tissue.contact.instantaneous_share"],
           p["tissue.contact.creep_time"], p["tissue.contact.shear_modulus"]});
      tissue.own_capillary_pressure.push_back(p["tissue.capillary.pressure"]);
      tissue.own_venous_pressure.push_back(p["tissue.capillary.venous_pressure"]);
    }
    lay_own_laws();
    std::vector<double> area;  // of the layer's cross-section in this patch
    for (int layer = 0; layer < 2; ++layer)
      for (const LimbPatch& patch : limb_.patches) {
        const Section section = section_at(anatomy_, patch.s);
        const double inner = section.radius - section.subcutis;
        const ParameterSet& p = own(patch.member);
        const double volume = p["tissue.reference.interstitial_volume"];
        const double filtration = p["tissue.reference.filtration_coefficient"] / volume;
        const double permeability = p["tissue.reference.permeability"] / volume;
        const double fraction = p[layer == 0 ? "tissue.skin.interstitial_fraction"
                                             : "tissue.muscle.interstitial_fraction"];
        area.push_back(layer == 0
                           ? kPi * (section.radius * section.radius - inner * inner) / patch.sectors
                           : muscle_area(patch));
        const double fluid = area.back() * patch.length * fraction;
        tissue.rest_volume.push_back(fluid);
        tissue.filtration_coefficient.push_back(filtration * fluid);
        tissue.permeability.push_back(permeability * fluid);
        tissue.along.push_back(below(patch.member, patch.s));
        tissue.member.push_back(patch.member);
      }
    for (const Organ& organ : anatomy_.organs) {
      tissue.rest_volume.push_back(organ.interstitial_volume);
      tissue.filtration_coefficient.push_back(organ.filtration_coefficient);
      tissue.permeability.push_back(organ.permeability);
      tissue.along.push_back(organ.along), tissue.member.push_back(0);
      tissue::Exchange<double> exchange = tissue.exchange;
      exchange.reflection = organ.reflection;
      tissue::Interstitium<double> law = tissue.skin;
      law.rest_pressure = organ.rest_pressure.value_or(law.rest_pressure);
      tissue.organs.push_back({organ.name, organ.cavity, organ.capillary_pressure, exchange, law});
    }
    for (const bool deep : {false, true}) {
      const int shift = deep ? static_cast<int>(skin) : 0;
      for (const Block& block : blocks_) link_rings(block, shift, area);
      for (std::size_t m = 0; m < anatomy_.members.size(); ++m)
        if (anatomy_.members[m].parent >= 0) link_root(static_cast<int>(m), shift, area);
    }
  }

  // Patches of a member lie in a row, so that each law has a row of patches to itself.
  void lay_own_laws() {
    if (parameters_.plain()) return;
    std::vector<TissueSpan>& spans = w_.tissue.spans;
    for (std::size_t i = 0; i < limb_.patches.size(); ++i) {
      const int member = limb_.patches[i].member;
      if (i == 0 || member != limb_.patches[i - 1].member) {
        const TissueSpan laws{i, i, tissue::skin_interstitium(own(member)),
                              muscle_law(own(member))};
        if (spans.empty() || !spans.back().same_laws(laws)) spans.push_back(laws);
      }
      spans.back().end = i + 1;
    }
    if (spans.size() == 1 && spans.front().same_laws({0, 0, w_.tissue.skin, w_.tissue.muscle}))
      spans.clear();
  }

  // Held muscle makes what a contraction of that strength does; as with one, a share of it arrives above the fascia.
  void lay_tone() {
    const std::vector<Region>& regions = anatomy_.regions;
    if (std::none_of(regions.begin(), regions.end(), [](const Region& r) { return r.tone > 0; }))
      return;
    const auto law = oxygen::muscle_pressure(parameters_);
    std::vector<double>& tone = w_.tissue.tone;
    tone.assign(w_.tissue.patches, 0.0);
    for (std::size_t i = 0; i < limb_.patches.size(); ++i) {
      const double strength = regions[static_cast<std::size_t>(limb_.patches[i].region)].tone;
      limb_.tone.push_back(strength);
      const double made = oxygen::tissue_pressure_of(strength, 1.0, 0.0, law) - law.rest;
      tone[i] = limb_.share_above_fascia * made, tone[limb_.patches.size() + i] = made;
    }
  }

  // What is stated for a region is spread as its skin's fluid at rest is.
  void lay_oedema() {
    const std::vector<Region>& regions = anatomy_.regions;
    const auto stated = [](const Region& region) { return region.oedema >= 0; };
    if (std::none_of(regions.begin(), regions.end(), stated)) return;
    std::vector<double> all(regions.size(), 0.0);
    for (std::size_t i = 0; i < limb_.patches.size(); ++i)
      all[static_cast<std::size_t>(limb_.patches[i].region)] += w_.tissue.rest_volume[i];
    for (std::size_t i = 0; i < limb_.patches.size(); ++i) {
      const auto r = static_cast<std::size_t>(limb_.patches[i].region);
      limb_.oedema.push_back(
          stated(regions[r]) ? regions[r].oedema * w_.tissue.rest_volume[i] / all[r] : -1);
    }
  }

  // Fluid paths between the patches of a member, in one layer; `area` of the sections of all patches.
  void link_rings(const Block& block, int shift, const std::vector<double>& area) {
    const double mobility = own(limb_.patches[block.first].member)["tissue.mobility"];
    for (int ring = 0; ring < block.rings; ++ring)
      for (int a = 0; a < block.sectors; ++a) {
        const int i = block.first + ring * block.sectors + a;
        const LimbPatch& patch = limb_.patches[i];
        const int beside = block.first + ring * block.sectors + (a + 1) % block.sectors;
        const double thickness = area[i + shift] / patch.width;
        if (block.sectors > 1) {
          w_.tissue.links.push_back(
              {i + shift, beside + shift, mobility * thickness * patch.length / patch.width});
          if (shift == 0) plexus_.push_back({i, beside, patch.length / patch.width});
        }
        if (ring + 1 < block.rings) {
          const int above = i + block.sectors;
          const double section = 0.5 * (area[i + shift] + area[above + shift]);
          const double distance = 0.5 * (patch.length + limb_.patches[above].length);
          w_.tissue.links.push_back({i + shift, above + shift, mobility * section / distance});
          if (shift == 0)
            plexus_.push_back(
                {i, above, 0.5 * (patch.width + limb_.patches[above].width) / distance});
        }
      }
  }

  // The last ring of a member goes over into the patches of its parent around its root.
  void link_root(int member, int shift, const std::vector<double>& area) {
    const Member& m = anatomy_.members[static_cast<std::size_t>(member)];
    const Block& block = blocks_[static_cast<std::size_t>(member)];
    for (int a = 0; a < block.sectors; ++a) {
      const int i = block.first + (block.rings - 1) * block.sectors + a;
      const LimbPatch& patch = limb_.patches[i];
      const double trunk = section_at(anatomy_, m.root_s).radius;
      const int there = patch_at(m.parent, m.root_s + patch.radius * std::cos(patch.angle),
                                 m.angle + patch.radius / trunk * std::sin(patch.angle));
      const double distance = 0.5 * (patch.length + limb_.patches[there].length);
      w_.tissue.links.push_back(
          {i + shift, there + shift, own(member)["tissue.mobility"] * area[i + shift] / distance});
      if (shift == 0) plexus_.push_back({i, there, patch.width / distance});
    }
  }

  // Each patch of either layer has its part of a territory's net.
  void lay_initials() {
    const std::size_t skin = limb_.patches.size();
    for (const bool deep : {false, true})
      for (const LimbPatch& territory : territories_)
        collector_.push_back(nearest_lymphangion(territory, deep));
    for (std::size_t i = 0; i < 2 * skin; ++i) {
      const LimbPatch& patch = limb_.patches[i % skin];
      const ParameterSet& p = own(patch.member);
      const double conductance =
          p["tissue.reference.lymph_conductance"] / p["tissue.reference.interstitial_volume"];
      const double thickness = p["tissue.initial.net_thickness"];
      const double share = p["tissue.initial.muscle_fraction"];
      const double half = p["tissue.initial.half_resistance"];
      const bool deep = i >= skin;
      const double area = patch.length * patch.width;
      const int territory = territory_of_[i % skin];
      const double volume = deep ? share * muscle_area(patch) * patch.length : thickness * area;
      lay_net({static_cast<int>(i), volume, conductance * w_.tissue.rest_volume[i],
               half / share_of_usual(territories_[territory]), below(patch.member, patch.s),
               patch.member, parallel_to(collector(territory, deep))});
    }
    for (std::size_t k = 0; k < anatomy_.organs.size(); ++k) {
      const Organ& organ = anatomy_.organs[k];
      lay_net({static_cast<int>(2 * skin + k), organ.net_volume, organ.lymph_conductance,
               organ.net_resistance, organ.along, 0, represented(organ.drains_to)});
    }
    lay_parallel_nets();
    join_nets();
  }

  // The skin's nets are one plexus. Within a territory they are joined by their way out already. Where a patch has several
  // beside one another each is joined to all of the next.
  void join_nets() {
    for (const PlexusWay& way : plexus_) {
      const auto i = static_cast<std::size_t>(way.a), j = static_cast<std::size_t>(way.b);
      if (territory_of_[i] == territory_of_[j]) continue;
      const ParameterSet& p = own(limb_.patches[i].member);
      const double sheet = tissue::sheet_conductance(
          p["tissue.initial.net_thickness"], p["tissue.initial.net_diameter"], w_.viscosity);
      const std::vector<int>&from = cells_of_net_[i], &to = cells_of_net_[j];
      const int first = static_cast<int>(w_.lymphangions);
      const double conductance =
          sheet * way.width_over_length / static_cast<double>(from.size() * to.size());
      for (const int a : from)
        for (const int b : to) w_.plexus.push_back({a - first, b - first, conductance});
    }
  }

  // What one patch or viscus has of initial lymphatics.
  struct Net {
    int patch;
    double volume, conductance, half_resistance, along;
    int member, representatives;  // of the vessel it empties into
  };

  // Each that stands for a vessel has a part of the net, beside the others.
  void lay_net(const Net& net) {
    nets_.push_back(net), cells_of_net_.emplace_back();
    lay_part_of(nets_.size() - 1);
  }
  void lay_parallel_nets() {
    bool more = true;
    for (int r = 1; more; ++r) {
      more = false;
      for (std::size_t i = 0; i < nets_.size(); ++i)
        if (r < nets_[i].representatives) lay_part_of(i), more = true;
    }
  }
  void lay_part_of(std::size_t number) {
    const Net& net = nets_[number];
    const double parts = net.representatives;
    cells_of_net_[number].push_back(static_cast<int>(w_.lymphangions + w_.initials));
    w_.initial_slack.push_back(net.volume / parts);
    w_.primary_conductance.push_back(net.conductance / parts);
    w_.initial_half_resistance.push_back(net.half_resistance * parts);
    w_.initial_patch.push_back(net.patch);
    cell_along_.push_back(net.along), w_.member.push_back(net.member);
    ++w_.initials;
  }

  // The lymphangion that a territory empties into, of the first that stands for its vessel.
  int collector(int territory, bool deep) const {
    const std::size_t all = territories_.size();
    return collector_[static_cast<std::size_t>(territory) + (deep ? all : 0)];
  }
  const LimbVessel& vessel_with(int lymphangion) const {
    return limb_.vessels[vessel_of_[static_cast<std::size_t>(lymphangion)]];
  }
  int parallel_to(int lymphangion) const { return vessel_with(lymphangion).representatives; }
  int represented(const std::string& name) const {
    for (std::size_t v = 0; v < anatomy_.vessels.size(); ++v)
      if (anatomy_.vessels[v].name == name) return represented_[v];
    return 1;
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

  // Of the member and the layer asked for; where the layer has none, of any. Nothing drains from the skin into a cavity.
  int nearest_lymphangion(const LimbPatch& patch, bool deep) const {
    int best = -1;
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < w_.lymphangions; ++k) {
      if (lymphangion_member_[k] != patch.member || w_.lymphangion_patch[k] < 0) continue;
      const double other = (w_.lymphangion_deep[k] != 0) == deep ? 0 : limb_.length;
      const int cell = static_cast<int>(k);
      if (const double d = square_distance(patch, cell) + square(other); d < nearest)
        nearest = d, best = cell;
    }
    return best;
  }

  void lay_nodes() {
    for (const LymphNode& node : anatomy_.nodes) {
      const int member = member_of(node.region);
      const double s = place_along(anatomy_, node.region, node.fraction);
      w_.node_names.push_back(node.name);
      w_.node_compliance.push_back(node.compliance);
      // slack: what its compliance takes up from there to a well-filled node; pressed beyond, it empties (node.hpp)
      const double vein = anatomy_.outlets.front().pressure;
      const double slack_pressure = vein + 4 * parameters_["lymph.pacemaker.half_pressure"];
      w_.node_slack.push_back(node.compliance * slack_pressure);
      w_.node_stated_filling.push_back(1 + vein / slack_pressure);
      w_.node_opening.push_back(node.removed ? 0 : own(member)["lymph.node.opening_exponent"]);
      w_.node_patch.push_back(node.cavity == Cavity::none ? patch_at(member, s, angle_of(node))
                                                          : -1);
      w_.node_cavity.push_back(node.cavity);
      // A larger group has more of either; what grows in place of a removed one does not exchange.
      w_.node_exchange.push_back(
          node.removed ? 0 : own(member)["lymph.node.conductance_ratio"] / node.resistance);
      cell_along_.push_back(below(member, s)), w_.member.push_back(member);
      ++w_.nodes;
    }
  }

  // Nodes of a limb lie on its inner side; those of a body where the first vessel that leads to them ends.
  double angle_of(const LymphNode& node) const {
    if (anatomy_.body)
      for (const Vessel& vessel : anatomy_.vessels)
        if (vessel.drains_to == node.name) return vessel.angle;
    return turn() / 4;
  }

  int node_cell(std::size_t k) const { return static_cast<int>(w_.lymphangions + w_.initials + k); }

  // First cell of what `name` is: a vessel (at position s of `member`), a node, or an outlet. Those that stand for a
  // vessel take turns.
  int target(const std::string& name, int member, double s, int turn = 0) const {
    for (std::size_t k = 0; k < anatomy_.outlets.size(); ++k)
      if (anatomy_.outlets[k].name == name) return static_cast<int>(cell_along_.size() + k);
    for (std::size_t v = 0; v < anatomy_.vessels.size(); ++v)
      if (anatomy_.vessels[v].name == name) {
        const int taken = turn % represented_[v];
        const LimbVessel& vessel = limb_.vessels[first_of_[v] + static_cast<std::size_t>(taken)];
        return vessel.member == member ? lymphangion_near(vessel, s) : vessel.first;
      }
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

  void add_valve(int from, int to, double diameter, double copies, int member) {
    const double size = diameter / tension_diameter_;
    const double open = copies * size * size * size / own(member)["lymph.valve.open_resistance"];
    // a lump ends in the valves of all that it stands for
    const bool lymphangion = from < static_cast<int>(in_series_.size());
    add_valve_of(from, to, lymphangion ? open / in_series_[from] : open, member);
  }

  void add_valve_of(int from, int to, double open, int member) {
    w_.valve_from.push_back(from);
    w_.valve_to.push_back(to);
    w_.valve_open.push_back(open);
    w_.valve_closed.push_back(open / own(member)["lymph.valve.closed_factor"]);
  }

  void add_resistor(int from, int to, double resistance) {
    w_.resistor_from.push_back(from);
    w_.resistor_to.push_back(to);
    w_.resistor_conductance.push_back(1 / resistance);
  }

  void join() {
    for (const Outlet& outlet : anatomy_.outlets) {
      w_.boundary_pressure.push_back(outlet.pressure);
      limb_.outlet_names.push_back(outlet.name);
    }
    for (const LimbVessel& vessel : limb_.vessels) {
      const int last = vessel.first + vessel.size - 1;
      for (int i = vessel.first; i < last; ++i)
        add_valve(i, i + 1, w_.unloaded_diameter[i], vessel.count, vessel.member);
      const int next = target(drains_to(vessel.entry), vessel.member, limb_.lymphangion_s[last],
                              vessel.representative);
      add_valve(last, next, w_.unloaded_diameter[last], vessel.count, vessel.member);
    }
    cut_vessels();
    for (const bool deep : {false, true})
      for (std::size_t k = 0; k < territories_.size(); ++k) drain(static_cast<int>(k), deep);
    for (std::size_t k = 0; k < anatomy_.organs.size(); ++k) {
      const std::vector<int>& nets = cells_of_net_[2 * limb_.patches.size() + k];
      for (std::size_t r = 0; r < nets.size(); ++r) {
        const int cell = target(anatomy_.organs[k].drains_to, -1, 0, static_cast<int>(r));
        add_valve(nets[r], cell, w_.unloaded_diameter[cell], w_.copies[cell], -1);
      }
    }
    for (std::size_t k = 0; k < anatomy_.nodes.size(); ++k) {
      const LymphNode& node = anatomy_.nodes[k];
      const double s = place_along(anatomy_, node.region, node.fraction);
      const int to = target(node.drains_to, member_of(node.region), s);
      const double resistance = node.removed ? node.removed_resistance : node.resistance;
      if (to < static_cast<int>(cell_along_.size())) {
        add_resistor(node_cell(k), to, resistance);
      } else {
        // a vein gives no blood back to a node
        add_valve_of(node_cell(k), to, 1 / resistance, member_of(node.region));
      }
    }
    join_veins();
    for (const Anastomosis& link : anatomy_.anastomoses) {
      const double s = place_along(anatomy_, link.region, link.fraction);
      const int member = member_of(link.region);
      const int ways = std::max(represented(link.from), represented(link.to));
      for (int r = 0; r < ways; ++r) {
        add_resistor(target(link.from, member, s, r), target(link.to, member, s, r),
                     link.resistance * ways);
        ++w_.closing;
      }
    }
  }

  const std::string& drains_to(const std::string& name) const {
    for (const Vessel& vessel : anatomy_.vessels)
      if (vessel.name == name) return vessel.drains_to;
    throw std::invalid_argument("unknown vessel " + name);
  }

  // All that stand for it.
  std::span<const LimbVessel> vessels_named(const std::string& name) const {
    for (std::size_t v = 0; v < anatomy_.vessels.size(); ++v)
      if (anatomy_.vessels[v].name == name)
        return std::span(limb_.vessels)
            .subspan(first_of_[v], static_cast<std::size_t>(represented_[v]));
    throw std::invalid_argument("unknown vessel " + name);
  }

  // A cut goes through the valve nearest to it, which lets nothing pass any more. The valve out of each lymphangion has
  // the lymphangion's number.
  void cut_vessels() {
    for (const VesselPlace& cut : anatomy_.cuts)
      for (const LimbVessel& vessel : vessels_named(cut.vessel))
        cut_vessel(vessel, place_along(anatomy_, cut.region, cut.fraction));
  }
  void cut_vessel(const LimbVessel& vessel, double s) {
    const auto end_of = [&](int cell) {  // where the valve out of a lymphangion lies
      const double way =
          limb_.lymphangion_s[vessel.first + vessel.size - 1] - limb_.lymphangion_s[vessel.first];
      return limb_.lymphangion_s[cell] + std::copysign(w_.length[cell], way) / 2;
    };
    int nearest = vessel.first;
    for (int i = vessel.first; i < vessel.first + vessel.size; ++i)
      if (std::abs(end_of(i) - s) < std::abs(end_of(nearest) - s)) nearest = i;
    w_.valve_open[nearest] = w_.valve_closed[nearest] = 0;
  }

  void join_veins() {
    for (const LymphToVein& link : anatomy_.vein_connections) {
      const std::span<const LimbVessel> vessels = vessels_named(link.from.vessel);
      const double s = place_along(anatomy_, link.from.region, link.from.fraction);
      const double resistance =
          link.resistance > 0
              ? link.resistance
              : 2 * lymph::half_resistance(1 / link.diameter, link.length, w_.viscosity);
      const auto ways = static_cast<double>(vessels.size());
      for (const LimbVessel& vessel : vessels) {
        w_.one_way.push_back(static_cast<int>(w_.resistors()));
        add_resistor(lymphangion_near(vessel, s), target(link.name, vessel.member, s),
                     resistance * ways);
      }
    }
  }

  // The net of a territory drains from the patch nearest to its collector; its other parts drain into that one, by
  // the resistance of a square of net.
  void drain(int territory, bool deep) {
    const LimbPatch& whole = territories_[territory];
    const int cell = collector(territory, deep);
    const int ways = parallel_to(cell);
    const auto net = [&](int patch, int way) {
      const int shift = deep ? static_cast<int>(limb_.patches.size()) : 0;
      return cells_of_net_[static_cast<std::size_t>(patch + shift)][static_cast<std::size_t>(way)];
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
    const std::size_t vessel = vessel_of_[static_cast<std::size_t>(cell)];
    const int along = cell - limb_.vessels[vessel].first;
    const double square_of_net = 2 * own(whole.member)["tissue.initial.half_resistance"] * ways;
    for (int way = 0; way < ways; ++way) {
      const int into = limb_.vessels[vessel + static_cast<std::size_t>(way)].first + along;
      add_valve(net(exit, way), into, w_.unloaded_diameter[into], share_of_usual(whole) / ways,
                whole.member);
      for (const int i : parts)
        if (i != exit) add_resistor(net(i, way), net(exit, way), square_of_net);
    }
  }

  static double square(double x) { return x * x; }

  const LimbAnatomy& anatomy_;
  const ParameterSet& parameters_;
  const LimbResolution& resolution_;
  std::uint64_t seed_;
  Limb limb_;
  LymphNetwork& w_;
  std::vector<double> cell_along_, lymphangion_angle_;
  std::vector<double> in_series_;  // lymphangions of the anatomy that each one stands for
  std::vector<int> lymphangion_member_;
  const std::vector<int> represented_ =
      representatives(anatomy_, resolution_.representatives);  // each vessel of the anatomy
  std::vector<std::size_t> first_of_;                          // its first of limb_.vessels
  std::vector<std::size_t> vessel_of_;                         // each lymphangion
  std::vector<Net> nets_;  // each patch of either layer, viscera
  std::vector<std::vector<int>> cells_of_net_;
  // Between the nets of two patches of skin.
  struct PlexusWay {
    int a, b;
    double width_over_length;
  };
  std::vector<PlexusWay> plexus_;
  std::vector<int> collector_;          // of each territory of the skin, then of muscle
  std::vector<Block> blocks_;           // one a member
  std::vector<int> territory_of_;       // each patch
  std::vector<LimbPatch> territories_;  // their middle and extent
  const double tension_diameter_ = reference_diameter(parameters_);
  const double territory_ = parameters_["tissue.initial.territory"];
};

}  // namespace

Limb build_limb(const LimbAnatomy& anatomy, const ParameterSet& parameters,
                const LimbResolution& resolution, std::uint64_t seed) {
  return Builder(anatomy, parameters, resolution, seed).build();
}

}  // namespace cisterna
