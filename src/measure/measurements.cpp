#include "measure/measurements.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <stdexcept>
#include <string_view>

#include "measure/readings.hpp"

namespace cisterna {
namespace {

// Readings that a measurement lays on a whole limb.
constexpr const char kTape[] = "limb_volume_tape", kPerometer[] = "limb_volume_perometer",
                     kWick[] = "tissue_pressure", kRate[] = "clearance_rate",
                     kHalfTime[] = "clearance_half_time";

template <const char* Reading>
double volume(const LimbShape& shape) {
  static const InstrumentReading& by = reading_named(Reading);
  return by.read({.shape = &shape}, {});
}

template <const char* Reading>
double volume_before(const LimbGeometry& g, const RunResult& r, std::size_t member) {
  return volume<Reading>(LimbShape(g, member, r.patch_excess));
}

template <const char* Reading>
double excess_before(const LimbGeometry& g, const RunResult& r, std::size_t member) {
  if (r.patch_excess.empty()) return kUnknown;
  return volume_before<Reading>(g, r, member) - volume<Reading>(LimbShape(g, member, {}));
}

template <const char* Reading>
double volume_change(const LimbGeometry& g, const RunResult& r, std::size_t member) {
  if (r.patch_fluid_gain.empty()) return kUnknown;
  std::vector<double> after = r.patch_fluid_gain;
  for (std::size_t i = 0; i < r.patch_excess.size(); ++i) after[i] += r.patch_excess[i];
  return volume<Reading>(LimbShape(g, member, after)) - volume_before<Reading>(g, r, member);
}

template <std::vector<double> RunResult::*Wicks>
double wick(const LimbGeometry& g, const RunResult& r, std::size_t member) {
  const RegionRange range = regions_of(g, member);
  Field field;
  for (std::size_t i = 0; i < g.patch_region.size(); ++i)
    if (const auto region = static_cast<std::size_t>(g.patch_region[i]);
        region >= range.first && region <= range.last)
      field.patches.push_back(i);
  return reading_named(kWick).read({.wicks = r.*Wicks, .fluid = r.patch_fluid}, field);
}

template <const char* Reading>
double clearance(const LimbGeometry&, const RunResult& r, std::size_t member) {
  if (member >= r.depot_left.size()) return kUnknown;
  return reading_named(Reading).read({.time = r.time, .left = r.depot_left[member]}, {});
}

double uptake_volume(const RunResult& run) {
  double sum = 0;
  for (double v : run.patch_uptake_total) sum += v;
  return sum;
}

constexpr const char* kAccount = "account of the run";
constexpr const char* kNoInstrument = "no instrument reads it";
constexpr const char* kOwnRun = "a run of its own, the vessels closed where the cuff lies";
constexpr const char* kFluid = "fluid gained by each patch";

// A number that the run kept, or one within a record of it.
template <auto Number>
double kept(const LimbGeometry&, const RunResult& r, std::size_t) {
  return r.*Number;
}
template <auto Record, auto Number>
double kept(const LimbGeometry&, const RunResult& r, std::size_t) {
  return r.*Record.*Number;
}

constexpr std::array kAccounts{
    Measurement{"drained_volume", kAccount, "Lymph leaving at the outlet over the session",
                "balance of the run", kNoInstrument, Kind::volume, kept<&RunResult::drained_volume>,
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
};

constexpr std::array kProcedures{
    Measurement{"pumping_pressure", "near-infrared imaging with an occlusion cuff",
                "Largest pressure superficial collectors pump against", kOwnRun,
                "steps of 5 to 10 mmHg", Kind::pressure, nullptr, false, pumping_pressure_at_cuff},
    Measurement{"pumping_pressure_plateau", "occlusion cuff let down slowly",
                "Pressure at which superficial collectors below a cuff settle", kOwnRun,
                "steps of 5 to 10 mmHg", Kind::pressure, nullptr, false, plateau_at_cuff},
    Measurement{"occlusion_pressure", "cuff and flow probes around superficial collectors",
                "Pressure on the skin that stops flow in superficial collectors",
                "a run of its own, the cuff inflated step by step", "steps of 10 mmHg",
                Kind::pressure, nullptr, false, occlusion_pressure},
};

// A reading as a measurement: instrument, what it needs and what it tells apart are the reading's.
Measurement laid(const char* name, const char* reading, const char* long_name,
                 decltype(Measurement::read) read, bool by_member, const char* needs = nullptr) {
  const InstrumentReading& r = reading_named(reading);
  return {name, r.instrument, long_name, needs ? needs : r.needs, r.limit, r.kind, read, by_member};
}

template <std::vector<VesselFunction> RunResult::*Members, double VesselFunction::*Kept>
double of_member(const LimbGeometry&, const RunResult& run, std::size_t member) {
  return member < (run.*Members).size() ? (run.*Members)[member].*Kept : kUnknown;
}

// Readings of the superficial vessels, of the three stretches of time that a run keeps of them.
class Phases {
 public:
  template <double VesselFunction::*Kept>
  void add(std::vector<Measurement>& list) {
    const auto all = readings();
    const InstrumentReading& r =
        *std::find_if(all.begin(), all.end(), [](const auto& one) { return one.kept == Kept; });
    const auto add = [&](const char* when, const char* words, decltype(Measurement::read) read,
                         decltype(Measurement::read) of_member) {
      const char* name = text(std::string(r.name) + when);
      list.push_back(laid(name, r.name, text(std::string(r.long_name) + words), read, false));
      if (r.of_members) list.back().of_member = of_member;
    };
    add("_before", " at rest before", kept<&RunResult::before, Kept>,
        of_member<&RunResult::members_before, Kept>);
    add("_during", " during the session", kept<&RunResult::during, Kept>,
        of_member<&RunResult::members_during, Kept>);
    add("_after", " at the end", kept<&RunResult::after, Kept>,
        of_member<&RunResult::members_after, Kept>);
  }

 private:
  const char* text(std::string words) { return texts_.emplace_back(std::move(words)).c_str(); }
  std::deque<std::string> texts_;  // stay where they are
};

const std::vector<Measurement>& list() {
  static Phases phases;
  static const std::vector<Measurement> all = [] {
    std::vector<Measurement> m(kAccounts.begin(), kAccounts.end());
    m.insert(m.begin() + 1, laid(
                                "mean_outlet_flow", "outlet_flow", "Mean lymph flow at the outlet",
                                [](const LimbGeometry&, const RunResult& r, std::size_t) {
                                  return reading_named("outlet_flow")
                                      .read({.passed = r.drained_volume, .seconds = r.stop_time},
                                            {});
                                },
                                false));
    phases.add<&VesselFunction::frequency>(m);
    phases.add<&VesselFunction::packet_velocity>(m);
    phases.add<&VesselFunction::ejection_fraction>(m);
    phases.add<&VesselFunction::mean_pressure>(m);
    phases.add<&VesselFunction::systolic_pressure>(m);
    m.insert(m.end(), kProcedures.begin(), kProcedures.end());
    m.push_back(
        laid(kTape, kTape, "Volume before the session, by tape", volume_before<kTape>, true));
    m.push_back(laid("limb_excess_tape", kTape,
                     "Volume before the session beyond that of the limb as drawn, by tape",
                     excess_before<kTape>, true));
    m.push_back(laid("limb_volume_change_tape", kTape, "Change of volume over the session, by tape",
                     volume_change<kTape>, true, kFluid));
    m.push_back(laid("limb_volume_change_perometer", kPerometer,
                     "Change of volume over the session, by perometer", volume_change<kPerometer>,
                     true, kFluid));
    m.push_back(laid("tissue_pressure_before", kWick,
                     "Fluid pressure in the skin before the session", wick<&RunResult::wick_before>,
                     true));
    m.push_back(laid("tissue_pressure_after", kWick,
                     "Fluid pressure in the skin at the end of the session",
                     wick<&RunResult::wick_after>, true));
    for (const char* reading : {kRate, kHalfTime})
      m.push_back(laid(reading, reading, reading_named(reading).long_name,
                       reading == kRate ? clearance<kRate> : clearance<kHalfTime>, true));
    return m;
  }();
  return all;
}

}  // namespace

std::span<const Measurement> measurements() { return list(); }

const Measurement& measurement_named(const char* name) {
  for (const Measurement& m : list())
    if (std::string_view(m.name) == name) return m;
  throw std::out_of_range(std::string("no measurement named ") + name);
}

std::vector<const Measurement*> whole_measurements() {
  std::vector<const Measurement*> whole;
  for (const Measurement& m : list())
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
    for (const Measurement& m : list())
      if (const auto read = m.by_member ? m.read : geometry.body ? m.of_member : nullptr)
        placed.push_back(
            {&m, member, of.empty() ? m.name : std::string(m.name) + "_" + of, place, read});
  }
  return placed;
}

Reading reading_of(const PlacedMeasurement& measurement, const LimbGeometry& geometry) {
  return [&geometry, read = measurement.read, member = measurement.member](const RunResult& run) {
    return read(geometry, run, member);
  };
}

Reading reading_of(const Measurement& whole, const LimbGeometry& geometry) {
  return reading_of(PlacedMeasurement{&whole, 0, whole.name, "", whole.read}, geometry);
}

}  // namespace cisterna
