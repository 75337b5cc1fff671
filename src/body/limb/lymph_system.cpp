#include "body/limb/lymph_system.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/random.hpp"
#include "body/lymph/pacemaker.hpp"
#include "math/pack.hpp"

namespace cisterna {
namespace {

// Share of a state's usual size that a step may err by, before options.tolerance.
constexpr double kRelative = 1.0 / 1024;
// Absolute part of the tolerances, as a share of the usual size.
constexpr double kAbsolute = 1.0 / 1024;

double mean(const std::vector<double>& v, std::size_t count) {
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += v[i];
  return count == 0 ? 1 : sum / static_cast<double>(count);
}

}  // namespace

LymphSystem::LymphSystem(const LymphNetwork& network, const Surroundings* surroundings,
                         LymphSystemOptions options)
    : w_(network),
      surroundings_(surroundings),
      options_(options),
      at_(network, options.transport),
      posture_(network),
      tree_(network.parent) {
  const std::size_t cells = w_.cells(), all = cells + w_.boundaries(), valves = w_.valves();
  for (auto* v : {&p_, &p_v_, &half_r_, &half_r_v_, &kappa_, &edge_volume_}) v->assign(all, 0.0);
  rest_blood();
  for (auto* v : {&valve_flow_, &q_a_, &q_b_, &q_x_, &q_p_, &q_t_, &x_a_, &x_b_, &x_x_, &x_p_,
                  &g_a_, &g_b_, &k_, &inverse_x_})
    v->assign(valves + 1, 0.0);
  resistor_flow_.assign(w_.resistors(), 0.0);
  conductance_of_ = resistor_slope_ = w_.resistor_conductance;
  resistor_opens_.assign(w_.resistors(), 0.0);
  if (w_.wall == WallLaw::human) {
    for (auto* v : {&p_phase_, &half_r_phase_, &stretch_, &stretch_v_, &rho_}) v->assign(all, 0.0);
    window_.assign(all + 1, 0.0), warm_.assign(w_.lymphangions, 1.0);
    for (auto* v : {&outside_, &shear_, &triggers_, &passing_, &shear_of_flow_})
      v->assign(w_.lymphangions, 0.0);
    // Where only one neighbour is a lymphangion the valve sees the low end of distension from the other.
    for (std::size_t c = w_.lymphangions; c < all; ++c) stretch_[c] = w_.human.valve.stretch_low;
  }
  for (auto* v : {&uptake_flow_, &uptake_v_}) v->assign(w_.initials, 0.0);
  plexus_flow_.assign(w_.plexus.size(), 0.0), plexus_yield_.assign(w_.initials, 0.0);
  absorbed_flow_.assign(w_.node_exchange.size(), 0.0), node_outside_.assign(w_.nodes, 0.0);
  const std::size_t patches = w_.tissue.patches, skin = w_.tissue.skin_patches;
  for (auto* v : {&fluid_, &total_, &relative_, &solid_, &filtration_, &conductance_, &within_})
    v->assign(patches, 0.0);
  link_flow_.assign(w_.tissue.links.size(), 0.0);
  for (auto* v : {&load_skin_, &load_muscle_, &traction_, &applied_skin_, &applied_muscle_,
                  &skin_temperature_})
    v->assign(skin, 0.0);
  for (auto* v : {&load_collector_, &applied_collector_}) v->assign(w_.site_patch.size(), 0.0);
  std::vector<ClosingTerm> closing;
  for (std::size_t e = w_.resistors() - w_.closing; e < w_.resistors(); ++e)
    closing.push_back({w_.resistor_from[e], w_.resistor_to[e]});
  border_ = ClosingBorder(tree_, std::move(closing));
  for (std::size_t s = 0; s < skin; ++s) {
    const TissueContact contact = w_.tissue.contact(s);
    fluid_share_.push_back(contact.fluid_share), at_once_.push_back(contact.instantaneous_share);
    creep_time_.push_back(contact.creep_time);
    pull_.push_back(w_.tissue.initial.filament_stress / contact.shear_modulus);
  }
  for (const int patch : w_.site_patch)
    site_at_once_.push_back(at_once_[patch]), site_creep_time_.push_back(creep_time_[patch]);
  build_places();
  if (options_.transport) transport_tree_ = TreeMatrix(w_.parent), carried_.assign(2 * cells, 0.0);
  build_meters();
  build_node_ways();
  build_tolerances();
}

void LymphSystem::surround(const Surroundings* surroundings) {
  surroundings_ = surroundings;
  outside_known_ = false;
  if (blood_given_) rest_blood();
}

// Blood as the network says it is.
void LymphSystem::rest_blood() {
  const TissueModel& tissue = w_.tissue;
  std::copy(w_.boundary_pressure.begin(), w_.boundary_pressure.end(),
            p_.begin() + static_cast<std::ptrdiff_t>(w_.cells()));
  capillary_.resize(tissue.patches), venous_.resize(tissue.patches);
  for (std::size_t i = 0; i < tissue.patches; ++i) {
    capillary_[i] = tissue.capillary_level(i);
    venous_[i] = tissue.venous_level(i);
  }
  plasma_ = tissue.plasma_protein;
  blood_given_ = false;
}

void LymphSystem::hold(const HeldSurroundings* held) {
  held_ = held;
  for (auto* v : {&fluid_, &solid_, &relative_}) v->assign(w_.initials, 0.0);
  warm_ = held->warmth;
  plasma_ = held->plasma_protein;
  posture_.take(held->height);
  std::copy(held->boundary_pressure.begin(), held->boundary_pressure.end(),
            p_.begin() + static_cast<std::ptrdiff_t>(w_.cells()));
}

void LymphSystem::build_places() {
  const int cells = static_cast<int>(w_.cells()), none = static_cast<int>(w_.valves());
  const int nobody = cells + static_cast<int>(w_.boundaries());
  std::vector<int> into(cells, none), out_of(cells, none);
  for (int e = 0; e < none; ++e) {
    if (w_.valve_from[e] < cells) out_of[w_.valve_from[e]] = e;
    const int to = w_.valve_to[e];
    if (to >= cells) continue;
    // Along a vessel the valve from the row before comes first: neighbours are then read in packs.
    if (into[to] == none) {
      into[to] = e;
    } else if (w_.valve_from[e] == to - 1) {
      beside_.push_back({into[to], to});
      into[to] = e;
    } else {
      beside_.push_back({e, to});
    }
  }
  std::vector<int> up(w_.lymphangions, nobody), down(w_.lymphangions, nobody);
  const auto joins = [&](int e) { return e != none && !is_cut(e); };
  for (std::size_t i = 0; i < w_.lymphangions; ++i) {
    if (joins(into[i])) up[i] = w_.valve_from[into[i]];
    if (joins(out_of[i])) down[i] = w_.valve_to[out_of[i]];
  }
  from_ = Places(w_.valve_from), to_ = Places(w_.valve_to);
  into_ = Places(std::move(into)), out_of_ = Places(std::move(out_of));
  up_ = Places(std::move(up)), down_ = Places(std::move(down));
  initial_patch_ = Places(w_.initial_patch);

  const bool human = w_.wall == WallLaw::human;
  for (std::size_t i = 0; i < w_.lymphangions; ++i) {
    const double scale = human ? w_.unloaded_diameter[i] : w_.bertram.scale_diameter[i];
    per_length_.push_back(1 / (w_.length[i] * w_.copies[i]));
    length_per_copy_.push_back(w_.length[i] / w_.copies[i]);
    per_scale_.push_back(1 / scale);
    if (human) {
      folds_.push_back(w_.human.residual_lumen * scale * scale);
    } else {
      const double phase = 2 * std::numbers::pi * w_.bertram.frequency * w_.bertram.start_time[i];
      pace_cos_.push_back(std::cos(phase)), pace_sin_.push_back(std::sin(phase));
      p_t_.push_back(0);
    }
  }
  if (!human) p_t_.resize(nobody, 0.0);
  if (human) build_refractoriness();
}

// A lymphangion stays locked until what it has set off in its neighbours has left them.
void LymphSystem::build_refractoriness() {
  const auto l = static_cast<int>(w_.lymphangions);
  std::vector<double> there(w_.lymphangions, 0.0);
  const auto hears = [&](int cell, int from) {
    if (cell >= l || from >= l) return;
    there[cell] =
        std::max(there[cell], (w_.length[cell] + w_.length[from]) / w_.human.conduction_speed);
  };
  for (int i = 0; i < l; ++i) hears(i, up_[i]), hears(i, down_[i]);
  for (const Beside& b : beside_)
    if (!is_cut(b.valve)) hears(b.cell, w_.valve_from[b.valve]);
  const lymph::Pacemaker<double>& pacemaker = w_.human.pacemaker;
  for (std::size_t i = 0; i < w_.lymphangions; ++i) {
    const double rate = lymph::refractory_rate(there[i], pacemaker);
    const double delay = w_.length[i] / w_.human.conduction_speed;
    refractory_rate_.push_back(rate);
    window_opens_.push_back(lymph::locked_phase(delay, rate, pacemaker));
    window_closes_.push_back(lymph::locked_phase(delay + pacemaker.trigger_time, rate, pacemaker));
  }
}

void LymphSystem::build_meters() {
  const int cells = static_cast<int>(w_.cells());
  const auto boundary = [&](int edge, bool valve, int from, int to) {
    if (from >= cells)
      meters_.push_back({edge, valve, to, 1.0});
    else if (to >= cells)
      meters_.push_back({edge, valve, from, -1.0});
  };
  for (std::size_t e = 0; e < w_.valves(); ++e)
    boundary(static_cast<int>(e), true, w_.valve_from[e], w_.valve_to[e]);
  for (std::size_t e = 0; e + w_.closing < w_.resistors(); ++e)
    boundary(static_cast<int>(e), false, w_.resistor_from[e], w_.resistor_to[e]);
  // Closing edges are metered from their first cell's side; their other cell is looked up in transport().
  for (std::size_t e = w_.resistors() - w_.closing; e < w_.resistors(); ++e)
    meters_.push_back({static_cast<int>(e), false, w_.resistor_from[e], -1.0});
}

void LymphSystem::build_node_ways() {
  if (w_.node_opening.empty()) return;
  node_open_.assign(w_.nodes, 1.0), node_open_v_.assign(w_.nodes, 0.0);
  const int first = static_cast<int>(w_.lymphangions + w_.initials);
  const int end = static_cast<int>(w_.cells());
  const auto look = [&](std::vector<NodeWay>& ways, std::size_t edge, int from) {
    if (from >= first && from < end && w_.node_opening[static_cast<std::size_t>(from - first)] != 0)
      ways.push_back({static_cast<int>(edge), from - first});
  };
  for (std::size_t e = 0; e < w_.valves(); ++e) look(node_valves_, e, w_.valve_from[e]);
  for (std::size_t e = 0; e + w_.closing < w_.resistors(); ++e)
    look(node_resistors_, e, w_.resistor_from[e]);
}

void LymphSystem::build_tolerances() {
  const double relative = kRelative * options_.tolerance, absolute = kAbsolute * options_.tolerance;
  const auto block = [&](std::size_t begin, std::size_t count, double size, double share) {
    if (count > 0) tolerances_.push_back({begin, begin + count, absolute * size, relative * share});
  };
  const bool human = w_.wall == WallLaw::human;
  double usual_volume = 1;
  if (w_.lymphangions > 0) {
    const auto& d = human ? w_.unloaded_diameter : w_.bertram.scale_diameter;
    const double length = mean(w_.length, w_.lymphangions), diameter = mean(d, w_.lymphangions);
    usual_volume = mean(w_.copies, w_.lymphangions) * diameter * diameter * length;
  }
  block(at_.volume, w_.lymphangions, usual_volume, 1);
  block(at_.volume + w_.lymphangions, w_.initials, mean(w_.initial_slack, w_.initials), 1);
  block(at_.volume + w_.lymphangions + w_.initials, w_.nodes, mean(w_.node_slack, w_.nodes), 1);
  if (human) {
    // The felt pressure and the open fraction steer; a few per cent of their range is exact enough.
    block(at_.valve, w_.valves(), options_.felt_tolerance, 0);
    block(at_.phase, w_.lymphangions, 1, 0);
    block(at_.felt, w_.lymphangions, 2 * w_.human.pacemaker.pressure_width, 1);
    block(at_.fast, 2 * w_.lymphangions, 1, 0);
  } else {
    const double felt = options_.felt_tolerance;
    block(at_.valve, w_.valves(), felt / w_.bertram.valve.opening_slope, felt);
  }
  if (w_.tissue.patches > 0 && !options_.frozen_tissue) {
    block(at_.tissue, w_.tissue.patches, mean(w_.tissue.rest_volume, w_.tissue.patches), 1);
    block(at_.glycocalyx, w_.tissue.patches, w_.tissue.plasma_protein, 1);
    block(at_.creep_skin, at_.filtered - at_.creep_skin, 2 * w_.tissue.skin.solid_corner, 1);
  }
}

std::vector<double> LymphSystem::rest_guess(std::uint64_t seed) const {
  std::vector<double> y(at_.size, 0.0);
  for (std::size_t i = 0; i < w_.lymphangions; ++i) {
    const double d =
        w_.wall == WallLaw::human ? w_.unloaded_diameter[i] : w_.bertram.scale_diameter[i];
    y[at_.volume + i] = std::numbers::pi / 4 * d * d * w_.length[i] * w_.copies[i];
  }
  for (std::size_t i = 0; i < w_.initials; ++i)
    y[at_.volume + w_.lymphangions + i] = w_.initial_slack[i];
  for (std::size_t i = 0; i < w_.nodes; ++i)
    y[at_.volume + w_.lymphangions + w_.initials + i] = w_.node_slack[i];
  if (w_.wall == WallLaw::human) {
    for (std::size_t e = 0; e < w_.valves(); ++e) y[at_.valve + e] = 0.5;
    const auto& m = w_.human.pacemaker;
    for (std::size_t i = 0; i < w_.lymphangions; ++i) {
      const double u = uniform_pair({seed, stream_of("phase"), static_cast<std::uint32_t>(i)})[0];
      y[at_.phase + i] = m.refractory + (1 - m.refractory) * u;
    }
  }
  for (std::size_t i = 0; i < w_.node_exchange.size(); ++i)
    y[at_.node_protein + i] = w_.tissue.plasma_protein / 2;
  for (std::size_t i = 0; i < w_.tissue.patches; ++i) {
    y[at_.tissue + i] = w_.tissue.rest_volume[i];
    y[at_.glycocalyx + i] = w_.tissue.plasma_protein / 2;
    if (options_.transport)
      y[at_.protein + w_.cells() + i] = w_.tissue.plasma_protein / 2 * w_.tissue.rest_volume[i];
  }
  if (options_.transport)
    for (std::size_t c = 0; c < w_.cells(); ++c)
      y[at_.protein + c] = w_.tissue.plasma_protein / 2 * y[at_.volume + c];
  return y;
}

[[gnu::flatten]] void LymphSystem::factor(double shift) {
  shift_ = shift;
  const int cells = static_cast<int>(w_.cells());
  for_each_pack(0, w_.valves(), [&]<class T>(std::size_t e) {
    const T fast = inverse(T(shift - load<T>(&x_x_[e])));
    const T through = load<T>(&q_x_[e]) * fast;
    store<T>(&inverse_x_[e], fast);
    store<T>(&g_a_[e], load<T>(&q_a_[e]) + through * load<T>(&x_a_[e]));
    store<T>(&g_b_[e], load<T>(&q_b_[e]) + through * load<T>(&x_b_[e]));
  });
  for_each_pack(0, w_.cells(), [&]<class T>(std::size_t c) {
    const T g_a = out_of_.read<T>(g_a_.data(), c);
    store<T>(&tree_.diagonal[c], shift + g_a - into_.read<T>(g_b_.data(), c));
    store<T>(&tree_.to_parent[c], out_of_.read<T>(g_b_.data(), c));
    store<T>(&tree_.from_parent[c], -g_a);
  });
  for (const Beside& b : beside_) tree_.diagonal[b.cell] -= g_b_[b.valve];
  const auto place = [&](int a, int b, double g_a, double g_b) {
    if (a < cells) tree_.diagonal[a] += g_a;
    if (b < cells) tree_.diagonal[b] -= g_b;
    if (a < cells && b < cells) tree_.to_parent[a] += g_b, tree_.from_parent[a] -= g_a;
  };
  const std::size_t in_tree = w_.resistors() - w_.closing;
  for (std::size_t e = 0; e < w_.resistors(); ++e) {
    const int a = w_.resistor_from[e], b = w_.resistor_to[e];
    const double g_a = resistor_slope_[e] * p_v_[a] + resistor_opens_[e];
    const double g_b = -resistor_slope_[e] * p_v_[b];
    if (e < in_tree)
      place(a, b, g_a, g_b);
    else
      border_.terms[e - in_tree] = {a, b, g_a, g_b};
  }
  for (std::size_t i = 0; i < w_.initials; ++i) tree_.diagonal[w_.lymphangions + i] -= uptake_v_[i];
  tree_.factor();
  if (w_.closing > 0) border_.factor(tree_);
}

[[gnu::flatten]] void LymphSystem::solve(std::span<double> rhs) {
  const std::size_t cells = w_.cells();
  const bool human = w_.wall == WallLaw::human;
  const double inverse = 1 / shift_;
  for (std::size_t i = at_.phase; i < at_.dynamic; ++i) rhs[i] *= inverse;
  // kappa, rho: pressure and half resistance that the already known change of phase makes in each cell.
  if (human) {
    for_each_pack(0, w_.lymphangions, [&]<class T>(std::size_t i) {
      const T change = load<T>(&rhs[at_.phase + i]);
      store<T>(&kappa_[i], load<T>(&p_phase_[i]) * change);
      store<T>(&rho_[i], load<T>(&half_r_phase_[i]) * change);
    });
    for_each_pack(0, w_.valves(), [&]<class T>(std::size_t e) {
      const T drop = from_.read<T>(kappa_.data(), e) - to_.read<T>(kappa_.data(), e);
      const T tube = from_.read<T>(rho_.data(), e) + to_.read<T>(rho_.data(), e);
      const T x =
          (load<T>(&rhs[at_.valve + e]) + load<T>(&x_p_[e]) * drop) * load<T>(&inverse_x_[e]);
      store<T>(&rhs[at_.valve + e], x);
      store<T>(&k_[e], load<T>(&q_x_[e]) * x + load<T>(&q_p_[e]) * drop + load<T>(&q_t_[e]) * tube);
    });
  } else {
    for_each_pack(0, w_.valves(), [&]<class T>(std::size_t e) {
      const T x = load<T>(&rhs[at_.valve + e]) * load<T>(&inverse_x_[e]);
      store<T>(&rhs[at_.valve + e], x);
      store<T>(&k_[e], load<T>(&q_x_[e]) * x);
    });
  }
  for_each_pack(0, cells, [&]<class T>(std::size_t c) {
    store<T>(&rhs[c],
             load<T>(&rhs[c]) + (into_.read<T>(k_.data(), c) - out_of_.read<T>(k_.data(), c)));
  });
  for (const Beside& b : beside_) rhs[b.cell] += k_[b.valve];
  for (std::size_t e = 0; e < w_.resistors(); ++e) {
    const std::size_t a = w_.resistor_from[e], b = w_.resistor_to[e];
    const double known = resistor_slope_[e] * (kappa_[a] - kappa_[b]);
    if (a < cells) rhs[a] -= known;
    if (b < cells) rhs[b] += known;
  }
  if (w_.closing > 0)
    border_.solve(tree_, rhs.data());
  else
    tree_.solve(rhs.data());
  // Valve states and everything that only looks at the volumes follow.
  std::copy_n(rhs.data(), cells, edge_volume_.data());
  const double* v = edge_volume_.data();  // zero at the boundaries
  for_each_pack(0, w_.valves(), [&]<class T>(std::size_t e) {
    const T a = from_.read<T>(v, e), b = to_.read<T>(v, e);
    store<T>(&rhs[at_.valve + e],
             load<T>(&rhs[at_.valve + e]) +
                 (load<T>(&x_a_[e]) * a + load<T>(&x_b_[e]) * b) * load<T>(&inverse_x_[e]));
  });
  for (std::size_t i = 0; i < w_.initials; ++i) {
    const double more = uptake_v_[i] * v[w_.lymphangions + i] * inverse;
    rhs[at_.uptake + i] += more;
    if (!options_.frozen_tissue) rhs[at_.tissue + w_.initial_patch[i]] -= more;
  }
  for (std::size_t m = 0; m < meters_.size(); ++m) {
    const Meter& meter = meters_[m];
    const std::size_t e = meter.edge;
    double flow;
    if (meter.valve) {
      flow = g_a_[e] * v[w_.valve_from[e]] + g_b_[e] * v[w_.valve_to[e]] + k_[e];
    } else {
      const std::size_t a = w_.resistor_from[e], b = w_.resistor_to[e];
      flow = resistor_slope_[e] * (p_v_[a] * v[a] - p_v_[b] * v[b] + kappa_[a] - kappa_[b]) +
             resistor_opens_[e] * v[a];
    }
    rhs[at_.metered + m] += flow * inverse;
  }
}

// Under the human law only what acts from outside knows the time.
void LymphSystem::drift(double t, std::span<const double> y, std::span<double> ft) {
  std::fill_n(ft.begin(), at_.dynamic, 0.0);
  if (w_.wall == WallLaw::human) {
    if (!surroundings_) return;
    std::vector<double> now(at_.size);
    constexpr double kMoment = kRelative * kRelative;  // [s]
    rates(t, y, now);
    rates(t + kMoment, y, ft);
    for (std::size_t i = 0; i < at_.dynamic; ++i) ft[i] = (ft[i] - now[i]) / kMoment;
    return;
  }
  for_each_pack(0, w_.valves(), [&]<class T>(std::size_t e) {
    const T drop = from_.read<T>(p_t_.data(), e) - to_.read<T>(p_t_.data(), e);
    store<T>(&k_[e], load<T>(&q_p_[e]) * drop);
    store<T>(&ft[at_.valve + e], load<T>(&x_p_[e]) * drop);
  });
  collect_valves(k_.data(), &ft[at_.volume]);
  for (std::size_t m = 0; m < meters_.size(); ++m)
    if (meters_[m].valve) ft[at_.metered + m] = k_[meters_[m].edge];
}

void LymphSystem::shut_resistor(std::size_t e, bool shut) {
  conductance_of_[e] = resistor_slope_[e] = shut ? 0 : w_.resistor_conductance[e];
}

bool LymphSystem::admissible(std::span<const double> y) const {
  for (std::size_t c = 0; c < w_.cells(); ++c)
    if (!(y[at_.volume + c] > 0)) return false;
  for (std::size_t i = 0; i < w_.tissue.patches; ++i)
    if (!(y[at_.tissue + i] > 0)) return false;
  return true;
}

double LymphSystem::next_breakpoint(double t) const {
  if (held_ != nullptr) return held_->to;
  return surroundings_ ? surroundings_->next_breakpoint(t)
                       : std::numeric_limits<double>::infinity();
}

std::size_t LymphSystem::bytes() const {
  std::size_t count = 0;
  for (const auto* v : {&p_,
                        &p_v_,
                        &p_phase_,
                        &half_r_,
                        &half_r_v_,
                        &stretch_,
                        &stretch_v_,
                        &window_,
                        &passing_,
                        &outside_,
                        &shear_,
                        &triggers_,
                        &valve_flow_,
                        &q_a_,
                        &q_b_,
                        &q_x_,
                        &q_p_,
                        &x_a_,
                        &x_b_,
                        &x_x_,
                        &x_p_,
                        &g_a_,
                        &g_b_,
                        &k_,
                        &conductance_of_,
                        &resistor_flow_,
                        &resistor_slope_,
                        &resistor_opens_,
                        &node_open_,
                        &node_open_v_,
                        &uptake_flow_,
                        &uptake_v_,
                        &warm_,
                        &kappa_,
                        &carried_,
                        &edge_volume_,
                        &inverse_x_,
                        &shear_of_flow_,
                        &half_r_phase_,
                        &q_t_,
                        &rho_,
                        &per_length_,
                        &length_per_copy_,
                        &per_scale_,
                        &folds_,
                        &refractory_rate_,
                        &window_opens_,
                        &window_closes_,
                        &pace_cos_,
                        &pace_sin_,
                        &p_t_})
    count += v->capacity() * sizeof(double);
  for (const Places* p : {&from_, &to_, &into_, &out_of_, &up_, &down_, &initial_patch_})
    count += p->bytes();
  return count + beside_.capacity() * sizeof(Beside) + tree_.bytes() + border_.bytes();
}

}  // namespace cisterna
