#include "study/own_run.hpp"

#include <memory>

#include "engine/treatment_surroundings.hpp"
#include "study/filmed_run.hpp"

namespace cisterna {

Finding measured_alone(const Measurement& measurement, const Limb& limb, const RestState& start,
                       int member) {
  const RestSurroundings lying(RestSetting{});
  return measurement.alone(limb, member, [&](const Limb& built) -> std::unique_ptr<RunningLimb> {
    return std::make_unique<FilmedRun>(built, lying, start.state);
  });
}

}  // namespace cisterna
