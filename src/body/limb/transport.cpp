// Protein and tracer over an accepted step: each store well mixed, carried upwind by the volumes that moved.
//
//   (1) M1_c = M0_c + sum_in W C_up - sum_out W C_c,   C = M1/V1 in the cells (implicit: positive for any step); beside the
//       tree, where what a cell gives is far from what it holds, C = M0/V0
// The volumes W of tree edges follow from the balance of each cell, root-ward; so a uniform concentration stays
// uniform to round-off, and what leaves one store enters the next. At a vein what comes back, until the last valve has
// closed, is the lymph that has just left, as rich as what stands before the valve.
#include <algorithm>
#include <cmath>

#include "body/limb/lymph_system.hpp"

namespace cisterna {

void LymphSystem::transport(double, double h, std::span<const double> y0, std::span<double> y1) {
  if (!options_.transport) return;
  const std::size_t cells = w_.cells(), l = w_.lymphangions;
  TreeMatrix& tree = transport_tree_;
  const TissueModel& tissue = w_.tissue;
  double* protein = &y1[at_.protein];
  double* tracer = &y1[at_.tracer];
  double* mass[2] = {carried_.data(), carried_.data() + cells};
  for (std::size_t c = 0; c < cells; ++c) {
    mass[0][c] = protein[c], mass[1][c] = tracer[c];
    tree.diagonal[c] = y1[at_.volume + c];
    tree.to_parent[c] = tree.from_parent[c] = 0;
    edge_volume_[c] =
        y0[at_.volume + c] - y1[at_.volume + c];  // becomes the volume passed to the parent
  }
  const auto out_of = [&](std::size_t c, double volume) { tree.diagonal[c] += volume; };

  // Initial lymphatics take up tissue fluid at its concentration.
  for (std::size_t i = 0; i < w_.initials; ++i) {
    const std::size_t c = l + i, patch = cells + w_.initial_patch[i];
    const double volume = y1[at_.uptake + i] - y0[at_.uptake + i];
    edge_volume_[c] += volume;
    if (volume < 0) {
      out_of(c, -volume);
      continue;
    }
    const double share = volume / y0[at_.tissue + w_.initial_patch[i]];
    const double p = share * y0[at_.protein + patch], x = share * y0[at_.tracer + patch];
    mass[0][c] += p, mass[1][c] += x;
    if (options_.frozen_tissue) continue;
    protein[patch] -= p, tracer[patch] -= x;
  }
  // Nodes take up water alone.
  for (std::size_t i = 0; i < w_.node_exchange.size(); ++i)
    edge_volume_[l + w_.initials + i] -= y1[at_.absorbed + i] - y0[at_.absorbed + i];
  // Beside the tree: the plexus, boundaries and closing edges.
  const auto beside = [&](std::size_t a, std::size_t b, double volume) {
    const std::size_t up = volume > 0 ? a : b, down = volume > 0 ? b : a;
    const double share = std::abs(volume) / y0[at_.volume + up];
    for (int k = 0; k < 2; ++k) {
      const double moved = share * y0[(k == 0 ? at_.protein : at_.tracer) + up];
      mass[k][up] -= moved, mass[k][down] += moved;
    }
    edge_volume_[a] -= volume, edge_volume_[b] += volume;
  };
  for (std::size_t k = 0; k < w_.plexus.size(); ++k)
    beside(l + static_cast<std::size_t>(w_.plexus[k].a),
           l + static_cast<std::size_t>(w_.plexus[k].b), y1[at_.plexus + k] - y0[at_.plexus + k]);
  const std::size_t in_tree = w_.resistors() - w_.closing;
  for (std::size_t m = 0; m < meters_.size(); ++m) {
    const Meter& meter = meters_[m];
    const double volume = y1[at_.metered + m] - y0[at_.metered + m];
    if (!meter.valve && static_cast<std::size_t>(meter.edge) >= in_tree) {
      beside(w_.resistor_from[meter.edge], w_.resistor_to[meter.edge], volume);
    } else {
      edge_volume_[meter.cell] += meter.sign * volume;
      out_of(meter.cell, -meter.sign * volume);
    }
  }
  // Root-ward: what a cell gained too much it passed to its parent.
  for (int c : tree.order()) {
    const int p = w_.parent[c];
    if (p < 0) continue;
    const double volume = edge_volume_[c];
    edge_volume_[p] += volume;
    if (volume > 0)
      out_of(c, volume), tree.from_parent[c] = -volume;
    else
      out_of(p, -volume), tree.to_parent[c] = volume;
  }
  tree.factor();
  tree.solve(mass[0]);
  tree.solve(mass[1]);
  // mass now holds concentrations
  for (std::size_t i = 0; i < w_.initials; ++i) {
    const double volume = y1[at_.uptake + i] - y0[at_.uptake + i];
    if (volume >= 0 || options_.frozen_tissue) continue;
    const std::size_t patch = cells + w_.initial_patch[i];
    protein[patch] -= volume * mass[0][l + i], tracer[patch] -= volume * mass[1][l + i];
  }
  for (std::size_t m = 0; m < meters_.size(); ++m) {
    const Meter& meter = meters_[m];
    if (!meter.valve && static_cast<std::size_t>(meter.edge) >= in_tree) continue;
    const double inward = meter.sign * (y1[at_.metered + m] - y0[at_.metered + m]);
    y1[at_.protein_out] -= inward * mass[0][meter.cell];
    y1[at_.tracer_out] -= inward * mass[1][meter.cell];
  }
  for (std::size_t c = 0; c < cells; ++c) {
    protein[c] = mass[0][c] * y1[at_.volume + c];
    tracer[c] = mass[1][c] * y1[at_.volume + c];
  }
  for (std::size_t i = 0; i < w_.node_exchange.size(); ++i)
    y1[at_.node_protein + i] = mass[0][l + w_.initials + i];
  for (std::size_t i = 0; i < w_.nodes; ++i) {
    const std::size_t c = l + w_.initials + i;
    // what passed on, or out at the boundary for a last node (there the balance leaves nothing over)
    double passed = w_.parent[c] >= 0 ? edge_volume_[c] : 0;
    for (std::size_t m = 0; m < meters_.size(); ++m)
      if (meters_[m].cell == static_cast<int>(c) && meters_[m].sign < 0 &&
          (meters_[m].valve || static_cast<std::size_t>(meters_[m].edge) < in_tree))
        passed += y1[at_.metered + m] - y0[at_.metered + m];
    y1[at_.node_passed + i] += passed;
  }
  if (options_.frozen_tissue) return;

  double filtered = 0;
  for (std::size_t i = 0; i < tissue.patches; ++i) {
    const double flow = (y1[at_.filtered + i] - y0[at_.filtered + i]) / h;
    const double concentration = y0[at_.protein + cells + i] / y0[at_.tissue + i];
    const double moved = h * tissue::protein_flux(flow, plasma_, concentration,
                                                  tissue.permeability[i], tissue.exchange_of(i));
    protein[cells + i] += moved;
    filtered += moved;
  }
  y1[at_.protein_filtered] += filtered;
  for (std::size_t k = 0; k < tissue.links.size(); ++k) {
    const TissueLink& link = tissue.links[k];
    const double volume = h * link_flow_[k];
    const int up = volume > 0 ? link.a : link.b, down = volume > 0 ? link.b : link.a;
    const double share = std::abs(volume) / y0[at_.tissue + up];
    const double p = share * y0[at_.protein + cells + up], x = share * y0[at_.tracer + cells + up];
    protein[cells + up] -= p, protein[cells + down] += p;
    tracer[cells + up] -= x, tracer[cells + down] += x;
  }
}

}  // namespace cisterna
