#include "measure/measurements.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

#include "measure/depot_clearance.hpp"
#include "measure/limb_shape.hpp"
#include "measure/perometer.hpp"
#include "measure/tape.hpp"
#include "measure/wick.hpp"

namespace cisterna {
namespace {

using Instrument = double (*)(const LimbShape&);

double tape(const LimbShape& limb) { return tape_volume(limb); }
double perometer(const LimbShape& limb) { return perometer_volume(limb); }

template <Instrument volume>
double volume_before(const LimbGeometry& g, const RunResult& r, std::size_t member) {
  return volume(LimbShape(g, member, r.patch_excess));
}

template <Instrument volume>
double excess_before(const LimbGeometry& g, const RunResult& r, std::size_t member) {
  if (r.patch_excess.empty()) return kUnknown;
  return volume_before<volume>(g, r, member) - volume(LimbShape(g, member, {}));
}

template <Instrument volume>
double volume_change(const LimbGeometry& g, const RunResult& r, std::size_t member) {
  if (r.patch_fluid_gain.empty()) return kUnknown;
  std::vector<double> after = r.patch_fluid_gain;
  for (std::size_t i = 0; i < r.patch_excess.size(); ++i) after[i] += r.patch_excess[i];
  return volume(LimbShape(g, member, after)) - volume_before<volume>(g, r, member);
}

double wick_of(const LimbGeometry& g, const RunResult& r, const std::vector<double>& readings,
               std::size_t member) {
  const RegionRange range = regions_of(g, member);
  return wick_mean(readings, r.patch_fluid, [&](std::size_t i) {
    const auto region = static_cast<std::size_t>(g.patch_region[i]);
    return region >= range.first && region <= range.last;
  });
}

Clearance clearance(const RunResult& r, std::size_t member) {
  if (member >= r.depot_left.size()) return {kUnknown, kUnknown};
  return clearance_of(r.time, r.depot_left[member]);
}

constexpr const char* kFilm = "a film of the superficial vessels";
constexpr const char* kOwnRun = "a run of its own, the vessels closed where the cuff lies";
constexpr const char* kFluid = "fluid gained by each patch";
constexpr const char* kHeld = "the anatomy, and fluid of each patch beyond rest";

constexpr std::array kMeasurements{
    Measurement{
        "contraction_frequency", "near-infrared imaging",
        "Contractions of superficial collectors, during the session", kFilm,
        "one picture in 0.2 s; vessels within 15 mm of the skin", Kind::frequency,
        [](const LimbGeometry&, const RunResult& r, std::size_t) { return r.during.frequency; },
        false},
    Measurement{"packet_velocity", "near-infrared imaging",
                "Velocity of lymph packets, during the session", kFilm,
                "packets of a centimetre or more", Kind::velocity,
                [](const LimbGeometry&, const RunResult& r, std::size_t) {
                  return r.during.packet_velocity;
                },
                false},
    Measurement{"pumping_pressure", "near-infrared imaging with an occlusion cuff",
                "Largest pressure superficial collectors pump against", kOwnRun,
                "steps of 5 to 10 mmHg", Kind::pressure, nullptr, false},
    Measurement{"lumen_pressure", "cannula", "Systolic pressure in superficial collectors",
                "pressures of the superficial vessels", "0.1 mmHg", Kind::pressure,
                [](const LimbGeometry&, const RunResult& r, std::size_t) {
                  return r.during.systolic_pressure;
                },
                false},
    Measurement{"limb_volume_tape", "tape", "Volume before the session, by tape", kHeld,
                "1 to 3 % of the volume", Kind::volume, volume_before<tape>, true},
    Measurement{"limb_excess_tape", "tape",
                "Volume before the session beyond that of the limb as drawn, by tape", kHeld,
                "1 to 3 % of the volume", Kind::volume, excess_before<tape>, true},
    Measurement{"limb_volume_change_tape", "tape", "Change of volume over the session, by tape",
                kFluid, "1 to 3 % of the volume", Kind::volume, volume_change<tape>, true},
    Measurement{"limb_volume_change_perometer", "perometer",
                "Change of volume over the session, by perometer", kFluid,
                "about 1 % of the volume", Kind::volume, volume_change<perometer>, true},
    Measurement{"tissue_pressure_before", "wick in a needle",
                "Fluid pressure in the skin before the session", "fluid pressure of each patch",
                "0.5 mmHg; a minute to settle", Kind::pressure,
                [](const LimbGeometry& g, const RunResult& r, std::size_t member) {
                  return wick_of(g, r, r.wick_before, member);
                },
                true},
    Measurement{"tissue_pressure_after", "wick in a needle",
                "Fluid pressure in the skin at the end of the session",
                "fluid pressure of each patch", "0.5 mmHg; a minute to settle", Kind::pressure,
                [](const LimbGeometry& g, const RunResult& r, std::size_t member) {
                  return wick_of(g, r, r.wick_after, member);
                },
                true},
    Measurement{"duct_flow", "flow probe", "Lymph flow at the outlet, or at all ducts together",
                "flow of the last valves", "2 to 5 % of full scale", Kind::volume_flow,
                [](const LimbGeometry&, const RunResult& r, std::size_t) {
                  return r.stop_time > 0 ? r.drained_volume / r.stop_time : kUnknown;
                },
                false},
    Measurement{"clearance_rate", "counter over a depot",
                "Removal rate of a tracer from the skin, per minute", "tracer left in the depot",
                "counting noise; an hour of looks", Kind::frequency,
                [](const LimbGeometry&, const RunResult& r, std::size_t member) {
                  return clearance(r, member).rate;
                },
                true},
    Measurement{"clearance_half_time", "counter over a depot", "Half-time of a tracer in the skin",
                "tracer left in the depot", "counting noise; an hour of looks", Kind::duration,
                [](const LimbGeometry&, const RunResult& r, std::size_t member) {
                  return clearance(r, member).half_time;
                },
                true},
};

}  // namespace

std::span<const Measurement> measurements() { return kMeasurements; }

const Measurement& measurement_named(const char* name) {
  for (const Measurement& m : kMeasurements)
    if (std::string_view(m.name) == name) return m;
  throw std::out_of_range(std::string("no measurement named ") + name);
}

std::vector<std::size_t> measured_members(const LimbGeometry& geometry) {
  if (!geometry.body) return {0};
  std::vector<std::size_t> limbs;
  for (std::size_t m = 0; m < geometry.members.size(); ++m)
    if (geometry.members[m].parent >= 0 && !geometry.members[m].points_up) limbs.push_back(m);
  return limbs;
}

std::vector<PlacedMeasurement> placed_measurements(const LimbGeometry& geometry) {
  std::vector<PlacedMeasurement> placed;
  for (const std::size_t member : measured_members(geometry)) {
    const std::string of = geometry.body ? geometry.members[member].name : "";
    std::string place = of;
    std::replace(place.begin(), place.end(), '_', ' ');
    for (const Measurement& m : kMeasurements)
      if (m.by_member)
        placed.push_back({&m, member, of.empty() ? m.name : std::string(m.name) + "_" + of, place});
  }
  return placed;
}

Reading reading_of(const PlacedMeasurement& measurement, const LimbGeometry& geometry) {
  return [&geometry, read = measurement.what->read, member = measurement.member](
             const RunResult& run) { return read(geometry, run, member); };
}

}  // namespace cisterna
