#include "engine/multirate_stepper.hpp"

#include <algorithm>
#include <cmath>

#include "math/pack.hpp"

namespace cisterna {
namespace {

constexpr double kWhole = 0.2;              // longest step of the whole [s]
constexpr double kShortest = 1.0 / 512;     // below this a bend is not looked for [s]
constexpr double kFirst = 1.0 / (1 << 13);  // shortest step that a part begins with [s]
// Of the pacemaker's width: a load that bends more within a step is followed closer.
constexpr double kBent = 1.0 / 4;

// Spans are short: a call to copy each takes longer than the copying.
template <class Spans, class Place>
void copy_spans(const Spans& spans, std::span<const double> from, Place of, std::span<double> to,
                Place into) {
  for (const auto& s : spans)
    for_each_pack(0, s.count, [&]<class T>(std::size_t k) {
      store<T>(&to[s.*into + k], load<T>(&from[s.*of + k]));
    });
}

LymphSystemOptions options_of_part(const LymphSystemOptions& whole) {
  LymphSystemOptions part = whole;
  part.transport = false, part.frozen_tissue = true;
  return part;
}

}  // namespace

MultirateStepper::Part::Part(NetworkPart cut, const LymphSystem& whole,
                             const StepperOptions& options)
    : of(std::move(cut)),
      system(of.network, nullptr, options_of_part(whole.options())),
      stepper(system, ros2(), options) {}

MultirateStepper::MultirateStepper(LymphSystem& whole, StepperOptions options)
    : whole_(whole), grid_(std::min(kWhole, options.largest_step)), allowed_(grid_) {
  for (NetworkPart& cut : parts_of(whole.network())) {
    parts_.push_back(std::make_unique<Part>(std::move(cut), whole, options));
    find_states(*parts_.back()), find_cells(*parts_.back());
  }
  find_gifts();
  for (auto* v : {&y_, &y_old_, &y_new_, &ahead_, &f_, &f_old_}) v->assign(whole.size(), 0.0);
  for (auto& slow : slow_) slow.assign(whole.size(), 0.0);
}

void MultirateStepper::add_place(Spans& spans, std::size_t here, std::size_t there) {
  if (!spans.empty()) {
    Span& last = spans.back();
    if (last.there + last.count == there && last.here + last.count == here) {
      ++last.count;
      return;
    }
  }
  spans.push_back({here, there, 1});
}

void MultirateStepper::find_states(Part& part) const {
  const LymphNetwork& w = whole_.network();
  const StateLayout &at = whole_.layout(), &in = part.system.layout();
  std::vector<std::size_t> place(in.size, kNone);
  const std::size_t l = w.lymphangions, first_node = l + w.initials;
  for (std::size_t k = 0; k < part.of.cells.size(); ++k) {
    const auto c = static_cast<std::size_t>(part.of.cells[k]);
    place[in.volume + k] = at.volume + c;
    if (c < l) {
      place[in.phase + k] = at.phase + c, place[in.felt + k] = at.felt + c;
      place[in.fast + k] = at.fast + c, place[in.slow + k] = at.slow + c;
    } else if (c < first_node) {
      place[in.uptake + k - part.of.network.lymphangions] = at.uptake + c - l;
    } else if (!w.node_exchange.empty()) {
      const std::size_t n = k - part.of.network.lymphangions - part.of.network.initials;
      place[in.node_protein + n] = at.node_protein + c - first_node;
      place[in.absorbed + n] = at.absorbed + c - first_node;
    }
  }
  for (std::size_t k = 0; k < part.of.valves.size(); ++k)
    place[in.valve + k] = at.valve + static_cast<std::size_t>(part.of.valves[k]);
  // What leads to another part is counted anew at each step.
  const std::vector<MeteredEdge> there = metered_edges(part.of.network);
  for (std::size_t m = 0; m < there.size(); ++m)
    if (beyond(part, there[m]) < 0) place[in.metered + m] = metered_place(part, there[m]);
  const std::size_t exchanging = part.of.network.node_exchange.size();
  // Cells joined to another part may be given something at the end of a step.
  std::vector<bool> carried(place.size(), false);
  for (const std::size_t e : part.of.shared) {
    const int from = part.of.network.resistor_from[e], to = part.of.network.resistor_to[e];
    const bool own = from < static_cast<int>(part.of.cells.size());
    carried[in.volume + static_cast<std::size_t>(own ? from : to)] = true;
  }
  for (std::size_t i = 0; i < place.size(); ++i) {
    if (place[i] == kNone) continue;
    add_place(part.states, place[i], i);
    if (carried[i] || (i >= in.node_protein && i < in.node_protein + exchanging))
      add_place(part.carried, place[i], i);
  }
}

int MultirateStepper::beyond(const Part& part, const MeteredEdge& edge) const {
  if (edge.boundary < 0) return -1;
  const int c = part.of.boundaries[static_cast<std::size_t>(edge.boundary)];
  return c < static_cast<int>(whole_.network().cells()) ? c : -1;
}

std::size_t MultirateStepper::metered_place(const Part& part, const MeteredEdge& edge) const {
  const std::vector<MeteredEdge> here = metered_edges(whole_.network());
  const int number =
      (edge.valve ? part.of.valves : part.of.resistors)[static_cast<std::size_t>(edge.edge)];
  for (std::size_t g = 0; g < here.size(); ++g)
    if (here[g].valve == edge.valve && here[g].edge == number) return whole_.layout().metered + g;
  return kNone;
}

void MultirateStepper::find_cells(Part& part) const {
  const LymphNetwork &w = whole_.network(), &p = part.of.network;
  const std::size_t nets = w.lymphangions, nodes = nets + w.initials;
  const std::size_t nets_here = p.lymphangions, nodes_here = nets_here + p.initials;
  for (std::size_t k = 0; k < part.of.cells.size(); ++k) {
    const auto c = static_cast<std::size_t>(part.of.cells[k]);
    add_place(part.heights, c, k);
    if (k < nets_here)
      add_place(part.vessels, c, k);
    else if (k < nodes_here)
      add_place(part.nets, c - nets, k - nets_here);
    else
      add_place(part.nodes, c - nodes, k - nodes_here);
  }
  for (std::size_t b = 0; b < part.of.boundaries.size(); ++b)
    add_place(part.heights, static_cast<std::size_t>(part.of.boundaries[b]),
              part.of.cells.size() + b);
  HeldSurroundings& held = part.held;
  for (Moment& moment : held.at) {
    moment.outside.resize(p.lymphangions), moment.outside_node.resize(p.nodes);
    for (auto* v : {&moment.fluid, &moment.solid, &moment.hydration}) v->resize(p.initials);
  }
  held.warmth.resize(p.lymphangions);
  held.height.resize(part.of.cells.size() + part.of.boundaries.size());
}

void MultirateStepper::find_gifts() {
  const LymphNetwork& w = whole_.network();
  home_.resize(w.cells());
  for (std::size_t k = 0; k < parts_.size(); ++k) {
    const std::vector<int>& cells = parts_[k]->of.cells;
    for (std::size_t c = 0; c < cells.size(); ++c)
      home_[static_cast<std::size_t>(cells[c])] = {k, c};
    parts_[k]->held.inflow.assign(cells.size(), 0.0);
  }
  for (auto& part : parts_) {
    const LymphNetwork& p = part->of.network;
    const std::vector<MeteredEdge> metered = metered_edges(p);
    for (std::size_t m = 0; m < metered.size(); ++m) {
      const int to = beyond(*part, metered[m]);
      if (to < 0) continue;
      const auto edge = static_cast<std::size_t>(metered[m].edge);
      const int from = (metered[m].valve ? p.valve_from : p.resistor_from)[edge];
      const Home& there = home_[static_cast<std::size_t>(to)];
      part->gifts.push_back({part->system.layout().metered + m, there.part, there.cell,
                             metered_place(*part, metered[m]),
                             from < static_cast<int>(p.cells()) ? 1.0 : -1.0});
      if (to < static_cast<int>(w.lymphangions)) beyond_.push_back(to);
    }
  }
}

void MultirateStepper::start(double t, std::span<const double> y) {
  t_ = t_old_ = t;
  std::copy(y.begin(), y.end(), y_.begin());
  y_old_ = y_;
  for (auto& part : parts_) part->stepper.begin(t);  // states are given in hold()
  sloped_ = parts_current_ = false;
}

StepOutcome MultirateStepper::advance(double t) {
  while (t_ < t)
    if (const StepOutcome outcome = step(whole_.next_breakpoint(t_)); outcome != StepOutcome::ok)
      return outcome;
  return StepOutcome::ok;
}

void MultirateStepper::interpolate(double t, std::span<double> out) {
  if (t >= t_) {
    std::copy(y_.begin(), y_.end(), out.begin());
    return;
  }
  if (!sloped_) {
    whole_.rates(t_old_, y_old_, f_old_);
    whole_.rates(t_, y_, f_);
    counts_.evaluations += 2;
    sloped_ = true;
  }
  between({t_old_, y_old_.data(), f_old_.data()}, {t_, y_.data(), f_.data()}, t, whole_.dynamic(),
          out);
}

StepOutcome MultirateStepper::restart_at(double t) {
  if (t < t_) {
    t_ = t_old_, y_ = y_old_;
    sloped_ = parts_current_ = false;
    while (t_ < t)
      if (const StepOutcome outcome = step(std::min(whole_.next_breakpoint(t_), t));
          outcome != StepOutcome::ok)
        return outcome;
  }
  sloped_ = false;
  return StepOutcome::ok;
}

StepCounts MultirateStepper::counts() const {
  StepCounts sum = counts_;
  double rejected = 0, evaluations = 0, factorisations = 0, left = 0;
  const auto cells = static_cast<double>(whole_.network().cells());
  for (const auto& part : parts_) {
    const StepCounts& c = part->stepper.counts();
    const double share = static_cast<double>(part->of.cells.size()) / cells;
    rejected += share * static_cast<double>(c.rejected);
    evaluations += share * static_cast<double>(c.evaluations);
    factorisations += share * static_cast<double>(c.factorisations);
    left += share * static_cast<double>(c.left_domain);
  }
  sum.rejected += static_cast<std::uint64_t>(rejected);
  sum.evaluations += static_cast<std::uint64_t>(evaluations);
  sum.factorisations += static_cast<std::uint64_t>(factorisations);
  sum.left_domain += static_cast<std::uint64_t>(left);
  return sum;
}

void MultirateStepper::save(std::vector<double>& out) const {
  for (const double x : {t_, t_old_, allowed_}) out.push_back(x);
  for (const auto& part : parts_) out.push_back(part->stepper.step_size());
  for (const auto* v : {&y_, &y_old_}) out.insert(out.end(), v->begin(), v->end());
}

std::size_t MultirateStepper::restore(std::span<const double> in) {
  const std::size_t n = y_.size(), head = 3 + parts_.size(), need = head + 2 * n;
  if (in.size() < need) return 0;
  t_ = in[0], t_old_ = in[1], allowed_ = in[2];
  for (std::size_t k = 0; k < parts_.size(); ++k) parts_[k]->stepper.begin(t_, in[3 + k]);
  auto from = in.begin() + static_cast<std::ptrdiff_t>(head);
  for (auto* v : {&y_, &y_old_}) {
    std::copy_n(from, n, v->begin());
    from += static_cast<std::ptrdiff_t>(n);
  }
  sloped_ = parts_current_ = false;
  return need;
}

// What acts on the vessels now, out of the last look of the whole.
void MultirateStepper::note(Moment& moment) const {
  const LymphNetwork& w = whole_.network();
  const auto copy = [](std::span<const double> from, std::vector<double>& to) {
    to.assign(from.begin(), from.end());
  };
  const auto at_nets = [&](std::span<const double> from, std::vector<double>& to) {
    to.resize(w.initials);
    for (std::size_t k = 0; k < w.initials; ++k) to[k] = from[w.initial_patch[k]];
  };
  copy(whole_.outside_pressures(), moment.outside);
  copy(whole_.node_outside_pressures(), moment.outside_node);
  at_nets(whole_.fluid_pressures(), moment.fluid), at_nets(whole_.solid_pressures(), moment.solid);
  at_nets(whole_.hydrations(), moment.hydration);
  copy(whole_.pressures().last(whole_.blood_given() ? w.boundaries() : 0), moment.boundary);
}

// The same at t, the tissue as it is in `ahead_`; and how that moves.
void MultirateStepper::look(double t, Moment& moment, std::vector<double>& rates,
                            std::vector<double>& links) {
  whole_.press(t, ahead_);
  note(moment);
  whole_.pressed_tissue(ahead_, rates);
  links.assign(whole_.link_flows().begin(), whole_.link_flows().end());
}

// How far what acts in the middle lies off the straight line between both ends [Pa].
double MultirateStepper::bend() const {
  double most = 0;
  const auto look = [&](std::vector<double> Moment::*of) {
    const auto &a = moments_[0].*of, &b = moments_[1].*of, &c = moments_[2].*of;
    for (std::size_t i = 0; i < a.size(); ++i)
      most = std::max(most, std::abs(b[i] - 0.5 * (a[i] + c[i])));
  };
  look(&Moment::outside), look(&Moment::fluid), look(&Moment::solid);
  return most;
}

// Fills the moments of a step of at most h; how long it may be.
double MultirateStepper::look_ahead(double h) {
  const double bent = kBent * whole_.network().human.pacemaker.pressure_width;
  const StateLayout& at = whole_.layout();
  const auto move = [&](double by_first, double by_second) {
    for (std::size_t i = at.tissue; i < at.filtered; ++i)
      ahead_[i] = y_[i] + by_first * slow_[0][i] + by_second * slow_[1][i];
  };
  for (;;) {
    move(0.5 * h, 0);
    look(t_ + 0.5 * h, moments_[1], slow_[1], links_[1]);
    move(-h, 2 * h);
    // A hair before the end: there what sets in at it does not act yet.
    look(std::nextafter(t_ + h, t_), moments_[2], slow_[2], links_[2]);
    if (bend() <= bent || h <= kShortest) return h;
    h *= 0.5;
  }
}

// Cells of other parts keep their volume, pressures in veins go on.
void MultirateStepper::hold_boundaries(const Part& part, const Moment& moment,
                                       std::vector<double>& out) const {
  const LymphNetwork& w = whole_.network();
  const std::size_t first_node = w.lymphangions + w.initials, cells = w.cells();
  out = part.held.boundary_pressure;
  for (std::size_t b = 0; b < out.size(); ++b) {
    const auto c = static_cast<std::size_t>(part.of.boundaries[b]);
    if (c < w.lymphangions)
      out[b] += moment.outside[c] - moments_[0].outside[c];
    else if (c < cells)
      out[b] += moment.outside_node[c - first_node] - moments_[0].outside_node[c - first_node];
    else if (whole_.blood_given())
      out[b] = moment.boundary[c - cells];
  }
}

void MultirateStepper::hold(Part& part, double h) {
  const auto copy = [](const Spans& spans, std::span<const double> from, std::span<double> to) {
    copy_spans(spans, from, &Span::here, to, &Span::there);
  };
  HeldSurroundings& held = part.held;
  held.from = t_, held.to = t_ + h;
  for (std::size_t m = 0; m < moments_.size(); ++m) {
    const Moment& from = moments_[m];
    Moment& to = held.at[m];
    copy(part.vessels, from.outside, to.outside);
    copy(part.nets, from.fluid, to.fluid), copy(part.nets, from.solid, to.solid);
    copy(part.nets, from.hydration, to.hydration);
    copy(part.nodes, from.outside_node, to.outside_node);
    hold_boundaries(part, from, to.boundary);
  }
  held.plasma_protein = whole_.plasma_protein();
  const Posture& posture = whole_.posture();
  copy(part.heights, posture.cells(), held.height);
  for (double& height : held.height) height *= posture.sine();
  copy(part.vessels, whole_.warmths(), held.warmth);
  part.system.hold(&held);
  // A part that failed has come down to steps of nothing.
  const std::span<double> y = part.stepper.begin(t_, std::max(part.stepper.step_size(), kFirst));
  copy(parts_current_ ? part.carried : part.states, y_, y);
  for (const Gift& gift : part.gifts) y[gift.amount] = 0;
}

// Which of two parts lets pass what joins them, by the pressures at the beginning of a step.
void MultirateStepper::direct() {
  const LymphNetwork& w = whole_.network();
  const double weight = w.lymph_density * w.gravity * whole_.posture().sine();
  const std::vector<double>& level = whole_.posture().cells();
  const auto head = [&](int c) {
    const auto i = static_cast<std::size_t>(c);
    return whole_.pressures()[i] + weight * level[i];
  };
  for (auto& part : parts_)
    for (const std::size_t e : part->of.shared) {
      const auto edge = static_cast<std::size_t>(part->of.resistors[e]);
      const bool forth = head(w.resistor_from[edge]) >= head(w.resistor_to[edge]);
      const bool from = part->of.network.resistor_from[e] < static_cast<int>(part->of.cells.size());
      part->system.shut_resistor(e, from != forth);
    }
}

void MultirateStepper::give_between_nets() {
  const LymphNetwork& w = whole_.network();
  for (std::size_t k = 0; k < plexus_.size(); ++k) {
    const auto give = [&](int net, double flow) {
      const Home& home = home_[w.lymphangions + static_cast<std::size_t>(net)];
      parts_[home.part]->held.inflow[home.cell] += flow;
    };
    give(w.plexus[k].a, -plexus_[k]), give(w.plexus[k].b, plexus_[k]);
  }
}

StepOutcome MultirateStepper::step_parts(double h) {
  for (auto& part : parts_) {
    std::fill(part->held.inflow.begin(), part->held.inflow.end(), 0.0);
    for (const Gift& gift : part->gifts)
      if (gift.metered != kNone) y_new_[gift.metered] = y_[gift.metered];
  }
  give_between_nets();
  const std::size_t passed = whole_.layout().plexus;
  for (std::size_t k = 0; k < plexus_.size(); ++k)
    y_new_[passed + k] = y_[passed + k] + h * plexus_[k];
  for (std::size_t k = 0; k < parts_.size(); ++k) {
    Part& part = *parts_[k];
    hold(part, h);
    if (const StepOutcome outcome = part.stepper.advance(part.held.to); outcome != StepOutcome::ok)
      return outcome;
    const std::span<const double> y = part.stepper.state();
    copy_spans(part.states, y, &Span::there, std::span(y_new_), &Span::here);
    for (const Gift& gift : part.gifts) {
      Part& to = *parts_[gift.part];
      const double amount = gift.sign * y[gift.amount];
      if (gift.part > k)
        to.held.inflow[gift.cell] += amount / h;
      else
        y_new_[whole_.layout().volume + static_cast<std::size_t>(to.of.cells[gift.cell])] += amount;
      if (gift.metered != kNone) y_new_[gift.metered] += y[gift.amount];
    }
  }
  return StepOutcome::ok;
}

// The rates know nothing of what is taken up: that the parts tell.
void MultirateStepper::move_tissue(double h) {
  const StateLayout& at = whole_.layout();
  const bool frozen = whole_.options().frozen_tissue;
  const auto mean = [](const std::array<std::vector<double>, 3>& of, std::size_t i) {
    return (of[0][i] + 4 * of[1][i] + of[2][i]) / 6;
  };
  for (std::size_t i = at.tissue; i < at.uptake; ++i) y_new_[i] = y_[i] + h * mean(slow_, i);
  const std::span<double> flows = whole_.link_flows();
  for (std::size_t k = 0; k < flows.size(); ++k) flows[k] = mean(links_, k);
  if (frozen) return;
  const LymphNetwork& w = whole_.network();
  for (std::size_t k = 0; k < w.initials; ++k)
    y_new_[at.tissue + w.initial_patch[k]] -= y_new_[at.uptake + k] - y_[at.uptake + k];
}

double MultirateStepper::next_grid_time() const {
  constexpr double kNear = 1.0 / (1 << 20);  // of the grid: so near an end is taken for it
  return (std::floor(t_ / grid_ + kNear) + 1) * grid_;
}

StepOutcome MultirateStepper::step(double bound) {
  whole_.tissue(t_, y_, slow_[0]);
  links_[0].assign(whole_.link_flows().begin(), whole_.link_flows().end());
  note(moments_[0]);
  const double end = std::min(bound, next_grid_time()), room = end - t_;
  // A grid's step may differ from the allowed one by rounding; a step just short of the end is cut in two.
  constexpr double kRounding = 1 + 1.0 / (1 << 20);
  const double wanted = room <= kRounding * allowed_ ? room : std::min(allowed_, 0.5 * room);
  whole_.press_lymphangions(beyond_, y_);
  // Pressures at the beginning of the step, which the looks ahead have not touched.
  for (auto& part : parts_) {
    part->held.boundary_pressure.clear();
    for (const int c : part->of.boundaries)
      part->held.boundary_pressure.push_back(whole_.pressures()[static_cast<std::size_t>(c)]);
  }
  direct();
  const std::span<const double> between = whole_.plexus_flows(y_, wanted);
  plexus_.assign(between.begin(), between.end());
  double h = look_ahead(wanted);
  for (;;) {
    StepOutcome outcome = step_parts(h);
    if (outcome == StepOutcome::ok) {
      move_tissue(h);
      if (whole_.admissible(y_new_)) break;
      outcome = StepOutcome::non_finite, ++counts_.left_domain;
    }
    // Parts begin again from the state of the whole: a step that led nowhere is taken again, shorter.
    parts_current_ = false;
    ++counts_.rejected;
    if (h <= kShortest) return outcome;
    h = look_ahead(0.5 * h);
  }
  allowed_ = h < wanted ? h : std::min(grid_, 2 * allowed_);
  for (std::size_t i = whole_.dynamic(); i < y_.size(); ++i) y_new_[i] = y_[i];
  whole_.transport(t_, h, y_, y_new_);
  t_old_ = t_, t_ = h >= room ? end : t_ + h;
  std::swap(y_old_, y_), std::swap(y_, y_new_);
  sloped_ = false, parts_current_ = true;
  ++counts_.steps;
  return StepOutcome::ok;
}

}  // namespace cisterna
