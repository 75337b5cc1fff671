// The balanced resting state: found, not waited for.
//
// The vessels forget within minutes; tissue volume and protein need hours to weeks. So the vessels run, with the
// tissue held, just long enough to tell the mean uptake of each patch; then the tissue state is solved for in
// which filtration, flow between patches and uptake balance (Newton over all patches, protein by a linear
// solve); and again, until nothing moves beyond the noise of the window.
#pragma once
#include <atomic>
#include <functional>
#include <vector>

#include "engine/simulation.hpp"

namespace cisterna {

struct RestOptions {
  SimulationOptions simulation;
  double settle = 120;       ///< vessels alone, before the first window [s]
  double window = 240;       ///< one measurement of uptake [s]
  double last_window = 600;  ///< the final measurement [s]
  int rounds = 8;
  std::uint64_t seed = 1;
  const std::atomic<bool>* stop = nullptr;  ///< when it turns true the search gives up
  std::function<void(double)> progress;     ///< told the finished share, 0 to 1
};

struct RestState {
  bool found = false;
  std::vector<double> state;  ///< full state, time 0
  double outlet_flow = 0;     ///< mean of the last window [m3/s]
  double uptake_flow = 0, filtration_flow = 0;
  double imbalance = 0;              ///< |filtration - uptake| of the last window, relative
  std::vector<double> patch_uptake;  ///< mean of the last window [m3/s]
  double seconds = 0;                ///< wall time
  double simulated = 0;              ///< [s]
  StepCounts counts;

  /// Sets all amounts that count what passed back to zero.
  static void reset_counted(const StateLayout& at, std::vector<double>& y);
};

RestState find_rest(const Limb& limb, const Surroundings& surroundings, const RestOptions& options);

}  // namespace cisterna
