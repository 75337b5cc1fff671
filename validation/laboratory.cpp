#include "laboratory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "io/anatomy_reader.hpp"
#include "io/parameter_reader.hpp"
#include "io/person_reader.hpp"
#include "io/protocol_reader.hpp"
#include "study/study_run.hpp"
#include "therapy/treatment.hpp"

namespace cisterna::validation {
namespace {

// Most limbs show their balance within the bound. Swollen ones may need longer than is searched: then what a session accepts will
// do, and their rows say so (start_note). Of a body, whose members beat in patterns of their own, less will.
constexpr double kAcceptableLimb = 0.3, kAcceptableBody = 0.1;

}  // namespace

Subject Laboratory::built(const std::string& person,
                          const std::function<void(ParameterSet&)>& change) const {
  Subject s;
  const std::filesystem::path data = root_ / "data";
  s.parameters = read_parameters((data / "parameters").string());
  const Person who = read_person((data / "persons" / (person + ".yaml")).string());
  s.anatomy = read_anatomy((data / "body" / (who.anatomy + ".yaml")).string());
  apply(who, s.anatomy, s.parameters);
  change(s.parameters);
  s.limb = build_limb(s.anatomy, s.parameters, standard_resolution(s.anatomy), draw_);
  return s;
}

Subject Laboratory::altered(const std::string& person,
                            const std::function<void(ParameterSet&)>& change) const {
  Subject s = built(person, change);
  RestOptions options;
  options.seed = draw_;
  options.acceptable = s.anatomy.body ? kAcceptableBody : kAcceptableLimb;
  const RestSurroundings lying(0, kSkinTemperature);
  s.rest = find_rest(s.limb, lying, options);
  const bool finite = std::all_of(s.rest.state.begin(), s.rest.state.end(),
                                  [](double y) { return std::isfinite(y); });
  s.limb.network.tissue.yielded = s.rest.yielded;
  if (!s.rest.found || !finite) throw std::runtime_error("no balanced start for " + person);
  return s;
}

std::string start_note(const Subject& s) {
  if (s.rest.imbalance <= RestOptions{}.bound) return "";
  return fmt::format("start out of balance by {:.0f} % of the flow", 100 * s.rest.imbalance);
}

const Subject& Laboratory::subject(const std::string& person) {
  return once<Subject>("person " + person, [&] { return altered(person, [](ParameterSet&) {}); });
}

const Subject& Laboratory::unrested(const std::string& person) {
  return once<Subject>("unrested " + person, [&] { return built(person, [](ParameterSet&) {}); });
}

const ParameterSet& Laboratory::parameters() {
  return once<ParameterSet>("parameters",
                            [&] { return read_parameters((root_ / "data/parameters").string()); });
}

Protocol Laboratory::protocol(const std::string& person, const std::string& protocol) {
  const Subject& s = unrested(person);
  const auto path = root_ / "data/protocols" / (protocol + ".yaml");
  return read_protocol(path.string(), region_names(s.anatomy), member_names(s.anatomy));
}

const Surroundings& Laboratory::treatment(const std::string& person, const std::string& protocol) {
  return once<TreatmentSurroundings>("treatment " + person + " " + protocol, [&] {
    const Subject& s = unrested(person);
    return TreatmentSurroundings(s.limb, make_treatment(this->protocol(person, protocol),
                                                        spans_of(s.limb), surface_of(s.limb)));
  });
}

}  // namespace cisterna::validation
