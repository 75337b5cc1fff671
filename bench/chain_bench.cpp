// Chains of lymphangions against CVODE (BDF, KLU) on the same equations, and how cost grows with size.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

#include "bench.hpp"
#include "body/limb/chain.hpp"
#include "body/limb/limb.hpp"
#include "body/limb/lymph_system.hpp"
#include "io/parameter_reader.hpp"
#include "solvers/cvode_run.hpp"
#include "solvers/stepper.hpp"

namespace cisterna::bench {
namespace {

constexpr double kDuration = 60, kAllowed = 1e-3;

// Bertram 2011 as published, its first lymphangion repeated; 90 degrees between neighbours.
LymphNetwork bertram_chain(std::size_t n) {
  constexpr double kDyn = 0.1;  // dyn/cm2 [Pa]
  BertramChain c;
  for (std::size_t i = 0; i < n; ++i) {
    c.scale_pressure.push_back(50 * kDyn);
    c.scale_diameter.push_back(0.025e-2);
    c.start_time.push_back(0.5 * static_cast<double>(i % 4 + 1));
  }
  c.length = 0.3e-2, c.viscosity = 1e-3, c.tension = 3.6e-3, c.frequency = 0.5;
  c.inlet_pressure = c.outlet_pressure = 2275 * kDyn, c.outside_pressure = 2100 * kDyn;
  c.valve = {600e5, 1.2e7 * 1e5, -70 * kDyn, 0.049 / kDyn, -1.8e4 * kDyn, 0.04 / kDyn, 1e-4};
  return make_chain(c);
}

enum class Pacing { prescribed, own };

// Prescribed: each pacemaker runs by itself at one rate, from phases spread at the start. Left to stretch, shear
// and their neighbours the phases of a thousand drift apart at any tolerance, and with them the mean flow.
LymphNetwork human_chain(std::size_t n, Pacing pacing) {
  const ParameterSet p = read_parameters(std::string(CISTERNA_DATA_DIR) + "/parameters");
  const double open = 1 / p["lymph.valve.open_resistance"],
               d = p["lymph.collector.reference_diameter"];
  constexpr double kMmHg = 133.322387415;
  HumanLaw law = human_law(p);
  if (pacing == Pacing::prescribed) {
    law.pacemaker.rate_low = law.pacemaker.rate_high;
    law.pacemaker.rise_gain = law.pacemaker.trigger_rate = law.pacemaker.shear_gain = 0;
    law.shear.amplitude_gain = 0;
  }
  return make_human_chain(law, n, 8e-3, d, p["lymph.fluid.viscosity"], open,
                          open / p["lymph.valve.closed_factor"], 2 * kMmHg, 4 * kMmHg);
}

struct Outcome {
  double seconds = 0, mean_flow = 0;
  bool ok = false;
  std::map<std::string, double> counts;
};

// Volume moved through each valve, as a mean over all valves: what the run is for, and blind to drifting phases. The
// meter at the inlet counts what came in; each valve on passed that less what the lymphangions before it hold more.
double volume_moved(const LymphSystem& system, std::span<const double> first,
                    std::span<const double> last) {
  const StateLayout& at = system.layout();
  const std::size_t count = system.network().lymphangions;
  double moved = last[at.metered] - first[at.metered], sum = moved;
  for (std::size_t i = 0; i < count; ++i) {
    moved -= last[at.volume + i] - first[at.volume + i];
    sum += moved;
  }
  return sum / static_cast<double>(count + 1);
}

// How a run is set: the factor on all tolerances, and that on what valves feel.
struct Setting {
  double tolerance = 1, felt = 128;
};

Outcome run_ours(const LymphNetwork& w, Setting set, int runs) {
  Outcome o;
  LymphSystem system(w, nullptr, {false, false, set.tolerance, set.felt});
  const auto y0 = system.rest_guess(1);
  std::vector<double> end(y0.size());
  o.seconds = seconds_of(runs, [&] {
    Stepper<LymphSystem> stepper(system, rodas3(), {});
    stepper.start(0, y0);
    o.ok = stepper.advance(kDuration) == StepOutcome::ok;
    stepper.interpolate(kDuration, end);
    const StepCounts& c = stepper.counts();
    o.counts = {{"steps", double(c.steps)},
                {"rejected", double(c.rejected)},
                {"evaluations", double(c.evaluations)},
                {"factorisations", double(c.factorisations)},
                {"tolerance", set.tolerance},
                {"felt tolerance", set.felt}};
  });
  o.mean_flow = volume_moved(system, y0, end) / kDuration;
  return o;
}

Outcome run_cvode(const LymphNetwork& w, Setting set, int runs) {
  Outcome o;
  LymphSystem system(w, nullptr, {false, false, 1, set.felt});
  const auto y0 = system.rest_guess(1);
  std::vector<double> end;
  o.seconds = seconds_of(runs, [&] {
    CvodeRun run(cvode_system(system), 0, y0, set.tolerance);
    o.ok = run.advance(kDuration);
    end.assign(run.state().begin(), run.state().end());
    const CvodeCounts c = run.counts();
    o.counts = {{"steps", double(c.steps)},
                {"evaluations", double(c.evaluations)},
                {"factorisations", double(c.factorisations)},
                {"error failures", double(c.error_failures)},
                {"Newton failures", double(c.newton_failures)},
                {"tolerance", set.tolerance},
                {"felt tolerance", set.felt}};
  });
  o.mean_flow = volume_moved(system, y0, end) / kDuration;
  return o;
}

// The fastest setting whose mean flow errs by less than allowed, and goes on doing so at every tighter tolerance: one that
// happens to hit the flow among others that do not is no setting to work with. Loose to tight, family by family.
template <class Run>
std::optional<Outcome> fastest(const char* who, Run&& run, const std::vector<Setting>& settings,
                               double reference) {
  std::optional<Outcome> best, family;
  for (std::size_t k = 0; k < settings.size(); ++k) {
    const Setting& set = settings[k];
    Outcome o = run(set, 1);
    const double error = o.counts["mean-flow error"] = std::abs(o.mean_flow / reference - 1);
    std::fprintf(stderr, "  %s tolerance %g, felt %g: %.3f s, error %.2e%s\n", who, set.tolerance,
                 set.felt, o.seconds, error, o.ok ? "" : " FAILED");
    if (!o.ok || error > kAllowed)
      family.reset();
    else if (!family || o.seconds < family->seconds)
      family = o;
    const bool last = k + 1 == settings.size() || settings[k + 1].felt != set.felt;
    if (last && family && (!best || family->seconds < best->seconds)) best = family;
    if (last) family.reset();
  }
  return best;
}

std::vector<Record> versus_cvode(const std::string& name, const LymphNetwork& w) {
  const Outcome tight = run_ours(w, {1.0 / 256, 8}, 1);
  const Outcome check = run_cvode(w, {1.0 / 256, 8}, 1);
  // Both have the same choice of settings.
  std::vector<Setting> settings;
  for (const double felt : {8.0, 32.0, 128.0})
    for (const double tolerance : {8.0, 4.0, 2.8, 2.0, 1.4, 1.0, 0.7, 0.5, 0.25, 0.1, 0.05, 0.03})
      settings.push_back({tolerance, felt});
  const auto ours = fastest(
      "ours", [&](const Setting& s, int) { return run_ours(w, s, 3); }, settings, tight.mean_flow);
  const auto cvode = fastest(
      "cvode", [&](const Setting& s, int n) { return run_cvode(w, s, n); }, settings,
      tight.mean_flow);
  Record r{name, 0,
           "s",  "CVODE BDF with KLU at its fastest tolerance of mean-flow error below 1e-3",
           0,    {}};
  r.counts["reference disagreement with CVODE"] = std::abs(check.mean_flow / tight.mean_flow - 1);
  if (ours && cvode) {
    // Both once more, in turn, so that a drift of the machine meets both.
    double fast = 1e300, slow = 1e300;
    for (int k = 0; k < 3; ++k) {
      const auto set = [](const Outcome& o) {
        return Setting{o.counts.at("tolerance"), o.counts.at("felt tolerance")};
      };
      fast = std::min(fast, run_ours(w, set(*ours), 3).seconds);
      slow = std::min(slow, run_cvode(w, set(*cvode), 3).seconds);
    }
    r.value = fast, r.ratio = slow / fast;
    r.counts["CVODE seconds"] = slow;
    for (const auto& [key, value] : ours->counts) r.counts[key] = value;
    for (const auto& [key, value] : cvode->counts) r.counts["CVODE " + key] = value;
  }
  return {r};
}

std::vector<Record> size_scaling() {
  std::vector<double> log_size, log_time;
  Record exponent{
      "size_exponent", 0, "1", "cost a step and lymphangion at 100 lymphangions", 0, {}};
  Record bytes{"bytes_per_lymphangion", 0, "bytes", "1024 bytes", 0, {}};
  for (const std::size_t n : {100u, 1000u, 10000u, 100000u}) {
    const LymphNetwork w = human_chain(n, Pacing::own);
    LymphSystem system(w, nullptr, {false, false, 1});
    Stepper<LymphSystem> stepper(system, ros34pw2(), {});
    stepper.start(0, system.rest_guess(1));
    const double span = n >= 10000 ? 0.5 : 5;
    const double seconds = seconds_of(1, [&] { stepper.advance(span); });
    const double work = static_cast<double>(stepper.counts().factorisations);
    log_size.push_back(std::log(double(n))), log_time.push_back(std::log(seconds / work));
    exponent.counts["ns a lymphangion and attempted step, " + std::to_string(n)] =
        1e9 * seconds / work / double(n);
    bytes.value = static_cast<double>(system.bytes() + stepper.bytes() + w.bytes()) / double(n);
  }
  double mx = 0, my = 0, xx = 0, xy = 0;
  for (std::size_t i = 0; i < log_size.size(); ++i) mx += log_size[i] / 4, my += log_time[i] / 4;
  for (std::size_t i = 0; i < log_size.size(); ++i)
    xx += (log_size[i] - mx) * (log_size[i] - mx), xy += (log_size[i] - mx) * (log_time[i] - my);
  exponent.value = exponent.ratio = xy / xx;
  bytes.ratio = bytes.value / 1024;
  return {exponent, bytes};
}

}  // namespace

std::map<std::string, Bench> chain_benches() {
  return {{"chain_1000_vs_cvode",
           [] { return versus_cvode("chain_1000_vs_cvode", bertram_chain(1000)); }},
          {"human_chain_1000_vs_cvode",
           [] {
             return versus_cvode("human_chain_1000_vs_cvode",
                                 human_chain(1000, Pacing::prescribed));
           }},
          {"size_exponent", size_scaling}};
}

}  // namespace cisterna::bench
