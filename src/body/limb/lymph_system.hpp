// The assembled equations of a network in its tissue, as a solver sees them (solvers/system.hpp).
//
// The matrix used for stepping couples cell volumes along the tree, valve states and contraction phase to
// them; tissue, pacing, shear and creep are slow and stepped without it, which the W-methods allow. Flows are
// computed once and taken from one side as they are given to the other.
#pragma once
#include <array>
#include <memory>
#include <span>
#include <vector>

#include "body/limb/network.hpp"
#include "body/limb/posture.hpp"
#include "body/limb/surroundings.hpp"
#include "math/pack.hpp"
#include "math/tolerance.hpp"
#include "math/tree_matrix.hpp"

namespace cisterna {

struct LymphSystemOptions {
  bool transport = true;  ///< carry protein and tracer
  bool frozen_tissue =
      false;             ///< tissue volumes and protein stay (clamped tissue, search for the start)
  double tolerance = 1;  ///< factor on all error tolerances
  /// Factor on that of what valves feel (Bertram's, in widths of their opening) or how far they are open (human). It
  /// steers but is not asked for: flows err less than the state of the leaflets.
  double felt_tolerance = 8;
};

class LymphSystem {
 public:
  LymphSystem(const LymphNetwork& network, const Surroundings* surroundings,
              LymphSystemOptions options);

  const LymphNetwork& network() const { return w_; }
  const StateLayout& layout() const { return at_; }
  LymphSystemOptions& options() { return options_; }
  const LymphSystemOptions& options() const { return options_; }
  void surround(const Surroundings* surroundings);
  /// Tissue and all that acts from outside are given from now on (engine/multirate_stepper.hpp); `held` outlives the system.
  void hold(const HeldSurroundings* held);
  /// A state to begin from: vessels at their unloaded size, given tissue, phases spread by a counter-based draw.
  std::vector<double> rest_guess(std::uint64_t seed) const;

  // --- what a solver asks
  std::size_t size() const { return at_.size; }
  std::size_t dynamic() const { return at_.dynamic; }
  void rates(double t, std::span<const double> y, std::span<double> f) {
    evaluate<false>(t, y.data(), f.data());
  }
  void linearise(double t, std::span<const double> y, std::span<double> f) {
    evaluate<true>(t, y.data(), f.data());
  }
  void factor(double shift);
  void solve(std::span<double> rhs);
  /// df/dt at (t, y), after linearise(t, y, ...), for methods that want it.
  void drift(double t, std::span<const double> y, std::span<double> ft);
  std::span<const ToleranceBlock> tolerances() const { return tolerances_; }
  bool admissible(std::span<const double> y) const;
  void transport(double t, double h, std::span<const double> y_old, std::span<double> y_new);
  double next_breakpoint(double t) const;

  /// Rates of the tissue, [layout().tissue, uptake) of f, without what is taken up; and pressures of tissue and nodes.
  void tissue(double t, std::span<const double> y, std::span<double> f);
  /// Takes only the pressures of the tissue and around the vessels: cheap, at every step.
  void press(double t, std::span<const double> y) {
    surroundings_at(t);
    tissue_pressures(y.data());
  }
  /// After press(t, y): the rates of tissue() alone.
  void pressed_tissue(std::span<const double> y, std::span<double> f);
  /// Between patches, as last taken [m3/s]; transport() carries protein along with it.
  std::span<double> link_flows() { return link_flow_; }

  /// Takes the flows between initial lymphatics, as of the last outside pressures taken; the mean of the next h [s], over
  /// which they level out what drives them [m3/s].
  std::span<const double> plexus_flows(std::span<const double> y, double h);

  /// Lets nothing through a resistor that is neither one-way nor leaves a node, until told otherwise.
  void shut_resistor(std::size_t e, bool shut);

  /// Sets the pressures in some lymphangions, as of the last outside pressures taken.
  void press_lymphangions(std::span<const int> which, std::span<const double> y);

  /// Takes only pressures and flows; `rest` is written to.
  void look(double t, std::span<const double> y, std::span<double> rest) {
    flows<false>(t, y.data(), rest.data());
  }

  // --- what an observer reads after rates(), linearise() or, but for filtration, absorption and shear, look()
  std::span<const double> pressures() const { return p_; }  ///< cells, then boundaries [Pa]
  std::span<const double> stretches() const { return stretch_; }
  std::span<const double> valve_flows() const { return {valve_flow_.data(), w_.valves()}; }
  std::span<const double> resistor_flows() const { return resistor_flow_; }
  std::span<const double> uptake_flows() const { return uptake_flow_; }
  std::span<const double> filtration_flows() const { return filtration_; }
  std::span<const double> absorbed_flows() const { return absorbed_flow_; }  ///< of each node
  std::span<const double> fluid_pressures() const { return fluid_; }         ///< of each patch
  std::span<const double> total_pressures() const { return total_; }
  std::span<const double> outside_pressures() const { return outside_; }  ///< of each lymphangion
  /// Of them, what a pressure on the skin makes: in the skin layer of each patch, and of each lymphangion's site.
  std::span<const double> applied_to_skin() const { return applied_skin_; }
  std::span<const double> applied_at_sites() const { return applied_collector_; }
  std::span<const double> wall_shears() const { return shear_; }
  std::span<const double> node_outside_pressures() const { return node_outside_; }
  std::span<const double> solid_pressures() const { return solid_; }  ///< of each patch
  std::span<const double> hydrations() const { return relative_; }    ///< of each patch
  std::span<const double> warmths() const { return warm_; }           ///< of each lymphangion
  double plasma_protein() const { return plasma_; }                   ///< [kg/m3]
  /// Whether pressures and protein of blood come from the surroundings, and change.
  bool blood_given() const { return blood_given_; }
  const Posture& posture() const { return posture_; }
  bool touching() const { return touching_; }

  /// Entries of the stepping matrix after linearise(): visit(row, column, value), repeated entries add up.
  template <class Visit>
  void visit_matrix(Visit&& visit) const;
  /// Where df/dy may differ from zero, slow couplings included: visit(row, column), some places more than once.
  template <class Visit>
  void visit_couplings(Visit&& visit) const;
  std::size_t bytes() const;

 private:
  template <bool Linear>
  void evaluate(double t, const double* y, double* f);
  template <bool Linear>
  void flows(double t, const double* y, double* f);
  template <bool Linear>
  void bertram_cells(double t, const double* y);
  template <bool Linear>
  void bertram_valves(const double* y, double* f);
  template <class D>
  struct SlackWall;
  template <class T, class D>
  SlackWall<D> slack_wall(const D& volume, std::size_t i,
                          const lymph::HumanWall<double>& law) const;
  template <class T, class D>
  D full_tension(const SlackWall<D>& wall, std::size_t i, const T& slow, const HumanLaw& law) const;
  template <bool Linear>
  void human_cells(const double* y);
  template <bool Linear>
  void human_valves(const double* y, double* f);
  void absorb(const double* y, double* f);
  template <bool Linear>
  void let_through(std::size_t resistor);
  template <bool Linear>
  void primary_valves(const double* y);
  void mix_nets();
  double net_over_slack(int net) const;
  void human_rates(const double* y, double* f);
  void collect(double* f);
  void collect_valves(const double* flow, double* f) const;
  void surroundings_at(double t);
  void rest_blood();
  void warm_at(double t);
  void tissue_pressures(const double* y);
  void take_held(double t);
  template <bool Linear>
  void node_pressures(const double* y);
  template <bool Linear>
  void open_nodes();
  double cavity_of(const std::vector<Cavity>& each, std::size_t i) const {
    return each.empty() ? 0.0 : cavity_[static_cast<std::size_t>(each[i])];
  }
  void tissue_rates(const double* y, double* f);
  void build_places();
  void build_refractoriness();
  // Nothing passes a valve that was cut through: neither lymph nor the wave of contraction.
  bool is_cut(std::size_t valve) const {
    return !w_.valve_open.empty() && w_.valve_open[valve] == 0;
  }
  /// States that set the pressure (and the bore) of a cell, and of a tissue layer at a patch: place(column).
  template <class Place>
  void visit_pressure_sources(std::size_t cell, Place&& place) const;
  template <class Place>
  void visit_layer_sources(std::size_t patch, Place&& place) const;
  void build_meters();
  void build_node_ways();
  void build_tolerances();

  struct Meter {
    int edge;
    bool valve;
    int cell;
    double sign;
  };  // sign: +1 into the cell

  const LymphNetwork& w_;
  const Surroundings* surroundings_;
  const HeldSurroundings* held_ = nullptr;
  LymphSystemOptions options_;
  StateLayout at_;
  // A valve that leads into a cell beside the one in into_.
  struct Beside {
    int valve, cell;
  };

  // An edge out of a node.
  struct NodeWay {
    int edge, node;
  };

  std::vector<NodeWay> node_valves_, node_resistors_;
  std::vector<double> node_open_, node_open_v_;  // k of node.hpp, dk/dV [1/m3]
  std::vector<ToleranceBlock> tolerances_;
  std::vector<Meter> meters_;
  Posture posture_;
  // Valves: cells or boundaries at their ends. Cells: the valve into each and out of each (valves() for none,
  // where every array over valves holds a zero) and the lymphangions these lead from and to (all() for none).
  Places from_, to_, into_, out_of_, up_, down_;
  std::vector<Beside> beside_;
  Places initial_patch_;
  // Lymphangions: 1/(length x copies), length/copies, 1/D_0 or 1/D_d, section of the folds of an empty one.
  std::vector<double> per_length_, length_per_copy_, per_scale_, folds_;
  // By (7) and (5) of pacemaker.hpp: rate of the phase [1/s], and between which phases neighbours are triggered.
  std::vector<double> refractory_rate_, window_opens_, window_closes_;
  std::vector<double> pace_cos_, pace_sin_, p_t_;  // Bertram: of 2 pi f t_0; dp/dt

  // cells, then boundaries
  std::vector<double> p_, p_v_, p_phase_, half_r_, half_r_v_, half_r_phase_, stretch_, stretch_v_,
      window_;
  std::vector<double> outside_, node_outside_, shear_, triggers_, passing_, shear_of_flow_;
  // valves
  std::vector<double> valve_flow_, q_a_, q_b_, q_x_, q_p_, q_t_, x_a_, x_b_, x_x_, x_p_, g_a_, g_b_,
      k_, inverse_x_;
  // resistors, primary valves
  std::vector<double> conductance_of_, resistor_flow_, resistor_slope_;
  std::vector<double> resistor_opens_;  // dQ/dV of the cell it leaves, by its opening alone
  std::vector<double> uptake_flow_, uptake_v_, absorbed_flow_, plexus_flow_, plexus_yield_;
  // tissue
  std::vector<double> fluid_, total_, relative_, solid_, filtration_, link_flow_, conductance_;
  std::vector<double> load_skin_, load_collector_, load_muscle_, traction_, within_;
  std::vector<double> applied_skin_, applied_collector_, applied_muscle_;
  std::vector<double> fluid_share_, pull_;                                     // of each skin patch
  std::vector<double> at_once_, creep_time_, site_at_once_, site_creep_time_;  // of each site
  std::array<double, 3> cavity_{};  // pressure in each Cavity
  bool touching_ = false;
  std::vector<double> capillary_, venous_;  // of each patch, as BloodSide has them [Pa]
  double plasma_ = 0;                       // protein [kg/m3]
  bool blood_given_ = false;
  std::vector<double> warm_,
      skin_temperature_;  // H of each lymphangion (pacemaker.hpp); of each skin patch [K]
  double outside_time_ = 0;
  bool outside_known_ = false;

  double shift_ = 1;
  TreeMatrix tree_, transport_tree_;
  ClosingBorder border_;
  std::vector<double> kappa_, rho_, carried_, edge_volume_;
};

}  // namespace cisterna

#include "body/limb/lymph_system_matrix.hpp"
