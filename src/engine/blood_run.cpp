#include "engine/blood_run.hpp"

namespace cisterna {
namespace {
constexpr double kTolerance = 4;  // means err by less than a thousandth (docs/circulation.md)
}

std::unique_ptr<BloodRun> make_blood_run(Heart heart, const ParameterSet& parameters,
                                         const circulation::BloodSurroundings& outside) {
  return std::make_unique<RunOf<circulation::BloodTree>>(
      parameters, outside, kTolerance,
      heart == Heart::beats ? circulation::HeartClock::beats : circulation::HeartClock::averaged);
}

}  // namespace cisterna
