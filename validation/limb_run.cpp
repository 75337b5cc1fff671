#include "limb_run.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>

namespace cisterna::validation {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kInflation = 1;  // [s], of a cuff

SimulationOptions options_with(bool held_tissue) {
  SimulationOptions options;
  options.system.frozen_tissue = held_tissue;
  return options;
}

void clear(DepthLoads out) {
  for (std::span<double> part : {out.skin, out.collector, out.muscle, out.traction}) {
    std::fill(part.begin(), part.end(), 0.0);
  }
}

}  // namespace

double Still::next_breakpoint(double) const { return kNever; }
void Still::loads(double, DepthLoads out) const { clear(out); }

Cuff::Cuff(const Limb& limb, double from, double to, double pressure, double begin,
           double skin_temperature)
    : pressure_(pressure), begin_(begin), temperature_(skin_temperature) {
  for (const LimbPatch& patch : limb.patches) {
    const double low = std::max(from, patch.s - 0.5 * patch.length);
    const double high = std::min(to, patch.s + 0.5 * patch.length);
    covered_.push_back(std::max(0.0, high - low) / patch.length);
  }
}

double Cuff::next_breakpoint(double t) const {
  if (t < begin_) return begin_;
  return t < begin_ + kInflation ? begin_ + kInflation : kNever;
}

// A cuff around the whole limb arrives undiminished at every depth.
void Cuff::loads(double t, DepthLoads out) const {
  clear(out);
  const double share = std::clamp((t - begin_) / kInflation, 0.0, 1.0);
  for (std::size_t i = 0; i < covered_.size(); ++i) {
    out.skin[i] = out.collector[i] = out.muscle[i] = covered_[i] * share * pressure_;
  }
}

LimbRun::LimbRun(const LymphNetwork& network, const Surroundings& surroundings,
                 std::span<const double> start, bool held_tissue)
    : network_(network),
      simulation_(network, surroundings, options_with(held_tissue)),
      y_(start.begin(), start.end()),
      rates_(simulation_.system().size(), 0.0) {
  if (y_.size() != rates_.size()) throw std::runtime_error("the start belongs to another limb");
  simulation_.start(0, y_);
}

void LimbRun::surround(const Surroundings& surroundings) {
  if (simulation_.change_surroundings(now_, surroundings) != StopReason::finished) {
    throw std::runtime_error("the limb could not be stepped");
  }
}

void LimbRun::advance(double time) {
  const StopReason reason = simulation_.advance(time);
  if (reason != StopReason::finished)
    throw std::runtime_error(std::string("the run stopped: ") + name_of(reason));
  now_ = time;
  simulation_.state_at(now_, y_);
}

void LimbRun::pass(double duration) { advance(now_ + duration); }

std::span<const double> LimbRun::state() {
  system().rates(now_, y_, rates_);
  return y_;
}

double LimbRun::passed_uptake() const {
  const StateLayout& at = simulation_.layout();
  double sum = 0;
  for (std::size_t i = 0; i < network_.initials; ++i) sum += y_[at.uptake + i];
  return sum;
}

// All meters but those of closing edges count what passed a boundary; a limb has only outlets.
double LimbRun::passed_outlet() const {
  const StateLayout& at = simulation_.layout();
  const std::size_t meters = at.dynamic - at.metered - network_.closing;
  double sum = 0;
  for (std::size_t m = 0; m < meters; ++m) sum += y_[at.metered + m];
  return sum;
}

LimbRecording LimbRun::record(double duration, double step) {
  const LymphNetwork& w = network_;
  const StateLayout& at = simulation_.layout();
  LimbRecording r;
  r.step = step;
  r.duration = duration;
  r.net_pressure.assign(w.initials, 0.0);
  const double begin = now_, uptake = passed_uptake(), outlet = passed_outlet();
  const long samples = std::lround(duration / step);
  for (long k = 1; k <= samples; ++k) {
    advance(begin + static_cast<double>(k) * step);
    state();
    std::vector<float> diameter(w.lymphangions), pressure(w.lymphangions), shear(w.lymphangions);
    for (std::size_t i = 0; i < w.lymphangions; ++i) {
      const double area = y_[at.volume + i] / (w.length[i] * w.copies[i]);
      diameter[i] = static_cast<float>(std::sqrt(4 * area / std::numbers::pi));
      pressure[i] = static_cast<float>(system().pressures()[i]);
      shear[i] = static_cast<float>(system().wall_shears()[i]);
    }
    for (std::size_t i = 0; i < w.initials; ++i)
      r.net_pressure[i] += system().pressures()[w.lymphangions + i] / static_cast<double>(samples);
    std::vector<float> flow(w.valves());
    for (std::size_t e = 0; e < w.valves(); ++e) {
      const auto from = static_cast<std::size_t>(w.valve_from[e]);
      const double copies = from < w.lymphangions ? w.copies[from] : 1;
      flow[e] = static_cast<float>(system().valve_flows()[e] / copies);
    }
    r.diameter.push_back(std::move(diameter));
    r.pressure.push_back(std::move(pressure));
    r.shear.push_back(std::move(shear));
    r.flow.push_back(std::move(flow));
  }
  r.uptake = (passed_uptake() - uptake) / duration;
  r.outlet = (passed_outlet() - outlet) / duration;
  return r;
}

}  // namespace cisterna::validation
