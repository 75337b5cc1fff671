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

double uptake_volume(const RunResult& run) {
  double sum = 0;
  for (double v : run.patch_uptake_total) sum += v;
  return sum;
}

Clearance clearance(const RunResult& r, std::size_t member) {
  if (member >= r.depot_left.size()) return {kUnknown, kUnknown};
  return clearance_of(r.time, r.depot_left[member]);
}

constexpr const char* kAccount = "account of the run";
constexpr const char* kNoInstrument = "no instrument reads it";
constexpr const char* kFilm = "a film of the superficial vessels";
constexpr const char* kOwnRun = "a run of its own, the vessels closed where the cuff lies";
constexpr const char* kFluid = "fluid gained by each patch";
constexpr const char* kHeld = "the anatomy, and fluid of each patch beyond rest";

// A number that the run kept, or one within a record of it.
template <auto Number>
double kept(const LimbGeometry&, const RunResult& r, std::size_t) {
  return r.*Number;
}
template <auto Record, auto Number>
double kept(const LimbGeometry&, const RunResult& r, std::size_t) {
  return r.*Record.*Number;
}

constexpr std::array kMeasurements{
    Measurement{"drained_volume", kAccount, "Lymph leaving at the outlet over the session",
                "balance of the run", kNoInstrument, Kind::volume, kept<&RunResult::drained_volume>,
                false},
    Measurement{"mean_outlet_flow", "flow probe", "Mean lymph flow at the outlet",
                "flow of the last valves", "2 to 5 % of full scale", Kind::volume_flow,
                [](const LimbGeometry&, const RunResult& r, std::size_t) {
                  return r.stop_time > 0 ? r.drained_volume / r.stop_time : kUnknown;
                },
                false},
    Measurement{"drained_protein", kAccount, "Protein leaving at the outlet over the session",
                "balance of the run", kNoInstrument, Kind::mass, kept<&RunResult::drained_protein>,
                false},
    Measurement{
        "uptake_volume", kAccount, "Fluid taken up by the skin's initial lymphatics",
        "balance of the run", kNoInstrument, Kind::volume,
        [](const LimbGeometry&, const RunResult& r, std::size_t) { return uptake_volume(r); },
        false},
    Measurement{"filtered_volume", kAccount, "Fluid filtered from the capillaries into the tissue",
                "balance of the run", kNoInstrument, Kind::volume,
                kept<&RunResult::volume, &Balance::filtered>, false},
    Measurement{"absorbed_volume", kAccount, "Fluid absorbed into the blood of lymph nodes",
                "balance of the run", kNoInstrument, Kind::volume,
                kept<&RunResult::volume, &Balance::absorbed>, false},
    Measurement{"tissue_volume_change", kAccount, "Change of fluid stored in the tissue",
                "balance of the run", kNoInstrument, Kind::volume,
                kept<&RunResult::volume, &Balance::store_change_tissue>, false},
    Measurement{"lymph_volume_change", kAccount, "Change of fluid stored in the lymph vessels",
                "balance of the run", kNoInstrument, Kind::volume,
                kept<&RunResult::volume, &Balance::store_change_lymph>, false},
    Measurement{"volume_residual", kAccount, "Volume balance residual, relative to throughput",
                "balance of the run", kNoInstrument, Kind::fraction,
                kept<&RunResult::volume, &Balance::residual>, false},
    Measurement{"filtered_protein", kAccount, "Protein filtered into the tissue",
                "balance of the run", kNoInstrument, Kind::mass,
                kept<&RunResult::protein, &Balance::filtered>, false},
    Measurement{"tissue_protein_change", kAccount, "Change of protein stored in the tissue",
                "balance of the run", kNoInstrument, Kind::mass,
                kept<&RunResult::protein, &Balance::store_change_tissue>, false},
    Measurement{"lymph_protein_change", kAccount, "Change of protein stored in the lymph vessels",
                "balance of the run", kNoInstrument, Kind::mass,
                kept<&RunResult::protein, &Balance::store_change_lymph>, false},
    Measurement{"protein_residual", kAccount, "Protein balance residual, relative to throughput",
                "balance of the run", kNoInstrument, Kind::fraction,
                kept<&RunResult::protein, &Balance::residual>, false},
    Measurement{"peak_surface_pressure", kAccount, "Highest pressure on the skin",
                "pressures on and in the skin", kNoInstrument, Kind::pressure,
                kept<&RunResult::safety, &Safety::peak_surface_pressure>, false},
    Measurement{"peak_tissue_pressure", kAccount, "Highest pressure in the skin layer",
                "pressures on and in the skin", kNoInstrument, Kind::pressure,
                kept<&RunResult::safety, &Safety::peak_tissue_pressure>, false},
    Measurement{"peak_wall_pressure", kAccount, "Highest compression of a collector from outside",
                "pressures on and in the skin", kNoInstrument, Kind::pressure,
                kept<&RunResult::safety, &Safety::peak_wall_pressure>, false},
    Measurement{"longest_above_harm", kAccount, "Longest time any patch spent at or above 70 mmHg",
                "pressures on and in the skin", kNoInstrument, Kind::duration,
                kept<&RunResult::safety, &Safety::longest_above_harm>, false},
    Measurement{"pressed_above_harm", kAccount,
                "Time in which the skin was pressed with 70 mmHg or more",
                "pressures on and in the skin", kNoInstrument, Kind::duration,
                kept<&RunResult::safety, &Safety::pressed_above_harm>, false},
    Measurement{"frequency_before", "near-infrared imaging", "Contraction frequency at rest before",
                kFilm, "one picture in 0.2 s; vessels within 15 mm of the skin", Kind::frequency,
                kept<&RunResult::before, &VesselFunction::frequency>, false},
    Measurement{"frequency_during", "near-infrared imaging",
                "Contraction frequency during the session", kFilm,
                "one picture in 0.2 s; vessels within 15 mm of the skin", Kind::frequency,
                kept<&RunResult::during, &VesselFunction::frequency>, false},
    Measurement{"frequency_after", "near-infrared imaging", "Contraction frequency at the end",
                kFilm, "one picture in 0.2 s; vessels within 15 mm of the skin", Kind::frequency,
                kept<&RunResult::after, &VesselFunction::frequency>, false},
    Measurement{"packet_velocity_before", "near-infrared imaging",
                "Packet velocity of tracer at rest before", kFilm,
                "packets of a centimetre or more", Kind::velocity,
                kept<&RunResult::before, &VesselFunction::packet_velocity>, false},
    Measurement{"packet_velocity_during", "near-infrared imaging",
                "Packet velocity of tracer during the session", kFilm,
                "packets of a centimetre or more", Kind::velocity,
                kept<&RunResult::during, &VesselFunction::packet_velocity>, false},
    Measurement{"packet_velocity_after", "near-infrared imaging",
                "Packet velocity of tracer at the end", kFilm, "packets of a centimetre or more",
                Kind::velocity, kept<&RunResult::after, &VesselFunction::packet_velocity>, false},
    Measurement{"ejection_fraction_before", "near-infrared imaging",
                "Ejection fraction at rest before", kFilm,
                "one picture in 0.2 s; vessels within 15 mm of the skin", Kind::fraction,
                kept<&RunResult::before, &VesselFunction::ejection_fraction>, false},
    Measurement{"ejection_fraction_during", "near-infrared imaging",
                "Ejection fraction during the session", kFilm,
                "one picture in 0.2 s; vessels within 15 mm of the skin", Kind::fraction,
                kept<&RunResult::during, &VesselFunction::ejection_fraction>, false},
    Measurement{"ejection_fraction_after", "near-infrared imaging", "Ejection fraction at the end",
                kFilm, "one picture in 0.2 s; vessels within 15 mm of the skin", Kind::fraction,
                kept<&RunResult::after, &VesselFunction::ejection_fraction>, false},
    Measurement{"mean_pressure_before", "cannula", "Mean lumen pressure at rest before",
                "pressures of the superficial vessels", "0.1 mmHg", Kind::pressure,
                kept<&RunResult::before, &VesselFunction::mean_pressure>, false},
    Measurement{"mean_pressure_during", "cannula", "Mean lumen pressure during the session",
                "pressures of the superficial vessels", "0.1 mmHg", Kind::pressure,
                kept<&RunResult::during, &VesselFunction::mean_pressure>, false},
    Measurement{"mean_pressure_after", "cannula", "Mean lumen pressure at the end",
                "pressures of the superficial vessels", "0.1 mmHg", Kind::pressure,
                kept<&RunResult::after, &VesselFunction::mean_pressure>, false},
    Measurement{"systolic_pressure_before", "cannula", "Systolic lumen pressure at rest before",
                "pressures of the superficial vessels", "0.1 mmHg", Kind::pressure,
                kept<&RunResult::before, &VesselFunction::systolic_pressure>, false},
    Measurement{"systolic_pressure_during", "cannula", "Systolic lumen pressure during the session",
                "pressures of the superficial vessels", "0.1 mmHg", Kind::pressure,
                kept<&RunResult::during, &VesselFunction::systolic_pressure>, false},
    Measurement{"systolic_pressure_after", "cannula", "Systolic lumen pressure at the end",
                "pressures of the superficial vessels", "0.1 mmHg", Kind::pressure,
                kept<&RunResult::after, &VesselFunction::systolic_pressure>, false},
    Measurement{"pumping_pressure", "near-infrared imaging with an occlusion cuff",
                "Largest pressure superficial collectors pump against", kOwnRun,
                "steps of 5 to 10 mmHg", Kind::pressure, nullptr, false, pumping_pressure_at_cuff},
    Measurement{"pumping_pressure_plateau", "occlusion cuff let down slowly",
                "Pressure at which superficial collectors below a cuff settle", kOwnRun,
                "steps of 5 to 10 mmHg", Kind::pressure, nullptr, false, plateau_at_cuff},
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

std::vector<const Measurement*> whole_measurements() {
  std::vector<const Measurement*> whole;
  for (const Measurement& m : kMeasurements)
    if (m.read && !m.by_member) whole.push_back(&m);
  return whole;
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

Reading reading_of(const Measurement& whole, const LimbGeometry& geometry) {
  return reading_of(PlacedMeasurement{&whole, 0, whole.name, ""}, geometry);
}

}  // namespace cisterna
