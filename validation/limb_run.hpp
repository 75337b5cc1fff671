// A film of a limb with what validation reads beside the instruments: amounts that passed, pressures in the nets, wall shear.
#pragma once
#include <vector>

#include "measure/near_infrared.hpp"
#include "study/filmed_run.hpp"

namespace cisterna::validation {

struct LimbRecording : VesselRecording {
  std::vector<double> net_pressure{};   ///< mean in each initial lymphatic [Pa]
  double uptake = 0;                    ///< into the initial lymphatics [m3/s]
  double outlet = 0;                    ///< out of the limb [m3]
  double absorbed = 0;                  ///< by nodes [m3/s]
  std::vector<double> shear_sum{};      ///< [lymphangion] of the wall, over all pictures [Pa]
  std::vector<double> shear_highest{};  ///< [lymphangion] [Pa]
};

LimbRecording record(FilmedRun& run, double duration, double step = kPicture);

}  // namespace cisterna::validation
