// What superficial collectors pump against, and what closes them.
#include "laboratory.hpp"
#include "measure/measurements.hpp"
#include "measurement_sets.hpp"
#include "study/own_run.hpp"

namespace cisterna::validation {
namespace {

Measured alone(Laboratory& laboratory, const std::string& person, const char* measurement) {
  const Subject& s = laboratory.subject(person);
  const Finding found = measured_alone(measurement_named(measurement), s.limb, s.rest);
  return {found.value, found.words};
}

}  // namespace

void add_pressure_measurements(Measurements& m) {
  m["pumping_pressure_arm_nirf"] = [](Laboratory& laboratory) {
    return alone(laboratory, kHealthy, "pumping_pressure");
  };
  m["leg_pumping_pressure"] = [](Laboratory& laboratory) {
    return alone(laboratory, kHealthyLeg, "pumping_pressure");
  };
  m["pumping_pressure_arm_cuff"] = [](Laboratory& laboratory) {
    return alone(laboratory, kHealthy, "pumping_pressure_plateau");
  };
  m["pumping_pressure_bcrl_cuff"] = [](Laboratory& laboratory) {
    return alone(laboratory, kSwollen, "pumping_pressure_plateau");
  };
  m["occlusion_pressure_arm"] = [](Laboratory& laboratory) {
    return alone(laboratory, kHealthy, "occlusion_pressure");
  };
}

}  // namespace cisterna::validation
