// What a run leaves behind, in SI, for the edges to write. Plain data.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "model/provenance.hpp"

namespace cisterna {

enum class StopReason { finished, interrupted, step_too_small, non_finite, start_not_found };

inline const char* name_of(StopReason reason) {
  switch (reason) {
    case StopReason::finished: return "finished";
    case StopReason::interrupted: return "interrupted";
    case StopReason::step_too_small: return "step too small";
    case StopReason::non_finite: return "non-finite value";
    case StopReason::start_not_found: return "no balanced start";
  }
  return "?";
}

/// Fixed description of the limb or body that was simulated. All vectors of one group have equal length.
struct LimbGeometry {
  struct RegionRow {
    std::string name;
    double s_from, s_to, girth_distal, girth_proximal;
  };
  std::vector<RegionRow> regions;
  /// A limb, the head or the trunk: a run of regions on the common axis s. A limb alone has one.
  struct MemberRow {
    std::string name;
    int first_region, regions;
    int parent;                 ///< member it hangs on; -1: none
    double root_s, root_angle;  ///< where on the parent [m], [rad]
    bool points_up;             ///< its distal end is up when the body stands
  };
  std::vector<MemberRow> members;
  std::vector<double> stated_oedema;  ///< of each member, as stated [m3]; empty: none is
  bool body = false;                  ///< several members, viscera and outlets
  std::vector<std::string> organs;    ///< viscera
  std::vector<bool> organ_in_thorax;
  std::vector<std::string> outlets,
      ducts;  ///< where lymph enters a vein; the vessel that ends there
  // skin patches (the muscle layer has the same patches under them)
  std::vector<double> patch_s, patch_length, patch_angle, patch_width;
  std::vector<int> patch_region, patch_member;
  // lymphangions, vessel by vessel, distal to proximal
  struct VesselRow {
    std::string name;
    bool deep;
    double count;
    int first, size;
    int next = -1;    ///< vessel it drains into, directly or through nodes; -1 for none
    int member = -1;  ///< it lies in; -1: not said
  };
  std::vector<VesselRow> vessels;
  std::vector<double> lymphangion_s, lymphangion_angle, lymphangion_length;
  std::vector<std::string> nodes;
  std::vector<double> node_s;  ///< along the limb [m]; may be empty
};

/// Amounts over the session [m3 or kg]; residual = in - out - change of store, relative to throughput.
struct Balance {
  double filtered = 0;  ///< from the capillaries into the tissue
  double drained = 0;   ///< out at the outlets
  double absorbed = 0;  ///< into the blood of nodes
  double store_change_tissue = 0, store_change_lymph = 0;
  double residual = 0;  ///< relative to (filtered + drained + |changes|)
};

/// Peaks over the session, each where a patch is pressed hardest: of the skin exact, of the others over all steps of the
/// solver (measure/hardest_pressed.hpp).
struct Safety {
  double peak_surface_pressure = 0;  ///< on the skin, where a hand or chamber presses hardest [Pa]
  double peak_tissue_pressure = 0;   ///< highest total pressure in the skin layer [Pa]
  double peak_wall_pressure = 0;     ///< highest rise of the pressure around a collector [Pa]
  double longest_above_harm = 0;  ///< longest sum of time any patch spent at or above 70 mmHg [s]
  double pressed_above_harm = 0;  ///< sum of time in which the skin was pressed so anywhere [s]
};

/// What instruments read off the superficial vessels over a window (measure/near_infrared.hpp): means, NaN
/// where nothing was seen.
struct VesselFunction {
  double frequency = 0;          ///< contractions per second
  double packet_velocity = 0;    ///< of transported tracer [m/s]
  double ejection_fraction = 0;  ///< of a contraction
  double mean_pressure = 0;      ///< in the lumen [Pa]
  double systolic_pressure = 0;  ///< at the peak of its pulses [Pa]
};

struct SolverCounts {
  std::uint64_t steps = 0, rejected = 0, evaluations = 0, factorisations = 0, failures = 0;
  double start_seconds = 0, run_seconds = 0;  ///< wall time
};

/// Water or protein of the whole body at one moment, by where it is [m3 or kg].
struct BodyStock {
  double blood = 0;  ///< of water its cells included
  double tissue = 0, lymph = 0;
  double under_way =
      0;  ///< between blood and the others: handed over by one, not yet booked by the other
  double sum() const { return blood + tissue + lymph + under_way; }
};

/// What came into the body and went out of it, and what it holds, over the session.
struct BodyAccount {
  double infusion = 0, drinking = 0;               ///< in
  double bleeding = 0, urine = 0, insensible = 0;  ///< out
  BodyStock before, after;
  double residual = 0;  ///< relative to all that was exchanged, within the body too
  double in() const { return infusion + drinking; }
  double out() const { return bleeding + urine + insensible; }
};

/// Heart and vessels beside the lymph, where a run follows them. Series have the points of the slow grid: means over the
/// interval ending there, the first one at rest; stocks at that moment.
struct BloodResult {
  std::vector<double> heart_rate;                                 ///< [1/s]
  std::vector<double> arterial_pressure, systolic, diastolic;     ///< at the root of the aorta [Pa]
  std::vector<double> central_venous_pressure;                    ///< in the right atrium [Pa]
  std::vector<double> right_angle_pressure, left_angle_pressure;  ///< [Pa]
  std::vector<double> cardiac_output;                             ///< of all beds [m3/s]
  std::vector<double> blood_volume, plasma_volume;                ///< [m3]
  std::vector<double> plasma_protein;                             ///< [kg/m3]
  std::vector<double> haematocrit;                                ///< [1]
  std::vector<std::string> beds;                                  ///< "right_leg_muscle"
  std::vector<std::vector<double>> bed_flow;                      ///< [bed][nt] [m3/s]
  // over the session
  double filtered = 0;  ///< net, through the capillaries and nodes' vessels [m3]
  double returned_right = 0, returned_left = 0;  ///< lymph at both venous angles [m3]
  double under_way = 0;  ///< net, owed by blood to tissue and lymph at the end [m3]
  BodyAccount water, protein;
  double bled_cells = 0;  ///< of what was bled [m3]
  /// What brings blood's pressures to those that tissue rests at: shares of the fall from artery to vein [1], trims [Pa].
  std::vector<std::string> share_places;
  std::vector<double> capillary_shares, capillary_trims, small_vein_shares, small_vein_trims;

  bool followed() const { return !heart_rate.empty(); }
};

/// Blood, oxygen, lactate and warmth of the places of a region that something reached. Each [nt]: flows are means over
/// the interval that ends at time[i], those of [0] at rest; the others are of that moment.
struct PartPerfusion {
  int region = 0;
  double muscle = 0, area = 0;                           ///< of those places [m3], [m2]
  std::vector<double> muscle_flow, skin_flow, squeezed;  ///< [m3/s]
  std::vector<double> lactate_out;       ///< with the blood beyond what it brought [mol/s]
  std::vector<double> oxygen;            ///< pressure in the muscle [Pa]
  std::vector<double> lactate;           ///< in the muscle [mol/m3]
  std::vector<double> skin_temperature;  ///< [K]
};
/// Empty where it was not looked for (draws of the parameters).
struct Perfusion {
  std::vector<PartPerfusion> parts;
  /// [member][nt], into all its muscle and skin; where blood is followed with its fat and bone, as the tree has it [m3/s]
  std::vector<std::vector<double>> conduit;
  /// [member][nt]: what places that are pressed lose and others on the same artery take more of [m3/s]. Empty where
  /// blood is not followed, so that places do not compete.
  std::vector<std::vector<double>> shunted;
  std::vector<double> blood_lactate;  ///< [nt] [mol/m3]
};

/// Interstitial fluid where a run begins, and as it is drawn [m3]: of each viscus, and of all tissue.
struct TissueStart {
  std::vector<double> organ_held, organ_drawn;
  double held = 0, drawn = 0;
  bool known() const { return drawn > 0; }
};

/// A start that moves by no more than this, of the flow at rest, lies in balance: the search for a start aims at it.
inline constexpr double kBalancedStart = 0.05;

/// One protocol on one person with one draw of the parameters.
struct RunResult {
  std::string protocol, protocol_title, person, person_title;
  unsigned sample = 0;
  StopReason stop = StopReason::finished;
  double stop_time = 0;  ///< reached [s]
  double start_imbalance =
      0;                     ///< what the start may be out of balance, relative to the flow at rest
  double stated_oedema = 0;  ///< fluid beyond rest that the person states; 0: none is stated [m3]
  std::string stop_detail;   ///< more on why, or empty
  TissueStart tissue_start;  ///< known where a start was found, or refused for it

  // slow grid, nt points (start .. end of session), edges of intervals
  std::vector<double> time;  ///< [s]
  std::vector<double>
      outlet_flow;  ///< mean over the interval ending at time[i]; [0] is the rest mean [m3/s]
  std::vector<double> uptake_flow;             ///< into all initial lymphatics [m3/s]
  std::vector<double> filtration_flow;         ///< [m3/s]
  std::vector<double> outlet_protein;          ///< [kg/s]
  std::vector<std::vector<double>> node_flow;  ///< [node][nt]
  /// Lymph in the node group relative to its slack volume, at that moment [node][nt].
  std::vector<std::vector<double>> node_filling;
  // the same flow by where it comes from and where it ends; the first point is not known (NaN)
  std::vector<std::vector<double>> region_uptake;  ///< [region][nt], skin and muscle [m3/s]
  std::vector<std::vector<double>> organ_uptake;   ///< [viscus][nt] [m3/s]
  std::vector<std::vector<double>> region_filtration,
      organ_filtration;                        ///< net, out of the capillaries there [m3/s]
  std::vector<std::vector<double>> duct_flow;  ///< [outlet][nt] [m3/s]
  // [nt * np], row = time
  std::vector<float> surface_pressure;  ///< instantaneous [Pa]
  std::vector<float> tissue_pressure;   ///< total, skin layer, instantaneous [Pa]
  std::vector<float> patch_volume;      ///< interstitial fluid, skin layer [m3]
  std::vector<float> patch_uptake;      ///< mean over the interval [m3/s]
  // totals per patch over the session
  std::vector<double> patch_uptake_total;      ///< [m3]
  std::vector<double> patch_filtration_total;  ///< [m3]
  // what instruments for volume, tissue pressure and clearance look at (measure/)
  std::vector<double> patch_fluid;  ///< interstitial fluid of each skin patch at the start [m3]
  /// What each skin patch and the muscle under it hold at the start beyond rest: the limb is wider by that than drawn [m3].
  std::vector<double> patch_excess;
  /// How far below what its law says of its fluid the pressure of each skin patch lies, since it has yielded to the
  /// oedema that is stated there; 0 where none is [Pa].
  std::vector<double> patch_yielded;
  std::vector<double> patch_fluid_gain;  ///< of a patch and the muscle under it, by the end [m3]
  std::vector<double> wick_before, wick_after;  ///< reading in each skin patch [Pa]
  std::vector<std::vector<double>> depot_left;  ///< [member][nt], of what was put there

  // fast window: lymphangion pressures and diameters, for space-time pictures
  std::vector<double> fast_time;     ///< nf points [s]
  std::vector<float> fast_pressure;  ///< [nf * nl] lumen pressure [Pa]
  std::vector<float> fast_diameter;  ///< [nf * nl] [m]
  std::vector<float> fast_surface;   ///< [nf * np] surface pressure [Pa]

  Perfusion perfusion;  ///< of muscle and skin, beside the lymph

  double drained_volume = 0;   ///< at the outlet over the session [m3]
  double drained_protein = 0;  ///< [kg]
  Balance volume, protein;
  Safety safety;
  VesselFunction before, during, after;  ///< rest before, the session, the last part of it
  /// The same of each member of a body; empty: a limb alone.
  std::vector<VesselFunction> members_before, members_during, members_after;
  SolverCounts counts;
  BloodResult blood;  ///< empty where blood is given
};

/// A whole command: protocols (control first) x samples, sample 0 = central parameters.
struct StudyResult {
  std::string command, version, started;  ///< ISO time
  std::uint64_t seed = 0;
  std::string resolution = "standard";  ///< how finely the anatomy was cut
  // stated for it, relative to the standard one (study/resolution.hpp)
  double rest_error = 0, session_error = 0, upright_error = 0, frequency_error = 0;
  std::vector<std::pair<std::string, std::string>> input_hashes;  ///< file, SHA-256
  LimbGeometry geometry;
  std::vector<std::string> protocols;
  unsigned samples = 0;         ///< beside the central one
  std::vector<RunResult> runs;  ///< protocol-major: [protocol][sample 0..samples]
  bool incomplete = false;      ///< interrupted; runs holds what was computed
  ProvenanceList assumptions;   ///< every number used, assumed ones included
  double rest_outlet_flow = 0;  ///< central start [m3/s]
};

}  // namespace cisterna
