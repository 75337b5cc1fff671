// The reference adult with blood of its own, beat by beat (data/observations/coupled.yaml).
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "laboratory.hpp"
#include "measure/under_hands.hpp"
#include "measurement_sets.hpp"
#include "study/filmed_run.hpp"
#include "study/study_run.hpp"
#include "therapy/breathing_course.hpp"

namespace cisterna::validation {
namespace {

constexpr double kMinute = 60, kMmHg = 133.322387415, kMillilitresPerMinute = 6e7;
constexpr const char* kDuct = "thoracic_duct";
constexpr const char* kAngle = "left_venous_angle";
constexpr const char* kSwedish = "swedish_body";

const PreparedLimb& coupled_adult(Laboratory& laboratory) {
  return laboratory.once<PreparedLimb>("coupled adult", [&] {
    const Subject& s = laboratory.unrested(kAdult);
    PreparedLimb prepared =
        prepare_limb(s.anatomy, s.parameters, {}, {}, {}, 1, nullptr, {}, Heart::beats);
    if (!prepared.rest.found) throw std::runtime_error(prepared.rest.reason);
    return prepared;
  });
}

const RunResult& session(Laboratory& laboratory, const std::string& name) {
  return laboratory.once<RunResult>("coupled " + name, [&] {
    const Protocol protocol = laboratory.protocol(kAdult, name);
    RunRequest request;
    request.prepared = &coupled_adult(laboratory);
    request.protocol = &protocol;
    request.fields = name == kSwedish;  // with what it does to muscle and skin
    const std::atomic<bool> stop = false;
    RunResult result = run_protocol(
        request, [](double) {}, stop);
    if (result.stop != StopReason::finished) throw std::runtime_error(name + " did not end");
    return result;
  });
}

double mean_of(const std::vector<double>& time, const std::vector<double>& means) {
  double sum = 0;
  for (std::size_t k = 1; k < time.size(); ++k) sum += means[k] * (time[k] - time[k - 1]);
  return sum / (time.back() - time.front());
}

struct DuctReading {
  double duct = 0, atrium = 0;  // [Pa]
  // Into the left angle [m3/s]: while air is drawn in; until the next breath; of that, while air moves.
  double drawn_in = 0, let_out = 0, moving_out = 0;
};

DuctReading duct_at_rest(Laboratory& laboratory) {
  constexpr double kFrom = 5 * kMinute, kTo = 10 * kMinute, kLook = 0.1;
  const PreparedLimb& prepared = coupled_adult(laboratory);
  const Limb& limb = prepared.limb;
  const RestSetting setting;
  const RestSurroundings rest(setting);
  BodyBlood blood(limb, prepared.blood->parameters, prepared.blood->heart);
  blood.recall(prepared.blood->memory, 0);
  FilmedRun run(limb, rest, prepared.rest.state, {}, &blood);
  const StateLayout& at = run.layout();
  const auto duct = std::find_if(limb.vessels.begin(), limb.vessels.end(),
                                 [](const LimbVessel& v) { return v.name == kDuct; });
  const auto last = static_cast<std::size_t>(duct->first + duct->size - 1);
  const std::vector<int> outlets = metered_boundaries(limb.network);
  std::vector<std::size_t> ends;  // counters of what enters the angle
  for (std::size_t m = 0; m < outlets.size(); ++m)
    if (limb.outlet_names[static_cast<std::size_t>(outlets[m])] == kAngle)
      ends.push_back(at.metered + m);
  const auto passed = [&] {
    double sum = 0;
    for (const std::size_t i : ends) sum += run.state()[i];
    return sum;
  };
  DuctReading r;
  double in = 0, out = 0, moving = 0, before = std::numeric_limits<double>::quiet_NaN();
  long looks = 0;
  for (long k = 0; k * kLook <= kTo; ++k) {
    const double t = static_cast<double>(k) * kLook;
    run.pass_to(t);
    if (t < kFrom) continue;
    const double now = passed();
    r.duct += run.system().pressures()[last];
    r.atrium += blood.point(blood.point_before(t)).right_atrium;
    ++looks;
    if (!std::isnan(before)) {
      const double middle = (t - kLook / 2) * setting.breathing.rate;
      const double of_breath = middle - std::floor(middle);
      const bool drawn = of_breath < setting.breathing.inspired;
      (drawn ? r.drawn_in : r.let_out) += now - before;
      (drawn ? in : out) += kLook;
      if (!drawn && of_breath < 1 - setting.breathing.pause)
        r.moving_out += now - before, moving += kLook;
    }
    before = now;
  }
  r.duct /= static_cast<double>(looks), r.atrium /= static_cast<double>(looks);
  r.drawn_in /= in, r.let_out /= out, r.moving_out /= moving;
  return r;
}

const DuctReading& duct_reading(Laboratory& laboratory) {
  return laboratory.once<DuctReading>("coupled duct", [&] { return duct_at_rest(laboratory); });
}

// By all tissues, mean over the session [m3/s].
double formed(const RunResult& r) {
  double sum = 0;
  for (const auto* parts : {&r.region_uptake, &r.organ_uptake})
    for (const std::vector<double>& part : *parts) sum += mean_of(r.time, part);
  return sum;
}

double returned(const RunResult& r) { return r.blood.returned_right + r.blood.returned_left; }

}  // namespace

void add_coupled_measurements(Measurements& m) {
  m["coupled_duct_against_central_venous"] = [](Laboratory& l) {
    const DuctReading& r = duct_reading(l);
    return Measured{(r.duct - r.atrium) / kMmHg,
                    fmt::format("{:.2f} and {:.2f} mmHg", r.duct / kMmHg, r.atrium / kMmHg)};
  };
  m["coupled_inspiration_duct_outflow"] = [](Laboratory& l) {
    const DuctReading& r = duct_reading(l);
    return Measured{
        r.drawn_in / r.moving_out,
        fmt::format("{:.3g} and {:.3g} mL/min ({:.3g} from there to the next breath)",
                    r.drawn_in * kMillilitresPerMinute, r.moving_out * kMillilitresPerMinute,
                    r.let_out * kMillilitresPerMinute)};
  };
  m["coupled_lymph_formed"] = [](Laboratory& l) {
    return Measured{formed(session(l, "rest_body")), ""};
  };
  m["coupled_lymph_returned"] = [](Laboratory& l) {
    const RunResult& r = session(l, "rest_body");
    return Measured{returned(r) / r.stop_time, ""};
  };
  m["coupled_duct_share"] = [](Laboratory& l) {
    const RunResult& r = session(l, "rest_body");
    return Measured{r.blood.returned_left / returned(r), ""};
  };
  m["coupled_swedish_skin_temperature"] = [](Laboratory& l) {
    const RunResult& r = session(l, kSwedish);
    const LimbGeometry geometry = geometry_of(coupled_adult(l).limb, l.unrested(kAdult).anatomy);
    const HandsReading skin = hands_reading(r, geometry, HandsCurve::skin_temperature);
    const HandsReading flow = hands_reading(r, geometry, HandsCurve::skin);
    return Measured{skin.end - skin.rest,
                    fmt::format("flow of that skin {:.3f} of rest in the mean of the session",
                                flow.mean / flow.rest)};
  };
  m["coupled_swedish_leg_blood"] = [](Laboratory& l) {
    const RunResult& r = session(l, kSwedish);
    double during = 0, before = 0;
    for (std::size_t b = 0; b < r.blood.beds.size(); ++b)
      if (r.blood.beds[b] == "right_leg_muscle" || r.blood.beds[b] == "left_leg_muscle")
        during += mean_of(r.time, r.blood.bed_flow[b]), before += r.blood.bed_flow[b].front();
    return Measured{during / before,
                    fmt::format("{:.0f} after {:.0f} mL/min", during * kMillilitresPerMinute,
                                before * kMillilitresPerMinute)};
  };
  m["coupled_swedish_duct"] = [](Laboratory& l) {
    const double treated = returned(session(l, kSwedish)), rest = returned(session(l, "rest_body"));
    return Measured{treated / rest,
                    fmt::format("{:.1f} after {:.1f} mL", treated * 1e6, rest * 1e6)};
  };
}

}  // namespace cisterna::validation
