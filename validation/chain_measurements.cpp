#include "measurement_sets.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "engine_chain.hpp"

namespace cisterna::validation {
namespace {

using reference::BertramChain;
using reference::BertramRun;

// At a tenth of the engine's usual error tolerances its flows differ from those at a hundredth of it by
// less than a hundredth of the accepted 2 %; what is left is the lag of the leaflets.
constexpr double kAccuracy = 0.1;
constexpr double kPascalPerDyne = 0.1;
constexpr double kStopWindow = 10;  // [s], the last of 60: what gives the whole of table C
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

BertramChain against(BertramChain chain, double dyn_per_cm2) {
  chain.adverse_pressure = kPascalPerDyne * dyn_per_cm2;
  return chain;
}

BertramRun engine_run(const BertramChain& chain, double window = 20) {
  return run_engine(chain, 60, window, kAccuracy);
}

std::string named(const std::string& prefix, double value) {
  return fmt::format("{}_{}{:.0f}", prefix, value < 0 ? "m" : "", std::abs(value));
}

Measure flow_of(const BertramChain& chain) {
  return [chain](Laboratory&) { return Measured{engine_run(chain).flow, ""}; };
}

// Pressure at which the outflow of `chain` changes sign between two pressures [Pa]: false position.
double stop_pressure(BertramChain chain, double low, double high) {
  const auto flow_at = [&](double pressure) {
    chain.adverse_pressure = pressure;
    return engine_run(chain, kStopWindow).outflow;
  };
  double flow_low = flow_at(low), flow_high = flow_at(high);
  if (!(flow_low > 0) || !(flow_high < 0)) return kNaN;
  double best = low;
  for (int iteration = 0; iteration < 20; ++iteration) {
    const double next = low + (high - low) * flow_low / (flow_low - flow_high);
    if (std::abs(next - best) < 1e-3 * high) return next;
    best = next;
    const double flow = flow_at(next);
    if (flow > 0) {
      low = next, flow_low = flow, flow_high *= 0.5;
    } else {
      high = next, flow_high = flow, flow_low *= 0.5;
    }
  }
  return best;
}

void add_graded(Measurements& m) {
  for (double p : {-100, 0, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500, 600}) {
    const BertramChain chain = against(reference::graded_chain(), p);
    m[named("bertram_A_flow", p)] = flow_of(chain);
    m[named("bertram_A_ejection", p)] = [chain](Laboratory&) {
      return Measured{engine_run(chain).ejection[0], ""};
    };
  }
  m["bertram_A_zero_flow"] = [](Laboratory&) {
    const double q500 = engine_run(against(reference::graded_chain(), 500)).flow;
    const double q600 = engine_run(against(reference::graded_chain(), 600)).flow;
    return Measured{kPascalPerDyne * (500 + 100 * q500 / (q500 - q600)), ""};
  };
  for (double p : {0, 200, 400}) {
    BertramChain chain = against(reference::graded_chain(), p);
    std::swap(chain.open_slope, chain.fail_slope);
    m[named("bertram_B_flow", p)] = flow_of(chain);
  }
}

void add_equal(Measurements& m) {
  for (int count : {1, 2, 3, 4, 5, 8}) {
    const BertramChain chain = reference::equal_chain(count);
    m[named("bertram_C_flow", count)] = flow_of(chain);
    m[named("bertram_C_zero_flow", count)] = [chain](Laboratory&) {
      return Measured{stop_pressure(chain, 10, 100), ""};
    };
  }
}

double flow_at_lag(int degrees) {
  return engine_run(against(reference::graded_chain(degrees / 360.0), 200)).flow;
}

void add_lags(Measurements& m) {
  for (int degrees = 0; degrees < 360; degrees += 45) {
    m[named("bertram_D_flow", degrees)] = [degrees](Laboratory&) {
      return Measured{flow_at_lag(degrees), ""};
    };
  }
  m["bertram_D_best_lag"] = [](Laboratory&) {
    int best = 0;
    for (int degrees = 45; degrees < 360; degrees += 45) {
      if (flow_at_lag(degrees) > flow_at_lag(best)) best = degrees;
    }
    return Measured{best * std::acos(-1.0) / 180, ""};
  };
}

void add_valves(Measurements& m) {
  constexpr double kSi = 1e5;  // Pa s/m3 per dyn s/cm5
  for (double open : {1e2, 6e3, 6e4, 6e5}) {
    BertramChain chain = against(reference::graded_chain(), 200);
    chain.valve_min = kSi * open;
    m[named("bertram_E_flow_Rmin", open)] = flow_of(chain);
  }
  BertramChain tight = against(reference::graded_chain(), 200);
  tight.valve_max = kSi * 1.2e8;
  m[named("bertram_E_flow_Rmax", 1.2e8)] = flow_of(tight);
}

}  // namespace

void add_chain_measurements(Measurements& measurements) {
  add_graded(measurements);
  add_equal(measurements);
  add_lags(measurements);
  add_valves(measurements);
}

}  // namespace cisterna::validation
