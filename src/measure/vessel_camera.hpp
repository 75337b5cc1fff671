// Films the superficial vessels of a limb: all that readings of a film (readings.hpp) look at, and no more.
//
// Signals of thousands of vessels lie far apart in memory: pictures are gathered, and put to them by the dozen.
#pragma once
#include <span>
#include <vector>

#include "body/limb/lymph_system.hpp"
#include "measure/vessel_recording.hpp"

namespace cisterna {

class VesselCamera {
 public:
  /// `step` between pictures [s]; about so many are expected. `limb` outlives the camera.
  VesselCamera(const Limb& limb, double step, std::size_t expected);

  /// What `system` read when its rates were last taken, at `state`.
  void picture(const LymphSystem& system, std::span<const double> state);
  /// All pictures. Signals of what is not filmed are empty.
  const VesselRecording& film();
  /// The last pictures alone, so many at most.
  VesselRecording last(std::size_t pictures);

 private:
  void put_away();

  const LymphNetwork& w_;
  std::size_t expected_, gathered_ = 0;
  std::vector<std::size_t> lymphangions_, valves_;  // filmed
  std::vector<double> copies_;  // of the vessel that each of these valves leads out of
  std::vector<float> diameters_, pressures_, flows_;  // gathered, [picture][filmed]
  VesselRecording film_;
};

}  // namespace cisterna
