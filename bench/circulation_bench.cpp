// Closed loops of blood, alone: how many seconds of a person one second of one processor core simulates.
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>
#include <vector>

#include "bench.hpp"
#include "body/circulation/blood_tree.hpp"
#include "body/circulation/breathing_body.hpp"
#include "body/circulation/ursino_loop.hpp"
#include "io/parameter_reader.hpp"
#include "solvers/cvode_stepper.hpp"
#include "solvers/sparse_system.hpp"
#include "solvers/stepper.hpp"

namespace cisterna::bench {
namespace {

using namespace circulation;

constexpr double kSettle = 60, kEnd = 360, kEvery = 5e-3, kAllowed = 1e-3;

struct Outcome {
  double seconds = 0;
  std::array<double, 3> means{};  // over all but the settling
  bool ok = false;
  StepCounts counts;
  double tolerance = 1;
};

// Timed without looking; what it is worth is looked at in a run of its own.
template <class Equations, class Stepping, class Look>
Outcome run(const Equations& equations, Stepping& stepper, Look look, int runs) {
  Outcome o;
  o.seconds = seconds_of(runs, [&] {
    stepper.start(0, equations.start());
    o.ok = stepper.advance(kEnd) == StepOutcome::ok;
  });
  o.counts = stepper.counts();
  stepper.start(0, equations.start());
  std::vector<double> y(equations.size());
  const int samples = static_cast<int>((kEnd - kSettle) / kEvery);
  for (int k = 0; o.ok && k < samples; ++k) {
    const double t = kSettle + k * kEvery;
    o.ok = stepper.advance(t) == StepOutcome::ok;
    stepper.interpolate(t, y);
    const auto now = look(y);
    for (std::size_t i = 0; i < now.size(); ++i) o.means[i] += now[i] / samples;
  }
  return o;
}

double error_of(const Outcome& o, const Outcome& reference) {
  double worst = 0;
  for (std::size_t i = 0; i < o.means.size(); ++i)
    worst = std::max(worst, std::abs(o.means[i] / reference.means[i] - 1));
  return worst;
}

// The fastest tolerance whose means err by less than allowed, and go on doing so at every tighter one.
template <class Run>
std::optional<Outcome> fastest(const char* who, Run&& run, const Outcome& reference) {
  std::optional<Outcome> best;
  for (const double tolerance : {32.0, 16.0, 8.0, 4.0, 2.0, 1.0, 0.5, 0.25}) {
    Outcome o = run(tolerance, 1);
    o.tolerance = tolerance;
    const double error = error_of(o, reference);
    std::fprintf(stderr, "  %s tolerance %g: %.3f s, error %.2e%s\n", who, tolerance, o.seconds,
                 error, o.ok ? "" : " FAILED");
    if (!o.ok || error > kAllowed)
      best.reset();
    else if (!best || o.seconds < best->seconds)
      best = o;
  }
  return best;
}

template <class Equations, class Look>
Record versus_cvode(const std::string& name, const Equations& equations, Look look) {
  const auto ours = [&](double tolerance, int runs) {
    SparseSystem<Equations> system(equations);
    Stepper stepper(system, ros34pw2(),
                    {.largest_step = equations.longest_step(), .tolerance = tolerance});
    return run(equations, stepper, look, runs);
  };
  const auto theirs = [&](double tolerance, int runs) {
    SparseSystem<Equations> system(equations);
    CvodeStepper stepper(system,
                         {.largest_step = equations.longest_step(), .tolerance = tolerance});
    return run(equations, stepper, look, runs);
  };
  const Outcome reference = ours(1.0 / 64, 1);
  Record r{name,
           0,
           "s of body in s of core",
           "CVODE BDF with KLU at its fastest tolerance of errors of means below 1e-3",
           0,
           {}};
  r.counts["reference disagreement with CVODE"] = error_of(theirs(1.0 / 64, 1), reference);
  const auto a = fastest("ours", ours, reference), b = fastest("cvode", theirs, reference);
  if (!a || !b) return r;
  double fast = 1e300, slow = 1e300;  // once more in turn: a drift of the machine meets both
  for (int k = 0; k < 3; ++k) {
    fast = std::min(fast, ours(a->tolerance, 2).seconds);
    slow = std::min(slow, theirs(b->tolerance, 1).seconds);
  }
  r.value = kEnd / fast, r.ratio = slow / fast;
  r.counts["CVODE, s of body in s of core"] = kEnd / slow;
  r.counts["tolerance"] = a->tolerance, r.counts["CVODE tolerance"] = b->tolerance;
  r.counts["steps"] = static_cast<double>(a->counts.steps);
  r.counts["rejected"] = static_cast<double>(a->counts.rejected);
  r.counts["evaluations"] = static_cast<double>(a->counts.evaluations);
  r.counts["error of means"] = error_of(*a, reference);
  return r;
}

ParameterSet shipped() { return read_parameters(std::string(CISTERNA_DATA_DIR) + "/parameters"); }

std::vector<Record> closed_loop() {
  const UrsinoLoop loop(ursino_parameters(shipped()));
  return {versus_cvode("closed_loop_real_time_factor", loop, [&](std::span<const double> y) {
    const auto r = loop.read<double>(y.first(loop.dynamic()));
    return std::array<double, 3>{r.artery, y[ursino::kArteryFlow], 1 / r.period};
  })};
}

std::array<double, 3> look_at(const BloodTree& tree, std::span<const double> y) {
  BloodOutside outside;
  const auto r = tree.read<double>(y.first(tree.dynamic()), outside);
  double flow = 0;
  for (const auto& bed : r.bed) flow += bed.flow;
  return {r.pressure[kAscendingAorta], flow, 1 / r.period};
}

std::vector<Record> whole_tree() {
  const BreathingBody body{Breathing{}};
  const BloodTree tree(shipped(), body);
  return {versus_cvode("blood_tree_real_time_factor", tree,
                       [&](std::span<const double> y) { return look_at(tree, y); })};
}

// A session of 45 min, the making of the averaged heart's table included, against the same with beats.
std::vector<Record> averaged_tree() {
  constexpr double kSession = 2700;
  const BreathingBody body{Breathing{}};
  const ParameterSet parameters = shipped();
  const BloodTree with_beats(parameters, body), averaged(parameters, body, HeartClock::averaged);
  const auto runner = [](const BloodTree& tree) {
    return [&tree](double tolerance, int runs) {
      SparseSystem<BloodTree> system(tree);
      Stepper stepper(system, ros34pw2(),
                      {.largest_step = tree.longest_step(), .tolerance = tolerance});
      return run(
          tree, stepper, [&](std::span<const double> y) { return look_at(tree, y); }, runs);
    };
  };
  const auto ours = runner(averaged), theirs = runner(with_beats);
  const Outcome own = ours(1.0 / 64, 1), reference = theirs(1.0 / 64, 1);
  Record r{"averaged_tree_real_time_factor",
           0,
           "s of body in s of core",
           "the same with beats, at its fastest tolerance of errors of means below 1e-3",
           0,
           {}};
  r.counts["means differ from those with beats by"] = error_of(own, reference);
  const auto a = fastest("averaged", ours, own), b = fastest("beats", theirs, reference);
  if (!a || !b) return {r};
  double fast = 1e300, slow = 1e300, table = 1e300;  // once more in turn
  for (int k = 0; k < 3; ++k) {
    fast = std::min(fast, ours(a->tolerance, 2).seconds);
    slow = std::min(slow, theirs(b->tolerance, 1).seconds);
    table = std::min(table, seconds_of(1, [&] {
                       const BloodTree made(parameters, body, HeartClock::averaged);
                       if (!made.averaged_heart()->complete()) r.counts["table incomplete"] = 1;
                     }));
  }
  const double session = fast / kEnd * kSession + table;
  r.value = kSession / session, r.ratio = slow / kEnd * kSession / session;
  r.counts["without its table, s of body in s of core"] = kEnd / fast;
  r.counts["with beats, s of body in s of core"] = kEnd / slow;
  r.counts["table, s"] = table;
  r.counts["tolerance"] = a->tolerance, r.counts["tolerance with beats"] = b->tolerance;
  r.counts["steps"] = static_cast<double>(a->counts.steps);
  r.counts["rejected"] = static_cast<double>(a->counts.rejected);
  return {r};
}

}  // namespace

std::map<std::string, Bench> circulation_benches() {
  return {{"closed_loop_real_time_factor", closed_loop},
          {"blood_tree_real_time_factor", whole_tree},
          {"averaged_tree_real_time_factor", averaged_tree}};
}

}  // namespace cisterna::bench
