// cisterna measure: a measurement that takes a run of its own.
#include <fmt/format.h>

#include <cmath>

#include "base/error.hpp"
#include "base/spelling.hpp"
#include "commands.hpp"
#include "exit_code.hpp"
#include "io/anatomy_reader.hpp"
#include "io/display_unit.hpp"
#include "io/oedema_words.hpp"
#include "io/parameter_reader.hpp"
#include "io/person_reader.hpp"
#include "io/study_inputs.hpp"
#include "io/swollen_words.hpp"
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
  throw InputError("measure", 0, "", "\"" + name + "\" is not known" + suggestion(name, names));
}

// The member that the cuff lies on: of a body an arm or leg, of a limb the limb.
int member_asked_for(const MeasureOptions& options, const LimbAnatomy& anatomy) {
  if (!anatomy.body) {
    if (options.member.empty()) return 0;
    throw InputError("--member " + options.member, 0, "",
                     options.person + " is one limb: leave --member out");
  }
  LimbGeometry members;
  members.body = true;
  for (const Member& m : anatomy.members)
    members.members.push_back(
        {m.name, m.first_region, m.regions, m.parent, m.root_s, m.angle, m.points_up});
  std::vector<std::string> names;
  for (const std::size_t m : measured_members(members)) {
    names.push_back(anatomy.members[m].name);
    if (names.back() == options.member) return static_cast<int>(m);
  }
  const std::string known = "one of " + joined_names(names, ", ");
  if (options.member.empty())
    throw InputError("--person " + options.person, 0, "",
                     "is a whole body: say with --member which limb, " + known);
  throw InputError("--member " + options.member, 0, "",
                   "is not known" + suggestion(options.member, names));
}

// What there is to know of the start, in the words of cisterna run.
std::string words_of_start(const PreparedLimb& prepared, const LimbAnatomy& anatomy) {
  const RunResult start = start_of(prepared);
  StudyResult study;
  study.geometry = geometry_of(prepared.limb, anatomy);
  study.protocols = {start.protocol}, study.runs = {start};
  std::string words;
  if (const std::string oedema = oedema_words(start); !oedema.empty())
    words += "The person " + oedema + ".\n";
  if (const std::string swollen = swollen_words(study); !swollen.empty()) words += swollen + "\n";
  if (words.empty() && start.start_imbalance > kBalancedStart)
    words += fmt::format("The start is out of balance by {:.0f} % of the flow at rest.\n",
                         100 * start.start_imbalance);
  return words;
}

}  // namespace

int measure_alone(const MeasureOptions& options, const Catalogue& catalogue) {
  const Measurement& measurement = measurement_asked_for(options.measurement);
  const Person person = read_person(catalogue.resolve("persons", options.person), catalogue);
  LimbAnatomy anatomy = anatomy_of(person, catalogue);
  const int member = member_asked_for(options, anatomy);
  ParameterSet parameters = read_parameters(catalogue.parameters());
  apply(person, anatomy, parameters);
  PreparedLimb prepared =
      prepare_limb(anatomy, parameters, standard_resolution(anatomy), {}, {}, options.seed);
  refuse_flooded(prepared);
  if (!prepared.rest.found) throw std::runtime_error("no start: " + prepared.rest.reason);
  const Finding found = measured_alone(measurement, prepared.limb, prepared.rest, member);
  const std::string of = person.name + (options.member.empty() ? "" : ", " + options.member);
  if (std::isfinite(found.value)) {
    const auto& unit = display_unit(measurement.kind);
    const Interval read = shown(Interval{.central = found.value}, unit);
    fmt::print("{}: {:.3g} {} ({})\n", measurement.name, read.central, unit.name, of);
  } else {
    fmt::print("{}: none found ({})\n", measurement.name, of);
  }
  if (!found.words.empty()) fmt::print("{}\n", found.words);
  fmt::print("{}, {}; {}\n{}", measurement.long_name, measurement.instrument, measurement.needs,
             words_of_start(prepared, anatomy));
  return kDone;
}

}  // namespace cisterna
