#include "measure/readings.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

#include "measure/cannula.hpp"
#include "measure/depot_clearance.hpp"
#include "measure/flow_probe.hpp"
#include "measure/perometer.hpp"
#include "measure/tape.hpp"
#include "measure/wick.hpp"

namespace cisterna {
namespace {

constexpr const char* kImaging = "near-infrared imaging";
constexpr const char* kFilm = "a film of the superficial vessels";
constexpr const char* kPictures = "one picture in 0.2 s; vessels within 15 mm of the skin";
constexpr const char* kPressures = "pressures of the superficial vessels";
constexpr const char* kFullScale = "2 to 5 % of full scale";
constexpr const char* kHeld = "the anatomy, and fluid of each patch beyond rest";
constexpr const char* kCounter = "counter over a depot";
constexpr const char* kLeft = "tracer left in the depot";
constexpr const char* kNoise = "counting noise; an hour of looks";

double by_tape(const Seen& s, const Field& f) {
  if (s.shape == nullptr) return kUnknown;
  return f.spacing > 0 ? tape_volume(*s.shape, f.spacing) : tape_volume(*s.shape);
}

double by_perometer(const Seen& s, const Field& f) {
  if (s.shape == nullptr) return kUnknown;
  return f.spacing > 0 ? perometer_volume(*s.shape, f.spacing) : perometer_volume(*s.shape);
}

double by_wick(const Seen& s, const Field& f) {
  return wick_mean(s.wicks, s.fluid, [&](std::size_t i) {
    return f.patches.empty() || std::binary_search(f.patches.begin(), f.patches.end(), i);
  });
}

double duct_flow(const Seen& s, const Field& f) {
  if (s.film == nullptr) return kUnknown;
  return FlowProbe(*s.limb, f.vessel).mean_flow(*s.film);
}

// A reading of a film; NaN without one.
template <auto Read>
double filmed(const Seen& s, const Field& f) {
  return s.film == nullptr ? kUnknown : Read(s, f);
}

// The same of what is imaged.
template <auto Read>
double imaged(const Seen& s, const Field& f) {
  if (s.imaging != nullptr) return Read(*s.imaging, f);
  if (s.film == nullptr) return kUnknown;
  NearInfrared once(*s.limb, *s.film);
  return Read(once, f);
}

constexpr std::array kReadings{
    InstrumentReading{
        "frequency", kImaging, "Contraction frequency", kFilm, kPictures, Kind::frequency,
        imaged<[](NearInfrared& n, const Field& f) { return n.frequency(f.lymphangions); }>,
        &VesselFunction::frequency, true},
    InstrumentReading{
        "packet_velocity", kImaging, "Packet velocity of tracer", kFilm,
        "packets of a centimetre or more", Kind::velocity,
        imaged<[](NearInfrared& n, const Field& f) { return n.packet_velocity(f.part, f.member); }>,
        &VesselFunction::packet_velocity, true},
    InstrumentReading{
        "ejection_fraction", kImaging, "Ejection fraction", kFilm, kPictures, Kind::fraction,
        imaged<[](NearInfrared& n, const Field& f) { return n.ejection_fraction(f.lymphangions); }>,
        &VesselFunction::ejection_fraction, true},
    InstrumentReading{
        "transit_time", kImaging,
        "Shortest time of a tracer through a superficial vessel that begins there or before", kFilm,
        kPictures, Kind::duration,
        imaged<[](NearInfrared& n, const Field& f) { return n.transit_time(f.part); }>},
    InstrumentReading{"mean_pressure", "cannula", "Mean lumen pressure", kPressures, "0.1 mmHg",
                      Kind::pressure, filmed<[](const Seen& s, const Field& f) {
                        return mean_pressure(*s.film, f.lymphangions);
                      }>,
                      &VesselFunction::mean_pressure},
    InstrumentReading{"systolic_pressure", "cannula", "Systolic lumen pressure", kPressures,
                      "0.1 mmHg", Kind::pressure, filmed<[](const Seen& s, const Field& f) {
                        return pulse_reading(*s.film, f.lymphangions).systolic;
                      }>,
                      &VesselFunction::systolic_pressure},
    InstrumentReading{"pulse_amplitude", "cannula", "Height of the pulses of pressure", kPressures,
                      "0.1 mmHg", Kind::pressure, filmed<[](const Seen& s, const Field& f) {
                        return pulse_reading(*s.film, f.lymphangions).amplitude;
                      }>},
    InstrumentReading{"pulse_duration", "cannula", "Duration of the pulses of pressure", kPressures,
                      "0.1 mmHg", Kind::duration, filmed<[](const Seen& s, const Field& f) {
                        return pulse_reading(*s.film, f.lymphangions).duration;
                      }>},
    InstrumentReading{"collector_flow", "flow probes around superficial collectors",
                      "Mean flow of all of them through a section of the limb", kFilm, kFullScale,
                      Kind::volume_flow, filmed<[](const Seen& s, const Field& f) {
                        return collector_flow(*s.limb, *s.film, f.part.middle(), f.member);
                      }>},
    InstrumentReading{"duct_flow", "flow probe", "Mean flow at the end of a duct",
                      "what entered upstream, left there and is stored there", kFullScale,
                      Kind::volume_flow, duct_flow},
    InstrumentReading{"outlet_flow", "flow probe", "Mean lymph flow at the outlet",
                      "flow of the last valves", kFullScale, Kind::volume_flow,
                      [](const Seen& s, const Field&) {
                        return s.seconds > 0 ? s.passed / s.seconds : kUnknown;
                      }},
    InstrumentReading{"limb_volume_tape", "tape", "Volume, by tape", kHeld,
                      "1 to 3 % of the volume", Kind::volume, by_tape},
    InstrumentReading{"limb_volume_perometer", "perometer", "Volume, by perometer", kHeld,
                      "about 1 % of the volume", Kind::volume, by_perometer},
    InstrumentReading{"tissue_pressure", "wick in a needle", "Fluid pressure in the skin",
                      "fluid pressure of each patch",
                      "0.5 mmHg; a minute to settle, less in swollen tissue", Kind::pressure,
                      by_wick},
    InstrumentReading{
        "clearance_rate", kCounter, "Removal rate of a tracer from the skin, per minute", kLeft,
        kNoise, Kind::frequency,
        [](const Seen& s, const Field&) { return clearance_of(s.time, s.left).rate; }},
    InstrumentReading{
        "clearance_half_time", kCounter, "Half-time of a tracer in the skin", kLeft, kNoise,
        Kind::duration,
        [](const Seen& s, const Field&) { return clearance_of(s.time, s.left).half_time; }},
};

}  // namespace

Field field_over(const Limb& limb, LimbPart part, int member) {
  return {.part = part, .lymphangions = superficial(limb, part, member), .member = member};
}

std::span<const InstrumentReading> readings() { return kReadings; }

const InstrumentReading& reading_named(const char* name) {
  for (const InstrumentReading& r : kReadings)
    if (std::string_view(r.name) == name) return r;
  throw std::out_of_range(std::string("no instrument reads ") + name);
}

namespace {

VesselFunction function_of(const Limb& limb, const VesselRecording& film, NearInfrared& imaging,
                           int member) {
  const Field whole = field_over(limb, {0, limb.length}, member);
  VesselFunction function{kUnknown, kUnknown, kUnknown, kUnknown, kUnknown};
  for (const InstrumentReading& r : kReadings)
    if (r.kept && (member < 0 || r.of_members))
      function.*r.kept = r.read({.limb = &limb, .film = &film, .imaging = &imaging}, whole);
  return function;
}

}  // namespace

VesselFunctions vessel_functions(const Limb& limb, const VesselRecording& film) {
  NearInfrared imaging(limb, film);
  VesselFunctions functions{function_of(limb, film, imaging, -1), {}};
  if (limb.members.size() > 1)
    for (std::size_t m = 0; m < limb.members.size(); ++m)
      functions.members.push_back(function_of(limb, film, imaging, static_cast<int>(m)));
  return functions;
}

}  // namespace cisterna
