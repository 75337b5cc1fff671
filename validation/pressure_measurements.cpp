// What superficial collectors pump against, and what closes them.
#include <fmt/format.h>
#include <algorithm>
#include <limits>

#include "measure/signals.hpp"
#include "measurement_sets.hpp"
#include "person_reading.hpp"

namespace cisterna::validation {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kMmHg = 133.322387415;
constexpr double kClosed = 1e-9;  // of a valve's conductance: no flow passes
constexpr double kBuildUp = 20 * 60, kLook = 10 * 60, kLongest = 3 * 60 * 60;  // [s]
constexpr double kPlateau = 0.05;  // of the pressure: by which two looks in turn may differ
constexpr double kStepSettle = 60, kStepLook = 240;  // [s], of each cuff pressure
constexpr double kStopped = 0.02;                    // of the flow at rest

// Lymphangions of superficial vessels right below mid forearm or mid calf, where the vessel goes on above it.
std::vector<int> below_closure(const Subject& s) {
  const double middle = middle_part(s).middle();
  std::vector<int> found;
  for (const LimbVessel& vessel : s.limb.vessels) {
    if (vessel.deep) continue;
    for (int i = vessel.first; i + 1 < vessel.first + vessel.size; ++i) {
      const auto k = static_cast<std::size_t>(i);
      if (s.limb.lymphangion_s[k] <= middle && s.limb.lymphangion_s[k + 1] > middle)
        found.push_back(i);
    }
  }
  return found;
}

struct Closure {
  double systolic = 0, plateau = 0;  ///< mean over vessels [Pa]
};

const Closure& closure(Laboratory& laboratory, const std::string& person) {
  return laboratory.once<Closure>("closure " + person, [&] {
    const Subject& s = laboratory.subject(person);
    const std::vector<int> last = below_closure(s);
    LymphNetwork closed = s.limb.network;
    for (std::size_t e = 0; e < closed.valves(); ++e) {
      if (std::find(last.begin(), last.end(), closed.valve_from[e]) == last.end()) continue;
      closed.valve_open[e] *= kClosed;
      closed.valve_closed[e] *= kClosed;
    }
    const RestSurroundings lying(0, kSkinTemperature);
    LimbRun run(closed, lying, s.rest.state);
    std::vector<double> systolic;
    const LimbRecording build_up = run.record(kBuildUp);
    for (int i : last) systolic.push_back(highest_pressure(build_up, {i}));
    double before = 0;
    while (run.time() < kLongest) {
      const double now = mean_pressure(run.record(kLook, 1), last);
      if (std::abs(now - before) < kPlateau * std::abs(now)) return Closure{mean(systolic), now};
      before = now;
    }
    return Closure{mean(systolic), kNone};
  });
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
    return Measured{closure(laboratory, kHealthy).systolic, ""};
  };
  m["leg_pumping_pressure"] = [](Laboratory& laboratory) {
    return Measured{closure(laboratory, kHealthyLeg).systolic, ""};
  };
  m["pumping_pressure_arm_cuff"] = [](Laboratory& laboratory) {
    return Measured{closure(laboratory, kHealthy).plateau, ""};
  };
  m["pumping_pressure_bcrl_cuff"] = [](Laboratory& laboratory) {
    return Measured{closure(laboratory, kSwollen).plateau, ""};
  };
  m["occlusion_pressure_arm"] = occlusion;
}

}  // namespace cisterna::validation
