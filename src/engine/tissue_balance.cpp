#include "engine/tissue_balance.hpp"

#include <Eigen/LU>
#include <Eigen/SparseLU>
#include <algorithm>
#include <cmath>

#include "body/tissue/exchange.hpp"
#include "body/tissue/initial_lymphatic.hpp"
#include "body/tissue/interstitium.hpp"

namespace cisterna {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using Entries = std::vector<Eigen::Triplet<double>>;

// Root of a falling function in [low, high], to the last bit that matters: regula falsi in the Illinois form, which halves
// where that gets nowhere.
template <class Falling>
double root(double low, double high, Falling&& f) {
  constexpr int kRounds = 64;
  constexpr double kEnough = 1e-15;  // of the interval to begin with or of the root
  double f_low = f(low), f_high = f(high);
  if (!(f_low > 0)) return low;
  if (!(f_high < 0)) return high;
  const double enough = kEnough * (high - low);
  int side = 0;
  for (int k = 0; k < kRounds && high - low > std::max(enough, kEnough * std::abs(low)); ++k) {
    double x = (low * f_high - high * f_low) / (f_high - f_low);
    if (!(x > low && x < high) || k % 8 == 7) x = 0.5 * (low + high);
    const double f_x = f(x);
    if (f_x == 0) return x;
    if (f_x > 0) {
      low = x, f_low = f_x;
      if (side == 1) f_high *= 0.5;
      side = 1;
    } else {
      high = x, f_high = f_x;
      if (side == -1) f_low *= 0.5;
      side = -1;
    }
  }
  return 0.5 * (low + high);
}

// First of high, 2 high, 4 high ... at which a falling function is no longer positive.
template <class Falling>
double beyond(double high, Falling&& f) {
  constexpr int kDoublings = 64;
  for (int k = 0; k < kDoublings && f(high) > 0; ++k) high *= 2;
  return high;
}

Eigen::SparseMatrix<double> matrix_of(std::size_t n, const Entries& entries) {
  Eigen::SparseMatrix<double> matrix(n, n);
  matrix.setFromTriplets(entries.begin(), entries.end());
  return matrix;
}

}  // namespace

TissueBalance::TissueBalance(const LymphNetwork& network, double sine, std::vector<double> level)
    : t_(network.tissue),
      n_(t_.patches),
      weight_(network.lymph_density * network.gravity * sine),
      level_(std::move(level)),
      plasma_(t_.plasma_protein),
      primary_(n_, 0.0) {
  std::vector<double> capillary(n_), venous(n_);
  for (std::size_t i = 0; i < n_; ++i) {
    capillary[i] = t_.capillary_level(i);
    venous[i] = t_.venous_level(i);
  }
  set_blood(sine * t_.blood_density * network.gravity, std::move(capillary), std::move(venous));
  for (std::size_t k = 0; k < network.initials; ++k)
    primary_[network.initial_patch[k]] += network.primary_conductance[k];
}

TissueBalance::TissueBalance(const LymphNetwork& network, const Posture& posture,
                             const Surroundings& surroundings, std::vector<double> held)
    : TissueBalance(network, posture) {
  held_ = std::move(held);
  std::vector<double> boundary(network.boundaries()), capillary(n_), venous(n_);
  if (surroundings.blood(0, {boundary, capillary, venous, plasma_}))
    set_blood(posture.sine() * t_.blood_density * network.gravity, std::move(capillary),
              std::move(venous));
}

void TissueBalance::set_blood(double weight, std::vector<double> capillary,
                              std::vector<double> venous) {
  capillary_ = std::move(capillary), venous_ = std::move(venous);
  for (std::size_t i = 0; i < n_; ++i) {
    const double column = -weight * level_[i], at_heart = venous_[i];
    const auto& e = t_.exchange_of(i);
    venous_[i] = tissue::venous_pressure(column, at_heart, e);
    capillary_[i] = tissue::undisturbed_capillary(column, capillary_[i], at_heart, e);
  }
}

double TissueBalance::pressure(std::size_t i, double v) const {
  return tissue::fluid_pressure(v, law(i)) - t_.yielded_of(i);
}

double TissueBalance::volume_at(std::size_t i, double p) const {
  if (!held_.empty() && held_[i] >= 0) return held_[i];
  const auto missing = [&](double v) { return p - pressure(i, v); };
  return root(0, beyond(1, missing), missing);
}

double TissueBalance::filtrate_concentration(std::size_t i, double flow) const {
  const auto& e = t_.exchange_of(i);
  const double peclet = std::max(flow, 0.0) * (1 - e.reflection) / t_.permeability[i];
  return plasma_ * (1 - e.reflection) / (1 - e.reflection * std::exp(-peclet));
}

double TissueBalance::steady_filtration(std::size_t i, double p) const {
  const double capillary =
      tissue::capillary_pressure(capillary_[i], tissue::total_pressure(p, law(i)) + t_.tone_of(i),
                                 venous_[i], t_.exchange_of(i));
  const double fluid = p + t_.tone_on_fluid(i);
  const auto excess = [&](double flow) {
    return tissue::filtration(capillary - fluid, plasma_, filtrate_concentration(i, flow),
                              t_.filtration_coefficient[i], t_.exchange_of(i)) -
           flow;
  };
  // Against no flow the space below the glycocalyx fills up to plasma: absorption is what is left then.
  const double still = excess(0);
  return still > 0 ? root(0, still, excess) : still;
}

VectorXd TissueBalance::conductivity(const VectorXd& p) const {
  VectorXd k(n_);
  for (std::size_t i = 0; i < n_; ++i)
    k[i] = tissue::swelling_conductivity(volume_at(i, p[i]), law(i));
  return k;
}

TissueBalance::LinkFlow TissueBalance::link_flow(const TissueLink& link, const VectorXd& p,
                                                 const VectorXd& conductivity) const {
  const double a = conductivity[link.a], b = conductivity[link.b];
  const double column = weight_ * (level_[link.a] - level_[link.b]);
  const double tone = t_.tone_on_fluid(link.a) - t_.tone_on_fluid(link.b);
  return {tissue::darcy_flow(p[link.a] - p[link.b] + tone, a, b, link.conductance, column),
          tissue::darcy_flow(1.0, a, b, link.conductance, 0.0)};
}

VectorXd TissueBalance::supply(const VectorXd& p, const VectorXd& conductivity) const {
  VectorXd flow(n_);
  for (std::size_t i = 0; i < n_; ++i) flow[i] = steady_filtration(i, p[i]);
  for (const TissueLink& link : t_.links) {
    const double over = link_flow(link, p, conductivity).flow;
    flow[link.a] -= over, flow[link.b] += over;
  }
  return flow;
}

double TissueBalance::head(std::size_t i, double p, double flow) const {
  if (!(flow > 0) || !(primary_[i] > 0)) return 0;
  const double conductance = primary_[i] * tissue::filament_opening(volume_at(i, p), t_.initial);
  const auto missing = [&](double h) {
    return flow - tissue::primary_valve_flow(h, conductance, t_.initial);
  };
  return root(0, beyond(flow / conductance, missing), missing);
}

double TissueBalance::net_pressure(double u) const {
  return tissue::elastic_pressure(tissue::open_net(u, t_.initial), t_.initial);
}

double TissueBalance::net_volume(double head) const {
  const auto missing = [&](double u) { return -head - net_pressure(u); };
  return root(0, beyond(1, missing), missing);
}

VectorXd TissueBalance::solve(const VesselDemand& demand, VectorXd p, double farthest) const {
  constexpr int kRounds = 60;
  constexpr double kClose = 1e-10, kDamp = 0.25, kFactor = 4, kFree = 1.0 / 64, kStiff = 1e6;
  const double step = farthest / 1024, enough = farthest / (1 << 20);  // [Pa]
  const VectorXd size = demand.outflow.cwiseMax(0.0);
  // Of each of the pumps a column: how its patches share in the mean, and what the mean does to them.
  const auto pumps = static_cast<Eigen::Index>(demand.count());
  MatrixXd weight = MatrixXd::Zero(n_, pumps), shared = weight;
  for (std::size_t i = 0; i < n_; ++i) {
    const std::size_t k = demand.pumps.empty() ? 0 : demand.pumps[i];
    weight(i, k) = size[i];
    shared(i, k) = (demand.competition - demand.common_for(k)) * size[i];
  }
  for (Eigen::Index k = 0; k < pumps; ++k)
    if (const double sum = weight.col(k).sum(); sum > 0) weight.col(k) /= sum;
  const auto residual_at = [&](const VectorXd& at) {
    const VectorXd flow = supply(at);
    VectorXd rise(n_);
    for (std::size_t i = 0; i < n_; ++i)
      rise[i] = at[i] - head(i, at[i], flow[i]) - demand.inside[i];
    return VectorXd(flow - demand.outflow - demand.competition * size.cwiseProduct(rise) +
                    shared * (weight.transpose() * rise));
  };
  VectorXd residual = residual_at(p);
  double off = residual.lpNorm<1>(), damping = 0;
  const double enough_off = kClose * size.sum(), pull = size.mean() / farthest;
  bool known = false;
  Eigen::SparseMatrix<double> along;      // d supply/dp
  VectorXd by_flow(n_), by_pressure(n_);  // of the head
  for (int round = 0; round < kRounds && off > enough_off && damping < kStiff; ++round) {
    if (!known) linearise(p, step, along, by_flow, by_pressure), known = true;
    // The matrix is sparse but for what patches share, which has the rank of the pumps (Woodbury).
    const VectorXd straight = VectorXd::Ones(n_) - by_pressure;
    const VectorXd rows = VectorXd::Ones(n_) + demand.competition * size.cwiseProduct(by_flow);
    Eigen::SparseMatrix<double> matrix = rows.asDiagonal() * along;
    for (std::size_t i = 0; i < n_; ++i)
      matrix.coeffRef(i, i) -= demand.competition * size[i] * straight[i] + damping * pull;
    const MatrixXd common = straight.asDiagonal() * weight -
                            along.transpose() * MatrixXd(by_flow.asDiagonal() * weight);
    const Eigen::SparseLU<Eigen::SparseMatrix<double>> lu(matrix);
    VectorXd change = lu.solve(-residual);
    const MatrixXd together = lu.solve(shared);
    const MatrixXd within = MatrixXd::Identity(pumps, pumps) + common.transpose() * together;
    change -= together * within.partialPivLu().solve(common.transpose() * change);
    const double largest = change.cwiseAbs().maxCoeff();
    if (std::isfinite(largest)) {
      if (largest > farthest) change *= farthest / largest;
      const VectorXd next = residual_at(p + change);
      if (const double now = next.lpNorm<1>(); now < off) {
        p += change, residual = next, off = now, known = false;
        damping = damping > kFree ? damping / kFactor : 0;
        if (largest < enough) break;
        continue;
      }
      if (largest < enough) break;
    }
    damping = std::max(kFactor * damping, kDamp);
  }
  return p;
}

void TissueBalance::linearise(const VectorXd& p, double step, Eigen::SparseMatrix<double>& along,
                              VectorXd& by_flow, VectorXd& by_pressure) const {
  Entries entries;
  const VectorXd open = conductivity(p), flow = supply(p, open);
  const VectorXd widens = (conductivity(p + VectorXd::Constant(n_, step)) - open) / step;
  for (std::size_t i = 0; i < n_; ++i) {
    entries.emplace_back(
        i, i, (steady_filtration(i, p[i] + step) - steady_filtration(i, p[i] - step)) / (2 * step));
    const double here = head(i, p[i], flow[i]);
    by_pressure[i] = (head(i, p[i] + step, flow[i]) - here) / step;
    const double more = std::abs(flow[i]) / 1024;
    by_flow[i] = flow[i] > 0 ? (head(i, p[i], flow[i] + more) - here) / more : 0;
  }
  for (const TissueLink& link : t_.links) {
    const auto [over, k] = link_flow(link, p, open);
    const double a = k + 0.5 * over * widens[link.a] / open[link.a];
    const double b = -k + 0.5 * over * widens[link.b] / open[link.b];
    entries.emplace_back(link.a, link.a, -a), entries.emplace_back(link.a, link.b, -b);
    entries.emplace_back(link.b, link.a, a), entries.emplace_back(link.b, link.b, b);
  }
  along = matrix_of(n_, entries);
}

double TissueBalance::lymph_protein(const VectorXd& uptake, const VectorXd& concentration) {
  const VectorXd forward = uptake.cwiseMax(0.0);
  return forward.dot(concentration) / forward.sum();
}

VectorXd TissueBalance::protein(const VectorXd& p) const {
  Entries entries;
  VectorXd right(n_);
  const VectorXd through = conductivity(p), uptake = supply(p, through),
                 back = (-uptake).cwiseMax(0.0);
  for (std::size_t i = 0; i < n_; ++i) {
    const double peclet =
        steady_filtration(i, p[i]) * (1 - t_.exchange_of(i).reflection) / t_.permeability[i];
    const double in = t_.permeability[i] * tissue::peclet_factor(peclet);
    right[i] = in * plasma_;
    entries.emplace_back(i, i, in * std::exp(-peclet) + std::max(uptake[i], 0.0));
  }
  for (const TissueLink& link : t_.links) {
    const double flow = link_flow(link, p, through).flow;
    const int up = flow > 0 ? link.a : link.b, down = flow > 0 ? link.b : link.a;
    entries.emplace_back(up, up, std::abs(flow));
    entries.emplace_back(down, up, -std::abs(flow));
  }
  const Eigen::SparseLU<Eigen::SparseMatrix<double>> lu(matrix_of(n_, entries));
  // Lymph that leaks back into a patch carries what all lymph carries, which takes a few rounds.
  constexpr int kRounds = 8;
  VectorXd concentration = lu.solve(right);
  for (int round = 0; round < kRounds; ++round)
    concentration = lu.solve(right + lymph_protein(uptake, concentration) * back);
  return concentration;
}

}  // namespace cisterna
