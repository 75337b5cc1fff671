// What tape, perometer and a counter over a depot read of limbs at rest.
#include <fmt/format.h>

#include "laboratory.hpp"
#include "limb_run.hpp"
#include "measure/depot_clearance.hpp"
#include "measure/readings.hpp"
#include "measurement_sets.hpp"
#include "study/study_run.hpp"
#include "study/tissue_start.hpp"

namespace cisterna::validation {
namespace {

constexpr double kHour = 3600, kLook = 300;  // [s]
constexpr double kMillilitre = 1e-6, kWideSpacing = 0.08;
constexpr std::size_t kFoot = 0, kForearm = 1;  // regions of a leg and an arm, from the distal end

// What a person's limb reads by `less`, laid with `spacing` (0: as usual), less what the tape reads.
Measured less_tape(Laboratory& laboratory, const char* person, const char* less, double spacing) {
  const Subject& s = laboratory.subject(person);
  RunResult start;
  keep_patches(s.limb.network, StateLayout(s.limb.network, true), s.rest.state, start);
  const LimbShape shape(geometry_of(s.limb, s.anatomy), 0, start.patch_excess);
  const auto by = [&](const char* name, double laid) {
    return reading_named(name).read({.shape = &shape}, {.spacing = laid});
  };
  const double whole = by("limb_volume_tape", 0);
  return {by(less, spacing) - whole, fmt::format("of {:.0f} mL", whole / kMillilitre)};
}

Clearance clearance(Laboratory& laboratory, const std::string& person, std::size_t region,
                    double duration) {
  return laboratory.once<Clearance>(fmt::format("clearance {} {}", person, region), [&] {
    const Subject& s = laboratory.subject(person);
    const std::vector<std::size_t> depot{depot_patch(s.limb, region)};
    std::vector<double> start(s.rest.state.begin(), s.rest.state.end());
    put_depots(s.limb.network, depot, start);
    const RestSurroundings lying(0, kSkinTemperature);
    FilmedRun run(s.limb, lying, start);
    std::vector<double> time, left;
    for (double t = 0; t <= duration; t += kLook) {
      run.pass_to(t);
      time.push_back(t), left.push_back(depot_counts(s.limb.network, depot[0], run.state()));
    }
    const auto by = [&](const char* name) {
      return reading_named(name).read({.time = time, .left = left}, {});
    };
    return Clearance{by("clearance_rate"), by("clearance_half_time")};
  });
}

}  // namespace

void add_instrument_measurements(Measurements& m) {
  m["perometer_less_tape_arm"] = [](Laboratory& l) {
    return less_tape(l, kSwollen, "limb_volume_perometer", 0);
  };
  m["tape_spacing_leg"] = [](Laboratory& l) {
    return less_tape(l, kSwollenLeg, "limb_volume_tape", kWideSpacing);
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
