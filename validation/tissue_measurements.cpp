// Tissue pressure at rest, uptake against a held tissue pressure, and tissue under a sleeve.
#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <string>

#include "body/limb/cuff.hpp"
#include "engine/tissue_balance.hpp"
#include "engine/treatment_surroundings.hpp"
#include "measure/readings.hpp"
#include "measure/wick.hpp"
#include "measurement_sets.hpp"
#include "person_reading.hpp"
#include "study/tissue_start.hpp"

namespace cisterna::validation {
namespace {

constexpr double kMmHg = 133.322387415;
constexpr double kLook = 30 * 60, kLongest = 4 * 60 * 60;  // [s], at a held tissue pressure
constexpr double kTouch = 1e-6;                            // of a patch: rounding of where it ends
constexpr double kSteady =
    0.15;  // share by which two looks in turn, and uptake and outflow, may differ

// Whole-limb uptake with all tissue held at p [Pa], once it is statistically steady: nets and vessels that fill
// or drain after the change of pressure make uptake and what leaves (out, or into the blood of nodes) differ.
double uptake_at(Laboratory& laboratory, double p) {
  return laboratory.once<double>(fmt::format("uptake at {}", p), [&] {
    const Subject& s = laboratory.subject(kHealthy);
    const LymphNetwork& w = s.limb.network;
    const StateLayout at(w, true);
    std::vector<double> start = s.rest.state;
    const TissueBalance tissue(w, 0);
    for (std::size_t i = 0; i < w.tissue.patches; ++i) {
      const double volume = tissue.volume_at(i, p) * w.tissue.rest_volume[i];
      start[at.protein + w.cells() + i] *= volume / start[at.tissue + i];
      start[at.tissue + i] = volume;
    }
    const RestSurroundings lying(0, kSkinTemperature);
    SimulationOptions held;
    held.system.frozen_tissue = true;
    FilmedRun run(s.limb, lying, start, held);
    double before = 0;
    while (run.time() < kLongest) {
      const LimbRecording look = record(run, kLook, 1);
      const double allowed = kSteady * std::abs(look.uptake);
      const double left = look.outlet / kLook + look.absorbed;
      if (std::abs(look.uptake - before) < allowed && std::abs(look.uptake - left) < allowed)
        return look.uptake;
      before = look.uptake;
    }
    throw std::runtime_error("uptake did not become steady");
  });
}

Measured uptake_ratio(Laboratory& laboratory, double above, double below) {
  constexpr double kMillilitresPerHour = 3.6e9;
  const double high = uptake_at(laboratory, above * kMmHg),
               low = uptake_at(laboratory, below * kMmHg);
  return {high / low,
          fmt::format("{:.3g} mL/h at {:+g} mmHg, {:.3g} at {:+g}", high * kMillilitresPerHour,
                      above, low * kMillilitresPerHour, below)};
}

// What wicks read in `patches` (none: in all), laid before anything touches the limb, after `time` under what acts on it.
double wick_reading(const Subject& s, const Surroundings& around, double time,
                    const std::vector<std::size_t>& patches) {
  FilmedRun run(s.limb, around, s.rest.state);
  RunResult start;
  keep_patches(s.limb.network, run.layout(), s.rest.state, start);
  Wicks wicks(s.limb.patches.size());
  const auto look = [&] {
    run.state();
    wicks.look(run.time(), run.system());
  };
  look();
  const long looks = std::lround(time / kPicture);
  for (long k = 1; k <= looks; ++k) run.pass_to(static_cast<double>(k) * kPicture), look();
  const std::vector<double> readings = wicks.readings();
  return reading_named("tissue_pressure")
      .read({.wicks = readings, .fluid = start.patch_fluid}, {.patches = patches});
}

double resting_pressure(const Subject& s, const std::vector<std::size_t>& patches = {}) {
  return wick_reading(s, RestSurroundings(0, kSkinTemperature), 0, patches);
}

// Of a limb of a body.
Measured resting_pressure_of(Laboratory& laboratory, const std::string& person,
                             const std::string& member) {
  const Subject& s = laboratory.subject(person);
  std::vector<std::size_t> patches;
  for (std::size_t i = 0; i < s.limb.patches.size(); ++i)
    if (s.limb.members[static_cast<std::size_t>(s.limb.patches[i].member)].name == member)
      patches.push_back(i);
  if (patches.empty()) throw std::runtime_error("no member " + member);
  return {resting_pressure(s, patches), start_note(s)};
}

// Doubling the compliance halves every slope of the pressure-volume law. So that no resistance changes with it, what
// swelling opens (primary valves, matrix) opens half as much per volume: as much as before at each pressure.
Measured balance_point(Laboratory& laboratory) {
  const Subject soft = laboratory.altered(kHealthy, [](ParameterSet& p) {
    for (const char* id :
         {"tissue.skin.slope_dry", "tissue.skin.slope_normal", "tissue.skin.slope_swollen",
          "tissue.initial.filament_gain", "tissue.skin.conductivity_gain"}) {
      p.set(p.find(id), 0.5 * p[id]);
    }
  });
  return {resting_pressure(soft) - resting_pressure(laboratory.subject(kHealthy)), ""};
}

// What wicks in the middle of forearm or calf read after `time` under a cuff over [from, to].
double pressure_under(const Subject& s, double from, double to, double pressure, double time) {
  const RestSurroundings lying(0, kSkinTemperature);
  const double middle = middle_part(s).middle();
  std::vector<std::size_t> patches;
  for (std::size_t i = 0; i < s.limb.patches.size(); ++i)  // of two rings that meet there, both
    if (std::abs(s.limb.patches[i].s - middle) <= (0.5 + kTouch) * s.limb.patches[i].length)
      patches.push_back(i);
  if (patches.empty()) throw std::runtime_error("no patch in the middle");
  return wick_reading(s, Cuff(lying, s.limb, 0, from, to, pressure, 0), time, patches);
}

// One chamber over forearm or calf.
double under_chamber(const Subject& s, double pressure, double time) {
  const LimbPart span = middle_part(s);
  return pressure_under(s, span.from, span.to, pressure * kMmHg, time);
}

Measure chamber(const char* person, double pressure, double time) {
  return [=](Laboratory& laboratory) {
    const Subject& s = laboratory.subject(person);
    return Measured{under_chamber(s, pressure, time), start_note(s)};
  };
}

// The highest with inflations of 5 and 20 s at each of the three pressures that were compared.
Measured short_inflations(Laboratory& laboratory) {
  const Subject& s = laboratory.subject(kSwollenLeg);
  double highest = 0;
  std::string note = start_note(s);
  for (double pressure : {50, 80, 120})
    for (double time : {5, 20}) {
      const double p = under_chamber(s, pressure, time);
      highest = std::max(highest, p);
      note += fmt::format("{}{:.0f} mmHg {:.0f} s: {:.1f}", note.empty() ? "" : ", ", pressure,
                          time, p / kMmHg);
    }
  return {highest, note};
}

Measure transmission(const char* person) {
  return [=](Laboratory& laboratory) {
    constexpr double kPressure = 80 * kMmHg, kSustained = 300;
    const Subject& s = laboratory.subject(person);
    return Measured{pressure_under(s, 0, s.limb.length, kPressure, kSustained) / kPressure,
                    start_note(s)};
  };
}

}  // namespace

void add_tissue_measurements(Measurements& m) {
  m["uptake_ratio_0_to_minus_6"] = [](Laboratory& l) { return uptake_ratio(l, 0, -6); };
  m["uptake_plateau_6_over_2"] = [](Laboratory& l) { return uptake_ratio(l, 6, 2); };
  m["tissue_pressure_healthy"] = [](Laboratory& l) {
    return Measured{resting_pressure(l.subject(kHealthy)), ""};
  };
  m["tissue_pressure_swollen"] = [](Laboratory& l) {
    const Subject& s = l.subject(kSwollen);
    return Measured{resting_pressure(s), start_note(s)};
  };
  m["tissue_pressure_swollen_by_a_third"] = m["tissue_pressure_swollen"];
  m["body_arm_tissue_pressure"] = [](Laboratory& l) {
    const Measured right = resting_pressure_of(l, kAdult, "right_arm"),
                   left = resting_pressure_of(l, kAdult, "left_arm");
    return Measured{(right.value + left.value) / 2, right.note};
  };
  m["body_swollen_arm_tissue_pressure"] = [](Laboratory& l) {
    return resting_pressure_of(l, "adult_right_arm_stage_2", "right_arm");
  };
  m["balance_point_compliance"] = balance_point;
  m["ipc_transmission"] = transmission(kSwollen);
  m["ipc_short_inflation"] = chamber(kSwollen, 120, 20);
  m["ipc_50s_50mmHg"] = chamber(kSwollen, 50, 50);
  m["ipc_50s_80mmHg"] = chamber(kSwollen, 80, 50);
  m["ipc_50s_120mmHg"] = chamber(kSwollen, 120, 50);
  m["leg_tissue_pressure_swollen"] = [](Laboratory& l) {
    const Subject& s = l.subject(kSwollenLeg);
    return Measured{resting_pressure(s), start_note(s)};
  };
  m["leg_ipc_transmission"] = transmission(kSwollenLeg);
  m["leg_ipc_short_inflation"] = short_inflations;
  m["leg_ipc_50s_50mmHg"] = chamber(kSwollenLeg, 50, 50);
  m["leg_ipc_50s_80mmHg"] = chamber(kSwollenLeg, 80, 50);
  m["leg_ipc_50s_120mmHg"] = chamber(kSwollenLeg, 120, 50);
}

}  // namespace cisterna::validation
