// The constant model of a lymphatic network in its tissue: topology and parameters as flat arrays, SI.
//
// Cells hold volume: lymphangions, then initial lymphatics (one a patch), then lymph nodes. After them come
// boundaries (given pressures). Valves and resistors carry flow between cells. The cells form a forest
// (parent), beside which closing resistors (anastomoses) may stand, and the plexus of the skin. Parallel vessels are one cell: volumes
// and conductances are those of all copies together.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "body/limb/anatomy.hpp"
#include "body/lymph/laws.hpp"
#include "body/lymph/node.hpp"
#include "body/tissue/exchange.hpp"
#include "body/tissue/initial_lymphatic.hpp"
#include "body/tissue/interstitium.hpp"

namespace cisterna {

enum class WallLaw { bertram, human };

/// Bertram 2011 as published: prescribed contractions, valves on their own pressure drop.
struct BertramLaw {
  std::vector<double> scale_pressure, scale_diameter, start_time;  // each lymphangion
  double tension = 0, frequency = 0;
  double outside_pressure = 0;
  lymph::BertramValve<double> valve;
};

/// Laws of the human network, shared by all lymphangions.
struct HumanLaw {
  lymph::HumanWall<double> wall;
  double residual_lumen =
      0;  ///< volume of the folds of an empty vessel, relative to its unloaded volume
  lymph::HumanValve<double> valve;
  lymph::Pacemaker<double> pacemaker;
  lymph::ShearInhibition<double> shear;
  lymph::NodeExchange<double> node;
  double conduction_speed = 0;
  double reference_temperature = 0;
};

/// A fluid path between two tissue patches.
struct TissueLink {
  int a = 0, b = 0;
  double conductance = 0;  ///< at resting hydration [m3/(s Pa)]
};

/// A way between the nets of two initial lymphatics, along the skin.
struct PlexusLink {
  int a = 0, b = 0;        ///< initial lymphatics, from 0
  double conductance = 0;  ///< at their slack volume [m3/(s Pa)]
};

/// How tissue takes over what presses on it.
struct TissueContact {
  double fluid_share = 0;          ///< c_f [1]
  double instantaneous_share = 0;  ///< [1]
  double creep_time = 0;           ///< [s]
  double shear_modulus = 0;        ///< [Pa]
};

/// What is particular to the tissue of a viscus.
struct OrganTissue {
  std::string name;
  Cavity cavity = Cavity::none;
  double capillary_pressure = 0;  ///< at heart level [Pa]
  tissue::Exchange<double> exchange;
  tissue::Interstitium<double> law;
};

/// Skin patches [first, end), and the muscle under them, that have laws of their own.
struct TissueSpan {
  std::size_t first = 0, end = 0;
  tissue::Interstitium<double> skin, muscle;
  bool same_laws(const TissueSpan& other) const {
    return skin == other.skin && muscle == other.muscle;
  }
};

/// The tissue: skin patches first, then as many muscle patches, then viscera.
struct TissueModel {
  std::size_t patches = 0, skin_patches = 0;
  std::vector<double> rest_volume;                           ///< V_0 [m3]
  std::vector<double> filtration_coefficient, permeability;  ///< [m3/(s Pa)], [m3/s]
  std::vector<double> along;  ///< below the heart when the limb hangs or the body stands [m]
  std::vector<int> member;    ///< of LymphNetwork::members
  std::vector<TissueLink> links;
  std::vector<OrganTissue> organs;
  tissue::Interstitium<double> skin, muscle;
  /// Where members differ: each skin patch in one of them, in order. Empty: all have the laws above.
  std::vector<TissueSpan> spans;
  tissue::Exchange<double> exchange;
  tissue::InitialLymphatic<double> initial;
  double plasma_protein = 0;      ///< [kg/m3]
  double capillary_pressure = 0;  ///< at heart level [Pa]
  double blood_density = 0;
  double fluid_share = 0;  ///< c_f [1]
  double instantaneous_share = 0, creep_time = 0;
  double shear_modulus = 0;
  std::vector<TissueContact>
      own_contact;  ///< of each skin patch and its muscle; empty: those above

  /// Of each skin patch and its muscle [Pa]; empty: those above, and P_v of `exchange`.
  std::vector<double> own_capillary_pressure, own_venous_pressure;

  /// What held muscle makes all the time within each tissue patch [Pa]; empty: none is held.
  std::vector<double> tone;
  /// How much lower each patch's pressure lies than its law says, its matrix stretched and grown by an oedema of
  /// long standing (engine/rest_start.hpp finds it) [Pa]; empty: nowhere.
  std::vector<double> yielded;

  double tone_of(std::size_t patch) const { return tone.empty() ? 0.0 : tone[patch]; }
  double yielded_of(std::size_t patch) const { return yielded.empty() ? 0.0 : yielded[patch]; }
  /// What of it fluid bears, and what the solid matrix around initial lymphatics (1 - c_f) [Pa].
  double tone_on_fluid(std::size_t patch) const {
    return is_organ(patch) ? 0.0 : contact(patch % skin_patches).fluid_share * tone_of(patch);
  }
  double tone_on_solid(std::size_t patch) const { return tone_of(patch) - tone_on_fluid(patch); }
  TissueContact contact(std::size_t skin_patch) const {
    if (!own_contact.empty()) return own_contact[skin_patch];
    return {fluid_share, instantaneous_share, creep_time, shear_modulus};
  }
  std::size_t organ_patch(std::size_t organ) const { return 2 * skin_patches + organ; }
  bool is_organ(std::size_t patch) const { return patch >= 2 * skin_patches; }
  const tissue::Exchange<double>& exchange_of(std::size_t patch) const {
    return is_organ(patch) ? organs[patch - 2 * skin_patches].exchange : exchange;
  }
  double capillary_level(std::size_t patch) const {
    if (is_organ(patch)) return organs[patch - 2 * skin_patches].capillary_pressure;
    return own_capillary_pressure.empty() ? capillary_pressure
                                          : own_capillary_pressure[patch % skin_patches];
  }
  /// P_v at heart level [Pa]
  double venous_level(std::size_t patch) const {
    return is_organ(patch) || own_venous_pressure.empty()
               ? exchange_of(patch).venous_pressure
               : own_venous_pressure[patch % skin_patches];
  }
  const tissue::Interstitium<double>& law(std::size_t patch) const {
    if (is_organ(patch)) return organs[patch - 2 * skin_patches].law;
    for (const TissueSpan& span : spans)
      if (patch % skin_patches < span.end) return patch < skin_patches ? span.skin : span.muscle;
    return patch < skin_patches ? skin : muscle;
  }
};

/// A part that moves by itself. Parents come first.
struct MemberFrame {
  int parent = -1;
  double root = 0;  ///< `along` where it joins its parent; 0 without one [m]
};

struct LymphNetwork {
  WallLaw wall = WallLaw::human;
  BertramLaw bertram;
  HumanLaw human;
  TissueModel tissue;
  double viscosity = 0;
  double lymph_density = 0;
  double gravity = 0;

  std::size_t lymphangions = 0, initials = 0, nodes = 0;
  std::size_t cells() const { return lymphangions + initials + nodes; }
  std::size_t boundaries() const { return boundary_pressure.size(); }

  // lymphangions
  std::vector<double> length, copies, unloaded_diameter, tension_scale, intrinsic_rate;
  std::vector<int> lymphangion_patch;  ///< tissue patch around it (skin or muscle), -1: none
  std::vector<char> lymphangion_deep;
  std::vector<Cavity> lymphangion_cavity, node_cavity;  ///< that presses on it; empty: none on any
  // Where collectors lie: each pair of a skin patch and a depth that occurs, once. Creep is kept for each: it is
  // linear in the pressure at that depth, whereas the share of the skin's pressure that arrives there changes
  // with the size of the contact, so that one creep a patch would be exact for one constant contact only.
  std::vector<int> site_patch;
  std::vector<double> site_depth;     ///< below the skin [m]
  std::vector<int> lymphangion_site;  ///< -1: none
  // initial lymphatics
  std::vector<double> initial_slack, initial_half_resistance, primary_conductance;
  std::vector<int> initial_patch;
  std::vector<PlexusLink> plexus;
  // nodes
  std::vector<double> node_slack, node_compliance;
  std::vector<double> node_exchange;  ///< L of node.hpp [m3/(s Pa)]; empty: no node exchanges water
  /// m and u_R of node.hpp [1]; empty: no node opens as it fills.
  std::vector<double> node_opening, node_stated_filling;
  std::vector<int> node_patch;
  std::vector<std::string> node_names;
  // all cells, then boundaries
  std::vector<double> along;         ///< below the heart when the limb hangs or the body stands [m]
  std::vector<int> member;           ///< they lie in
  std::vector<MemberFrame> members;  ///< none or one: all move together
  std::vector<double> boundary_pressure;  ///< [Pa]

  // valves: cell or boundary (numbered from cells()) -> cell or boundary
  std::vector<int> valve_from, valve_to;
  std::vector<double> valve_open, valve_closed;  ///< conductances of the human law [m3/(s Pa)]
  // resistors; the last `closing` of them are beside the tree
  std::vector<int> resistor_from, resistor_to;
  std::vector<double> resistor_conductance;
  std::size_t closing = 0;
  std::vector<int> one_way;  ///< resistors that let nothing back from `to` to `from`

  std::vector<int> parent;  ///< of each cell, -1 for a root
  std::size_t valves() const { return valve_from.size(); }
  std::size_t resistors() const { return resistor_from.size(); }

  /// Sets `parent` from the tree edges (all but the closing ones): each cell hangs on the cell its first
  /// downstream tree edge leads to. Throws std::invalid_argument where that is not a forest.
  void connect();
  /// Sets the sites from the patch and the depth of each lymphangion.
  void lay_sites(std::span<const double> depth);
  /// Memory of the arrays.
  std::size_t bytes() const;
};

/// An edge whose amount is counted.
struct MeteredEdge {
  bool valve = false;
  int edge = 0;
  int boundary = -1;  ///< 0 = the first; -1 for a closing edge between cells
};
/// In the order of their amounts: those at boundaries, then closing edges.
std::vector<MeteredEdge> metered_edges(const LymphNetwork& network);
/// The boundaries of those at boundaries.
std::vector<int> metered_boundaries(const LymphNetwork& network);

/// Places of the states of a network in the state vector.
struct StateLayout {
  explicit StateLayout(const LymphNetwork& network, bool transport);
  std::size_t volume = 0, valve = 0, phase = 0, felt = 0, fast = 0, slow = 0;
  std::size_t node_protein =
      0;  ///< of nodes that exchange water [kg/m3], as it was after the last step
  std::size_t tissue = 0, glycocalyx = 0, creep_skin = 0, creep_collector = 0, creep_muscle = 0;
  std::size_t filtered = 0, uptake = 0, absorbed = 0, plexus = 0,
              metered = 0;  // amounts passed, dynamic
  std::size_t dynamic = 0;
  std::size_t protein = 0, tracer = 0;  // cells, then patches; carried
  std::size_t node_passed = 0;          // volume through each node; carried
  std::size_t protein_filtered = 0, protein_out = 0, tracer_out = 0;
  std::size_t size = 0;
};

}  // namespace cisterna
