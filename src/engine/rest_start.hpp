// The balanced resting state: found, not waited for.
//
// Speeds lie far apart. Collectors forget within a memory M of minutes; the nets of initial lymphatics need a quarter of an
// hour, protein in nets and nodes an hour, tissue a day, its protein a week. The slow ones are solved for, then everything
// runs: a look runs the limb as a session does, tissue and protein alive.
//
//   (1) Z_i(t) = U_i(t) - V_i(t),  S_i(t) = U_i(t) + W_i(t)   what the nets of patch i have passed on, what they were let have
//   (2) O_i, J_i, T_i = slopes of Z_i, S_i, U_i over a look (engine/rest_look.hpp)    demand, supply, uptake
//   (3) supply_i(p) = (sum O) x_i + answer(p)   solved for all patches at once (engine/tissue_balance.hpp); x_i share of patch
//       i in O, for short looks rather that in T: O beats, and T is what O was over the last quarter of an hour
//   (4) b = max(|m|, |m_p|, |m_n|, |m_o|/6) + 2 e,  m = sum J/sum O - 1,  1 + m_p = (1 + m) C(J)/C(O),  m_n = sum T/sum O - 1
//       what the balances of fluid, of protein and of the nets are off; m_o as m, of skin and muscle without organs; and at least
//   (5) u = sum |T_i - O_i|/sum O  where above 0.15,   n = sum V_k |dC_k/dt|/sum q_k C_k  where above 0.04:
//       patches that balance together only, and nodes that still concentrate, do not stay as they are
//
//   U taken up so far, V, W volumes of nets and tissue [m3]; M the longer of the slowest pacemaker's period and the slow
//   time of shear [s]; p pressure of the tissue [Pa]; e standard error of sum O, relative [1]; C(.) protein of the lymph that
//   such flows carry [kg/m3] (TissueBalance::lymph_protein); V_k, C_k, q_k volume, protein and outflow of node k
// The first guess: all tissue at its rest volume, but skin and muscle of a body, whose vessels carry less, at pressures at which 0.7 of
// what they would then have is left for the nets. Where an oedema is stated the volume is known and the law of the tissue is not: there
// p is looked for as everywhere, the volume stays what is stated, and with every move the law is shifted by
//   (6) y_i = p_i(V_0,i + X_i) - p_i,  X_i the fluid stated for patch i [m3]     what its tissue has yielded, handed over with the state
// Positive: it has given way, stretched and grown; negative: it stands tighter than the law says. The law keeps its slope.
// The slope of the answer steers how fast the search goes, not where it ends: begun at 0.6/p_s, p_s the pressure width of the
// pacemaker, then learned from each pair of looks. Short looks hunt, with nets of a quarter of their capacity: they rest at
// the same pressures and get there four times as fast. Near the balance looks are longer and the nets their own. Protein of
// all lymph is set with every move to what the flows carry; near the balance that of nodes takes on what the move changes,
// else stays. A move is at most p_s, half as much after each time that m_o turns round, down to an eighth, and a quarter more where
// it kept its sign four times. What flows along the skin is seen in O, but the protein that is set knows nothing of it.
// A mismatch that the noise explains is looked at longer, not followed; nets and nodes that still settle are
// waited for. The search ends when a look of five memories itself shows b within the bound, three or four where 2 e is
// below a quarter of the bound and u and n below half of what they are at rest: the state handed over is the one that was looked
// at, its waves and its protein included.
//
// Drift of 24 h of rest: the relative change of interstitial volume, and of the protein in it, all patches together.
// Assumes: the limb rests and its surroundings stay. Vessels lock into one of several wave patterns for hours, whose
// demands differ by some per cent: the balance is that of the pattern found (docs/decisions/0005-start.md).
// Sources: own derivation; noise, accuracy and cost measured in docs/decisions/0005-start.md.
#pragma once
#include <atomic>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/simulation.hpp"

namespace cisterna {

/// Sees the limb rest while it is looked at: what led up to the state handed over need not be run again to be seen.
struct RestWatch {
  double step = 0;  ///< between two pictures [s]
  double span =
      0;  ///< at the end of the shortest look that may be the last, and of longer ones more [s]
  std::function<void()> begin;  ///< what was seen before is of no use
  /// Told the time in the search, and the full state with transport.
  std::function<void(double, std::span<const double>)> picture;
};

struct RestOptions {
  SimulationOptions simulation;
  double bound = kBalancedStart;  ///< on b: what the balance may be off, relative to the flow
  double longest = 4 * 3600;      ///< simulated; by then a balance is found [s]
  /// Else the best one seen will do, if b is within this, or the first such in as long again; 0: none.
  double acceptable = 0;
  std::uint64_t seed = 1;
  const std::atomic<bool>* stop = nullptr;  ///< when it turns true the search gives up
  std::function<void(double)> progress;     ///< told the finished share, 0 to 1
  RestWatch watch;
};

struct RestState {
  bool found = false;
  std::string reason;                           ///< why not
  std::vector<double> state;                    ///< full state, time 0
  double outlet_flow = 0;                       ///< mean of the balance [m3/s]
  double uptake_flow = 0, filtration_flow = 0;  ///< of the solution; all patches [m3/s]
  double imbalance = 0;                         ///< b of (4) and (5)
  double standard_error = 0;                    ///< e of (4)
  double pressure_error =
      0;  ///< largest move that one more solution would make, and 2 e over its slope [Pa]
  std::vector<double> patch_uptake;  ///< of the solution [m3/s]
  /// What tissue with a stated oedema has yielded (TissueModel::yielded); the state is at rest in a limb with that.
  std::vector<double> yielded;
  double seconds = 0;    ///< wall time
  double simulated = 0;  ///< the state is that of this time in the search [s]
  double watched = 0;    ///< without a gap, up to the state [s]
  StepCounts counts;

  /// Sets all amounts that count what passed back to zero.
  static void reset_counted(const StateLayout& at, std::vector<double>& y);
};

RestState find_rest(const Limb& limb, const Surroundings& surroundings, const RestOptions& options);

}  // namespace cisterna
