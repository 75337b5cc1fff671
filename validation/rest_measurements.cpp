// The arm lying at rest, in other postures, and warmed.
#include <fmt/format.h>
#include <cmath>
#include <numbers>

#include "arm_reading.hpp"
#include "measurement_sets.hpp"

namespace cisterna::validation {
namespace {

constexpr double kQuarterTurn = std::numbers::pi / 2;
constexpr double kSettle = 3 * 60, kLook = 17 * 60;  // [s], minutes 3 to 20 of a posture
constexpr double kWarmer = 5;                        // [K]

const ArmReading& in_posture(Laboratory& laboratory, const char* name, double elevation,
                             double temperature) {
  return laboratory.once<ArmReading>(name, [&] {
    const Subject& s = laboratory.subject(kHealthy);
    const RestSurroundings around(elevation, temperature);
    LimbRun run(s.limb.network, around, s.rest.state);
    run.pass(kSettle);
    return reading_of(s, run.record(kLook));
  });
}

const ArmReading& hanging(Laboratory& laboratory) {
  return in_posture(laboratory, "hanging", -kQuarterTurn, kSkinTemperature);
}

// Weight of the lymph column from the hand's initial lymphatics to the outlet of a hanging arm [Pa].
double column(const Subject& s) {
  const LymphNetwork& w = s.limb.network;
  double height = 0;
  const std::vector<std::size_t> nets = skin_nets(s);
  for (std::size_t i : nets) height += w.along[w.lymphangions + i] - w.along.back();
  return w.lymph_density * w.gravity * height / static_cast<double>(nets.size());
}

Measured posture_share(Laboratory& laboratory) {
  const Subject& s = laboratory.subject(kHealthy);
  const double rise = hanging(laboratory).net_pressure - resting(laboratory, kHealthy).net_pressure;
  return {rise / column(s), ""};
}

Measured frequency_against(Laboratory& laboratory, const ArmReading& other, const char* posture) {
  const double low = 60 * other.frequency, high = 60 * hanging(laboratory).frequency;
  return {high / low, fmt::format("hanging {:.2f}/min, {} {:.2f}/min", high, posture, low)};
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
  const auto rest = [](double (*read)(const ArmReading&)) -> Measure {
    return [read](Laboratory& laboratory) {
      return Measured{read(resting(laboratory, kHealthy)), ""};
    };
  };
  m["rest_frequency_arm"] = rest([](const ArmReading& r) { return r.frequency; });
  m["rest_packet_velocity_arm"] = rest([](const ArmReading& r) { return r.velocity; });
  m["transit_hand_axilla"] = rest([](const ArmReading& r) { return r.transit; });
  m["collector_systolic_pressure"] = rest([](const ArmReading& r) { return r.pulses.systolic; });
  m["collector_pulse_amplitude"] = rest([](const ArmReading& r) { return r.pulses.amplitude; });
  m["collector_pulse_duration"] = rest([](const ArmReading& r) { return r.pulses.duration; });
  m["wall_shear_mean"] = rest([](const ArmReading& r) { return r.shear.mean; });
  m["wall_shear_peak"] = rest([](const ArmReading& r) { return r.shear.peak; });
  m["arm_lymph_flow"] = rest([](const ArmReading& r) { return r.uptake; });
  m["lymph_protein"] = protein;
  m["initial_lymphatic_posture_share"] = posture_share;
  m["posture_frequency_hanging_over_raised"] = [](Laboratory& laboratory) {
    return frequency_against(
        laboratory, in_posture(laboratory, "raised", kQuarterTurn, kSkinTemperature), "raised");
  };
  m["posture_frequency_hanging_over_lying"] = [](Laboratory& laboratory) {
    return frequency_against(laboratory, resting(laboratory, kHealthy), "lying");
  };
  m["posture_velocity_hanging_over_rest"] = [](Laboratory& laboratory) {
    return Measured{hanging(laboratory).velocity / resting(laboratory, kHealthy).velocity, ""};
  };
  m["warmth_frequency"] = [](Laboratory& laboratory) {
    const ArmReading& warm = in_posture(laboratory, "warm", 0, kSkinTemperature + kWarmer);
    return Measured{warm.frequency / resting(laboratory, kHealthy).frequency, ""};
  };
}

}  // namespace cisterna::validation
