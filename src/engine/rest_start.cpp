#include "engine/rest_start.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

#include "engine/rest_look.hpp"
#include "engine/tissue_balance.hpp"

namespace cisterna {
namespace {

using Eigen::VectorXd;

constexpr double kSample = 1;  // [s]
constexpr int kBlocks = 4;     // in a memory
// Blocks of a look while the search hunts, twice and four times as many after every kLonger looks; near the balance; and
// of one that may show it, and where all is quiet, by so many more. Blocks that pass before what a first guess or a move from afar has
// stirred is looked past, and any other move.
constexpr int kHunt = 4, kNearLook = 8, kShow = 20, kQuiet = 12, kOn = 4, kSettle = 4, kStirred = 2,
              kLonger = 6;
constexpr int kSlide = 10;         // blocks that a wait goes on by, and as many are forgotten
constexpr int kAgain = 2;          // times the longest search, until it is given up
constexpr int kWaits = 16;         // looks without any flow before it is given up
constexpr int kHunts = 8;          // looks by which the hunt ends in any case
constexpr int kStretch = 4;        // times kShow: longest look
constexpr double kNear = 0.1;      // mismatch at which the hunt ends
constexpr double kFar = 0.2;       // and at which it begins anew
constexpr double kEven = 0.15;     // u that is all there is at rest: noise, and slow waves
constexpr double kSettled = 0.04;  // n that is all there is at rest
constexpr double kSmall = 0.25;    // capacity of the nets in the hunt, of their own
constexpr double kMixed = 20;     // blocks after which a net's outflow counts as much as its uptake
constexpr double kFilling = 0.5;  // of vessels to begin with, of their unloaded volume
constexpr double kFirstOfBody =
    0.7;  // first guess of a body's skin and muscle: this share of what they would have at rest volume
constexpr double kWiden = 0.5;       // relative volume that vessels take on for each p_s
constexpr double kMostWiden = 0.25;  // in one move
constexpr double kCompetition = 3;   // c [1/p_s]
constexpr double kAnswer = 0.6;      // g before anything is seen, with a doubt of 1 [1/p_s]
constexpr double kKept = 0.5;        // of what former moves have told of it, with each move
constexpr double kLeast = 0.2,
                 kMost = 8;  // g stays within, lest a move runs away or does nothing [1/p_s]
constexpr double kLeastStride = 1.0 / 8;  // of p_s
constexpr double kLengthen = 1.25;
constexpr int kAlike = 3;
constexpr double kOuter =
    6;  // times the bound: so far out skin and muscle of a body may be, of which organs are most
constexpr double kNoise = 0.03;    // of the flow in a look too short to tell
constexpr double kConfidence = 2;  // standard errors
constexpr double kNever = std::numeric_limits<double>::infinity();

class Search {
 public:
  Search(const Limb& limb, const Surroundings& surroundings, const RestOptions& options)
      : limb_(limb),
        w_(yielding(limb)),
        options_(options),
        small_(smaller(w_)),
        run_(w_, surroundings, live(options.simulation)),
        hunt_(small_, surroundings, live(options.simulation)),
        at_(run_.layout()),
        full_(w_, options.simulation.system.transport),
        held_(held_by(limb)),
        balance_(w_, posture_of(w_, surroundings), surroundings, held_),
        n_(w_.tissue.patches),
        y_(run_.system().rest_guess(options.seed)),
        conductance_(VectorXd::Zero(n_)),
        node_head_(VectorXd::Constant(w_.nodes, w_.human.node.reference_pressure)),
        node_wetted_(VectorXd::Ones(w_.nodes)),
        node_open_(VectorXd::Ones(w_.nodes)),
        node_taken_(VectorXd::Zero(w_.nodes)),
        expected_protein_(w_.node_exchange.size(), 0.0),
        pumps_(pumps_of(limb)),
        answers_(VesselDemand{{}, {}, 0, 0, pumps_, {}}.count()) {
    const auto& pacing = w_.human.pacemaker;
    memory_ = std::max(1 / pacing.rate_low, w_.human.shear.slow_time);
    block_ = memory_ / kBlocks;
    reach_ = stride_ = pacing.pressure_width;
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
    rest.counts = hunt_.counts();
    const StepCounts c = run_.counts();
    rest.counts.steps += c.steps, rest.counts.rejected += c.rejected,
        rest.counts.evaluations += c.evaluations;
    rest.counts.factorisations += c.factorisations, rest.counts.left_domain += c.left_domain;
    rest.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return rest;
  }

 private:
  static Posture posture_of(const LymphNetwork& network, const Surroundings& surroundings) {
    Posture posture(network);
    posture.take(surroundings, 0);
    return posture;
  }

  // Its tissue gives way where an oedema is stated.
  static LymphNetwork yielding(const Limb& limb) {
    LymphNetwork w = limb.network;
    if (!limb.oedema.empty()) w.tissue.yielded.assign(w.tissue.patches, 0.0);
    return w;
  }
  // Relative volumes that are stated, -1 elsewhere.
  static std::vector<double> held_by(const Limb& limb) {
    if (limb.oedema.empty()) return {};
    std::vector<double> held(limb.network.tissue.patches, -1.0);
    for (std::size_t i = 0; i < limb.oedema.size(); ++i)
      if (limb.oedema[i] >= 0) held[i] = 1 + limb.oedema[i] / limb.network.tissue.rest_volume[i];
    return held;
  }
  // The law of such tissue is moved to where it has pressure p at the volume that is stated.
  void yield() {
    for (std::size_t i = 0; i < held_.size(); ++i)
      if (held_[i] >= 0) w_.tissue.yielded[i] += balance_.pressure(i, held_[i]) - p_[i];
    small_.tissue.yielded = w_.tissue.yielded;
  }

  // The same nets, which fill and empty as much faster as they are smaller.
  static LymphNetwork smaller(LymphNetwork w) {
    for (double& slack : w.initial_slack) slack *= kSmall;
    return w;
  }
  Simulation& run() { return hunting_ ? hunt_ : run_; }
  double slack(std::size_t net) const { return (hunting_ ? small_ : w_).initial_slack[net]; }
  // Nets keep their pressure and what they carry for their volume.
  void hunt(bool on) {
    if (on == hunting_) return;
    const double ratio = on ? kSmall : 1 / kSmall;
    for (std::size_t k = 0; k < w_.initials; ++k) {
      const std::size_t c = w_.lymphangions + k;
      for (const std::size_t amount : {at_.volume, at_.protein, at_.tracer})
        y_[amount + c] *= ratio;
    }
    hunting_ = on;
  }

  static SimulationOptions live(SimulationOptions options) {
    options.system.frozen_tissue = false;
    options.system.transport = true;
    return options;
  }

  // g of the vessels of a part, by all moves so far.
  struct Answer {
    double slope = kAnswer, told = 0, known = 0;
    void learn(double change, double moved, double variance) {
      told = kKept * told + change * moved / variance;
      known = kKept * known + moved * moved / variance;
      slope = std::clamp((kAnswer + told) / (1 + known), kLeast, kMost);
    }
  };

  // What a steady flow brings through each cell: volume, protein and dye.
  struct Stream {
    std::vector<double> through, protein, dye;
  };

  // Sets tissue and nets to the solution, and the protein of all lymph to what such a flow carries: protein of nets and
  // nodes would take hours. Collectors, nodes and valves stay as full and as open as they are.
  void place() {
    yield();
    const VectorXd flow = balance_.supply(p_), concentration = balance_.protein(p_);
    const Stream s = stream_of_rest(flow, concentration);
    for (std::size_t i = 0; i < n_; ++i) {
      y_[at_.tissue + i] = balance_.volume_at(i, p_[i]) * w_.tissue.rest_volume[i];
      y_[at_.glycocalyx + i] =
          balance_.filtrate_concentration(i, balance_.steady_filtration(i, p_[i]));
      y_[at_.protein + w_.cells() + i] = concentration[i] * y_[at_.tissue + i];
    }
    for (std::size_t k = 0; k < w_.initials; ++k) {
      const std::size_t i = w_.initial_patch[k];
      if (seen_ && flow[i] <= 0) continue;  // the plexus holds it above its tissue
      y_[at_.volume + w_.lymphangions + k] =
          balance_.net_volume(balance_.head(i, p_[i], flow[i]) + w_.tissue.tone_on_solid(i)) *
          slack(k);
    }
    const std::size_t first_node = w_.lymphangions + w_.initials;
    for (std::size_t c = 0; c < w_.cells(); ++c) {
      double carried = s.protein[c] / s.through[c];
      if (c >= first_node && c - first_node < w_.node_exchange.size()) {
        // Near the balance a node is trusted as it stands, and takes on what the move changes.
        const double expected = expected_protein_[c - first_node];
        double& now = y_[at_.node_protein + c - first_node];
        if (!hunting_ && expected > 0) carried *= now / expected;
        now = carried;
      }
      y_[at_.protein + c] = carried * y_[at_.volume + c];
    }
    dye(s, y_);
  }

  void dye(const Stream& s, std::vector<double>& y) const {
    const std::size_t cells = w_.cells();
    for (std::size_t i = 0; i < n_; ++i) y[at_.tracer + cells + i] = dyed(i) * y[at_.tissue + i];
    for (std::size_t c = 0; c < cells; ++c)
      y[at_.tracer + c] = s.dye[c] / s.through[c] * y[at_.volume + c];
  }

  // What a steady flow of these supplies brings through each cell; the dye lies in the skin of the most distal region. In
  // nodes what passes on, after the water they take.
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
      const double ratio =
          seen_ ? node_wetted_[node] * law.conductance_ratio / node_open_[node] : 0;
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

  // How many looks it takes is not known before: what is left shrinks with every memory, and is nothing at the end.
  void tell(bool done) const {
    constexpr int kTypical = 12;
    const double typical = kTypical * memory_;
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
      stop_ = run().advance(t);
    }
    return stop_ == StopReason::finished;
  }

  // Whoever watches sees what is left of a look from here, as long as it goes on.
  void watch() {
    const RestWatch& watch = options_.watch;
    next_picture_ = kNever;
    if (hunting_ || !watch.picture) return;
    watched_from_ = now_ + std::max(0.0, kQuiet * block_ - watch.span);
    next_picture_ = std::floor(watched_from_ / watch.step + 1);
    watch.begin();
  }

  bool watched_to(double t) {
    for (const double step = options_.watch.step; next_picture_ * step <= t; ++next_picture_) {
      const double now = next_picture_ * step;
      if (!advance_to(now)) return false;
      run().state_at(now, y_);
      options_.watch.picture(now, y_);
    }
    return advance_to(t);
  }

  // Looks on for so many blocks.
  bool extend(RestLook& look, int blocks) {
    const int samples = static_cast<int>(std::ceil(block_ / kSample));
    for (int b = 0; b < blocks; ++b) {
      const double from = now_;
      VectorXd passed = VectorXd::Zero(n_), inside = passed, supplied = passed, tissue = passed,
               taken = passed;
      VectorXd head = VectorXd::Zero(w_.nodes), wetted = head, open = head, now(n_);
      VectorXd volume = VectorXd::Zero(w_.node_exchange.size()), protein = volume, through = volume;
      for (int k = 1; k <= samples; ++k) {
        if (!watched_to(now_ = from + k * block_ / samples)) return false;
        run().state_at(now_, y_);
        for (std::size_t i = 0; i < w_.nodes; ++i) {
          const double u = y_[at_.volume + w_.lymphangions + w_.initials + i] / w_.node_slack[i];
          head[i] += lymph::node_pressure(u, w_.node_slack[i] / w_.node_compliance[i],
                                          w_.human.residual_lumen) /
                     samples;
          wetted[i] += lymph::wetted_share(u) / samples;
          open[i] += opening(i, u) / samples;
        }
        for (std::size_t i = 0; i < w_.node_exchange.size(); ++i) {
          volume[i] += y_[at_.volume + w_.lymphangions + w_.initials + i] / samples;
          protein[i] += y_[at_.node_protein + i] / samples;
          through[i] += y_[at_.node_passed + i] / samples;
        }
        for (std::size_t i = 0; i < n_; ++i) {
          now[i] = balance_.pressure(i, y_[at_.tissue + i] / w_.tissue.rest_volume[i]);
          supplied[i] += y_[at_.tissue + i];
        }
        tissue += now;
        for (std::size_t m = 0; m < w_.initials; ++m) {
          const std::size_t i = w_.initial_patch[m], c = at_.volume + w_.lymphangions + m;
          const double share = w_.primary_conductance[m] / conductance_[i];
          passed[i] += y_[at_.uptake + m] - y_[c];
          supplied[i] += y_[at_.uptake + m];
          taken[i] += y_[at_.uptake + m];
          inside[i] += share * (now[i] + balance_.net_pressure(y_[c] / slack(m)) +
                                w_.tissue.tone_on_solid(i));
        }
      }
      tell(false);
      look.head.push_back(head), look.wetted.push_back(wetted), look.open.push_back(open);
      look.volume.push_back(volume), look.protein.push_back(protein);
      look.through.push_back(through);
      look.passed.push_back(passed / samples), look.supplied.push_back(supplied / samples);
      look.taken.push_back(taken / samples);
      look.inside.push_back(inside / samples), look.tissue.push_back(tissue / samples);
    }
    seen_ = true;
    node_head_ = RestLook::mean(look.head), node_wetted_ = RestLook::mean(look.wetted);
    node_open_ = RestLook::mean(look.open);
    for (std::size_t i = 0; i < w_.node_exchange.size(); ++i)
      node_taken_[i] =
          lymph::node_absorption(node_head_[i], y_[at_.node_protein + i], w_.tissue.plasma_protein,
                                 node_wetted_[i] * w_.node_exchange[i], w_.human.node);
    return true;
  }

  // What a net passes on beats, and is what its uptake becomes: the longer the look, the more it is the former that tells
  // how patches share in the whole.
  VesselDemand demand_of(const RestLook& look) const {
    const VectorXd passed = RestLook::flow(look.passed, block_);
    const VectorXd taken = RestLook::flow(look.taken, block_);
    VectorXd outflow = passed;
    if (taken.sum() > 0) {
      const double share = look.blocks() / (look.blocks() + kMixed);
      outflow = share * passed + (1 - share) * passed.sum() / taken.sum() * taken;
    }
    VesselDemand demand{outflow, RestLook::mean(look.inside), kCompetition / reach_, 0, pumps_, {}};
    for (const Answer& answer : answers_) demand.common_of.push_back(answer.slope / reach_);
    return demand;
  }

  // What patches have for pumps of their own: those of a member, and those of an organ.
  static std::vector<std::size_t> pumps_of(const Limb& limb) {
    const TissueModel& t = limb.network.tissue;
    std::vector<std::size_t> pumps;
    for (std::size_t i = 0; i < t.patches; ++i)
      pumps.push_back(t.is_organ(i) ? limb.members.size() + i - t.organ_patch(0)
                      : limb.patches.empty()
                          ? 0
                          : static_cast<std::size_t>(limb.patches[i % t.skin_patches].member));
    return pumps;
  }
  double least_answer() const {
    return std::min_element(answers_.begin(), answers_.end(),
                            [](const Answer& a, const Answer& b) { return a.slope < b.slope; })
        ->slope;
  }

  // g from how the demand answered between looks, the last two most of all, weighed against the first guess.
  void learn(const VesselDemand& before, const VesselDemand& now, double noise) {
    const auto pumps = static_cast<Eigen::Index>(answers_.size());
    VectorXd mean = VectorXd::Zero(pumps), change = mean, moved = mean;
    for (std::size_t i = 0; i < n_; ++i) {
      const std::size_t k = pumps_[i];
      mean[k] += 0.5 * (before.outflow[i] + now.outflow[i]);
      change[k] += now.outflow[i] - before.outflow[i];
      moved[k] += now.outflow[i] * (now.inside[i] - before.inside[i]) / reach_;
    }
    const double variance = std::max(kNoise * kNoise, noise * noise);
    for (std::size_t k = 0; k < answers_.size(); ++k)
      if (mean[k] > 0) answers_[k].learn(change[k] / mean[k], moved[k] / mean[k], variance);
  }

  // What the vessels will answer is known only near the pressures at which they were seen. A stiffer answer brings the
  // solution nearer; a part of the way to it would leave patches out of balance with one another.
  VectorXd solve_near(VesselDemand demand, const VectorXd& from) const {
    constexpr int kDoublings = 6;
    VectorXd next = from;
    for (int k = 0; k < kDoublings; ++k) {
      next = balance_.solve(demand, from, reach_);
      if ((next - from).cwiseAbs().maxCoeff() <= stride_) return next;
      demand.competition *= 2;
      for (double& common : demand.common_of) common *= 2;
    }
    const VectorXd move = next - from;
    return from + move * std::min(1.0, stride_ / move.cwiseAbs().maxCoeff());
  }

  // Weak vessels behind scarred nodes answer a move later than the next look: what swings from too much to too little is
  // moved by less, and by more again where it goes one way for long.
  void shorten_stride(double mismatch) {
    if (std::abs(mismatch) <= options_.bound) return;
    alike_ = mismatch * last_mismatch_ < 0 ? 0 : alike_ + 1;
    if (alike_ == 0) stride_ = std::max(stride_ / 2, kLeastStride * reach_);
    if (alike_ > kAlike) stride_ = std::min(kLengthen * stride_, reach_);
    last_mismatch_ = mismatch;
  }

  void move(const RestLook& look) {
    const VesselDemand now = demand_of(look);
    const double noise = look.blocks() < kNearLook ? kNoise : look.standard_error();
    if (before_.outflow.size() > 0) learn(before_, now, std::hypot(noise, noise_before_));
    before_ = now, noise_before_ = noise;
    const VectorXd from = RestLook::mean(look.tissue);
    const Stream then = stream_of_rest(now.outflow, balance_.protein(from));
    for (std::size_t i = 0; i < expected_protein_.size(); ++i) {
      const std::size_t c = w_.lymphangions + w_.initials + i;
      expected_protein_[i] = then.protein[c] / then.through[c];
    }
    p_ = solve_near(demand_of(look), from);
    // Vessels asked for more fill up first, which would look like a demand for minutes.
    const double rise = now.outflow.dot(p_ - from) / (now.outflow.sum() * reach_);
    const double wider = 1 + std::clamp(kWiden * rise, -kMostWiden, kMostWiden);
    for (std::size_t c = 0; c < w_.lymphangions; ++c) y_[at_.volume + c] *= wider;
  }

  void begin() {
    p_ = VectorXd::Zero(n_);
    for (std::size_t i = 0; i < n_; ++i) p_[i] = balance_.pressure(i, 1);
    if (const auto organs = static_cast<Eigen::Index>(w_.tissue.organs.size()); organs > 0) {
      VectorXd guess = balance_.supply(p_).cwiseMax(0.0);
      guess.head(static_cast<Eigen::Index>(n_) - organs) *= kFirstOfBody;
      p_ = balance_.solve({guess, p_, 0, 0, pumps_, {}}, p_, reach_);
    }
    for (std::size_t c = 0; c < w_.lymphangions; ++c) y_[at_.volume + c] *= kFilling;
    // Nodes rest near the pressure of the vein: emptier ones would let nothing on before their protein has drawn in water.
    for (std::size_t i = 0; i < w_.node_stated_filling.size(); ++i) {
      const double u = w_.node_stated_filling[i];
      y_[at_.volume + w_.lymphangions + w_.initials + i] = u * w_.node_slack[i];
      node_head_[static_cast<Eigen::Index>(i)] = lymph::node_pressure(
          u, w_.node_slack[i] / w_.node_compliance[i], w_.human.residual_lumen);
    }
    hunt(true);
  }

  // What a move has stirred settles first, then comes the look.
  bool look_anew(RestLook& look, int number) {
    place();
    run().start(now_, y_);
    RestLook settling;
    const int hunt = kHunt << std::min(number / kLonger, 2);
    const int blocks = hunting_ ? hunt : std::max(kNearLook, hunt);
    const bool stirred = number == 0 || (!hunting_ && far_);
    next_picture_ = kNever;
    if (!extend(settling, stirred ? kSettle : kStirred)) return false;
    watch();
    if (!extend(look, blocks)) return false;
    // Vessels that begin fuller than they will be give back at first, lumps of them for longer than a look.
    for (int wait = 0; wait < kWaits && RestLook::flow(look.passed, block_).sum() <= 0; ++wait) {
      look = {};
      if (!extend(look, blocks)) return false;
    }
    return true;
  }

  // (4), at the pressures of the look.
  struct Shown {
    double flow = 0;                          // [m3/s]
    double fluid = 0, protein = 0, nets = 0;  // m, m_p, m_n
    double outer = 0;                         // m of skin and muscle alone
    double nodes = 0;                         // n
    double uneven = 0, error = 0, bound = 0;  // u, e, b

    double tissue() const {
      return std::max({std::abs(fluid), std::abs(protein), std::abs(outer) / kOuter});
    }
  };
  // How far protein of nodes is from what they concentrate to, relative: mean, weighted by the protein that passes.
  double unsettled(const RestLook& look) const {
    if (w_.node_exchange.empty()) return 0;
    const VectorXd change = RestLook::flow(look.protein, block_);
    const VectorXd carried =
        RestLook::flow(look.through, block_).cwiseProduct(RestLook::mean(look.protein));
    const double moved = carried.cwiseAbs().sum();
    return moved > 0 ? change.cwiseProduct(RestLook::mean(look.volume)).cwiseAbs().sum() / moved
                     : 0;
  }

  Shown shown_by(const RestLook& look) const {
    const VectorXd demand = RestLook::flow(look.passed, block_);
    const VectorXd supply = RestLook::flow(look.supplied, block_);
    const VectorXd taken = RestLook::flow(look.taken, block_);
    const VectorXd concentration = balance_.protein(RestLook::mean(look.tissue));
    Shown s;
    s.flow = demand.sum();
    s.fluid = supply.sum() / s.flow - 1, s.nets = taken.sum() / s.flow - 1;
    s.protein = (1 + s.fluid) * TissueBalance::lymph_protein(supply, concentration) /
                    TissueBalance::lymph_protein(demand, concentration) -
                1;
    const auto outer = static_cast<Eigen::Index>(n_ - w_.tissue.organs.size());
    s.outer = supply.head(outer).sum() / demand.head(outer).sum() - 1;
    s.uneven = (taken - demand).cwiseAbs().sum() / s.flow;
    s.nodes = unsettled(look);
    s.error = look.standard_error();
    s.bound = std::max(s.tissue(), std::abs(s.nets)) + kConfidence * s.error;
    if (s.uneven > kEven) s.bound = std::max(s.bound, s.uneven);
    if (s.nodes > kSettled) s.bound = std::max(s.bound, s.nodes);
    return s;
  }

  std::string search(RestState& rest) {
    RestState best;
    best.imbalance = options_.acceptable;  // nothing worse is kept
    begin();
    for (int number = 0;; ++number) {
      RestLook look;
      if (!look_anew(look, number)) return name_of(stop_);
      for (;;) {
        const Shown shown = shown_by(look);
        if (!std::isfinite(shown.flow) || !(shown.flow > 0)) return "the vessels pass nothing on";
        rest.standard_error = shown.error, rest.imbalance = shown.bound;
        const bool tells = !hunting_ && look.blocks() >= (quiet(shown) ? kQuiet : kShow);
        if (tells && shown.bound <= options_.bound) {
          finish(rest, look);
          return {};
        }
        if (tells && shown.bound < best.imbalance) {
          best.imbalance = shown.bound, best.standard_error = shown.error;
          finish(best, look);
        }
        const bool late = now_ > options_.longest;
        if (late && !best.state.empty()) {
          rest = best, rest.watched = 0;  // others were looked at since
          return {};
        }
        // Nothing to hand over: where something would do, it is looked for as long again.
        const bool over = now_ > (options_.acceptable > 0 ? kAgain : 1) * options_.longest;
        if (over && (tells || hunting_)) return "no balance within the bound";
        const int more =
            late ? std::max(0, kShow - look.blocks()) : blocks_more(look, shown, number);
        if (more == 0) break;
        if (!extend(look, more)) return name_of(stop_);
      }
      const Shown shown = shown_by(look);
      shorten_stride(shown.outer);
      move(look);
      far_ = std::abs(shown.fluid) >= kNear;
      hunt(number < kHunts && !is_near(shown));
    }
  }

  // A hunt that gets no nearer is misled: from some look on nets are waited for.
  bool is_near(const Shown& shown) const {
    if (!hunting_) return std::abs(shown.fluid) < kFar;
    return std::abs(shown.fluid) < kNear && shown.uneven < 3 * kEven / 2;
  }

  // Chance, nets and nodes have so little left to do that a longer look would tell the same.
  bool quiet(const Shown& s) const {
    return kConfidence * s.error <= options_.bound / 4 && s.uneven <= kEven / 2 &&
           s.nodes <= kSettled / 2;
  }

  // So many blocks a look goes on before anything is moved; none: it has told enough. `look` forgets
  // what nets and nodes that still settled made of it.
  int blocks_more(RestLook& look, const Shown& shown, int number) const {
    if (hunting_) return 0;
    const double followed =
        number < kHunts ? options_.bound : std::max(options_.bound, kNear);  // at once
    if (look.blocks() < kShow) {
      if (shown.tissue() > followed) return 0;
      // As much as may tell, then on by little until it does.
      const int enough = look.blocks() < kQuiet ? kQuiet : std::min(look.blocks() + kOn, kShow);
      return enough - look.blocks();
    }
    // A mismatch that noise explains is looked at longer, not followed.
    if (shown.tissue() > std::max(kConfidence * shown.error, options_.bound / 2)) return 0;
    if (std::abs(shown.nets) > shown.tissue() || shown.uneven > kEven || shown.nodes > kSettled) {
      // Nets that still fill and nodes that still concentrate are waited for.
      look.keep(kShow - kSlide);
      return kSlide;
    }
    return look.blocks() < kStretch * kShow ? look.blocks() : 0;
  }

  void finish(RestState& rest, const RestLook& look) {
    rest.watched = next_picture_ < kNever ? now_ - watched_from_ : 0;
    p_ = RestLook::mean(look.tissue);
    const VectorXd next = balance_.solve(demand_of(look), p_, reach_);
    rest.pressure_error = (next - p_).cwiseAbs().maxCoeff() +
                          kConfidence * rest.standard_error * reach_ / least_answer();
    const VectorXd flow = balance_.supply(p_);
    rest.uptake_flow = flow.sum();
    const Stream stream = stream_of_rest(flow, balance_.protein(p_));
    std::vector<double> y = y_;
    dye(stream, y);
    rest.state.assign(y.begin(), y.begin() + static_cast<std::ptrdiff_t>(full_.size));
    RestState::reset_counted(full_, rest.state);
    rest.outlet_flow = 0;
    for (std::size_t c = 0; c < w_.cells(); ++c)
      if (w_.parent[c] < 0) rest.outlet_flow += stream.through[c];
    rest.filtration_flow = 0;
    for (std::size_t i = 0; i < n_; ++i)
      rest.filtration_flow += balance_.steady_filtration(i, p_[i]);
    rest.patch_uptake.assign(flow.data(), flow.data() + n_);
    rest.yielded = w_.tissue.yielded;
  }

  const Limb& limb_;
  LymphNetwork w_;  // of the limb, but for what its tissue yields
  const RestOptions& options_;
  LymphNetwork small_;
  Simulation run_, hunt_;  // the limb itself, and with small nets
  bool hunting_ = false, seen_ = false, far_ = true;
  const StateLayout& at_;
  const StateLayout full_;
  const std::vector<double> held_;  // relative volumes that are stated
  TissueBalance balance_;
  std::size_t n_;
  std::vector<double> y_;
  VectorXd p_, conductance_;  // of the tissue [Pa]; of the primary valves of each patch
  // Means over the last look: pressure in nodes above what lies around [Pa], share of their walls that lymph wets, how far
  // they are open to what passes on, and what they take with these [m3/s].
  VectorXd node_head_, node_wetted_, node_open_, node_taken_;
  std::vector<double> expected_protein_;  // of them, by the flows of the last look [kg/m3]
  double memory_ = 0, block_ = 0, reach_ = 0, now_ = 0;
  std::vector<std::size_t> pumps_;  // of each patch
  std::vector<Answer> answers_;     // of these
  VesselDemand before_;             // the look before
  double noise_before_ = 0;
  double stride_ = 0, last_mismatch_ = 0;  // longest move [Pa]; m when it was last followed
  int alike_ = 0;                          // times in a row that it kept its sign
  // Since when whoever watches has seen all; the number of the next picture, by whole steps.
  double watched_from_ = 0, next_picture_ = kNever;
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
