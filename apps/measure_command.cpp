// cisterna measure: a measurement that takes a run of its own.
#include <fmt/format.h>

#include <cmath>

#include "base/error.hpp"
#include "base/spelling.hpp"
#include "commands.hpp"
#include "exit_code.hpp"
#include "io/anatomy_reader.hpp"
#include "io/display_unit.hpp"
#include "io/parameter_reader.hpp"
#include "io/person_reader.hpp"
#include "io/study_inputs.hpp"
#include "study/own_run.hpp"
#include "study/study_run.hpp"

namespace cisterna {
namespace {

const Measurement& measurement_asked_for(const std::string& name) {
  std::vector<std::string> names;
  for (const Measurement& m : measurements()) {
    if (m.alone) names.push_back(m.name);
    if (name != m.name) continue;
    if (m.alone) return m;
    throw InputError("measure", 0, "",
                     name + " takes no run of its own: cisterna run leaves it in summary.csv");
  }
  throw InputError("measure", 0, "",
                   "\"" + name + "\" is not known" + suggestion(name, names) + "; there are " +
                       joined_names(names, ", "));
}

}  // namespace

int measure_alone(const MeasureOptions& options, const Catalogue& catalogue) {
  const Measurement& measurement = measurement_asked_for(options.measurement);
  const Person person = read_person(catalogue.resolve("persons", options.person), catalogue);
  LimbAnatomy anatomy = anatomy_of(person, catalogue);
  if (anatomy.body)
    throw InputError("--person " + options.person, 0, "",
                     "is a whole body; " + options.measurement +
                         " is measured on one limb, such as --person healthy_arm");
  ParameterSet parameters = read_parameters(catalogue.parameters());
  apply(person, anatomy, parameters);
  const PreparedLimb prepared =
      prepare_limb(anatomy, parameters, standard_resolution(anatomy), {}, {}, options.seed);
  if (!prepared.rest.found) throw std::runtime_error("no start: " + prepared.rest.reason);
  const double value = measured_alone(measurement, prepared.limb, prepared.rest);
  if (!std::isfinite(value)) {
    fmt::print("{}: none found ({})\n", measurement.name, person.name);
    return kDone;
  }
  const auto& unit = display_unit(measurement.kind);
  const Interval read = shown(Interval{.central = value}, unit);
  fmt::print("{}: {:.3g} {} ({})\n{}, {}; {}\n", measurement.name, read.central, unit.name,
             person.name, measurement.long_name, measurement.instrument, measurement.needs);
  return kDone;
}

}  // namespace cisterna
