// Muscle and skin under the hands in whole sessions: blood, oxygen, lactate, warmth (data/observations/under_hands.yaml).
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <vector>

#include "body/limb/shifted_surroundings.hpp"
#include "engine/muscle_trial.hpp"
#include "engine/perfusion_sites.hpp"
#include "laboratory.hpp"
#include "measurement_sets.hpp"
#include "therapy/treatment.hpp"

namespace cisterna::validation {
namespace {

constexpr double kMinute = 60, kMmHg = 133.322387415, kPerMinute = 6e7;  // [mL/min] in [m3/s]
constexpr double kGrip = 2 * kMinute, kGripStrength = 0.4;
constexpr double kStill = 295.15;  // room of the trials [K]

/// Muscles of some patches that contract at once, on top of what else is done: held, or for a share of each period.
class Working : public Surroundings {
 public:
  Working(const Surroundings& what, const Limb& limb, const std::function<bool(int)>& region,
          double pressure, double end, double period, double share)
      : what_(what), pressure_(pressure), end_(end), period_(period), share_(share) {
    for (const LimbPatch& patch : limb.patches) works_.push_back(region(patch.region));
  }
  double next_breakpoint(double t) const override {
    double own = std::numeric_limits<double>::infinity();
    if (t < end_) {
      const double start = std::floor(t / period_) * period_, off = start + share_ * period_;
      own = std::min(end_, t < off ? off : start + period_);
    }
    return std::min(own, what_.next_breakpoint(t));
  }
  bool touching(double t) const override { return contracted(t) || what_.touching(t); }
  void loads(double t, DepthLoads out) const override {
    if (what_.touching(t)) what_.loads(t, out);
    if (!contracted(t)) return;
    for (std::size_t i = 0; i < works_.size(); ++i)
      if (works_[i]) out.within[works_.size() + i] += pressure_;
  }
  double elevation(double t) const override { return what_.elevation(t); }
  double skin_temperature(double t) const override { return what_.skin_temperature(t); }

 private:
  bool contracted(double t) const {
    return t < end_ && t - std::floor(t / period_) * period_ < share_ * period_;
  }
  const Surroundings& what_;
  std::vector<bool> works_;
  double pressure_, end_, period_, share_;
};

SteadyBlood lying_blood(const ParameterSet& p) {
  return SteadyBlood({p["oxygen.muscle.arterial_pressure"], p["oxygen.muscle.venous_pressure"]});
}
double pressure_at(double strength, const ParameterSet& p) {
  const auto law = oxygen::muscle_bed(p, 1).pressure;
  return oxygen::tissue_pressure_of(strength, 1.0, 0.0, law) - law.rest;
}
std::function<bool(int)> regions_named(const Limb& limb, std::vector<std::string> names) {
  return [&limb, names](int region) {
    const std::string& name = limb.region_names[static_cast<std::size_t>(region)];
    return std::any_of(names.begin(), names.end(), [&](const std::string& n) {
      return name.size() >= n.size() && name.compare(name.size() - n.size(), n.size(), n) == 0;
    });
  };
}

void go(PerfusionSites& sites, double t) {
  if (!sites.advance(t)) throw std::runtime_error("a bed could not be stepped on");
}

/// Flow into muscle, and into muscle and skin, of the patches that `count`.
struct Flow {
  double muscle = 0, all = 0;
};
template <class Count>
Flow flow_of(std::span<const PlaceReading> places, const Count& count) {
  Flow f;
  for (std::size_t i = 0; i < places.size(); ++i)
    if (count(i))
      f.muscle += places[i].muscle_flow, f.all += places[i].muscle_flow + places[i].skin_flow;
  return f;
}
constexpr auto kEverywhere = [](std::size_t) { return true; };

// Mean flow over [from, to] of a shipped session, over that at rest.
struct Session {
  Flow over_rest, beyond_upper_arm;
};
const Session& session(Laboratory& l, const char* protocol, double from, double to) {
  return l.once<Session>(fmt::format("hands {} {}", protocol, to), [&] {
    const Subject& s = l.unrested(kHealthy);
    const SteadyBlood blood = lying_blood(s.parameters);
    PerfusionSites sites(s.limb, s.parameters, l.treatment(kHealthy, protocol), blood);
    const auto beyond = regions_named(s.limb, {"hand", "forearm"});
    const auto fore = [&](std::size_t i) { return beyond(s.limb.patches[i].region); };
    go(sites, from), sites.read(), go(sites, to);
    const auto now = sites.read();
    const auto ratio = [&](const auto& count) {
      const Flow f = flow_of(now, count), rest = flow_of(sites.at_rest(), count);
      return Flow{f.muscle / rest.muscle, f.all / rest.all};
    };
    return Session{ratio(kEverywhere), ratio(fore)};
  });
}
Measure conduit_during(const char* protocol) {
  return [=](Laboratory& l) {
    const Session& s = session(l, protocol, 0, 20 * kMinute);
    return Measured{s.over_rest.all, fmt::format("muscle alone {:.3f}", s.over_rest.muscle)};
  };
}
Measured ball(Laboratory& l) {
  const Session& s = session(l, "exercise_arm", 10 * kMinute, 20 * kMinute);
  return {s.over_rest.all, fmt::format("hand and forearm alone x{:.2f}", s.beyond_upper_arm.all)};
}

// The thigh.
struct Thigh {
  double conduit, warmer, skin_flow, before;
};
const Thigh& thigh(Laboratory& l) {
  return l.once<Thigh>("hands thigh", [&] {
    const Subject& s = l.unrested(kHealthyLeg);
    const SteadyBlood blood = lying_blood(s.parameters);
    PerfusionOptions options;
    options.room = kStill;
    PerfusionSites sites(s.limb, s.parameters, l.treatment(kHealthyLeg, "thigh_massage_leg"), blood,
                         options);
    const auto thigh = regions_named(s.limb, {"thigh"});
    const auto front = [&](std::size_t i) {
      const LimbPatch& p = s.limb.patches[i];
      return thigh(p.region) &&
             std::abs(std::remainder(p.angle, 2 * std::numbers::pi)) < std::numbers::pi / 4;
    };
    const auto mean = [&](std::span<const PlaceReading> places, double PlaceReading::*what) {
      double sum = 0, area = 0;
      for (std::size_t i = 0; i < places.size(); ++i) {
        const double a = s.limb.patches[i].length * s.limb.patches[i].width;
        if (front(i)) sum += a * places[i].*what, area += a;
      }
      return sum / area;
    };
    Thigh found{};
    go(sites, 11 * kMinute), sites.read(), go(sites, 12 * kMinute);
    auto now = sites.read();
    found.conduit = flow_of(now, kEverywhere).all / flow_of(sites.at_rest(), kEverywhere).all;
    found.before = mean(sites.at_rest(), &PlaceReading::skin_temperature);
    found.warmer = mean(now, &PlaceReading::skin_temperature) - found.before;
    go(sites, 13 * kMinute), now = sites.read();
    found.skin_flow =
        mean(now, &PlaceReading::skin_flow) / mean(sites.at_rest(), &PlaceReading::skin_flow);
    return found;
  });
}

// The forearm after gripping.
void all_around(std::vector<Step>& steps) {
  for (Step& step : steps) {
    step.angles.clear();
    all_around(step.steps);
  }
}
struct Grip {
  double early = 0, at_30 = 0, volume = 0, lactate = 0, highest = 0;
  double pressed = 0;  ///< mean pressure on the muscle of the forearm, of the first minute [Pa]
};
double mean_on_muscle(const Limb& limb, const Surroundings& what,
                      const std::function<bool(int)>& region, double end) {
  constexpr double kEvery = 0.1;
  const std::size_t n = limb.patches.size();
  std::vector<double> skin(n), collector(limb.network.site_patch.size()), muscle(n), traction(n),
      within(limb.network.tissue.patches);
  double sum = 0, all = 0;
  for (double t = 0.5 * kEvery; t < end; t += kEvery) {
    for (auto* v : {&skin, &collector, &muscle, &traction, &within})
      std::fill(v->begin(), v->end(), 0.0);
    if (what.touching(t)) what.loads(t, {skin, collector, muscle, traction, within});
    for (std::size_t i = 0; i < n; ++i)
      if (region(limb.patches[i].region))
        sum += limb.patches[i].muscle * muscle[i], all += limb.patches[i].muscle;
  }
  return sum / all;
}
enum class After { rest, hands, grips };  ///< hands as shipped; or each contact all around the arm
const Grip& grip(Laboratory& l, After after) {
  return l.once<Grip>(fmt::format("grip {}", static_cast<int>(after)), [&] {
    const Subject& s = l.unrested(kHealthy);
    const SteadyBlood blood = lying_blood(s.parameters);
    const RestSurroundings lying(0, kSkinTemperature);
    const auto forearm = regions_named(s.limb, {"forearm"}),
               beyond = regions_named(s.limb, {"hand", "forearm"});
    const Working gripping(lying, s.limb, forearm, pressure_at(kGripStrength, s.parameters), kGrip,
                           kGrip, 1);
    PerfusionOptions options;
    options.exercise_depth = 1;
    PerfusionSites sites(s.limb, s.parameters, gripping, blood, options);
    go(sites, kGrip), sites.read();
    Protocol protocol = l.protocol(kHealthy, "forearm_massage_arm");
    if (after == After::grips) all_around(protocol.steps);
    const TreatmentSurroundings treated(
        s.limb, make_treatment(protocol, spans_of(s.limb), surface_of(s.limb)));
    const ShiftedSurroundings hands(treated, kGrip);
    sites.surround(after == After::rest ? static_cast<const Surroundings&>(lying) : hands);
    const auto fore = [&](std::size_t i) { return beyond(s.limb.patches[i].region); };
    Grip found;
    if (after != After::rest) found.pressed = mean_on_muscle(s.limb, treated, forearm, kMinute);
    for (int second = 1; second <= 600; ++second) {
      go(sites, kGrip + second);
      const auto places = sites.read();
      const double flow = flow_of(places, fore).all;
      found.volume += flow, found.highest = std::max(found.highest, flow);
      if (second > 24 && second <= 36) found.at_30 += flow / 12;
      if (second > 25 && second <= 35) found.early += flow / 10;
      for (std::size_t i = 0; i < places.size(); ++i)
        if (fore(i)) found.lactate += places[i].lactate_out;
    }
    return found;
  });
}
Measure grip_ratio(double Grip::*what, double scale, const char* unit) {
  return [=](Laboratory& l) {
    const double hands = grip(l, After::hands).*what, rest = grip(l, After::rest).*what;
    return Measured{
        hands / rest,
        fmt::format("{:.4g} of {:.4g} {}, muscle pressed by {:.1f} mmHg on average; were each hand "
                    "closed around the arm, {:.2f} and {:.1f} mmHg",
                    hands * scale, rest * scale, unit, grip(l, After::hands).pressed / kMmHg,
                    grip(l, After::grips).*what / rest, grip(l, After::grips).pressed / kMmHg)};
  };
}

// Lactate of the blood after work of both legs.
struct Decay {
  double half_time, peak;
};
const Decay& decay(Laboratory& l, const char* protocol) {
  return l.once<Decay>(fmt::format("lactate {}", protocol), [&] {
    const Subject& s = l.unrested(kAdult);
    const SteadyBlood blood = lying_blood(s.parameters);
    const RestSurroundings lying(0, kSkinTemperature);
    const Working legs(lying, s.limb, regions_named(s.limb, {"calf", "thigh"}),
                       pressure_at(kGripStrength, s.parameters), kGrip, kGrip, 1);
    PerfusionOptions options;
    options.exercise_depth = 1;
    PerfusionSites sites(s.limb, s.parameters, legs, blood, options);
    const double before = sites.arterial_lactate();
    go(sites, kGrip);
    const ShiftedSurroundings after(l.treatment(kAdult, protocol), kGrip);
    sites.surround(after);
    constexpr double kLook = 15;
    double peak = sites.arterial_lactate(), at = kGrip, last = peak;
    for (double t = kGrip + kLook; t <= kGrip + 60 * kMinute; t += kLook) {
      go(sites, t);
      const double now = sites.arterial_lactate(), half = 0.5 * (peak - before) + before;
      if (now > peak) peak = now, at = t;
      if (now < half) return Decay{t - kLook * (half - now) / (last - now) - at, peak};
      last = now;
    }
    return Decay{std::numeric_limits<double>::quiet_NaN(), peak};
  });
}

// Tight muscle.
Measured pressed_for_an_hour(Laboratory& l) {
  oxygen::MuscleTrial trial(l.parameters());
  trial.outside(16 * kMmHg), trial.pass(60);
  const double early = trial.relative_flow();
  trial.pass(59 * kMinute);
  return {trial.relative_flow(),
          fmt::format("x{:.2f} after a minute; oxygen of the tissue {:.0f} mmHg", early,
                      trial.flows().tissue_oxygen / kMmHg)};
}
Measured tense_oxygen(Laboratory& l) {
  oxygen::MuscleTrial trial(l.parameters());
  const double slack = trial.flows().tissue_oxygen;
  trial.hold(0.035), trial.pass(60 * kMinute);
  return {trial.flows().tissue_oxygen / slack,
          fmt::format("{:.0f} of {:.0f} mmHg, flow x{:.2f}", trial.flows().tissue_oxygen / kMmHg,
                      slack / kMmHg, trial.relative_flow())};
}

}  // namespace

void add_hands_measurements(Measurements& m) {
  m["stroking_conduit_flow"] = conduit_during("effleurage_arm");
  m["kneading_conduit_flow"] = conduit_during("petrissage_arm");
  m["tapping_conduit_flow"] = conduit_during("tapotement_arm");
  m["stroking_muscle_flow"] = [](Laboratory& l) {
    return Measured{session(l, "effleurage_arm", 0, 20 * kMinute).over_rest.muscle, ""};
  };
  m["ball_conduit_flow"] = ball;
  m["thigh_massage_conduit_flow"] = [](Laboratory& l) { return Measured{thigh(l).conduit, ""}; };
  m["thigh_massage_skin_temperature"] = [](Laboratory& l) {
    return Measured{thigh(l).warmer, fmt::format("before: {:.1f} degC", thigh(l).before - 273.15)};
  };
  m["thigh_massage_skin_flow"] = [](Laboratory& l) { return Measured{thigh(l).skin_flow, ""}; };
  m["grip_flow_passive"] = [](Laboratory& l) {
    return Measured{
        grip(l, After::rest).early,
        fmt::format("at most {:.0f} mL/min", grip(l, After::rest).highest * kPerMinute)};
  };
  m["grip_flow_massage"] = grip_ratio(&Grip::at_30, kPerMinute, "mL/min");
  m["grip_volume_massage"] = grip_ratio(&Grip::volume, 1e6, "mL");
  m["grip_lactate_massage"] = grip_ratio(&Grip::lactate, 1e3, "mmol");
  m["lactate_half_time_passive"] = [](Laboratory& l) {
    const Decay& d = decay(l, "rest_body");
    return Measured{d.half_time, fmt::format("peak {:.1f} mmol/L", d.peak)};
  };
  m["lactate_half_time_massage"] = [](Laboratory& l) {
    const Decay &hands = decay(l, "swedish_body"), &rest = decay(l, "rest_body");
    return Measured{
        hands.half_time / rest.half_time,
        fmt::format("{:.1f} of {:.1f} min", hands.half_time / kMinute, rest.half_time / kMinute)};
  };
  m["tight_muscle_flow"] = pressed_for_an_hour;
  m["tense_muscle_oxygen"] = tense_oxygen;
}

}  // namespace cisterna::validation
