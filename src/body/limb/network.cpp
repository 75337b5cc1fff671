#include "body/limb/network.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

namespace cisterna {

void LymphNetwork::connect() {
  const int n = static_cast<int>(cells());
  parent.assign(n, -1);
  const auto hang = [&](int from, int to) {
    if (from >= n || to >= n) return;
    if (parent[from] >= 0)
      throw std::invalid_argument("a cell drains into two others beside the tree");
    parent[from] = to;
  };
  for (std::size_t e = 0; e < valves(); ++e) hang(valve_from[e], valve_to[e]);
  for (std::size_t e = 0; e + closing < resistors(); ++e) hang(resistor_from[e], resistor_to[e]);
}

void LymphNetwork::lay_sites(std::span<const double> depth) {
  site_patch.clear(), site_depth.clear();
  lymphangion_site.assign(lymphangions, -1);
  std::map<std::pair<int, double>, int> known;
  for (std::size_t i = 0; i < lymphangions; ++i) {
    if (lymphangion_patch[i] < 0) continue;
    const int patch = lymphangion_patch[i] % static_cast<int>(tissue.skin_patches);
    const int next = static_cast<int>(site_patch.size());
    const auto [site, fresh] = known.try_emplace({patch, depth[i]}, next);
    if (fresh) site_patch.push_back(patch), site_depth.push_back(depth[i]);
    lymphangion_site[i] = site->second;
  }
}

std::size_t LymphNetwork::bytes() const {
  std::size_t reals = 0, integers = 0;
  for (const auto* v : {&length,
                        &copies,
                        &unloaded_diameter,
                        &tension_scale,
                        &intrinsic_rate,
                        &initial_slack,
                        &initial_half_resistance,
                        &primary_conductance,
                        &node_exchange,
                        &node_slack,
                        &node_compliance,
                        &node_opening,
                        &node_stated_filling,
                        &along,
                        &boundary_pressure,
                        &site_depth,
                        &valve_open,
                        &valve_closed,
                        &resistor_conductance,
                        &bertram.scale_pressure,
                        &bertram.scale_diameter,
                        &bertram.start_time})
    reals += v->capacity();
  for (const auto* v : {&lymphangion_patch, &lymphangion_site, &site_patch, &initial_patch,
                        &node_patch, &valve_from, &valve_to, &resistor_from, &resistor_to, &parent})
    integers += v->capacity();
  return reals * sizeof(double) + integers * sizeof(int) + lymphangion_deep.capacity() +
         plexus.capacity() * sizeof(PlexusLink);
}

std::vector<MeteredEdge> metered_edges(const LymphNetwork& w) {
  const int cells = static_cast<int>(w.cells());
  std::vector<MeteredEdge> metered;
  const auto look = [&](bool valve, std::size_t e, int from, int to) {
    if (std::max(from, to) >= cells)
      metered.push_back({valve, static_cast<int>(e), std::max(from, to) - cells});
  };
  const std::size_t in_tree = w.resistors() - w.closing;
  for (std::size_t e = 0; e < w.valves(); ++e) look(true, e, w.valve_from[e], w.valve_to[e]);
  for (std::size_t e = 0; e < in_tree; ++e) look(false, e, w.resistor_from[e], w.resistor_to[e]);
  for (std::size_t e = in_tree; e < w.resistors(); ++e)
    metered.push_back({false, static_cast<int>(e), -1});
  return metered;
}

std::vector<int> metered_boundaries(const LymphNetwork& w) {
  std::vector<int> boundaries;
  for (const MeteredEdge& m : metered_edges(w))
    if (m.boundary >= 0) boundaries.push_back(m.boundary);
  return boundaries;
}

StateLayout::StateLayout(const LymphNetwork& w, bool transport) {
  const bool human = w.wall == WallLaw::human;
  const std::size_t cells = w.cells(), l = human ? w.lymphangions : 0;
  const std::size_t patches = w.tissue.patches, skin = w.tissue.skin_patches;
  std::size_t next = 0;
  const auto block = [&next](std::size_t count) {
    const std::size_t begin = next;
    next += count;
    return begin;
  };
  volume = block(cells);
  valve = block(w.valves());
  phase = block(l);
  felt = block(l);
  fast = block(l);
  slow = block(l);
  node_protein = block(w.node_exchange.size());
  tissue = block(patches);
  glycocalyx = block(patches);
  creep_skin = block(skin);
  creep_collector = block(w.site_patch.size());
  creep_muscle = block(skin);
  filtered = block(patches);
  uptake = block(w.initials);
  plexus = block(w.plexus.size());
  absorbed = block(w.node_exchange.size());
  metered = block(metered_edges(w).size());
  dynamic = next;
  const std::size_t stores = transport ? cells + patches : 0;
  protein = block(stores);
  tracer = block(stores);
  node_passed = block(transport ? w.nodes : 0);
  protein_filtered = block(transport ? 1 : 0);
  protein_out = block(transport ? 1 : 0);
  tracer_out = block(transport ? 1 : 0);
  size = next;
}

}  // namespace cisterna
