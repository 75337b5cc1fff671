// What passes the nodes and outlets of a limb or body in a session, and what stays in it. Shared by the tests of surgery.
#pragma once
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "arm_test.hpp"

namespace cisterna::arm {

struct Passed {
  Limb limb;
  Amounts amounts;
  std::vector<double> start, end;  // states
  std::vector<double> out;         // at each outlet [m3]
  std::vector<double> node;        // through each node [m3]
  std::vector<double> back;        // came back at each outlet, second by second [m3]
  std::vector<double> pressure;    // mean in each lymphangion [Pa]
  double cut_flow = 0;             // largest seen through a valve that was cut
  int cut_valves = 0;

  double kept() const {  // in tissue and lymph [m3]
    const LymphNetwork& w = limb.network;
    const StateLayout at(w, true);
    double gained = 0;
    for (std::size_t i = 0; i < w.tissue.patches; ++i)
      gained += end[at.tissue + i] - start[at.tissue + i];
    for (std::size_t c = 0; c < w.cells(); ++c) gained += end[c] - start[c];
    return gained;
  }
  double through(const std::string& name) const {
    const auto& names = limb.network.node_names;
    return node[std::find(names.begin(), names.end(), name) - names.begin()];
  }
  // With the water that the node takes out of it.
  double into(const std::string& name) const {
    const auto& names = limb.network.node_names;
    const StateLayout at(limb.network, true);
    const std::size_t k = std::find(names.begin(), names.end(), name) - names.begin();
    return node[k] + end[at.absorbed + k] - start[at.absorbed + k];
  }
  // In the tissue and the vessels of a member, at the end [m3].
  double held_by(const std::string& member) const {
    const LymphNetwork& w = limb.network;
    const StateLayout at(w, true);
    double sum = 0;
    const auto here = [&](int m) {
      return limb.members[static_cast<std::size_t>(m)].name == member;
    };
    for (std::size_t i = 0; i < 2 * w.tissue.skin_patches; ++i)
      if (here(w.tissue.member[i])) sum += end[at.tissue + i];
    for (const LimbVessel& v : limb.vessels)
      if (here(v.member)) sum += volume_of(v.name, 0, 1);
    return sum;
  }
  double volume_of(const std::string& name, double from, double to) const {
    return sum_over(end, name, from, to);
  }
  double pressure_of(const std::string& name, double from, double to) const {
    return sum_over(pressure, name, from, to);
  }
  double sum_over(const std::vector<double>& each, const std::string& name, double from,
                  double to) const {
    for (const LimbVessel& v : limb.vessels) {
      if (v.name != name) continue;
      const auto first = each.begin() + v.first;
      return std::accumulate(first + std::lround(from * v.size), first + std::lround(to * v.size),
                             0.0);
    }
    return 0;
  }
};

/// What passes and stays from a state on.
inline Passed passed_from(const Begun& begun, const std::string& protocol_name, double duration) {
  Passed p{begun.limb, {}, begun.state, {}, {}, {}, {}, {}};
  const LymphNetwork& w = p.limb.network;
  const TreatmentSurroundings surroundings = surroundings_of(p.limb, protocol_name);
  Simulation run(w, surroundings, {});
  run.start(0, p.start);
  const StateLayout& at = run.layout();
  const std::vector<int> metered = metered_boundaries(w);
  p.end.resize(at.size), p.back.assign(w.boundaries(), 0.0), p.out = p.back;
  std::vector<double> before = p.start, f(at.size);
  LymphSystem watch(w, &surroundings, {});
  for (double t = 1; t <= duration; ++t) {
    EXPECT_EQ(run.advance(t), StopReason::finished);
    run.state_at(t, p.end);
    for (std::size_t m = 0; m < metered.size(); ++m)
      p.back[metered[m]] += std::max(0.0, before[at.metered + m] - p.end[at.metered + m]);
    before = p.end;
    p.pressure.resize(w.lymphangions);
    watch.rates(t, p.end, f);
    for (std::size_t i = 0; i < w.lymphangions; ++i)
      p.pressure[i] += watch.pressures()[i] / duration;
    for (std::size_t e = 0; e < w.valves(); ++e)
      if (w.valve_open[e] == 0)
        p.cut_flow = std::max(p.cut_flow, std::abs(watch.valve_flows()[e])), ++p.cut_valves;
  }
  p.amounts = amounts(w, at, p.start, p.end);
  for (std::size_t m = 0; m < metered.size(); ++m)
    p.out[metered[m]] += p.end[at.metered + m] - p.start[at.metered + m];
  for (std::size_t k = 0; k < w.nodes; ++k)
    p.node.push_back(p.end[at.node_passed + k] - p.start[at.node_passed + k]);
  return p;
}

inline Passed passed(const Subject& subject, const std::string& protocol_name, double duration,
                     double settle = 300, const LimbResolution& resolution = kCoarse) {
  return passed_from(begin(resolution, settle, 1, subject), protocol_name, duration);
}

}  // namespace cisterna::arm
