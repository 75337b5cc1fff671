// One evaluation of the assembled equations: outside, tissue, cells, flows, balances.
#include <algorithm>
#include <cmath>

#include "body/limb/lymph_system.hpp"
#include "body/lymph/node.hpp"
#include "body/lymph/pacemaker.hpp"
#include "body/tissue/viscoelastic.hpp"
#include "math/pack.hpp"

namespace cisterna {

template <bool Linear>
void LymphSystem::evaluate(double t, const double* y, double* f) {
  std::fill(f + at_.tissue, f + at_.dynamic, 0.0);  // the others are set below
  flows<Linear>(t, y, f);
  collect(f);
  if (w_.wall == WallLaw::human) {
    absorb(y, f);
    human_rates(y, f);
    tissue_rates(y, f);
  }
}

// Pressures and flows; of the rates only those of valves.
template <bool Linear>
void LymphSystem::flows(double t, const double* y, double* f) {
  if (w_.wall == WallLaw::bertram) {
    bertram_cells<Linear>(t, y);
    bertram_valves<Linear>(y, f);
  } else {
    if (held_ != nullptr) {
      take_held(t);
    } else {
      surroundings_at(t);
      tissue_pressures(y);
    }
    human_cells<Linear>(y);
    primary_valves<Linear>(y);
    mix_nets();
    node_pressures<Linear>(y);
    human_valves<Linear>(y, f);
  }
  const double weight = w_.lymph_density * w_.gravity * posture_.sine();
  const std::vector<double>& level = posture_.cells();
  for (std::size_t e = 0; e < w_.resistors(); ++e) {
    const std::size_t a = w_.resistor_from[e], b = w_.resistor_to[e];
    resistor_flow_[e] = conductance_of_[e] * (p_[a] - p_[b] + weight * (level[a] - level[b]));
  }
  for (const int e : w_.one_way) let_through<Linear>(static_cast<std::size_t>(e));
  open_nodes<Linear>();
}

template void LymphSystem::flows<false>(double, const double*, double*);
template void LymphSystem::evaluate<false>(double, const double*, double*);
template void LymphSystem::evaluate<true>(double, const double*, double*);

// A resistor that lets nothing back: its flow, straight when it runs, is zero when it would turn.
template <bool Linear>
void LymphSystem::let_through(std::size_t e) {
  using D = Dual<double, 1>;
  const double g = w_.resistor_conductance[e];
  const D drop = ramp(D::variable(resistor_flow_[e] / g, 0), w_.human.valve.corner);
  resistor_flow_[e] = g * drop.v;
  if constexpr (Linear) resistor_slope_[e] = g * drop.d[0];
}

template <bool Linear>
void LymphSystem::node_pressures(const double* y) {
  for (std::size_t i = 0; i < w_.nodes; ++i) {
    const std::size_t c = w_.lymphangions + w_.initials + i;
    using D = Dual<double, 1>;
    const double slack = w_.node_slack[i], outside = node_outside_[i];
    const D inside = lymph::node_pressure(D::variable(y[at_.volume + c], 0) / slack,
                                          slack / w_.node_compliance[i], w_.human.residual_lumen);
    p_[c] = inside.v + outside;
    if constexpr (Linear) p_v_[c] = inside.d[0];
    if (node_open_.empty()) continue;
    const D open = lymph::node_opening(D(D::variable(y[at_.volume + c], 0) / slack),
                                       w_.node_stated_filling[i], w_.node_opening[i]);
    node_open_[i] = open.v, node_open_v_[i] = open.d[0];
  }
}

// What leaves a node, by a resistor or by the valve of a vein, goes with how far it is open. No tube lies on either way,
// so that flows, and their slopes, are in proportion to it.
template <bool Linear>
void LymphSystem::open_nodes() {
  for (const NodeWay& way : node_resistors_) {
    const double open = node_open_[way.node], flow = resistor_flow_[way.edge];
    resistor_flow_[way.edge] = open * flow;
    if constexpr (Linear) {
      resistor_slope_[way.edge] = open * w_.resistor_conductance[way.edge];
      resistor_opens_[way.edge] = node_open_v_[way.node] * flow;
    }
  }
  for (const NodeWay& way : node_valves_) {
    const double open = node_open_[way.node], flow = valve_flow_[way.edge];
    valve_flow_[way.edge] = open * flow;
    if constexpr (Linear) {
      for (auto* slope : {&q_a_, &q_b_, &q_x_, &q_p_}) (*slope)[way.edge] *= open;
      q_a_[way.edge] += node_open_v_[way.node] * flow;
    }
  }
}

void LymphSystem::tissue(double t, std::span<const double> y, std::span<double> f) {
  press(t, y);
  node_pressures<false>(y.data());
  pressed_tissue(y, f);
}

void LymphSystem::pressed_tissue(std::span<const double> y, std::span<double> f) {
  std::fill(f.begin() + static_cast<std::ptrdiff_t>(at_.tissue),
            f.begin() + static_cast<std::ptrdiff_t>(at_.uptake), 0.0);
  tissue_rates(y.data(), f.data());
}

void LymphSystem::surroundings_at(double t) {
  if (!surroundings_ || (outside_known_ && t == outside_time_)) return;
  outside_known_ = true;
  outside_time_ = t;
  posture_.take(*surroundings_, t);
  warm_at(t);
  const CavityPressures inside = surroundings_->cavities(t);
  cavity_ = {0.0, inside.thorax, inside.abdomen};
  const std::size_t cells = w_.cells();
  blood_given_ = surroundings_->blood(
      t, {std::span(p_).subspan(cells, w_.boundaries()), capillary_, venous_, plasma_});
  touching_ = surroundings_->touching(t);
  std::fill(within_.begin(), within_.end(), 0.0);
  if (touching_)
    surroundings_->loads(t, {load_skin_, load_collector_, load_muscle_, traction_, within_});
  else
    for (auto* v : {&load_skin_, &load_collector_, &load_muscle_, &traction_})
      std::fill(v->begin(), v->end(), 0.0);
  for (std::size_t i = 0; i < w_.tissue.tone.size(); ++i) within_[i] += w_.tissue.tone[i];
}

// Vessels in the layers under a patch are as warm as its skin; those in a cavity keep the warmth of the trunk.
void LymphSystem::warm_at(double t) {
  const auto warmth = [&](double temperature) {
    return lymph::warmth(temperature - w_.human.reference_temperature, w_.human.pacemaker);
  };
  const std::size_t skin = skin_temperature_.size();
  const bool local = surroundings_->skin_temperatures(t, skin_temperature_);
  const double all = local ? 1 : warmth(surroundings_->skin_temperature(t));
  if (local)
    for (double& temperature : skin_temperature_) temperature = warmth(temperature);
  for (std::size_t i = 0; i < w_.lymphangions; ++i)
    if (const int patch = w_.lymphangion_patch[i]; patch >= 0)
      warm_[i] = local ? skin_temperature_[static_cast<std::size_t>(patch) % skin] : all;
}

void LymphSystem::tissue_pressures(const double* y) {
  const TissueModel& tissue = w_.tissue;
  const std::size_t skin = tissue.skin_patches;
  const auto applied = [&](const std::vector<double>& now, std::size_t crept,
                           const std::vector<double>& at_once, std::vector<double>& out) {
    for (std::size_t s = 0; s < now.size(); ++s)
      out[s] = tissue::effective_pressure(now[s], y[crept + s], at_once[s]);
  };
  applied(load_skin_, at_.creep_skin, at_once_, applied_skin_);
  applied(load_collector_, at_.creep_collector, site_at_once_, applied_collector_);
  applied(load_muscle_, at_.creep_muscle, at_once_, applied_muscle_);
  const auto layer = [&](std::size_t first, std::size_t begin, std::size_t end,
                         const tissue::Interstitium<double>& law,
                         const std::vector<double>& press) {
    for_each_pack(begin, end, [&]<class T>(std::size_t s) {
      const std::size_t i = first + s;
      const T v = load<T>(&y[at_.tissue + i]) / load<T>(&tissue.rest_volume[i]);
      T p = tissue::fluid_pressure(v, law);
      if (!tissue.yielded.empty()) p = p - load<T>(&tissue.yielded[i]);
      const T on = load<T>(&press[s]) + load<T>(&within_[i]);
      store<T>(&relative_[i], v);
      store<T>(&fluid_[i], p + load<T>(&fluid_share_[s]) * on);
      store<T>(&total_[i], tissue::total_pressure(p, law) + on);
    });
  };
  if (tissue.patches > 0) {
    if (tissue.spans.empty()) {
      layer(0, 0, skin, tissue.skin, applied_skin_);
      layer(skin, 0, skin, tissue.muscle, applied_muscle_);
    }
    for (const TissueSpan& span : tissue.spans) {
      layer(0, span.first, span.end, span.skin, applied_skin_);
      layer(skin, span.first, span.end, span.muscle, applied_muscle_);
    }
    // What the solid matrix and the filaments add around initial lymphatics.
    for (std::size_t s = 0; s < skin; ++s) {
      const double rest = 1 - fluid_share_[s];
      solid_[s] = rest * (applied_skin_[s] + within_[s]) - pull_[s] * traction_[s];
      solid_[skin + s] = rest * (applied_muscle_[s] + within_[skin + s]);
    }
  }
  for (std::size_t k = 0; k < tissue.organs.size(); ++k) {
    const std::size_t i = tissue.organ_patch(k);
    const double on = cavity_[static_cast<std::size_t>(tissue.organs[k].cavity)];
    relative_[i] = y[at_.tissue + i] / tissue.rest_volume[i];
    const tissue::Interstitium<double>& law = tissue.organs[k].law;
    const double p = tissue::fluid_pressure(relative_[i], law) - tissue.yielded_of(i);
    fluid_[i] = p + on, total_[i] = tissue::total_pressure(p, law) + on;
  }
  for (std::size_t i = 0; i < w_.nodes; ++i)
    node_outside_[i] =
        w_.node_patch[i] >= 0 ? total_[w_.node_patch[i]] : cavity_of(w_.node_cavity, i);
  for (std::size_t i = 0; i < w_.lymphangions; ++i) {
    const int patch = w_.lymphangion_patch[i];
    if (patch < 0) {
      outside_[i] = cavity_of(w_.lymphangion_cavity, i);
      continue;
    }
    // A collector lies at its own depth, not in the middle of its layer; what is made within acts on all of it.
    const std::size_t at = static_cast<std::size_t>(patch);
    const double middle = at < skin ? applied_skin_[at] : applied_muscle_[at - skin];
    outside_[i] = total_[at] + applied_collector_[w_.lymphangion_site[i]] - middle;
  }
}

void LymphSystem::take_held(double t) {
  const HeldSurroundings& h = *held_;
  const double x = (t - h.from) / (h.to - h.from);
  const double first = (1 - x) * (1 - 2 * x), middle = 4 * x * (1 - x), last = x * (2 * x - 1);
  const auto mix = [&](std::vector<double> HeldSurroundings::Moment::*of,
                       std::vector<double>& out) {
    const double *a = (h.at[0].*of).data(), *b = (h.at[1].*of).data(), *c = (h.at[2].*of).data();
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = first * a[i] + middle * b[i] + last * c[i];
  };
  using Moment = HeldSurroundings::Moment;
  mix(&Moment::outside, outside_), mix(&Moment::outside_node, node_outside_);
  mix(&Moment::fluid, fluid_), mix(&Moment::solid, solid_), mix(&Moment::hydration, relative_);
  for (std::size_t b = 0; b < h.at[0].boundary.size(); ++b)
    p_[w_.cells() + b] =
        first * h.at[0].boundary[b] + middle * h.at[1].boundary[b] + last * h.at[2].boundary[b];
}

template <bool Linear>
void LymphSystem::primary_valves(const double* y) {
  const TissueModel& tissue = w_.tissue;
  for_each_pack_again(0, w_.initials, [&]<class T>(std::size_t i) {
    using D = std::conditional_t<Linear, Dual<T, 1>, T>;
    const std::size_t c = w_.lymphangions + i;
    const T fluid = initial_patch_.read<T>(fluid_.data(), i);
    D volume = load<T>(&y[at_.volume + c]);
    if constexpr (Linear) volume.d[0] = T(1.0);
    const D u = tissue::open_net(D(volume / load<T>(&w_.initial_slack[i])), tissue.initial);
    const D inside = tissue::elastic_pressure(u, tissue.initial) +
                     (fluid + initial_patch_.read<T>(solid_.data(), i));
    const D half_r = tissue::net_resistance(u) * load<T>(&w_.initial_half_resistance[i]);
    const T conductance =
        load<T>(&w_.primary_conductance[i]) *
        tissue::filament_opening(initial_patch_.read<T>(relative_.data(), i), tissue.initial);
    const D flow = tissue::primary_valve_flow(D(fluid - inside), conductance, tissue.initial);
    if constexpr (Linear) {
      store<T>(&p_[c], inside.v), store<T>(&p_v_[c], inside.d[0]);
      store<T>(&half_r_[c], half_r.v), store<T>(&half_r_v_[c], half_r.d[0]);
      store<T>(&uptake_flow_[i], flow.v), store<T>(&uptake_v_[i], flow.d[0]);
    } else {
      store<T>(&p_[c], inside), store<T>(&half_r_[c], half_r), store<T>(&uptake_flow_[i], flow);
    }
  });
}

double LymphSystem::net_over_slack(int net) const {
  const auto i = static_cast<std::size_t>(net);
  return half_r_[w_.lymphangions + i] / w_.initial_half_resistance[i];
}

// Small beside what the nets hold: like the tissue it is stepped without the matrix.
void LymphSystem::mix_nets() {
  const double weight = w_.lymph_density * w_.gravity * posture_.sine();
  const std::vector<double>& level = posture_.cells();
  for (std::size_t k = 0; k < w_.plexus.size(); ++k) {
    const auto& [a, b, conductance] = w_.plexus[k];
    const std::size_t i = w_.lymphangions + static_cast<std::size_t>(a);
    const std::size_t j = w_.lymphangions + static_cast<std::size_t>(b);
    plexus_flow_[k] = tissue::plexus_flow(p_[i] - p_[j], net_over_slack(a), net_over_slack(b),
                                          conductance, weight * (level[i] - level[j]));
  }
}

// A net that is full and stiff levels out within h, one that is pressed empties; none gives more than it holds. What all its
// ways do to its pressure and take of its volume is counted at either end of each of them, which errs towards the slower.
std::span<const double> LymphSystem::plexus_flows(std::span<const double> y, double h) {
  if (w_.plexus.empty()) return {};
  primary_valves<true>(y.data());
  mix_nets();
  std::fill(plexus_yield_.begin(), plexus_yield_.end(), 0.0);
  const auto through = [&](const PlexusLink& link) {
    return tissue::plexus_flow(1.0, net_over_slack(link.a), net_over_slack(link.b),
                               link.conductance, 0.0);
  };
  for (std::size_t k = 0; k < w_.plexus.size(); ++k) {
    const PlexusLink& link = w_.plexus[k];
    for (const int net : {link.a, link.b})
      plexus_yield_[static_cast<std::size_t>(net)] +=
          through(link) * p_v_[w_.lymphangions + static_cast<std::size_t>(net)];
    const auto giver = static_cast<std::size_t>(plexus_flow_[k] > 0 ? link.a : link.b);
    plexus_yield_[giver] += std::abs(plexus_flow_[k]) / y[at_.volume + w_.lymphangions + giver];
  }
  for (std::size_t k = 0; k < w_.plexus.size(); ++k) {
    const double rate = plexus_yield_[static_cast<std::size_t>(w_.plexus[k].a)] +
                        plexus_yield_[static_cast<std::size_t>(w_.plexus[k].b)];
    if (rate * h > 0) plexus_flow_[k] *= -std::expm1(-rate * h) / (rate * h);
  }
  return plexus_flow_;
}

// What valve flows leave in each cell. `flow` holds a zero behind the last valve.
void LymphSystem::collect_valves(const double* flow, double* f) const {
  for_each_pack(0, w_.cells(), [&]<class T>(std::size_t c) {
    store<T>(&f[c], into_.read<T>(flow, c) - out_of_.read<T>(flow, c));
  });
  for (const Beside& b : beside_) f[b.cell] += flow[b.valve];
}

void LymphSystem::collect(double* f) {
  const std::size_t cells = w_.cells();
  collect_valves(valve_flow_.data(), f + at_.volume);
  for (std::size_t e = 0; e < w_.resistors(); ++e) {
    const std::size_t a = w_.resistor_from[e], b = w_.resistor_to[e];
    if (a < cells) f[at_.volume + a] -= resistor_flow_[e];
    if (b < cells) f[at_.volume + b] += resistor_flow_[e];
  }
  for (std::size_t i = 0; i < w_.initials; ++i) {
    f[at_.volume + w_.lymphangions + i] += uptake_flow_[i];
    f[at_.uptake + i] = uptake_flow_[i];
    if (!options_.frozen_tissue) f[at_.tissue + w_.initial_patch[i]] -= uptake_flow_[i];
  }
  for (std::size_t k = 0; k < w_.plexus.size(); ++k) {
    f[at_.volume + w_.lymphangions + w_.plexus[k].a] -= plexus_flow_[k];
    f[at_.volume + w_.lymphangions + w_.plexus[k].b] += plexus_flow_[k];
    f[at_.plexus + k] = plexus_flow_[k];
  }
  if (held_ != nullptr)
    for (std::size_t c = 0; c < cells; ++c) f[at_.volume + c] += held_->inflow[c];
  for (std::size_t m = 0; m < meters_.size(); ++m)
    f[at_.metered + m] =
        meters_[m].valve ? valve_flow_[meters_[m].edge] : resistor_flow_[meters_[m].edge];
}

// Water that nodes take out of lymph, or give to it. Its protein is that after the last step (transport()).
void LymphSystem::absorb(const double* y, double* f) {
  for (std::size_t i = 0; i < absorbed_flow_.size(); ++i) {
    const std::size_t c = w_.lymphangions + w_.initials + i;
    f[at_.node_protein + i] = 0;
    const double wetted = lymph::wetted_share(y[at_.volume + c] / w_.node_slack[i]);
    absorbed_flow_[i] =
        lymph::node_absorption(p_[c] - node_outside_[i], y[at_.node_protein + i], plasma_,
                               wetted * w_.node_exchange[i], w_.human.node);
    f[at_.volume + c] -= absorbed_flow_[i];
    f[at_.absorbed + i] = absorbed_flow_[i];
  }
}

void LymphSystem::tissue_rates(const double* y, double* f) {
  const TissueModel& tissue = w_.tissue;
  const std::size_t skin = tissue.skin_patches;
  const auto creep = [&](std::size_t first, const std::vector<double>& load,
                         const std::vector<double>& time) {
    for (std::size_t s = 0; s < load.size(); ++s)
      f[first + s] = tissue::creep_rate(load[s], y[first + s], time[s]);
  };
  creep(at_.creep_skin, load_skin_, creep_time_);
  creep(at_.creep_collector, load_collector_, site_creep_time_);
  creep(at_.creep_muscle, load_muscle_, creep_time_);
  if (options_.frozen_tissue) return;
  const double height = posture_.sine() * tissue.blood_density * w_.gravity;
  const std::vector<double>& level = posture_.tissue();
  for_each_pack(0, 2 * skin, [&]<class T>(std::size_t i) {
    const T column = -height * load<T>(&level[i]), venous = load<T>(&venous_[i]);
    const T capillary = tissue::capillary_pressure(
        tissue::undisturbed_capillary(column, load<T>(&capillary_[i]), venous, tissue.exchange),
        load<T>(&total_[i]), tissue::venous_pressure(column, venous, tissue.exchange),
        tissue.exchange);
    const T plasma = plasma_ + 0.0 * column, below = load<T>(&y[at_.glycocalyx + i]);
    const T permeability = load<T>(&tissue.permeability[i]);
    const T flow = tissue::filtration(T(capillary - load<T>(&fluid_[i])), plasma, below,
                                      load<T>(&tissue.filtration_coefficient[i]), tissue.exchange);
    store<T>(&filtration_[i], flow);
    store<T>(&f[at_.filtered + i], flow);
    store<T>(&f[at_.tissue + i], load<T>(&f[at_.tissue + i]) + flow);
    store<T>(&f[at_.glycocalyx + i],
             tissue::glycocalyx_rate(flow, plasma, below, permeability, tissue.exchange));
  });
  // All that lies in a cavity bears its pressure, blood and tissue alike.
  for (std::size_t k = 0; k < tissue.organs.size(); ++k) {
    const OrganTissue& organ = tissue.organs[k];
    const std::size_t i = tissue.organ_patch(k);
    const double on = cavity_[static_cast<std::size_t>(organ.cavity)];
    const double column = -height * level[i], below = y[at_.glycocalyx + i];
    const double capillary = tissue::capillary_pressure(
        tissue::undisturbed_capillary(column, capillary_[i], venous_[i], organ.exchange),
        total_[i] - on, tissue::venous_pressure(column, venous_[i], organ.exchange),
        organ.exchange);
    const double flow = tissue::filtration(capillary - (fluid_[i] - on), plasma_, below,
                                           tissue.filtration_coefficient[i], organ.exchange);
    filtration_[i] = f[at_.filtered + i] = flow;
    f[at_.tissue + i] += flow;
    f[at_.glycocalyx + i] =
        tissue::glycocalyx_rate(flow, plasma_, below, tissue.permeability[i], organ.exchange);
  }
  const auto swell = [&](std::size_t begin, std::size_t end,
                         const tissue::Interstitium<double>& law) {
    for_each_pack(begin, end, [&]<class T>(std::size_t i) {
      store<T>(&conductance_[i], tissue::swelling_conductivity(load<T>(&relative_[i]), law));
    });
  };
  if (tissue.spans.empty()) swell(0, skin, tissue.skin), swell(skin, 2 * skin, tissue.muscle);
  for (const TissueSpan& span : tissue.spans) {
    swell(span.first, span.end, span.skin);
    swell(skin + span.first, skin + span.end, span.muscle);
  }
  const double weight = w_.lymph_density * w_.gravity * posture_.sine();
  for (std::size_t k = 0; k < tissue.links.size(); ++k) {
    const TissueLink& link = tissue.links[k];
    link_flow_[k] = tissue::darcy_flow(fluid_[link.a] - fluid_[link.b], conductance_[link.a],
                                       conductance_[link.b], link.conductance,
                                       weight * (level[link.a] - level[link.b]));
    f[at_.tissue + link.a] -= link_flow_[k];
    f[at_.tissue + link.b] += link_flow_[k];
  }
}

}  // namespace cisterna
