// Treatments of the reference adult beside rest: flow through the thoracic duct.
#include <fmt/format.h>
#include <string>
#include <vector>

#include "engine/treatment_surroundings.hpp"
#include "laboratory.hpp"
#include "limb_run.hpp"
#include "measure/readings.hpp"
#include "measurement_sets.hpp"

namespace cisterna::validation {
namespace {

constexpr double kMinute = 60, kMillilitresPerMinute = 6e7;
constexpr const char* kDuct = "thoracic_duct";

// Mean flow of the duct over each stretch of a shipped protocol [m3/s]; `ends` in time [s].
std::vector<double> duct_flows(Laboratory& laboratory, const std::string& protocol,
                               const std::vector<double>& ends) {
  const Subject& s = laboratory.subject(kAdult);
  FilmedRun run(s.limb, laboratory.treatment(kAdult, protocol), s.rest.state);
  const Field duct{.vessel = kDuct};
  std::vector<double> means;
  for (const double end : ends) {
    const VesselRecording passed = run.pass(end - run.time());
    means.push_back(reading_named("duct_flow").read({.limb = &s.limb, .film = &passed}, duct));
  }
  return means;
}

struct PumpReading {
  double before = 0, first_minute = 0, whole = 0, after = 0;  // [m3/s]
};

const PumpReading& abdominal_pump(Laboratory& laboratory) {
  return laboratory.once<PumpReading>("abdominal pump", [&] {
    constexpr double kBegin = 5 * kMinute;
    const auto flow = duct_flows(laboratory, "abdominal_pump_body",
                                 {kBegin, kBegin + kMinute, kBegin + 4 * kMinute,
                                  kBegin + 8 * kMinute, kBegin + 12 * kMinute});
    return PumpReading{flow[0], flow[1], (flow[1] + 3 * flow[2]) / 4, flow[4]};
  });
}

double session_flow(Laboratory& laboratory, const std::string& protocol) {
  return laboratory.once<double>("duct in " + protocol, [&] {
    return duct_flows(laboratory, protocol, {45 * kMinute}).front();
  });
}

Measured over(double treated, double control, const std::string& more = "") {
  return {treated / control,
          fmt::format("{:.3g} after {:.3g} mL/min{}", treated * kMillilitresPerMinute,
                      control * kMillilitresPerMinute, more)};
}

}  // namespace

void add_body_session_measurements(Measurements& m) {
  m["body_abdominal_pump"] = [](Laboratory& l) {
    const PumpReading& r = abdominal_pump(l);
    return over(r.first_minute, r.before,
                fmt::format("; {:.2f} over the whole pump", r.whole / r.before));
  };
  m["body_abdominal_pump_whole"] = [](Laboratory& l) {
    return over(abdominal_pump(l).whole, abdominal_pump(l).before);
  };
  m["body_abdominal_pump_after"] = [](Laboratory& l) {
    return over(abdominal_pump(l).after, abdominal_pump(l).before);
  };
  m["body_swedish_session"] = [](Laboratory& l) {
    return over(session_flow(l, "swedish_body"), session_flow(l, "rest_body"));
  };
  m["body_swedish_session_over_touch"] = [](Laboratory& l) {
    return over(session_flow(l, "swedish_body"), session_flow(l, "light_touch_body"));
  };
}

}  // namespace cisterna::validation
