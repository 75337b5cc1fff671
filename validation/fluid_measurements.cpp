// The body's fluid (two compartments, regions), muscle beds and skin: small systems of their own, without a limb.
#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include "body/fluid_balance/two_compartments.hpp"
#include "body/fluid_balance/whole_body.hpp"
#include "body/skin/skin_heat.hpp"
#include "engine/muscle_trial.hpp"
#include "laboratory.hpp"
#include "measurement_sets.hpp"
#include "solvers/dense_system.hpp"
#include "solvers/stepper.hpp"

namespace cisterna::validation {
namespace {

constexpr double kMmHg = 133.322387415, kMinute = 60, kHour = 3600, kLitre = 1e-3;
constexpr double kDay = 24 * kHour, kSteady = 2000 * kHour;

template <class Equations>
std::vector<double> after(const Equations& equations, const std::vector<double>& start,
                          double duration) {
  DenseSystem<Equations> system(equations);
  Stepper<DenseSystem<Equations>> stepper(system, rodas3(), {.first_step = 1e-2});
  stepper.start(0, start);
  if (stepper.advance(duration) != StepOutcome::ok ||
      stepper.restart_at(duration) != StepOutcome::ok)
    throw std::runtime_error("the stepper stopped");
  return {stepper.state().begin(), stepper.state().end()};
}

// Two compartments.

struct FluidCase {
  double shift = 0, pump = 1, albumin = 1, saline = 0;  ///< [Pa], [1], [1], over an hour [m3]
};

double tissue_volume(Laboratory& laboratory, const FluidCase& c, double time) {
  fluid::TwoCompartmentBalance body(fluid::two_compartments(laboratory.parameters()));
  const auto rest = body.rest();
  std::vector<double> y(rest.begin(), rest.end());
  y[1] *= c.albumin;
  body.inputs.plasma_held = c.saline == 0;
  body.inputs.capillary_shift = c.shift, body.inputs.lymph_pump = c.pump;
  if (c.saline > 0) {
    body.inputs.water = c.saline / kHour;
    y = after(body, y, kHour);
    body.inputs.water = 0;
    time -= kHour;
  }
  return after(body, y, time)[2];
}

Measure fluid_at(const FluidCase& c, double time) {
  return [=](Laboratory& l) { return Measured{tissue_volume(l, c, time), ""}; };
}

Measured runaway_rate(Laboratory& l) {
  const FluidCase weak{.pump = 0.1};
  return {(tissue_volume(l, weak, kSteady) - tissue_volume(l, weak, kDay)) / (kSteady - kDay), ""};
}

// Regions at rest.

fluid::WholeBodyBalance regions(Laboratory& l) {
  return fluid::WholeBodyBalance(fluid::whole_body(l.parameters()));
}
std::size_t place(std::string_view name) {
  for (std::size_t r = 0; r < fluid::kRegions.size(); ++r)
    if (fluid::kRegions[r] == name) return r;
  throw std::runtime_error("no such region");
}

Measured splanchnic_share(Laboratory& l) {
  double all = 0;
  const auto body = regions(l);
  for (const auto& r : body.body().regions) all += r.lymph_at_rest;
  return {body.body().regions[place("splanchnic")].lymph_at_rest / all, ""};
}

Measure lymph_protein(const char* region) {
  return [=](Laboratory& l) {
    return Measured{regions(l).rest_of(place(region)).concentration, ""};
  };
}

Measured largest_trim(Laboratory& l) {
  const auto body = regions(l);
  double largest = 0;
  std::string note;
  for (std::size_t r = 0; r < body.regions(); ++r) {
    const double trim = body.rest_of(r).trim;
    largest = std::max(largest, std::abs(trim));
    note += fmt::format("{}{} {:+.1f}", r == 0 ? "mmHg: " : ", ", fluid::kRegions[r], trim / kMmHg);
  }
  return {largest, note};
}

// Muscle.

using Trial = oxygen::MuscleTrial;

Measure at_greatest_use(double (*read)(const Trial&)) {
  return [=](Laboratory& l) {
    Trial trial(l.parameters());
    const auto& p = trial.bed().parameters();
    trial.bed().inputs.extra_demand = p.greatest_demand - p.demand;
    trial.pass(5 * kMinute);
    return Measured{read(trial), fmt::format("use {:.0f} % of the demand",
                                             100 * trial.flows().use / trial.flows().demand)};
  };
}

oxygen::Peak after_occlusion(Laboratory& l, double duration, double column) {
  Trial trial(l.parameters());
  if (column != 0) {
    const auto& p = trial.bed().parameters();
    trial.move_to(p.arterial_pressure + column, std::max(0.0, p.venous_pressure + column));
    trial.pass(5 * kMinute);
  }
  trial.occlude(duration);
  return trial.peak_within(3 * kMinute);
}

Measure hyperaemia(double minutes) {
  return [=](Laboratory& l) {
    const double one = after_occlusion(l, minutes * kMinute, 0).height;
    const double five = after_occlusion(l, 5 * kMinute, 0).height;
    return Measured{(one - 1) / (five - 1),
                    fmt::format("peaks x{:.2f} and x{:.2f} of rest", one, five)};
  };
}

Measure hyperaemia_held(double column) {
  return [=](Laboratory& l) {
    const double moved = after_occlusion(l, 5 * kMinute, column).height;
    return Measured{moved / after_occlusion(l, 5 * kMinute, 0).height, ""};
  };
}

constexpr double kStrong = 0.6, kBrief = 0.3;

oxygen::Peak after_brief(Laboratory& l, int times) {
  Trial trial(l.parameters());
  trial.contract(kStrong, kBrief, 1, times - 1);
  trial.hold(kStrong), trial.pass(kBrief), trial.hold(0);
  return trial.peak_within(kMinute);
}

Measured brief_size(Laboratory& l) {
  const double once = after_brief(l, 1).height, often = after_brief(l, 60).height;
  return {(once - 1) / (often - 1),
          fmt::format("x{:.2f} once, x{:.2f} after a minute", once, often)};
}

struct Squeeze {
  oxygen::Peak peak;
  double late;
};
Squeeze squeeze(Laboratory& l) {
  Trial trial(l.parameters());
  trial.outside(200 * kMmHg), trial.pass(1), trial.outside(0);
  const oxygen::Peak peak = trial.peak_within(30);
  return {peak, trial.recorded(15)};
}

// The least input, halving an interval, after 10 s of which less than a hundredth of the flow of rest is left.
template <class Apply>
double least_that_stops(Laboratory& l, double high, Apply apply) {
  double low = 0;
  while (high - low > high / 1024) {
    const double middle = 0.5 * (low + high);
    Trial trial(l.parameters());
    apply(trial, middle), trial.pass(10);
    (trial.relative_flow() < 0.01 ? high : low) = middle;
  }
  return high;
}

Measured stop_passive(Laboratory& l) {
  constexpr double kDiastolic = 80 * kMmHg;
  const double outside = least_that_stops(l, 150 * kMmHg, [](Trial& t, double p) { t.outside(p); });
  return {(outside + l.parameters()["tissue.muscle.rest_pressure"]) / kDiastolic, ""};
}
Measured stop_active(Laboratory& l) {
  return {least_that_stops(l, 1, [](Trial& t, double x) { t.hold(x); }), ""};
}

Measured low_tone_pressure(Laboratory& l) {
  const auto m = Trial(l.parameters()).bed().parameters().pressure;
  return {oxygen::tissue_pressure_of(0.05, 1.0, 0.0, m) - m.rest, ""};
}

Measured low_tone_flow(Laboratory& l) {
  Trial trial(l.parameters());
  trial.hold(0.05), trial.pass(kHour);
  return {trial.relative_flow(), ""};
}

Measured pressed_40(Laboratory& l) {
  Trial trial(l.parameters());
  trial.outside(40 * kMmHg), trial.pass(10 * kMinute);
  return {trial.relative_flow(), ""};
}

Measured handgrip_lactate(Laboratory& l) {
  Trial trial(l.parameters());
  trial.hold(0.4), trial.pass(2 * kMinute), trial.hold(0), trial.pass(30);
  return {trial.flows().venous_lactate - trial.bed().inputs.arterial_lactate,
          fmt::format("muscle at {:.0f} mmol/L, flow x{:.1f} of rest", trial.flows().tissue_lactate,
                      trial.relative_flow())};
}

// Skin.

struct Massaged {
  double temperature, flow;
  std::string note;
};
Massaged massaged_skin(Laboratory& l) {
  constexpr double kIce = 273.15, kForce = 10, kSpeed = 0.25, kArea = 400e-4;  // [N], [m/s], [m2]
  skin::SkinBalance skin(skin::skin_heat(l.parameters()));
  skin.inputs.room = kIce + 22;
  const auto rest = skin.rest();
  const double flow = skin.flow(rest);
  skin.inputs.covered = 0.5, skin.inputs.hand = kIce + 34;
  skin.inputs.friction = kForce * kSpeed / kArea;
  auto y = after(skin, {rest.begin(), rest.end()}, 12 * kMinute);
  skin.inputs.covered = 0, skin.inputs.friction = 0;
  y = after(skin, y, kMinute);
  return {y[0] - rest[0], skin.flow(y) / flow, fmt::format("before: {:.1f} degC", rest[0] - kIce)};
}

}  // namespace

void add_fluid_measurements(Measurements& m) {
  const FluidCase rest, five{.shift = 5 * kMmHg}, ten{.shift = 10 * kMmHg}, weak{.pump = 0.25};
  const FluidCase thin{.albumin = 0.6}, saline{.saline = kLitre};
  m["fluid_rest_2000h"] = fluid_at(rest, kSteady);
  m["fluid_pressure_5_24h"] = fluid_at(five, kDay);
  m["fluid_pressure_5_2000h"] = fluid_at(five, kSteady);
  m["fluid_pressure_10_24h"] = fluid_at(ten, kDay);
  m["fluid_pressure_10_2000h"] = fluid_at(ten, kSteady);
  m["fluid_weak_lymph_24h"] = fluid_at(weak, kDay);
  m["fluid_weak_lymph_2000h"] = fluid_at(weak, kSteady);
  m["fluid_runaway_rate"] = runaway_rate;
  m["fluid_low_albumin_24h"] = fluid_at(thin, kDay);
  m["fluid_low_albumin_2000h"] = fluid_at(thin, kSteady);
  m["fluid_saline_24h"] = fluid_at(saline, kDay);
  m["fluid_saline_2000h"] = fluid_at(saline, kSteady);
  m["fluid_splanchnic_share"] = splanchnic_share;
  m["fluid_leg_lymph_protein"] = lymph_protein("left_leg");
  m["fluid_splanchnic_lymph_protein"] = lymph_protein("splanchnic");
  m["fluid_capillary_trim"] = largest_trim;
}

void add_oxygen_measurements(Measurements& m) {
  m["oxygen_rest_venous"] = [](Laboratory& l) {
    return Measured{Trial(l.parameters()).flows().venous_oxygen, ""};
  };
  m["oxygen_peak_venous"] = at_greatest_use([](const Trial& t) { return t.flows().venous_oxygen; });
  m["oxygen_peak_perfusion"] =
      at_greatest_use([](const Trial& t) { return t.flows().in / kLitre; });
  m["hyperaemia_half_minute"] = hyperaemia(0.5);
  m["hyperaemia_one_minute"] = hyperaemia(1);
  m["hyperaemia_two_minutes"] = hyperaemia(2);
  m["hyperaemia_raised"] = hyperaemia_held(-20 * kMmHg);
  m["hyperaemia_lowered"] = hyperaemia_held(20 * kMmHg);
  m["brief_contraction_peak_time"] = [](Laboratory& l) {
    return Measured{after_brief(l, 1).time, ""};
  };
  m["brief_contraction_size"] = brief_size;
  m["squeeze_peak_time"] = [](Laboratory& l) {
    const Squeeze s = squeeze(l);
    return Measured{s.peak.time, fmt::format("x{:.2f}, half gone after {:.1f} s", s.peak.height,
                                             s.peak.half_gone)};
  };
  m["squeeze_gone"] = [](Laboratory& l) {
    const Squeeze s = squeeze(l);
    return Measured{(s.late - 1) / (s.peak.height - 1), ""};
  };
  m["flow_stop_passive"] = stop_passive;
  m["flow_stop_active"] = stop_active;
  m["low_tone_pressure"] = low_tone_pressure;
  m["low_tone_flow"] = low_tone_flow;
  m["pressed_40_muscle_flow"] = pressed_40;
  m["handgrip_lactate"] = handgrip_lactate;
  m["skin_massage_temperature"] = [](Laboratory& l) {
    const Massaged s = massaged_skin(l);
    return Measured{s.temperature, s.note};
  };
  m["skin_massage_flow"] = [](Laboratory& l) { return Measured{massaged_skin(l).flow, ""}; };
}

}  // namespace cisterna::validation
