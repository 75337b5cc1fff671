#include "engine/rest_start.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <chrono>
#include <cmath>

#include "body/tissue/exchange.hpp"
#include "body/tissue/interstitium.hpp"

namespace cisterna {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

// Solves the slow balance of the tissue for given mean uptake.
class TissueBalance {
 public:
  TissueBalance(const LymphNetwork& network, double sine)
      : t_(network.tissue),
        n_(t_.patches),
        lymph_weight_(network.lymph_density * network.gravity * sine) {
    capillary_.resize(n_), venous_.resize(n_);
    for (std::size_t i = 0; i < n_; ++i) {
      const double column = -sine * t_.blood_density * network.gravity * t_.along[i];
      venous_[i] = tissue::venous_pressure(column, t_.exchange);
      capillary_[i] = tissue::undisturbed_capillary(column, t_.capillary_pressure, t_.exchange);
    }
  }

  double pressure(std::size_t i, double v) const { return tissue::fluid_pressure(v, law(i)); }

  /// Relative volume at which the fluid pressure is p.
  double volume_at(std::size_t i, double p) const {
    double low = 0.05, high = 2;
    while (pressure(i, high) < p && high < 1e3) high *= 2;
    for (int k = 0; k < 80; ++k) {
      const double middle = 0.5 * (low + high);
      (pressure(i, middle) < p ? low : high) = middle;
    }
    return 0.5 * (low + high);
  }

  double filtrate_concentration(std::size_t i, double flow) const {
    const auto& e = t_.exchange;
    const double peclet = std::max(flow, 0.0) * (1 - e.reflection) / t_.permeability[i];
    return t_.plasma_protein * (1 - e.reflection) / (1 - e.reflection * std::exp(-peclet));
  }

  /// Filtration at tissue pressure p once the glycocalyx has settled: the root of a falling function.
  double steady_filtration(std::size_t i, double p) const {
    const double capillary = tissue::capillary_pressure(
        capillary_[i], tissue::total_pressure(p, law(i)), venous_[i], t_.exchange);
    const auto image = [&](double flow) {
      return tissue::filtration(capillary - p, t_.plasma_protein, filtrate_concentration(i, flow),
                                t_.filtration_coefficient[i], t_.exchange) -
             flow;
    };
    double low = 0, high = std::max(image(0.0), 0.0);
    for (int k = 0; k < 80; ++k) {
      const double middle = 0.5 * (low + high);
      (image(middle) > 0 ? low : high) = middle;
    }
    return 0.5 * (low + high);
  }

  // Flow along a link and what it rises by for each Pa between its ends.
  struct LinkFlow {
    double flow, conductance;
  };
  LinkFlow link_flow(const TissueLink& link, const VectorXd& p) const {
    const double a = tissue::swelling_conductivity(volume_at(link.a, p[link.a]), law(link.a));
    const double b = tissue::swelling_conductivity(volume_at(link.b, p[link.b]), law(link.b));
    const double weight = lymph_weight_ * (t_.along[link.a] - t_.along[link.b]);
    return {tissue::darcy_flow(p[link.a] - p[link.b], a, b, link.conductance, weight),
            tissue::darcy_flow(1.0, a, b, link.conductance, 0.0)};
  }

  /// Pressures in balance with uptake U + g (p - p_m).
  VectorXd solve(const VectorXd& uptake, const VectorXd& slope, const VectorXd& measured_at) const {
    VectorXd p = measured_at;
    for (int round = 0; round < 12; ++round) {
      MatrixXd jacobian = MatrixXd::Zero(n_, n_);
      VectorXd residual(n_);
      const double step = 1.0;  // Pa
      for (std::size_t i = 0; i < n_; ++i) {
        const double flow = steady_filtration(i, p[i]);
        residual[i] = flow - uptake[i] - slope[i] * (p[i] - measured_at[i]);
        jacobian(i, i) = (steady_filtration(i, p[i] + step) - flow) / step - slope[i];
      }
      for (const TissueLink& link : t_.links) {
        const auto [flow, k] = link_flow(link, p);
        residual[link.a] -= flow, residual[link.b] += flow;
        jacobian(link.a, link.a) -= k, jacobian(link.b, link.b) -= k;
        jacobian(link.a, link.b) += k, jacobian(link.b, link.a) += k;
      }
      VectorXd change = jacobian.partialPivLu().solve(-residual);
      const double largest = change.cwiseAbs().maxCoeff(), bound = 300;  // Pa a round
      if (largest > bound) change *= bound / largest;
      p += change;
      if (largest < 1e-3) break;
    }
    return p;
  }

  /// Protein concentrations for given pressures and uptake: one linear system.
  VectorXd protein(const VectorXd& p, const VectorXd& uptake, VectorXd& filtration) const {
    MatrixXd a = MatrixXd::Zero(n_, n_);
    VectorXd b(n_);
    filtration.resize(n_);
    for (std::size_t i = 0; i < n_; ++i) {
      filtration[i] = steady_filtration(i, p[i]);
      const double ps = t_.permeability[i];
      const double peclet = filtration[i] * (1 - t_.exchange.reflection) / ps;
      const double in = ps * tissue::peclet_factor(peclet);
      b[i] = in * t_.plasma_protein;
      a(i, i) += in * std::exp(-peclet) + uptake[i];
    }
    for (const TissueLink& link : t_.links) {
      const double flow = link_flow(link, p).flow;
      const int up = flow > 0 ? link.a : link.b, down = flow > 0 ? link.b : link.a;
      a(up, up) += std::abs(flow), a(down, up) -= std::abs(flow);
    }
    return a.partialPivLu().solve(b);
  }

 private:
  const tissue::Interstitium<double>& law(std::size_t i) const {
    return i < t_.skin_patches ? t_.skin : t_.muscle;
  }
  const TissueModel& t_;
  std::size_t n_;
  double lymph_weight_;  // of a column of one metre towards the hand [Pa/m]
  std::vector<double> capillary_, venous_;
};

// In pieces, so that an interrupt is heard; the steps are the same.
StopReason advance_to(Simulation& run, double t, const std::atomic<bool>* stop) {
  constexpr double kPiece = 1;  // [s]
  while (run.time() < t) {
    if (stop != nullptr && stop->load(std::memory_order_relaxed)) return StopReason::interrupted;
    const StopReason reason = run.advance(std::min(t, run.time() + kPiece));
    if (reason != StopReason::finished) return reason;
  }
  return StopReason::finished;
}

struct Window {
  VectorXd uptake;
  double outlet = 0;
  bool ok = false;
};

}  // namespace

void RestState::reset_counted(const StateLayout& at, std::vector<double>& y) {
  for (std::size_t i = at.filtered; i < at.dynamic; ++i) y[i] = 0;
  for (std::size_t i = at.node_passed; i < at.size; ++i) y[i] = 0;
}

RestState find_rest(const Limb& limb, const Surroundings& surroundings,
                    const RestOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  RestState rest;
  const LymphNetwork& w = limb.network;
  const std::size_t n = w.tissue.patches, cells = w.cells();
  SimulationOptions frozen = options.simulation;
  frozen.system.frozen_tissue = true;
  Simulation run(w, surroundings, frozen);
  const StateLayout& at = run.layout();
  std::vector<double> y = run.system().rest_guess(options.seed), before(y.size()), after(y.size());

  const TissueBalance balance(w, std::sin(surroundings.elevation(0)));
  VectorXd p(n), uptake(n), slope(n), concentration, filtration;
  double total_volume = 0;
  for (double v : w.tissue.rest_volume) total_volume += v;
  for (std::size_t i = 0; i < n; ++i) {
    p[i] = balance.pressure(i, 1);
    uptake[i] = balance.steady_filtration(i, p[i]);
    slope[i] = uptake[i] / (2 * w.tissue.skin.solid_corner);
  }
  const auto set_tissue = [&](std::vector<double>& state) {
    concentration = balance.protein(p, uptake, filtration);
    for (std::size_t i = 0; i < n; ++i) {
      const double volume = balance.volume_at(i, p[i]) * w.tissue.rest_volume[i];
      state[at.tissue + i] = volume;
      state[at.glycocalyx + i] = balance.filtrate_concentration(i, filtration[i]);
      state[at.protein + cells + i] = concentration[i] * volume;
    }
  };
  set_tissue(y);
  // Dye in the skin of the most distal region, as the camera's users inject it.
  for (std::size_t i = 0; i < limb.patches.size(); ++i)
    if (limb.patches[i].region == 0) y[at.tracer + cells + i] = y[at.tissue + i];
  double now = 0;
  run.start(now, y);
  // Runs the vessels and returns the mean uptake of the window after `settle`.
  const auto measure = [&](double settle, double length) {
    Window window;
    if (advance_to(run, now + settle, options.stop) != StopReason::finished) return window;
    run.state_at(now + settle, before);
    if (advance_to(run, now + settle + length, options.stop) != StopReason::finished) return window;
    now += settle + length;
    run.state_at(now, after);
    window.uptake = VectorXd::Zero(n);
    for (std::size_t i = 0; i < w.initials; ++i)
      window.uptake[w.initial_patch[i]] += (after[at.uptake + i] - before[at.uptake + i]) / length;
    for (std::size_t m = at.metered; m + w.closing < at.dynamic; ++m)
      window.outlet += (after[m] - before[m]) / length;
    window.ok = true;
    return window;
  };

  VectorXd last_p = p;
  double last_total = 0, gain = 1;
  for (int round = 0; round <= options.rounds; ++round) {
    const bool final = round == options.rounds;
    const Window window = measure(round == 0 ? options.settle : options.settle / 2,
                                  final ? options.last_window : options.window);
    if (!window.ok) return rest;
    rest.outlet_flow = window.outlet;
    const double total = window.uptake.sum();
    // Secant over the whole limb for how uptake answers to pressure.
    const double moved = (p - last_p).mean();
    if (round > 0 && std::abs(moved) > 5) {
      const double seen = (total - last_total) / (moved * slope.sum());
      gain = std::clamp(seen, 0.2 * gain, 5 * gain);
      gain = std::clamp(gain, 0.1, 30.0);
    }
    last_p = p, last_total = total;
    uptake = window.uptake;
    double formed = 0;
    for (std::size_t i = 0; i < n; ++i) formed += balance.steady_filtration(i, p[i]);
    rest.uptake_flow = total;
    rest.filtration_flow = formed;
    rest.imbalance = std::abs(formed - total) / std::max(std::abs(formed), 1e-30);
    rest.patch_uptake.assign(uptake.data(), uptake.data() + n);
    if (final) break;
    const VectorXd solved = balance.solve(uptake, gain * slope, p);
    // Ever smaller moves average the noise of the windows away.
    p += (round < 2 ? 1.0 : 2.0 / (round + 1)) * (solved - p);
    run.state_at(now, y);
    set_tissue(y);
    run.start(now, y);
  }
  run.state_at(now, y);
  rest.simulated = now;
  RestState::reset_counted(at, y);
  rest.state = y;
  rest.counts = run.counts();
  rest.found = true;
  rest.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return rest;
}

}  // namespace cisterna
