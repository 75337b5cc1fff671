#include "measure/occlusion_cuff.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <memory>
#include <stdexcept>

#include "body/limb/cuff.hpp"
#include "measure/cannula.hpp"
#include "measure/near_infrared.hpp"
#include "measure/readings.hpp"
#include "measure/signals.hpp"
#include "measure/statistics.hpp"

namespace cisterna {
namespace {

constexpr double kClosed = 1e-9;  // of a valve's conductance: no flow passes
constexpr double kBuildUp = 20 * 60, kLook = 10 * 60, kLongest = 3 * 60 * 60;  // [s]
constexpr double kLookStep = 1;                                                // [s]
constexpr double kPlateau = 0.05;
constexpr int kCuffed = 1;  // region of a member: forearm, calf
constexpr double kMmHg = 133.322387415;
constexpr int kFirst = 20, kHighest = 120, kRise = 10;  // of an occluding cuff [mmHg]
constexpr double kHeld = 60, kCounted = 240;            // [s], of each of its pressures
constexpr double kStopped = 0.02;                       // of the flow at rest

// Middle of the region that the cuff lies on.
double cuffed(const Limb& limb, int member) {
  const int first =
      limb.members.empty() ? 0 : limb.members[static_cast<std::size_t>(member)].first_region;
  return region_part(limb, first + kCuffed).middle();
}

// What collectors build up below a cuff, or why they build up nothing.
Finding built_up(RunningLimb& closed, const std::vector<int>& last, const std::vector<int>& seen) {
  if (last.empty()) return {kUnknown, "no superficial collector passes under the cuff"};
  const VesselRecording build_up = closed.film(kBuildUp, kPicture);
  const auto rests = [&](int i) { return contractions(signal(build_up.diameter, i)).empty(); };
  if (std::all_of(seen.begin(), seen.end(), rests))
    return {kUnknown, "no superficial collector contracts in twenty minutes"};
  std::vector<double> systolic;
  for (int i : last) systolic.push_back(highest_pressure(build_up, {i}));
  return {mean(systolic)};
}

// The limb with its superficial vessels closed under the cuff, and its run.
struct Closed {
  Closed(const Limb& limb, int member, const RunningFrom& run)
      : last(last_below(limb, cuffed(limb, member), member)),
        seen(superficial(limb, {0, limb.length}, member)),
        closed(limb) {
    closed.network = closed_at(limb.network, last);
    running = run(closed);
  }
  std::vector<int> last, seen;
  Limb closed;
  std::unique_ptr<RunningLimb> running;
};

}  // namespace

LymphNetwork closed_at(const LymphNetwork& network, const std::vector<int>& lymphangions) {
  LymphNetwork closed = network;
  for (std::size_t e = 0; e < closed.valves(); ++e) {
    if (std::find(lymphangions.begin(), lymphangions.end(), closed.valve_from[e]) ==
        lymphangions.end())
      continue;
    closed.valve_open[e] *= kClosed;
    closed.valve_closed[e] *= kClosed;
  }
  return closed;
}

Finding pumping_pressure(RunningLimb& closed, const std::vector<int>& last,
                         const std::vector<int>& seen) {
  return built_up(closed, last, seen);
}

Finding pumping_pressure_plateau(RunningLimb& closed, const std::vector<int>& last,
                                 const std::vector<int>& seen) {
  if (const Finding begun = built_up(closed, last, seen); std::isnan(begun.value)) return begun;
  double before = 0;
  for (double t = kBuildUp; t < kLongest; t += kLook) {
    const double now = mean_pressure(closed.film(kLook, kLookStep), last);
    if (std::abs(now - before) < kPlateau * std::abs(now)) return {now};
    before = now;
  }
  return {kUnknown, "no plateau in three hours"};
}

Finding pumping_pressure_at_cuff(const Limb& limb, int member, const RunningFrom& run) {
  const Closed c(limb, member, run);
  return pumping_pressure(*c.running, c.last, c.seen);
}

Finding plateau_at_cuff(const Limb& limb, int member, const RunningFrom& run) {
  const Closed c(limb, member, run);
  return pumping_pressure_plateau(*c.running, c.last, c.seen);
}

Finding occlusion_pressure(const Limb& limb, int member, const RunningFrom& run) {
  const double middle = cuffed(limb, member);
  // The ring of patches nearest to the middle is the band.
  const auto distance = [&](const LimbPatch& p) {
    return p.member == member ? std::abs(p.s - middle) : std::numeric_limits<double>::infinity();
  };
  const LimbPatch& ring = *std::min_element(
      limb.patches.begin(), limb.patches.end(),
      [&](const LimbPatch& a, const LimbPatch& b) { return distance(a) < distance(b); });
  const double from = ring.s - 0.5 * ring.length, to = ring.s + 0.5 * ring.length;
  const Field below{.part = {from, from}, .member = member};
  std::vector<std::unique_ptr<Cuff>> cuffs;  // outlive the run
  const std::unique_ptr<RunningLimb> running = run(limb);
  const Surroundings& lying = running->around();
  const auto flow = [&] {
    const VesselRecording film = running->film(kCounted, kPicture);
    return reading_named("collector_flow").read({.limb = &limb, .film = &film}, below);
  };
  const double rest = flow();
  if (!(rest > 0)) return {kUnknown, "no lymph flows under the cuff at rest"};
  double before = 1, before_pressure = 0;
  std::string shares;
  const auto told = [&](const std::string& what) {
    return what + "share of rest at mmHg " + shares;
  };
  for (int pressure = kFirst; pressure <= kHighest; pressure += kRise) {
    cuffs.push_back(
        std::make_unique<Cuff>(lying, limb, member, from, to, pressure * kMmHg, running->time()));
    double share = 0;
    try {
      running->surround(*cuffs.back());
      running->pass(kHeld);
      share = flow() / rest;
    } catch (const std::runtime_error& error) {
      return {kUnknown, told("at " + std::to_string(pressure) + " mmHg " + error.what() + "; ")};
    }
    char digits[16];
    std::snprintf(digits, sizeof digits, "%.2f", share);
    shares += (shares.empty() ? "" : ", ") + std::to_string(pressure) + ": " + digits;
    if (share < kStopped) {
      const double part = (before - kStopped) / (before - share);
      return {kMmHg * (before_pressure + part * (pressure - before_pressure)), told("")};
    }
    before = share;
    before_pressure = pressure;
  }
  return {kUnknown, told("flow never stopped; ")};
}

}  // namespace cisterna
