#include "engine/rest_start.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "engine/tissue_balance.hpp"

namespace cisterna {
namespace {

using Eigen::VectorXd;

constexpr double kSample = 1;        // [s]
constexpr int kParts = 8;            // so many parts of a look tell its spread
constexpr int kBlocks = 4;           // in a memory
constexpr int kWaits = 16;           // looks without any flow before it is given up
constexpr int kHunts = 6;            // looks by which the hunt ends in any case
constexpr int kTries = 4;            // looks near the balance after which they are twice as long
constexpr double kNear = 3.0 / 20;   // mismatch at which the hunt ends
constexpr double kCompetition = 3;   // c [1/p_s]
constexpr double kAnswer = 1.5;      // g before anything is seen, with a doubt of 1 [1/p_s]
constexpr double kLeast = 0.5;       // least g, lest a move runs away [1/p_s]
constexpr double kNoise = 1.0 / 32;  // of the difference of two long looks
constexpr double kConfidence = 2;    // standard errors

// Means over blocks of a part of a memory each.
struct Look {
  std::vector<VectorXd> passed, inside;      // [block][patch]: O [m3], pressure in the nets [Pa]
  std::vector<VectorXd> head, wetted, open;  // [block][node]

  std::size_t steps() const { return passed.size() - 1; }
  VectorXd outflow(double block) const {
    return (passed.back() - passed.front()) / (block * static_cast<double>(steps()));
  }
  static VectorXd mean(const std::vector<VectorXd>& blocks) {
    VectorXd sum = blocks.front();
    for (std::size_t b = 1; b < blocks.size(); ++b) sum += blocks[b];
    return sum / static_cast<double>(blocks.size());
  }
};

class Search {
 public:
  Search(const Limb& limb, const Surroundings& surroundings, const RestOptions& options)
      : limb_(limb),
        w_(limb.network),
        options_(options),
        run_(w_, surroundings, held(options.simulation)),
        at_(run_.layout()),
        full_(w_, options.simulation.system.transport),
        balance_(w_, posture_of(w_, surroundings), surroundings),
        n_(w_.tissue.patches),
        y_(run_.system().rest_guess(options.seed)),
        conductance_(VectorXd::Zero(n_)),
        node_head_(VectorXd::Constant(w_.nodes, w_.human.node.reference_pressure)),
        node_wetted_(VectorXd::Ones(w_.nodes)),
        node_open_(VectorXd::Ones(w_.nodes)),
        node_taken_(VectorXd::Zero(w_.nodes)) {
    const auto& pacing = w_.human.pacemaker;
    memory_ = std::max(1 / pacing.rate_low, w_.human.shear.slow_time);
    block_ = memory_ / kBlocks;
    reach_ = pacing.pressure_width;
    for (std::size_t k = 0; k < w_.initials; ++k)
      conductance_[w_.initial_patch[k]] += w_.primary_conductance[k];
  }

  RestState find() {
    const auto begin = std::chrono::steady_clock::now();
    RestState rest;
    rest.reason = search(rest);
    if (rest.reason.empty()) tell(true);
    rest.found = rest.reason.empty();
    rest.simulated = now_;
    rest.counts = run_.counts();
    rest.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return rest;
  }

 private:
  static Posture posture_of(const LymphNetwork& network, const Surroundings& surroundings) {
    Posture posture(network);
    posture.take(surroundings, 0);
    return posture;
  }

  static SimulationOptions held(SimulationOptions options) {
    options.system.frozen_tissue = true;
    options.system.transport = false;
    return options;
  }

  // Sets tissue and nets to the solution, and what nodes concentrate to; collectors, nodes and valves stay as they are.
  void place() {
    const VectorXd flow = balance_.supply(p_);
    const Stream stream = stream_of_rest(flow, balance_.protein(p_));
    for (std::size_t i = 0; i < w_.node_exchange.size(); ++i) {
      const std::size_t c = w_.lymphangions + w_.initials + i;
      y_[at_.node_protein + i] = stream.protein[c] / stream.through[c];
    }
    for (std::size_t i = 0; i < n_; ++i) {
      y_[at_.tissue + i] = balance_.volume_at(i, p_[i]) * w_.tissue.rest_volume[i];
      y_[at_.glycocalyx + i] =
          balance_.filtrate_concentration(i, balance_.steady_filtration(i, p_[i]));
    }
    for (std::size_t k = 0; k < w_.initials; ++k) {
      const std::size_t i = w_.initial_patch[k];
      y_[at_.volume + w_.lymphangions + k] =
          balance_.net_volume(balance_.head(i, p_[i], flow[i])) * w_.initial_slack[k];
    }
  }

  // What a steady flow of these supplies brings through each cell, protein and dye with it; the dye lies in the skin of
  // the most distal region. In nodes what passes on, after the water they take.
  struct Stream {
    std::vector<double> through, protein, dye;
  };
  double dyed(std::size_t patch) const {
    return patch < limb_.patches.size() && limb_.patches[patch].region == 0 ? 1.0 : 0.0;
  }
  Stream stream_of_rest(const VectorXd& flow, const VectorXd& concentration) const {
    const std::size_t cells = w_.cells(), first_node = w_.lymphangions + w_.initials;
    // A trace of the mean stands in what no flow reaches.
    const double trace = flow.cwiseAbs().mean() / (1 << 20);
    Stream s{std::vector<double>(cells, trace),
             std::vector<double>(cells, trace * concentration.mean()),
             std::vector<double>(cells, 0.0)};
    const auto pour = [&](std::size_t cell, double volume, double p, double x) {
      s.through[cell] += volume, s.protein[cell] += volume * p, s.dye[cell] += volume * x;
    };
    for (std::size_t k = 0; k < w_.initials; ++k) {
      const std::size_t i = w_.initial_patch[k];
      const double share = w_.primary_conductance[k] / conductance_[i];
      pour(w_.lymphangions + k, share * std::max(flow[i], 0.0), concentration[i], dyed(i));
    }
    for (const int c : from_leaves()) {
      const std::size_t node = static_cast<std::size_t>(c) - first_node;
      if (static_cast<std::size_t>(c) >= first_node && node < w_.node_exchange.size())
        s.through[c] = s.protein[c] / concentrated(node, s.through[c], s.protein[c] / s.through[c]);
      if (w_.parent[c] >= 0)
        pour(w_.parent[c], s.through[c], s.protein[c] / s.through[c], s.dye[c] / s.through[c]);
    }
    return s;
  }

  // Protein of the lymph that leaves a node, as full as it was last seen: (4) of lymph/node.hpp. Its pressure follows what
  // it takes: from where it was last seen it falls by the resistance behind it for each flow more. At the pressure seen
  // alone a node with a conductance to water far above that to lymph would stay at any protein: what it takes has settled
  // its pressure.
  double concentrated(std::size_t node, double inflow, double entering) const {
    const auto& law = w_.human.node;
    double low = 0, high = w_.tissue.plasma_protein;
    constexpr int kHalvings = 60;
    for (int k = 0; k < kHalvings; ++k) {
      const double c = 0.5 * (low + high);
      const double ratio = node_wetted_[node] * law.conductance_ratio / node_open_[node];
      const double fixed = lymph::node_absorption(node_head_[node], c, w_.tissue.plasma_protein,
                                                  node_wetted_[node] * w_.node_exchange[node], law);
      const double absorbed = (fixed + ratio * node_taken_[node]) / (1 + ratio);
      (inflow * entering > (inflow - absorbed) * c ? low : high) = c;
    }
    return 0.5 * (low + high);
  }

  double opening(std::size_t node, double u) const {
    if (w_.node_opening.empty()) return 1;
    return lymph::node_opening(u, w_.node_stated_filling[node], w_.node_opening[node]);
  }

  void carry(std::vector<double>& y) const {
    const std::size_t cells = w_.cells();
    const VectorXd flow = balance_.supply(p_), concentration = balance_.protein(p_);
    for (std::size_t i = 0; i < n_; ++i) {
      y[full_.protein + cells + i] = concentration[i] * y[full_.tissue + i];
      y[full_.tracer + cells + i] = dyed(i) * y[full_.tissue + i];
    }
    const Stream s = stream_of_rest(flow, concentration);
    for (std::size_t c = 0; c < cells; ++c) {
      y[full_.protein + c] = s.protein[c] / s.through[c] * y[full_.volume + c];
      y[full_.tracer + c] = s.dye[c] / s.through[c] * y[full_.volume + c];
    }
  }

  // How many looks it takes is not known before: what is left shrinks with every memory, and is nothing at the end.
  void tell(bool done) const {
    const double typical = (kParts + 2) * memory_;
    if (options_.progress) options_.progress(done ? 1 : now_ / (now_ + typical));
  }

  // Cells, each after all that drain into it.
  std::vector<int> from_leaves() const {
    std::vector<int> waiting(w_.cells(), 0), order;
    for (const int parent : w_.parent)
      if (parent >= 0) ++waiting[parent];
    for (std::size_t c = 0; c < w_.cells(); ++c)
      if (waiting[c] == 0) order.push_back(static_cast<int>(c));
    for (std::size_t k = 0; k < order.size(); ++k)
      if (const int parent = w_.parent[order[k]]; parent >= 0 && --waiting[parent] == 0)
        order.push_back(parent);
    return order;
  }

  bool advance_to(double t) {
    if (options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed)) {
      stop_ = StopReason::interrupted;
    } else {
      stop_ = run_.advance(t);
    }
    return stop_ == StopReason::finished;
  }

  bool pass(double duration) {
    const int samples = static_cast<int>(std::ceil(duration / kSample));
    const double from = now_;
    for (int k = 1; k <= samples; ++k)
      if (!advance_to(now_ = from + k * duration / samples)) return false;
    run_.state_at(now_, y_);
    return true;
  }

  // Looks on for so many blocks.
  bool extend(Look& look, int blocks) {
    const int samples = static_cast<int>(std::ceil(block_ / kSample));
    for (int b = 0; b < blocks; ++b) {
      const double from = now_;
      VectorXd passed = VectorXd::Zero(n_), inside = VectorXd::Zero(n_);
      VectorXd head = VectorXd::Zero(w_.nodes), wetted = head, open = head;
      for (int k = 1; k <= samples; ++k) {
        if (!advance_to(now_ = from + k * block_ / samples)) return false;
        run_.state_at(now_, y_);
        for (std::size_t i = 0; i < w_.nodes; ++i) {
          const double u = y_[at_.volume + w_.lymphangions + w_.initials + i] / w_.node_slack[i];
          head[i] += lymph::node_pressure(u, w_.node_slack[i] / w_.node_compliance[i],
                                          w_.human.residual_lumen) /
                     samples;
          wetted[i] += lymph::wetted_share(u) / samples;
          open[i] += opening(i, u) / samples;
        }
        for (std::size_t m = 0; m < w_.initials; ++m) {
          const std::size_t i = w_.initial_patch[m], c = at_.volume + w_.lymphangions + m;
          const double share = w_.primary_conductance[m] / conductance_[i];
          passed[i] += y_[at_.uptake + m] - y_[c];
          inside[i] += share * (p_[i] + balance_.net_pressure(y_[c] / w_.initial_slack[m]));
        }
      }
      tell(false);
      look.head.push_back(head), look.wetted.push_back(wetted), look.open.push_back(open);
      node_head_ = Look::mean(look.head), node_wetted_ = Look::mean(look.wetted);
      node_open_ = Look::mean(look.open);
      for (std::size_t i = 0; i < w_.node_exchange.size(); ++i)
        node_taken_[i] = lymph::node_absorption(
            node_head_[i], y_[at_.node_protein + i], w_.tissue.plasma_protein,
            node_wetted_[i] * w_.node_exchange[i], w_.human.node);
      look.passed.push_back(passed / samples);
      look.inside.push_back(inside / samples);
    }
    return true;
  }

  VesselDemand demand_of(const Look& look) const {
    return {look.outflow(block_), Look::mean(look.inside), kCompetition / reach_, answer_ / reach_};
  }

  // Relative standard error of the mean demand of all patches; unknown (1) for a look of too few steps.
  double standard_error(const Look& look) const {
    const std::size_t length = look.steps() / kParts;
    if (length == 0) return 1;
    double sum = 0, squares = 0;
    for (int k = 0; k < kParts; ++k) {
      const double part = look.passed[(k + 1) * length].sum() - look.passed[k * length].sum();
      sum += part, squares += part * part;
    }
    const double mean = sum / kParts, variance = (squares / kParts - mean * mean) / (kParts - 1);
    return std::sqrt(std::max(variance, 0.0)) / std::abs(mean);
  }

  // g from how the demand answered between two long looks, weighed against the first guess.
  void learn(const VesselDemand& before, const VesselDemand& now) {
    const double mean = 0.5 * (before.outflow + now.outflow).sum();
    const double change = (now.outflow - before.outflow).sum() / mean;
    const double moved = now.outflow.dot(now.inside - before.inside) / (mean * reach_);
    const double weight = moved * moved / (kNoise * kNoise);
    answer_ = (kAnswer + change * moved / (kNoise * kNoise)) / (1 + weight);
    answer_ = std::max(answer_, kLeast);
  }

  std::string search(RestState& rest) {
    VesselDemand before;
    int hunts = 0, tries = 0;
    double off = 1;  // the mismatch of the last look
    RestState best;
    best.imbalance = options_.acceptable;  // nothing worse is kept
    p_ = VectorXd::Zero(n_);
    for (std::size_t i = 0; i < n_; ++i) p_[i] = balance_.pressure(i, 1);
    for (bool near = false;;) {
      place();
      run_.start(now_, y_);
      Look look;
      // Far off, a short look tells where to go; near, what the move has stirred must settle first.
      // Vessels that beat in slow turns are looked at ever longer.
      if (off < 2 * kNear) ++tries;
      const int parts = kParts << std::min(tries / kTries, 2);
      if (!pass((near ? 2 : 1) * memory_) || !extend(look, near ? parts + 1 : 2))
        return name_of(stop_);
      // Vessels that begin fuller than they will be give back at first, lumps of them for longer than a look.
      for (int wait = 0; wait < kWaits && look.outflow(block_).sum() <= 0; ++wait) {
        look = {};
        if (!extend(look, 2)) return name_of(stop_);
      }
      const VectorXd supply = balance_.supply(p_), concentration = balance_.protein(p_);
      double mismatch = 0;
      for (;;) {
        const VectorXd demand = look.outflow(block_);
        if (!std::isfinite(demand.sum()) || !(demand.sum() > 0))
          return "the vessels pass nothing on";
        // The worse of fluid and protein: patches that balance together only may still gather the one or the other.
        const double fluid = supply.sum() / demand.sum() - 1;
        const double protein = (1 + fluid) * balance_.lymph_protein(supply, concentration) /
                                   balance_.lymph_protein(demand, concentration) -
                               1;
        mismatch = std::abs(fluid) > std::abs(protein) ? fluid : protein;
        rest.standard_error = standard_error(look);
        rest.imbalance = std::abs(mismatch) + kConfidence * rest.standard_error;
        if (rest.imbalance <= options_.bound) {
          finish(rest, look);
          return {};
        }
        if (rest.imbalance < best.imbalance) {
          best.imbalance = rest.imbalance, best.standard_error = rest.standard_error;
          finish(best, look);
        }
        if (now_ > options_.longest) {
          if (best.state.empty()) return "no balance within the bound";
          rest = best;
          return {};
        }
        // A mismatch that noise explains is looked at longer, not followed.
        if (!near || std::abs(mismatch) > kConfidence * rest.standard_error) break;
        if (!extend(look, static_cast<int>(look.steps()))) return name_of(stop_);
      }
      off = std::abs(mismatch);
      const VesselDemand now = demand_of(look);
      if (near && before.outflow.size() > 0) learn(before, now);
      if (near) before = now;
      // A hunt that gets no nearer is misled by nets that still fill: from then on it waits for them.
      near = near || std::abs(mismatch) < kNear || ++hunts == kHunts;
      VectorXd move = balance_.solve(now, p_, reach_) - p_;
      // What the vessels will answer is known only near the pressures at which they were seen.
      if (const double farthest = move.cwiseAbs().maxCoeff(); farthest > reach_)
        move *= reach_ / farthest;
      p_ += move;
    }
  }

  void finish(RestState& rest, const Look& look) {
    const VectorXd next = balance_.solve(demand_of(look), p_, reach_);
    rest.pressure_error =
        (next - p_).cwiseAbs().maxCoeff() + kConfidence * rest.standard_error * reach_ / answer_;
    rest.state.assign(full_.size, 0.0);
    std::copy_n(y_.begin(), at_.dynamic, rest.state.begin());
    if (options_.simulation.system.transport) carry(rest.state);
    RestState::reset_counted(full_, rest.state);
    const VectorXd flow = balance_.supply(p_);
    rest.uptake_flow = flow.sum();
    const Stream stream = stream_of_rest(flow, balance_.protein(p_));
    rest.outlet_flow = 0;
    for (std::size_t c = 0; c < w_.cells(); ++c)
      if (w_.parent[c] < 0) rest.outlet_flow += stream.through[c];
    rest.filtration_flow = 0;
    for (std::size_t i = 0; i < n_; ++i)
      rest.filtration_flow += balance_.steady_filtration(i, p_[i]);
    rest.patch_uptake.assign(flow.data(), flow.data() + n_);
  }

  const Limb& limb_;
  const LymphNetwork& w_;
  const RestOptions& options_;
  Simulation run_;
  const StateLayout& at_;  // nothing is carried during the search
  const StateLayout full_;
  TissueBalance balance_;
  std::size_t n_;
  std::vector<double> y_;
  VectorXd p_, conductance_;  // of the tissue [Pa]; of the primary valves of each patch
  // Means over the last look: pressure in nodes above what lies around [Pa], share of their walls that lymph wets, how far
  // they are open to what passes on, and what they take with these [m3/s].
  VectorXd node_head_, node_wetted_, node_open_, node_taken_;
  double memory_ = 0, block_ = 0, reach_ = 0, answer_ = kAnswer, now_ = 0;
  StopReason stop_ = StopReason::finished;
};

}  // namespace

void RestState::reset_counted(const StateLayout& at, std::vector<double>& y) {
  for (std::size_t i = at.filtered; i < at.dynamic; ++i) y[i] = 0;
  for (std::size_t i = at.node_passed; i < at.size; ++i) y[i] = 0;
}

RestState find_rest(const Limb& limb, const Surroundings& surroundings,
                    const RestOptions& options) {
  return Search(limb, surroundings, options).find();
}

}  // namespace cisterna
