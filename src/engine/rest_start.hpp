// The balanced resting state: found, not waited for.
//
// Three speeds lie apart. Collectors forget within a memory M of minutes; the nets of initial lymphatics need a
// quarter of an hour, tissue a day, its protein a week. The slow ones are solved for, the fast ones run:
//
//   (1) Z_i(t) = U_i(t) - V_i(t)                 what the nets of patch i have passed on
//   (2) O_i = (<Z_i>_last - <Z_i>_first)/(T - M) demand of the vessels: <> means over one memory at either end of T
//   (3) supply_i(p) = O_i + answer(p)            solved for all patches at once (engine/tissue_balance.hpp)
//   (4) b = max(|m|, |m_p|) + 2 e,  m = sum J_i/sum O_i - 1,  1 + m_p = (1 + m) C(J)/C(O)
//       what the balance of fluid and that of protein are off, at the pressures the look was taken at
//
//   U taken up so far, V volume of the nets [m3]; T length of a look [s]; M the longer of the slowest pacemaker's
//   period and the slow time of shear [s]; p pressure of the tissue [Pa]; J supply, O demand [m3/s]; e standard error
//   of the mean demand of all patches, from eight parts of the look, relative [1]; C(.) protein of the lymph that such
//   flows carry [kg/m3] (TissueBalance::lymph_protein)
// The slope of the answer steers how fast the search goes, not where it ends: begun at 1.5/p_s, p_s the pressure width
// of the pacemaker (more filling, more and fuller beats), then learned from each pair of long looks.
// A look runs the vessels with the tissue held; then tissue, nets and glycocalyx are set to the solution and the next
// look begins. Short looks hunt; near the balance a look waits for the nets and is long. A mismatch that the noise
// explains is looked at longer, not followed. The search ends when a look itself shows b within the bound: the
// state handed over is the one that was looked at, its waves included. Protein follows from the flows.
//
// Drift of 24 h of rest: the relative change of interstitial volume, and of the protein in it, all patches together.
// Assumes: the limb rests and its surroundings stay. Vessels lock into one of several wave patterns for hours, whose
// demands differ by some per cent: the balance is that of the pattern found (docs/decisions/0005-start.md).
// Sources: own derivation; noise, accuracy and cost measured in docs/decisions/0005-start.md.
#pragma once
#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "engine/simulation.hpp"

namespace cisterna {

struct RestOptions {
  SimulationOptions simulation;
  double bound = 0.05;        ///< on b: what the balance may be off, relative to the flow
  double longest = 4 * 3600;  ///< simulated; by then a balance is found or there is none [s]
  double acceptable = 0;      ///< by then the best one seen will do, if b is within this; 0: none
  std::uint64_t seed = 1;
  const std::atomic<bool>* stop = nullptr;  ///< when it turns true the search gives up
  std::function<void(double)> progress;     ///< told the finished share, 0 to 1
};

struct RestState {
  bool found = false;
  std::string reason;                           ///< why not
  std::vector<double> state;                    ///< full state, time 0
  double outlet_flow = 0;                       ///< mean of the balance [m3/s]
  double uptake_flow = 0, filtration_flow = 0;  ///< of the solution; all patches [m3/s]
  double imbalance = 0;                         ///< b of (4)
  double standard_error = 0;                    ///< e of (4)
  double pressure_error =
      0;  ///< largest move that one more solution would make, and 2 e over its slope [Pa]
  std::vector<double> patch_uptake;  ///< of the solution [m3/s]
  double seconds = 0;                ///< wall time
  double simulated = 0;              ///< [s]
  StepCounts counts;

  /// Sets all amounts that count what passed back to zero.
  static void reset_counted(const StateLayout& at, std::vector<double>& y);
};

RestState find_rest(const Limb& limb, const Surroundings& surroundings, const RestOptions& options);

}  // namespace cisterna
