// Single laws: valve thresholds, and a lymphangion in the limit where algebra gives its flow.
#include <cmath>
#include <numbers>

#include "body/limb/limb.hpp"
#include "body/lymph/valve.hpp"
#include "engine_chain.hpp"
#include "laboratory.hpp"
#include "measurement_sets.hpp"

namespace cisterna::validation {
namespace {

using reference::BertramChain;

struct Thresholds {
  double opening, closing;
};

// Of the valve law at a stretch of the vessel.
Thresholds thresholds(const lymph::HumanValve<double>& valve, double stretch) {
  const double g = lymph::valve_distension(stretch, valve);
  return {valve.opening_base + valve.opening_span * g, valve.closing_base + valve.closing_span * g};
}

lymph::HumanValve<double> valve_of(Laboratory& laboratory) {
  return human_law(laboratory.subject(kHealthy).parameters).valve;
}

// Diameter at which the wall of equation 2 stands at `pressure`, contracted by `swing` in 0..2.
double diameter_at(const BertramChain& chain, double pressure, double swing) {
  const auto& l = chain.lymphangions[0];
  double low = 1e-6, high = 1e-2;
  for (int k = 0; k < 100; ++k) {
    const double d = 0.5 * (low + high), ratio = l.passive_diameter / d;
    const double p = chain.external_pressure +
                     l.passive_pressure * (std::exp(1 / ratio) - ratio * ratio * ratio) +
                     chain.active_tension / d * swing;
    (p < pressure ? low : high) = d;
  }
  return 0.5 * (low + high);
}

Measured quick_limit(Laboratory&) {
  BertramChain chain = reference::equal_chain(1);
  chain.frequency = 0.02;  // slow: pressures equalise within a beat
  chain.viscosity *= 1e-3;
  chain.valve_min = 1;  // ideal valves: open without resistance, shut tight, without bias
  chain.valve_max = 1e16;
  chain.open_pressure = 0;
  chain.open_slope = 5000;
  chain.adverse_pressure = 10;
  const double duration = 40 / chain.frequency;
  const double flow = run_engine(chain, duration, 10 / chain.frequency, 0.01).flow;
  const double filled = diameter_at(chain, chain.inlet_pressure, 0);
  const double emptied = diameter_at(chain, chain.inlet_pressure + chain.adverse_pressure, 2);
  const double stroke =
      0.25 * std::numbers::pi * chain.length * (filled * filled - emptied * emptied);
  return {flow / (chain.frequency * stroke), ""};
}

}  // namespace

void add_law_measurements(Measurements& m) {
  m["valve_closing_low"] = [](Laboratory& laboratory) {
    const auto valve = valve_of(laboratory);
    return Measured{thresholds(valve, valve.stretch_low).closing, ""};
  };
  m["valve_closing_high"] = [](Laboratory& laboratory) {
    const auto valve = valve_of(laboratory);
    return Measured{thresholds(valve, valve.stretch_high).closing, ""};
  };
  m["valve_opening_span"] = [](Laboratory& laboratory) {
    const auto valve = valve_of(laboratory);
    return Measured{thresholds(valve, valve.stretch_high).opening /
                        thresholds(valve, valve.stretch_low).opening,
                    ""};
  };
  m["quick_limit"] = quick_limit;
}

}  // namespace cisterna::validation
