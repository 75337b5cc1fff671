#include "engine/blood_run.hpp"

namespace cisterna {

std::unique_ptr<BloodRun> make_blood_run(Heart heart, const ParameterSet& parameters,
                                         const circulation::BloodSurroundings& outside) {
  return std::make_unique<RunOf<circulation::BloodTree>>(
      parameters, outside, kBloodTolerance,
      heart == Heart::beats ? circulation::HeartClock::beats : circulation::HeartClock::averaged);
}

}  // namespace cisterna
