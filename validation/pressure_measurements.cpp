// What superficial collectors pump against, and what closes them.
#include <fmt/format.h>
#include <algorithm>
#include <limits>

#include "measure/measurements.hpp"
#include "measure/signals.hpp"
#include "measurement_sets.hpp"
#include "person_reading.hpp"
#include "study/own_run.hpp"

namespace cisterna::validation {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kMmHg = 133.322387415;
constexpr double kStepSettle = 60, kStepLook = 240;  // [s], of each cuff pressure
constexpr double kStopped = 0.02;                    // of the flow at rest

Measured alone(Laboratory& laboratory, const std::string& person, const char* measurement) {
  const Subject& s = laboratory.subject(person);
  return {measured_alone(measurement_named(measurement), s.limb, s.rest), ""};
}

// Flow into a band over mid forearm at rising cuff pressures, relative to rest.
Measured occlusion(Laboratory& laboratory) {
  const Subject& s = laboratory.subject(kHealthy);
  const double middle = middle_part(s).middle();
  // The ring of patches that lies nearest to mid forearm is the band.
  const LimbPatch& ring = *std::min_element(
      s.limb.patches.begin(), s.limb.patches.end(), [&](const LimbPatch& a, const LimbPatch& b) {
        return std::abs(a.s - middle) < std::abs(b.s - middle);
      });
  const double from = ring.s - 0.5 * ring.length, to = ring.s + 0.5 * ring.length;
  const RestSurroundings lying(0, kSkinTemperature);
  LimbRun run(s.limb.network, lying, s.rest.state);
  const double rest = superficial_flow(s.limb, run.record(kStepLook), from);
  double before = 1, before_pressure = 0;
  std::string shares;
  std::vector<std::unique_ptr<Cuff>> cuffs;
  for (double pressure = 20; pressure <= 120; pressure += 10) {
    cuffs.push_back(
        std::make_unique<Cuff>(s.limb, from, to, pressure * kMmHg, run.time(), kSkinTemperature));
    double share = 0;
    try {
      run.surround(*cuffs.back());
      run.pass(kStepSettle);
      share = superficial_flow(s.limb, run.record(kStepLook), from) / rest;
    } catch (const std::runtime_error& error) {
      return {kNone, fmt::format("at {:.0f} mmHg {}; share of rest at mmHg {}", pressure,
                                 error.what(), shares)};
    }
    shares += fmt::format("{}{:.0f}: {:.2f}", shares.empty() ? "" : ", ", pressure, share);
    if (share < kStopped) {
      const double part = (before - kStopped) / (before - share);
      return {kMmHg * (before_pressure + part * (pressure - before_pressure)),
              "share of rest at mmHg " + shares};
    }
    before = share;
    before_pressure = pressure;
  }
  return {std::numeric_limits<double>::quiet_NaN(),
          "flow never stopped; share of rest at mmHg " + shares};
}

}  // namespace

void add_pressure_measurements(Measurements& m) {
  m["pumping_pressure_arm_nirf"] = [](Laboratory& laboratory) {
    return alone(laboratory, kHealthy, "pumping_pressure");
  };
  m["leg_pumping_pressure"] = [](Laboratory& laboratory) {
    return alone(laboratory, kHealthyLeg, "pumping_pressure");
  };
  m["pumping_pressure_arm_cuff"] = [](Laboratory& laboratory) {
    return alone(laboratory, kHealthy, "pumping_pressure_plateau");
  };
  m["pumping_pressure_bcrl_cuff"] = [](Laboratory& laboratory) {
    return alone(laboratory, kSwollen, "pumping_pressure_plateau");
  };
  m["occlusion_pressure_arm"] = occlusion;
}

}  // namespace cisterna::validation
