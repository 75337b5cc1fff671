#include "measure/flow_probe.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "body/limb/lymph_system.hpp"
#include "measure/signals.hpp"

namespace cisterna {
namespace {

// Cells whose lymph passes one of `lasts` on its way along the tree, themselves among them.
std::vector<char> upstream_of(const LymphNetwork& w, const std::vector<int>& lasts) {
  std::vector<char> above(w.cells(), 0);
  for (std::size_t c = 0; c < w.cells(); ++c)
    for (int at = static_cast<int>(c); at >= 0; at = w.parent[static_cast<std::size_t>(at)])
      if (std::ranges::find(lasts, at) != lasts.end()) above[c] = 1;
  return above;
}

}  // namespace

FlowProbe::FlowProbe(const Limb& limb, const std::string& vessel) {
  std::vector<int> lasts;
  for (const LimbVessel& v : limb.vessels)
    if ((v.entry.empty() ? v.name : v.entry) == vessel) lasts.push_back(v.first + v.size - 1);
  if (lasts.empty()) throw std::out_of_range("no vessel named " + vessel);
  const LymphNetwork& w = limb.network;
  const StateLayout at(w, true);
  const std::vector<char> above = upstream_of(w, lasts);
  const auto inside = [&](int cell) {
    return static_cast<std::size_t>(cell) < w.cells() && above[static_cast<std::size_t>(cell)];
  };
  const std::size_t first_net = w.lymphangions, first_node = first_net + w.initials;
  for (std::size_t c = 0; c < w.cells(); ++c)
    if (above[c]) shares_.push_back({at.volume + c, -1});
  for (std::size_t i = 0; i < w.initials; ++i)
    if (above[first_net + i]) shares_.push_back({at.uptake + i, 1});
  for (std::size_t i = 0; i < w.node_exchange.size(); ++i)
    if (above[first_node + i]) shares_.push_back({at.absorbed + i, -1});
  for (std::size_t k = 0; k < w.plexus.size(); ++k) {
    const double sign = above[first_net + static_cast<std::size_t>(w.plexus[k].b)] -
                        above[first_net + static_cast<std::size_t>(w.plexus[k].a)];
    if (sign != 0) shares_.push_back({at.plexus + k, sign});
  }
  // Meters stand in the order of the edges at boundaries, valves first; those of closing edges follow. The valve that the
  // probe itself lies around is left out.
  std::size_t meter = at.metered;
  const auto edge = [&](int from, int to, bool closing) {
    const bool metered = closing || static_cast<std::size_t>(std::max(from, to)) >= w.cells();
    if (!metered) return;
    const double sign = (inside(to) ? 1 : 0) - (inside(from) ? 1 : 0);
    if (sign != 0 && std::ranges::find(lasts, from) == lasts.end())
      shares_.push_back({meter, sign});
    ++meter;
  };
  for (std::size_t e = 0; e < w.valves(); ++e) edge(w.valve_from[e], w.valve_to[e], false);
  for (std::size_t e = 0; e < w.resistors(); ++e)
    edge(w.resistor_from[e], w.resistor_to[e], e + w.closing >= w.resistors());
}

double FlowProbe::passed(std::span<const double> state) const {
  double sum = 0;
  for (const Share& share : shares_) sum += share.sign * state[share.state];
  return sum;
}

double FlowProbe::mean_flow(const VesselRecording& r) const {
  if (r.before.empty() || !(r.end > r.begin)) return std::numeric_limits<double>::quiet_NaN();
  return (passed(r.after) - passed(r.before)) / (r.end - r.begin);
}

double collector_flow(const Limb& limb, const VesselRecording& film, double s, int member) {
  const LymphNetwork& w = limb.network;
  double sum = 0;
  for (const int below : last_below(limb, s, member))
    sum +=
        w.copies[static_cast<std::size_t>(below)] * mean(signal(film.flow, valve_out_of(w, below)));
  return sum;
}

}  // namespace cisterna
