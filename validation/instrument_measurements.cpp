// What tape, perometer and a counter over a depot read of limbs at rest.
#include <fmt/format.h>

#include "laboratory.hpp"
#include "limb_run.hpp"
#include "measure/depot_clearance.hpp"
#include "measure/limb_shape.hpp"
#include "measure/measurements.hpp"
#include "measure/perometer.hpp"
#include "measure/tape.hpp"
#include "measurement_sets.hpp"
#include "study/study_run.hpp"

namespace cisterna::validation {
namespace {

constexpr double kHour = 3600, kLook = 300;  // [s]
constexpr double kMillilitre = 1e-6, kWideSpacing = 0.08;
constexpr std::size_t kFoot = 0, kForearm = 1;  // regions of a leg and an arm, from the distal end

// The outside of a limb as it stands in its balanced start.
LimbShape shape_of(const Subject& s, const LimbGeometry& geometry) {
  const LymphNetwork& w = s.limb.network;
  const StateLayout at(w, true);
  std::vector<double> beyond(w.tissue.skin_patches);
  for (std::size_t i = 0; i < beyond.size(); ++i)
    for (const std::size_t layer : {i, w.tissue.skin_patches + i})
      beyond[i] += s.rest.state[at.tissue + layer] - w.tissue.rest_volume[layer];
  return LimbShape(geometry, 0, beyond);
}

Measured volumes(Laboratory& laboratory, const char* person, double (*less)(const LimbShape&),
                 double (*from)(const LimbShape&)) {
  const Subject& s = laboratory.subject(person);
  const LimbGeometry geometry = geometry_of(s.limb, s.anatomy);
  const LimbShape shape = shape_of(s, geometry);
  const double whole = from(shape);
  return {less(shape) - whole, fmt::format("of {:.0f} mL", whole / kMillilitre)};
}

Clearance clearance(Laboratory& laboratory, const std::string& person, std::size_t region,
                    double duration) {
  return laboratory.once<Clearance>(fmt::format("clearance {} {}", person, region), [&] {
    const Subject& s = laboratory.subject(person);
    const std::vector<std::size_t> depot{depot_patch(s.limb, region)};
    std::vector<double> start(s.rest.state.begin(), s.rest.state.end());
    put_depots(s.limb.network, depot, start);
    const RestSurroundings lying(0, kSkinTemperature);
    LimbRun run(s.limb.network, lying, start);
    std::vector<double> time, left;
    for (double t = 0; t <= duration; t += kLook) {
      run.pass_to(t);
      time.push_back(t), left.push_back(depot_counts(s.limb.network, depot[0], run.state()));
    }
    RunResult read;
    read.time = time, read.depot_left = {left};
    const LimbGeometry geometry = geometry_of(s.limb, s.anatomy);
    const auto by = [&](const char* name) {
      return measurement_named(name).read(geometry, read, 0);
    };
    return Clearance{by("clearance_rate"), by("clearance_half_time")};
  });
}

}  // namespace

void add_instrument_measurements(Measurements& m) {
  m["perometer_less_tape_arm"] = [](Laboratory& l) {
    return volumes(
        l, kSwollen, [](const LimbShape& s) { return perometer_volume(s); },
        [](const LimbShape& s) { return tape_volume(s); });
  };
  m["tape_spacing_leg"] = [](Laboratory& l) {
    return volumes(
        l, kSwollenLeg, [](const LimbShape& s) { return tape_volume(s, kWideSpacing); },
        [](const LimbShape& s) { return tape_volume(s); });
  };
  m["clearance_forearm"] = [](Laboratory& l) {
    return Measured{clearance(l, kHealthy, kForearm, 2 * kHour).rate, ""};
  };
  m["clearance_swollen_forearm"] = [](Laboratory& l) {
    return Measured{clearance(l, kSwollen, kForearm, 2 * kHour).rate /
                        clearance(l, kHealthy, kForearm, 2 * kHour).rate,
                    ""};
  };
  m["clearance_foot"] = [](Laboratory& l) {
    return Measured{clearance(l, kHealthyLeg, kFoot, kHour).half_time, ""};
  };
}

}  // namespace cisterna::validation
