#include "body/limb/network_parts.hpp"

#include <algorithm>
#include <cstddef>
#include <numbers>
#include <numeric>

namespace cisterna {
namespace {

// Time in which a narrow edge fills or empties a lymphangion without load, at least [s]. At 20 mmHg it holds
// four times as much and is forty times as stiff: a tenth of that time, still as long as the steps of the whole that hold what lies
// beyond a cut.
constexpr double kNarrow = 2;

// Time in which the open valves before a node fill it, at least [s]. Where it is shorter (gut and liver; the others take 0.1 to
// 0.5) their vessels feel the node within a step of the whole.
constexpr double kSoft = 1.0 / 12;

class Cutter {
 public:
  explicit Cutter(const LymphNetwork& whole)
      : w_(whole), cells_(static_cast<int>(whole.cells())), root_(whole.cells()) {
    std::iota(root_.begin(), root_.end(), 0);
    for (std::size_t e = 0; e < w_.valves(); ++e)
      if (!into_node(e) || !soft(w_.valve_to[e])) join(w_.valve_from[e], w_.valve_to[e]);
    for (std::size_t e = 0; e < w_.resistors(); ++e)
      if (!narrow(e)) join(w_.resistor_from[e], w_.resistor_to[e]);
  }

  std::vector<NetworkPart> parts() {
    std::vector<int> order = sorted();
    std::vector<int> number(w_.cells(), -1);
    for (std::size_t k = 0; k < order.size(); ++k) number[order[k]] = static_cast<int>(k);
    std::vector<NetworkPart> parts(order.size());
    for (int c = 0; c < cells_; ++c) parts[number[find(c)]].cells.push_back(c);
    const auto owner = [&](int from, int to) { return number[find(from < cells_ ? from : to)]; };
    for (std::size_t e = 0; e < w_.valves(); ++e)
      parts[owner(w_.valve_from[e], w_.valve_to[e])].valves.push_back(static_cast<int>(e));
    std::vector<int> closing;  // those within a part, which come last in it
    for (std::size_t e = 0; e < w_.resistors(); ++e) {
      const int a = w_.resistor_from[e], b = w_.resistor_to[e], edge = static_cast<int>(e);
      if (e < in_tree())
        parts[owner(a, b)].resistors.push_back(edge);
      else if (find(a) == find(b))
        closing.push_back(edge);
      else
        for (const int c : {a, b}) {
          NetworkPart& part = parts[number[find(c)]];
          part.shared.push_back(part.resistors.size()), part.resistors.push_back(edge);
        }
    }
    for (const int e : closing) {
      NetworkPart& part = parts[number[find(w_.resistor_from[e])]];
      part.resistors.push_back(e), ++part.network.closing;
    }
    for (NetworkPart& part : parts) fill(part);
    return parts;
  }

 private:
  bool is_node(int c) const {
    return c < cells_ && static_cast<std::size_t>(c) >= w_.lymphangions + w_.initials;
  }
  bool soft(int node) const {
    double open = 0;
    for (std::size_t e = 0; e < w_.valves(); ++e)
      if (w_.valve_to[e] == node) open += w_.valve_open[e];
    const std::size_t k = static_cast<std::size_t>(node) - w_.lymphangions - w_.initials;
    return w_.node_compliance[k] >= kSoft * open;
  }
  bool into_node(std::size_t e) const { return is_node(w_.valve_to[e]); }
  std::size_t in_tree() const { return w_.resistors() - w_.closing; }

  // dp/dlnV of an unloaded wall is half of dp/dl, by (3) of wall.hpp.
  bool narrow(std::size_t e) const {
    if (e < in_tree() || w_.wall != WallLaw::human) return false;
    if (std::count(w_.one_way.begin(), w_.one_way.end(), static_cast<int>(e)) > 0) return false;
    const lymph::HumanWall<double>& wall = w_.human.wall;
    const double stiffness =
        (wall.stiffness_pressure * wall.stiffness_exponent + 3 * wall.collapse_pressure) / 2;
    for (const int c : {w_.resistor_from[e], w_.resistor_to[e]}) {
      if (c >= static_cast<int>(w_.lymphangions)) return false;
      const double d = w_.unloaded_diameter[c];
      const double volume = std::numbers::pi / 4 * d * d * w_.length[c] * w_.copies[c];
      if (volume < kNarrow * w_.resistor_conductance[e] * stiffness) return false;
    }
    return true;
  }

  int find(int c) {
    while (root_[c] != c) c = root_[c] = root_[root_[c]];
    return c;
  }
  void join(int a, int b) {
    if (a < cells_ && b < cells_) root_[find(a)] = find(b);
  }

  // One cell of each part, parts before those they drain into. Parts that drain into one another are joined.
  std::vector<int> sorted() {
    for (;;) {
      std::vector<int> waiting(w_.cells(), 0), order, heads;
      std::vector<std::vector<int>> into(w_.cells());
      for (std::size_t e = 0; e < w_.valves(); ++e) {
        if (!into_node(e)) continue;
        const int a = find(w_.valve_from[e]), b = find(w_.valve_to[e]);
        if (a != b) into[a].push_back(b), ++waiting[b];
      }
      for (int c = 0; c < cells_; ++c)
        if (find(c) == c) {
          heads.push_back(c);
          if (waiting[c] == 0) order.push_back(c);
        }
      for (std::size_t k = 0; k < order.size(); ++k)
        for (const int b : into[order[k]])
          if (--waiting[b] == 0) order.push_back(b);
      if (order.size() == heads.size()) return order;
      int first = -1;
      for (const int c : heads)
        if (waiting[c] > 0) first < 0 ? void(first = c) : join(c, first);
    }
  }

  template <class T>
  static std::vector<T> taken(const std::vector<T>& of, const std::vector<int>& at, int shift = 0) {
    std::vector<T> out;
    if (of.empty()) return out;
    for (const int i : at) out.push_back(of[static_cast<std::size_t>(i - shift)]);
    return out;
  }

  void fill(NetworkPart& part) {
    LymphNetwork& p = part.network;
    p.wall = w_.wall, p.human = w_.human;
    p.viscosity = w_.viscosity, p.lymph_density = w_.lymph_density, p.gravity = w_.gravity;
    p.tissue.initial = w_.tissue.initial, p.tissue.plasma_protein = w_.tissue.plasma_protein;
    const int first_net = static_cast<int>(w_.lymphangions);
    const int first_node = first_net + static_cast<int>(w_.initials);
    std::vector<int> vessels, nets, nodes;
    for (const int c : part.cells)
      (c < first_net ? vessels : c < first_node ? nets : nodes).push_back(c);
    p.lymphangions = vessels.size(), p.initials = nets.size(), p.nodes = nodes.size();
    p.length = taken(w_.length, vessels), p.copies = taken(w_.copies, vessels);
    p.unloaded_diameter = taken(w_.unloaded_diameter, vessels);
    p.tension_scale = taken(w_.tension_scale, vessels);
    p.intrinsic_rate = taken(w_.intrinsic_rate, vessels);
    p.initial_slack = taken(w_.initial_slack, nets, first_net);
    p.initial_half_resistance = taken(w_.initial_half_resistance, nets, first_net);
    p.primary_conductance = taken(w_.primary_conductance, nets, first_net);
    p.initial_patch.resize(nets.size());
    std::iota(p.initial_patch.begin(), p.initial_patch.end(), 0);
    p.node_slack = taken(w_.node_slack, nodes, first_node);
    p.node_compliance = taken(w_.node_compliance, nodes, first_node);
    p.node_exchange = taken(w_.node_exchange, nodes, first_node);
    p.node_opening = taken(w_.node_opening, nodes, first_node);
    p.node_stated_filling = taken(w_.node_stated_filling, nodes, first_node);
    p.node_names = taken(w_.node_names, nodes, first_node);
    p.along = taken(w_.along, part.cells);
    number_edges(part);
    p.valve_open = taken(w_.valve_open, part.valves);
    p.valve_closed = taken(w_.valve_closed, part.valves);
    p.resistor_conductance = taken(w_.resistor_conductance, part.resistors);
    for (std::size_t k = 0; k < part.resistors.size(); ++k)
      if (std::find(w_.one_way.begin(), w_.one_way.end(), part.resistors[k]) != w_.one_way.end())
        p.one_way.push_back(static_cast<int>(k));
    p.connect();
  }

  void number_edges(NetworkPart& part) {
    LymphNetwork& p = part.network;
    const auto local = [&](int there) {
      const auto at = std::lower_bound(part.cells.begin(), part.cells.end(), there);
      if (at != part.cells.end() && *at == there) return static_cast<int>(at - part.cells.begin());
      const auto b = std::find(part.boundaries.begin(), part.boundaries.end(), there);
      const auto k = b - part.boundaries.begin();
      if (b == part.boundaries.end()) {
        part.boundaries.push_back(there);
        p.along.push_back(w_.along[there]);
        p.boundary_pressure.push_back(
            there < cells_ ? 0.0 : w_.boundary_pressure[static_cast<std::size_t>(there - cells_)]);
      }
      return static_cast<int>(part.cells.size()) + static_cast<int>(k);
    };
    for (const int e : part.valves)
      p.valve_from.push_back(local(w_.valve_from[e])), p.valve_to.push_back(local(w_.valve_to[e]));
    for (const int e : part.resistors)
      p.resistor_from.push_back(local(w_.resistor_from[e])),
          p.resistor_to.push_back(local(w_.resistor_to[e]));
  }

  const LymphNetwork& w_;
  int cells_;
  std::vector<int> root_;
};

}  // namespace

std::vector<NetworkPart> parts_of(const LymphNetwork& whole) { return Cutter(whole).parts(); }

}  // namespace cisterna
