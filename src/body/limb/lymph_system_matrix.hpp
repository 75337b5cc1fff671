// Entries of the stepping matrix, for a solver that wants them one by one (the SUNDIALS adapter, tests).
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
    through_phase(
        a, [&](std::size_t k, double s) { flow(a, b, k, q_p_[e] * s), visit(x, k, x_p_[e] * s); });
    through_phase(b, [&](std::size_t k, double s) {
      flow(a, b, k, -q_p_[e] * s), visit(x, k, -x_p_[e] * s);
    });
  }
  for (std::size_t e = 0; e < w_.resistors(); ++e) {
    const std::size_t a = w_.resistor_from[e], b = w_.resistor_to[e];
    const double g = w_.resistor_conductance[e];
    if (is_cell(a)) flow(a, b, a, g * p_v_[a]);
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

}  // namespace cisterna
