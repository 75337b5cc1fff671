// A limb lying at rest, in other postures, and warmed.
#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

#include "measure/readings.hpp"
#include "measurement_sets.hpp"
#include "person_reading.hpp"

namespace cisterna::validation {
namespace {

constexpr double kQuarterTurn = std::numbers::pi / 2;
constexpr double kSettle = 3 * 60, kLook = 17 * 60;  // [s], minutes 3 to 20 of a posture
constexpr double kMinute = 60;                       // [s]
constexpr double kWarmer = 5;                        // [K]

const PersonReading& in_posture(Laboratory& laboratory, const std::string& person,
                                const std::string& name, double elevation, double temperature) {
  return laboratory.once<PersonReading>(name + " " + person, [&] {
    const Subject& s = laboratory.subject(person);
    const RestSurroundings around(elevation, temperature);
    FilmedRun run(s.limb, around, s.rest.state);
    run.pass(kSettle);
    return reading_of(s, record(run, kLook));
  });
}

const PersonReading& hanging(Laboratory& laboratory, const std::string& person) {
  return in_posture(laboratory, person, "hanging", -kQuarterTurn, kSkinTemperature);
}

// Weight of the lymph column from the distal initial lymphatics to the outlet of a hanging limb [Pa].
double column(const Subject& s) {
  const LymphNetwork& w = s.limb.network;
  double height = 0;
  const std::vector<std::size_t> nets = skin_nets(s);
  for (std::size_t i : nets) height += w.along[w.lymphangions + i] - w.along.back();
  return w.lymph_density * w.gravity * height / static_cast<double>(nets.size());
}

Measured posture_share(Laboratory& laboratory, const std::string& person) {
  const Subject& s = laboratory.subject(person);
  const double rise =
      hanging(laboratory, person).net_pressure - resting(laboratory, person).net_pressure;
  return {rise / column(s), ""};
}

Measured hanging_frequency(Laboratory& laboratory, const std::string& person,
                           const PersonReading& other, const char* posture) {
  const double low = 60 * other["frequency"], high = 60 * hanging(laboratory, person)["frequency"];
  return {high / low, fmt::format("hanging {:.2f}/min, {} {:.2f}/min", high, posture, low)};
}

// Superficial lymphangions of the calves of a body.
std::vector<int> calves(const Limb& limb) {
  std::vector<int> found;
  for (const LimbVessel& vessel : limb.vessels) {
    const std::string& member = limb.members[static_cast<std::size_t>(vessel.member)].name;
    if (vessel.deep || !member.ends_with("_leg")) continue;
    const std::string calf = member.substr(0, member.rfind("leg")) + "calf";
    const auto region = std::find(limb.region_names.begin(), limb.region_names.end(), calf);
    if (region == limb.region_names.end()) throw std::out_of_range("no region " + calf);
    const LimbPart part = region_part(limb, static_cast<int>(region - limb.region_names.begin()));
    for (int i = vessel.first; i < vessel.first + vessel.size; ++i) {
      const double s = limb.lymphangion_s[static_cast<std::size_t>(i)];
      if (s >= part.from && s <= part.to) found.push_back(i);
    }
  }
  return found;
}

// Legs of the reference body that lies and then stands up, minute by minute.
Measured standing_frequency(Laboratory& laboratory) {
  constexpr int kLying = 5, kStanding = 3;  // [min], of standing_body
  const Subject& s = laboratory.subject(kAdult);
  const Field seen{.lymphangions = calves(s.limb)};
  FilmedRun run(s.limb, laboratory.treatment(kAdult, "standing_body"), s.rest.state);
  const auto minute = [&] {
    const VesselRecording film = run.film(kMinute, kPicture);
    return kMinute * reading_named("frequency").read({.limb = &s.limb, .film = &film}, seen);
  };
  double lying = 0, highest = 0;
  for (int k = 0; k < kLying; ++k) lying += minute() / kLying;
  std::string each;
  for (int k = 0; k < kStanding; ++k) {
    const double now = minute();
    highest = std::max(highest, now);
    each += fmt::format("{}{:.2f}", k > 0 ? ", " : "", now);
  }
  return {highest / lying, fmt::format("lying {:.2f}/min, standing {} /min", lying, each)};
}

// Along the limb, in the plexus of its skin: what passed between neighbouring nets over the section of the way.
Measured skin_speed(Laboratory& laboratory) {
  const Subject& s = laboratory.subject(kHealthy);
  const LymphNetwork& w = s.limb.network;
  const StateLayout at(w, true);
  const double diameter = s.parameters["tissue.initial.net_diameter"];
  const RestSurroundings lying(0, kSkinTemperature);
  FilmedRun run(s.limb, lying, s.rest.state);
  const VesselRecording span = run.pass(kLook);
  double sum = 0, most = 0;
  int ways = 0;
  for (std::size_t k = 0; k < w.plexus.size(); ++k) {
    const std::size_t a = w.lymphangions + static_cast<std::size_t>(w.plexus[k].a);
    const std::size_t b = w.lymphangions + static_cast<std::size_t>(w.plexus[k].b);
    const double length = std::abs(w.along[a] - w.along[b]);
    if (!(length > 0)) continue;  // around the limb
    // Out of the conductance: that of a sheet is h d^2/(64 mu) (body/tissue/initial_lymphatic.hpp).
    const double section = w.plexus[k].conductance * length /
                           tissue::sheet_conductance(1.0, diameter, w.viscosity) *
                           (span.after[at.volume + a] / w.initial_slack[a - w.lymphangions] +
                            span.after[at.volume + b] / w.initial_slack[b - w.lymphangions]) /
                           2;
    const double speed =
        std::abs(span.after[at.plexus + k] - span.before[at.plexus + k]) / kLook / section;
    sum += speed, most = std::max(most, speed), ++ways;
  }
  return {sum / ways, fmt::format("at most {:.0f} um/s", most * 1e6)};
}

Measured protein(Laboratory& laboratory) {
  const Subject& s = laboratory.subject(kHealthy);
  const LymphNetwork& w = s.limb.network;
  const StateLayout at(w, true);
  double carried = 0, water = 0;
  for (std::size_t i = 0; i < w.tissue.patches; ++i) {
    const double concentration =
        s.rest.state[at.protein + w.cells() + i] / s.rest.state[at.tissue + i];
    carried += concentration * s.rest.patch_uptake[i];
    water += s.rest.patch_uptake[i];
  }
  return {carried / water, ""};
}

}  // namespace

void add_rest_measurements(Measurements& m) {
  const auto rest = [](const char* person, double (*read)(const PersonReading&)) -> Measure {
    return [=](Laboratory& laboratory) { return Measured{read(resting(laboratory, person)), ""}; };
  };
  const auto share = [](const char* person) -> Measure {
    return [=](Laboratory& laboratory) { return posture_share(laboratory, person); };
  };
  const auto against_lying = [](const char* person) -> Measure {
    return [=](Laboratory& laboratory) {
      return hanging_frequency(laboratory, person, resting(laboratory, person), "lying");
    };
  };
  const auto velocity = [](const char* person) -> Measure {
    return [=](Laboratory& laboratory) {
      return Measured{hanging(laboratory, person)["packet_velocity"] /
                          resting(laboratory, person)["packet_velocity"],
                      ""};
    };
  };
  const auto reads = [&](const char* person, const char* reading) -> Measure {
    return [=](Laboratory& laboratory) {
      return Measured{resting(laboratory, person)[reading], ""};
    };
  };
  m["rest_frequency_arm"] = reads(kHealthy, "frequency");
  m["rest_packet_velocity_arm"] = reads(kHealthy, "packet_velocity");
  m["transit_hand_axilla"] = reads(kHealthy, "transit_time");
  m["collector_systolic_pressure"] = reads(kHealthy, "systolic_pressure");
  m["collector_pulse_amplitude"] = reads(kHealthy, "pulse_amplitude");
  m["collector_pulse_duration"] = reads(kHealthy, "pulse_duration");
  m["wall_shear_mean"] = rest(kHealthy, [](const PersonReading& r) { return r.shear.mean; });
  m["wall_shear_peak"] = rest(kHealthy, [](const PersonReading& r) { return r.shear.peak; });
  m["arm_lymph_flow"] = rest(kHealthy, [](const PersonReading& r) { return r.uptake; });
  m["lymph_protein"] = protein;
  m["rest_skin_lymph_speed"] = skin_speed;
  m["initial_lymphatic_posture_share"] = share(kHealthy);
  m["posture_frequency_hanging_over_raised"] = [](Laboratory& laboratory) {
    return hanging_frequency(
        laboratory, kHealthy,
        in_posture(laboratory, kHealthy, "raised", kQuarterTurn, kSkinTemperature), "raised");
  };
  m["posture_frequency_hanging_over_lying"] = against_lying(kHealthy);
  m["posture_velocity_hanging_over_rest"] = velocity(kHealthy);
  m["warmth_frequency"] = [](Laboratory& laboratory) {
    const PersonReading& warm =
        in_posture(laboratory, kHealthy, "warm", 0, kSkinTemperature + kWarmer);
    return Measured{warm["frequency"] / resting(laboratory, kHealthy)["frequency"], ""};
  };
  m["leg_rest_frequency"] = reads(kHealthyLeg, "frequency");
  m["leg_rest_packet_velocity"] = reads(kHealthyLeg, "packet_velocity");
  m["leg_collector_systolic_pressure"] = reads(kHealthyLeg, "systolic_pressure");
  m["leg_initial_lymphatic_posture_share"] = share(kHealthyLeg);
  m["leg_posture_frequency"] = standing_frequency;
  m["leg_posture_velocity"] = velocity(kHealthyLeg);
}

}  // namespace cisterna::validation
