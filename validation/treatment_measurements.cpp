// Shipped treatments against the rest before them.
#include <fmt/format.h>

#include "measurement_sets.hpp"
#include "person_reading.hpp"

namespace cisterna::validation {
namespace {

constexpr double kMinute = 60;
constexpr double kRestBefore = 10 * kMinute, kRestAfter = 10 * kMinute;

struct Session {
  PersonReading before, during, after;
};

// Rest, `length` of the protocol, and what of its rest after it is wanted.
const Session& session(Laboratory& laboratory, const std::string& person,
                       const std::string& protocol, double length, double rest_after) {
  return laboratory.once<Session>("session " + person + " " + protocol, [&] {
    const Subject& s = laboratory.subject(person);
    const RestSurroundings lying(0, kSkinTemperature);
    FilmedRun run(s.limb, lying, s.rest.state);
    Session found;
    found.before = reading_of(s, record(run, kRestBefore));
    const ShiftedSurroundings treated(laboratory.treatment(person, protocol), run.time());
    run.surround(treated);
    found.during = reading_of(s, record(run, length));
    if (rest_after > 0) found.after = reading_of(s, record(run, rest_after));
    return found;
  });
}

const Session& drainage(Laboratory& laboratory, const std::string& person) {
  return session(laboratory, person, "mld_arm", 20 * kMinute, kRestAfter);
}

const Session& hand_massage(Laboratory& laboratory) {
  return session(laboratory, kHealthy, "hand_massage_arm", 10 * kMinute, 0);
}

Measured ratio(double after, double before, double factor, const char* unit) {
  return {after / before,
          fmt::format("{:.3g} after {:.3g} {}", after * factor, before * factor, unit)};
}

Measured velocity_change(Laboratory& laboratory, const std::string& person) {
  const Session& s = drainage(laboratory, person);
  return ratio(s.after["packet_velocity"], s.before["packet_velocity"], 100, "cm/s");
}

Measured frequency_change(Laboratory& laboratory, const std::string& person) {
  const Session& s = drainage(laboratory, person);
  return ratio(s.after["frequency"], s.before["frequency"], kMinute, "/min");
}

Measured period_change(Laboratory& laboratory, const std::string& person) {
  const Measured frequency = frequency_change(laboratory, person);
  return {1 / frequency.value, "frequency " + frequency.note};
}

}  // namespace

void add_treatment_measurements(Measurements& m) {
  constexpr double kMillilitresPerHour = 3.6e9;
  m["mld_velocity_healthy"] =
      m["target_T1"] = [](Laboratory& l) { return velocity_change(l, kHealthy); };
  m["mld_period_healthy"] = [](Laboratory& l) { return period_change(l, kHealthy); };
  m["mld_velocity_lymphoedema"] = [](Laboratory& l) { return velocity_change(l, kSwollen); };
  m["mld_period_lymphoedema"] = [](Laboratory& l) { return period_change(l, kSwollen); };
  m["target_T2"] = [](Laboratory& l) { return frequency_change(l, kHealthy); };
  m["target_T3"] = [](Laboratory& l) {
    const Session& s = drainage(l, kHealthy);
    return ratio(s.during.uptake, s.before.uptake, kMillilitresPerHour, "mL/h");
  };
  m["hand_massage_pressure"] = [](Laboratory& l) {
    const Session& s = hand_massage(l);
    return Measured{s.during["systolic_pressure"] - s.before["systolic_pressure"], ""};
  };
  m["hand_massage_frequency"] = [](Laboratory& l) {
    const Session& s = hand_massage(l);
    return ratio(s.during["frequency"], s.before["frequency"], kMinute, "/min");
  };
  m["hand_massage_flow"] = [](Laboratory& l) {
    const Session& s = hand_massage(l);
    return ratio(s.during["collector_flow"], s.before["collector_flow"], kMillilitresPerHour,
                 "mL/h");
  };
  m["ipc_flow"] = [](Laboratory& l) {
    const Session& s = session(l, kHealthy, "ipc_arm", 20 * kMinute, 0);
    return ratio(s.during["outlet_flow"], s.before["outlet_flow"], kMillilitresPerHour, "mL/h");
  };
}

}  // namespace cisterna::validation
