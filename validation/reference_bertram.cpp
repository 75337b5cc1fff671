#include "reference_bertram.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>

namespace cisterna::reference {
namespace {

constexpr double kPi = std::numbers::pi;

double wall_pressure(const BertramChain& chain, std::size_t i, double diameter, double time) {
  const BertramLymphangion& l = chain.lymphangions[i];
  const double ratio = l.passive_diameter / diameter;
  double pressure = l.passive_pressure * (std::exp(1 / ratio) - ratio * ratio * ratio);
  if (time >= l.start) {
    const double phase = 2 * kPi * chain.frequency * (time - l.start);
    pressure += chain.active_tension / diameter * (1 - std::cos(phase));
  }
  return chain.external_pressure + pressure;
}

double half_tube(const BertramChain& chain, double diameter) {
  return 64 * chain.viscosity * chain.length / (kPi * std::pow(diameter, 4));
}

// Flows through the valves, one more than there are lymphangions.
void valve_flows(const BertramChain& chain, const std::vector<double>& diameters, double time,
                 std::vector<double>& flows) {
  const std::size_t count = diameters.size();
  double upstream = chain.inlet_pressure, upstream_tube = 0;
  for (std::size_t i = 0; i <= count; ++i) {
    const bool last = i == count;
    const double downstream = last ? chain.inlet_pressure + chain.adverse_pressure
                                   : wall_pressure(chain, i, diameters[i], time);
    const double downstream_tube = last ? 0 : half_tube(chain, diameters[i]);
    const double drop = valve_drop(chain, upstream_tube + downstream_tube, upstream - downstream);
    flows[i] = drop / valve_resistance(chain, drop);
    upstream = downstream;
    upstream_tube = downstream_tube;
  }
}

void rates(const BertramChain& chain, const std::vector<double>& diameters,
           const std::vector<double>& flows, std::vector<double>& out) {
  for (std::size_t i = 0; i < diameters.size(); ++i) {
    out[i] = 2 * (flows[i] - flows[i + 1]) / (kPi * chain.length * diameters[i]);
  }
}

}  // namespace

BertramChain graded_chain(double lag) {
  BertramChain chain;
  const double period = 1 / chain.frequency;
  const double pressures[] = {5, 7.5, 10, 12.5}, diameters[] = {2.5e-4, 2.2e-4, 1.9e-4, 1.6e-4};
  for (int i = 0; i < 4; ++i) {
    chain.lymphangions.push_back({pressures[i], diameters[i], 0.5 + i * lag * period});
  }
  return chain;
}

BertramChain equal_chain(int count, double lag) {
  BertramChain chain;
  for (int i = 0; i < count; ++i) {
    chain.lymphangions.push_back({5, 2.5e-4, 0.5 + i * lag / chain.frequency});
  }
  return chain;
}

double valve_resistance(const BertramChain& chain, double drop) {
  const double opening = 1 / (1 + std::exp(chain.open_slope * (drop - chain.open_pressure)));
  const double failing = 1 / (1 + std::exp(-chain.fail_slope * (drop - chain.fail_pressure)));
  return chain.valve_min + chain.valve_max * (opening + failing - 1);
}

double valve_drop(const BertramChain& chain, double tube, double drop) {
  if (tube == 0 || drop == 0) return drop;
  const auto excess = [&](double x) { return x * (1 + tube / valve_resistance(chain, x)) - drop; };
  // The root lies between no drop and the whole drop. Illinois variant: the end that stays is halved.
  double a = 0, b = drop, fa = -drop, fb = excess(drop);
  const double tolerance = 1e-11 * std::abs(drop);
  for (int iteration = 0; iteration < 200 && fb != 0; ++iteration) {
    const double c = b - fb * (b - a) / (fb - fa);
    const double fc = excess(c);
    if (std::signbit(fc) != std::signbit(fb)) {
      a = b;
      fa = fb;
    } else {
      fa *= 0.5;
    }
    if (std::abs(c - b) < tolerance) return c;
    b = c;
    fb = fc;
  }
  return b;
}

BertramRun run(const BertramChain& chain, double step, double duration, double window) {
  const std::size_t count = chain.lymphangions.size();
  std::vector<double> diameters(count, chain.start_diameter), middle(count), rate(count);
  std::vector<double> flows(count + 1), sums(count + 1, 0.0);
  BertramRun result;
  result.smallest.assign(count, std::numeric_limits<double>::infinity());
  result.largest.assign(count, 0.0);
  const long steps = std::lround(duration / step), first = std::lround((duration - window) / step);
  for (long k = 0; k < steps; ++k) {
    const double time = k * step;
    valve_flows(chain, diameters, time, flows);
    rates(chain, diameters, flows, rate);
    for (std::size_t i = 0; i < count; ++i) middle[i] = diameters[i] + 0.5 * step * rate[i];
    valve_flows(chain, middle, time + 0.5 * step, flows);
    rates(chain, middle, flows, rate);
    for (std::size_t i = 0; i < count; ++i) diameters[i] += step * rate[i];
    if (k < first) continue;
    for (std::size_t i = 0; i <= count; ++i) sums[i] += flows[i];
    for (std::size_t i = 0; i < count; ++i) {
      result.smallest[i] = std::min(result.smallest[i], diameters[i]);
      result.largest[i] = std::max(result.largest[i], diameters[i]);
    }
  }
  const double samples = static_cast<double>(steps - first);
  for (double& sum : sums) sum /= samples;
  result.inflow = sums.front();
  result.outflow = sums.back();
  for (double sum : sums) result.flow += sum / static_cast<double>(sums.size());
  for (std::size_t i = 0; i < count; ++i) {
    const double ratio = result.smallest[i] / result.largest[i];
    result.ejection.push_back(1 - ratio * ratio);
  }
  return result;
}

double zero_flow_pressure(BertramChain chain, double step, double low, double high, double duration,
                          double window) {
  const auto flow_at = [&](double pressure) {
    chain.adverse_pressure = pressure;
    return run(chain, step, duration, window).outflow;
  };
  double flow_low = flow_at(low), flow_high = flow_at(high);
  if (!(flow_low > 0) || !(flow_high < 0)) return std::numeric_limits<double>::quiet_NaN();
  const double tolerance = 1e-3 * high;
  double best = low;
  for (int iteration = 0; iteration < 20; ++iteration) {
    const double next = low + (high - low) * flow_low / (flow_low - flow_high);
    const double flow = flow_at(next);
    if (std::abs(next - best) < tolerance) return next;
    best = next;
    if (flow > 0) {
      low = next;
      flow_low = flow;
      flow_high *= 0.5;
    } else {
      high = next;
      flow_high = flow;
      flow_low *= 0.5;
    }
  }
  return best;
}

}  // namespace cisterna::reference
