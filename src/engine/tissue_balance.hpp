// The slow balance of the tissue: pressures and protein at which filtration, flow between patches and what the
// initial lymphatics pass on agree, patch by patch.
//
//   (1) J_i(p) = F_i(p_i) - sum_j K_ij (p_i - p_j + w_ij)     what tissue i has left for its initial lymphatics
//   (2) F_i    = root of F = L_i [P_c - p_i - sigma (pi(C_p) - pi(C_f(F)))]     filtration, glycocalyx settled
//   (3) J_i    = G_i A_i h_i [q + (1 - q) S(h_i/w)],  p_in,i = p_i - h_i        head over the primary valves
//   (4) J_i(p) = O_i + O+_i [c (x_i - X) + g X],  x_i = p_in,i - r_i,  X mean of x weighted by O+     vessels' demand,
//       X and g of those patches that ask the same pumps
//   (5) [PS_i Pe/(1 - e^-Pe)] (C_p - C_i e^-Pe) + sum_j inflow C_j = (J_i + outflow) C_i     protein, C_i unknown
//
//   w weight of the fluid column between patches [Pa]; p tissue fluid pressure, p_in pressure inside the initial lymphatics, P_c capillary pressure, h head [Pa];
//   F, J, O flows [m3/s]; O seen at p_in = r, O+ = max(0, O); c, g relative slopes of the demand [1/Pa]: patches
//   compete for the same collectors (c), all together only ask them to pump more (g); C concentrations [kg/m3];
//   other symbols as in tissue/exchange.hpp and tissue/initial_lymphatic.hpp. (4) by Newton's method, held back like a flow in
//   time (pseudo-transient) where a step leads further off; a linear system for (5).
// Where muscle is held, p is without what it makes, t [Pa]: fluid bears c_f t more, capillaries and flow between patches count
// it, and the matrix presses nets by (1 - c_f) t (TissueModel::tone).
// Assumes: nothing touches the skin, pressures of what lies in a cavity are those above the cavity's; each law monotone in its pressure. Fluid does not depend on protein of the
// tissue (the glycocalyx sees the filtrate alone), so (4) is solved before (5).
#pragma once
#include <Eigen/SparseCore>
#include <algorithm>
#include <vector>

#include "body/limb/posture.hpp"

namespace cisterna {

/// Mean demand of the vessels on each patch near where it was seen: (4).
struct VesselDemand {
  Eigen::VectorXd outflow;           ///< O [m3/s]
  Eigen::VectorXd inside;            ///< r [Pa]
  double competition = 0;            ///< c [1/Pa]
  double common = 0;                 ///< g [1/Pa]
  std::vector<std::size_t> pumps{};  ///< that each patch asks; empty: all the same
  std::vector<double> common_of{};   ///< g of each of these pumps [1/Pa]; empty: `common`

  std::size_t count() const {
    return pumps.empty() ? 1 : *std::max_element(pumps.begin(), pumps.end()) + 1;
  }
  double common_for(std::size_t pump) const { return common_of.empty() ? common : common_of[pump]; }
};

class TissueBalance {
 public:
  /// `sine`: of the limb's elevation. `network` outlives this.
  TissueBalance(const LymphNetwork& network, double sine)
      : TissueBalance(network, sine, network.tissue.along) {}
  TissueBalance(const LymphNetwork& network, const Posture& posture)
      : TissueBalance(network, posture.sine(), posture.tissue()) {}
  /// With the blood that the surroundings have at time 0. `held`: relative volumes of patches that hold so much at any
  /// pressure, since it is their law that is looked for; -1 where the law says. Empty: nowhere.
  TissueBalance(const LymphNetwork& network, const Posture& posture,
                const Surroundings& surroundings, std::vector<double> held = {});

  std::size_t patches() const { return n_; }
  double pressure(std::size_t patch, double relative_volume) const;
  /// Relative volume at which the fluid pressure is p, or that which is held.
  double volume_at(std::size_t patch, double p) const;
  double filtrate_concentration(std::size_t patch, double flow) const;
  /// (2)
  double steady_filtration(std::size_t patch, double p) const;
  /// (1)
  Eigen::VectorXd supply(const Eigen::VectorXd& p) const { return supply(p, conductivity(p)); }
  /// Head over the primary valves of a patch that take up `flow` in all: (3); zero where flow is not positive.
  double head(std::size_t patch, double p, double flow) const;
  /// Relative volume at which initial lymphatics hold a pressure `head` below that of the tissue.
  double net_volume(double head) const;
  double net_pressure(double relative_volume) const;
  /// (4), from a first guess; a step of the solution moves no pressure by more than `farthest`.
  Eigen::VectorXd solve(const VesselDemand& demand, Eigen::VectorXd p, double farthest) const;
  /// (5)
  Eigen::VectorXd protein(const Eigen::VectorXd& p) const;
  /// Mean concentration of the lymph taken up [kg/m3]; so much comes back with what leaks into a patch.
  static double lymph_protein(const Eigen::VectorXd& uptake, const Eigen::VectorXd& concentration);

 private:
  TissueBalance(const LymphNetwork& network, double sine, std::vector<double> level);

  /// From pressures of capillaries and small veins at heart level.
  void set_blood(double column_weight, std::vector<double> capillary, std::vector<double> venous);

  // Flow along a link, and what it rises by for each Pa between its ends.
  struct LinkFlow {
    double flow, conductance;
  };
  LinkFlow link_flow(const TissueLink& link, const Eigen::VectorXd& p,
                     const Eigen::VectorXd& conductivity) const;
  // Of each patch, which changes with how swollen it is.
  Eigen::VectorXd conductivity(const Eigen::VectorXd& p) const;
  Eigen::VectorXd supply(const Eigen::VectorXd& p, const Eigen::VectorXd& conductivity) const;
  // Slopes of the supply, and of the heads by flow and by the pressure of the tissue.
  void linearise(const Eigen::VectorXd& p, double step, Eigen::SparseMatrix<double>& along,
                 Eigen::VectorXd& by_flow, Eigen::VectorXd& by_pressure) const;
  const tissue::Interstitium<double>& law(std::size_t patch) const { return t_.law(patch); }

  const TissueModel& t_;
  std::size_t n_;
  double weight_;                           ///< of lymph, for each metre of level [Pa/m]
  std::vector<double> level_;               ///< of each patch (posture.hpp) [m]
  std::vector<double> capillary_, venous_;  ///< undisturbed, at their height [Pa]
  double plasma_;                           ///< protein [kg/m3]
  std::vector<double> held_;                ///< relative volumes
  std::vector<double> primary_;  ///< conductance of all primary valves of a patch [m3/(s Pa)]
};

}  // namespace cisterna
