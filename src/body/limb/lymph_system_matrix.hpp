// Entries of the stepping matrix, for a solver that wants them one by one (the SUNDIALS adapter, tests), and the
// places where the full Jacobian may differ from zero.
#pragma once

namespace cisterna {

template <class Visit>
void LymphSystem::visit_matrix(Visit&& visit) const {
  const std::size_t cells = w_.cells();
  const auto is_cell = [&](std::size_t c) { return c < cells; };
  // A flow q from a to b with dq/d(column) = value.
  const auto flow = [&](std::size_t a, std::size_t b, std::size_t column, double value) {
    if (is_cell(a)) visit(a, column, -value);
    if (is_cell(b)) visit(b, column, value);
  };
  // Contraction phase moves the pressure of lymphangion c.
  const auto through_phase = [&](std::size_t c, auto&& place) {
    if (w_.wall == WallLaw::human && c < w_.lymphangions) place(at_.phase + c, p_phase_[c]);
  };
  for (std::size_t e = 0; e < w_.valves(); ++e) {
    const std::size_t a = w_.valve_from[e], b = w_.valve_to[e], x = at_.valve + e;
    if (is_cell(a)) flow(a, b, a, q_a_[e]), visit(x, a, x_a_[e]);
    if (is_cell(b)) flow(a, b, b, q_b_[e]), visit(x, b, x_b_[e]);
    flow(a, b, x, q_x_[e]);
    visit(x, x, x_x_[e]);
    const auto through_valve = [&](std::size_t c, double side) {
      through_phase(c, [&](std::size_t k, double s) {
        flow(a, b, k, side * q_p_[e] * s + q_t_[e] * half_r_phase_[c]);
        visit(x, k, side * x_p_[e] * s);
      });
    };
    through_valve(a, 1), through_valve(b, -1);
  }
  for (std::size_t e = 0; e < w_.resistors(); ++e) {
    const std::size_t a = w_.resistor_from[e], b = w_.resistor_to[e];
    const double g = resistor_slope_[e];
    if (is_cell(a)) flow(a, b, a, g * p_v_[a] + resistor_opens_[e]);
    if (is_cell(b)) flow(a, b, b, -g * p_v_[b]);
    through_phase(a, [&](std::size_t k, double s) { flow(a, b, k, g * s); });
    through_phase(b, [&](std::size_t k, double s) { flow(a, b, k, -g * s); });
  }
  for (std::size_t i = 0; i < w_.initials; ++i) {
    const std::size_t c = w_.lymphangions + i;
    visit(c, c, uptake_v_[i]);
    visit(at_.uptake + i, c, uptake_v_[i]);
    if (!options_.frozen_tissue) visit(at_.tissue + w_.initial_patch[i], c, -uptake_v_[i]);
  }
}

template <class Place>
void LymphSystem::visit_layer_sources(std::size_t patch, Place&& place) const {
  const std::size_t skin = w_.tissue.skin_patches;
  place(at_.tissue + patch);
  if (w_.tissue.is_organ(patch)) return;
  place(patch < skin ? at_.creep_skin + patch : at_.creep_muscle + patch - skin);
}

template <class Place>
void LymphSystem::visit_pressure_sources(std::size_t cell, Place&& place) const {
  if (cell >= w_.cells()) return;
  place(at_.volume + cell);
  if (w_.wall != WallLaw::human) return;
  const std::size_t l = w_.lymphangions;
  if (cell < l) {
    place(at_.phase + cell), place(at_.slow + cell);
    const int patch = w_.lymphangion_patch[cell];
    if (patch < 0) return;
    visit_layer_sources(patch, place);
    place(at_.creep_collector + w_.lymphangion_site[cell]);
  } else if (cell < l + w_.initials) {
    visit_layer_sources(w_.initial_patch[cell - l], place);
  } else if (const int patch = w_.node_patch[cell - l - w_.initials]; patch >= 0) {
    visit_layer_sources(patch, place);
  }
}

template <class Visit>
void LymphSystem::visit_couplings(Visit&& visit) const {
  const std::size_t cells = w_.cells(), l = w_.lymphangions;
  const bool human = w_.wall == WallLaw::human;
  // A flow between a and b moves both volumes; what moves it stands in the pressures of both.
  const auto flow = [&](std::size_t a, std::size_t b, auto also_moves) {
    const auto by = [=, this, &visit](std::size_t column) {
      if (a < cells) visit(at_.volume + a, column);
      if (b < cells) visit(at_.volume + b, column);
      also_moves(column);
    };
    visit_pressure_sources(a, by), visit_pressure_sources(b, by);
    return by;
  };
  for (std::size_t e = 0; e < w_.valves(); ++e) {
    const std::size_t a = w_.valve_from[e], b = w_.valve_to[e];
    const auto by = flow(a, b, [&, e, a, b](std::size_t column) {
      visit(at_.valve + e, column);
      for (const std::size_t c : {a, b})
        if (human && c < l) visit(at_.fast + c, column), visit(at_.slow + c, column);
    });
    by(at_.valve + e);
    if (human && a < l && b < l)
      visit(at_.phase + a, at_.phase + b), visit(at_.phase + b, at_.phase + a);
  }
  for (std::size_t e = 0; e < w_.resistors(); ++e)
    flow(w_.resistor_from[e], w_.resistor_to[e], [](std::size_t) {});
  for (std::size_t m = 0; m < meters_.size(); ++m) {
    const Meter& meter = meters_[m];
    const auto by = [&](std::size_t column) { visit(at_.metered + m, column); };
    const std::size_t e = meter.edge;
    visit_pressure_sources(meter.valve ? w_.valve_from[e] : w_.resistor_from[e], by);
    visit_pressure_sources(meter.valve ? w_.valve_to[e] : w_.resistor_to[e], by);
    if (meter.valve) by(at_.valve + e);
  }
  if (!human) return;
  for (std::size_t i = 0; i < w_.node_exchange.size(); ++i) {
    const std::size_t c = l + w_.initials + i;
    const auto by = [&](std::size_t column) {
      visit(at_.volume + c, column), visit(at_.absorbed + i, column);
    };
    visit_pressure_sources(c, by), by(at_.node_protein + i);
  }
  for (std::size_t i = 0; i < l; ++i) {
    visit_pressure_sources(
        i, [&](std::size_t column) { visit(at_.phase + i, column), visit(at_.felt + i, column); });
    visit(at_.phase + i, at_.felt + i), visit(at_.phase + i, at_.fast + i);
    // Their shear goes with the bore.
    for (const std::size_t column : {at_.volume + i, at_.phase + i, at_.slow + i})
      visit(at_.fast + i, column), visit(at_.slow + i, column);
  }
  for (std::size_t i = 0; i < w_.initials; ++i)
    visit_pressure_sources(l + i, [&](std::size_t column) {
      visit(at_.volume + l + i, column), visit(at_.uptake + i, column);
      visit(at_.tissue + w_.initial_patch[i], column);
    });
  for (std::size_t k = 0; k < w_.plexus.size(); ++k) {
    const std::size_t a = l + static_cast<std::size_t>(w_.plexus[k].a);
    const std::size_t b = l + static_cast<std::size_t>(w_.plexus[k].b);
    flow(a, b, [&](std::size_t column) { visit(at_.plexus + k, column); });
  }
  for (std::size_t i = 0; i < w_.tissue.patches; ++i) {
    const auto by = [&](std::size_t column) {
      visit(at_.tissue + i, column), visit(at_.glycocalyx + i, column);
      visit(at_.filtered + i, column);
    };
    visit_layer_sources(i, by), by(at_.glycocalyx + i);
  }
  for (const TissueLink& link : w_.tissue.links)
    for (const int patch : {link.a, link.b})
      visit_layer_sources(patch, [&](std::size_t column) {
        visit(at_.tissue + link.a, column), visit(at_.tissue + link.b, column);
      });
}

}  // namespace cisterna
