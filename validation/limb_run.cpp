#include "limb_run.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
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
    : site_patch_(limb.network.site_patch),
      pressure_(pressure),
      begin_(begin),
      temperature_(skin_temperature) {
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
    out.skin[i] = out.muscle[i] = covered_[i] * share * pressure_;
  }
  for (std::size_t k = 0; k < site_patch_.size(); ++k)
    out.collector[k] = out.skin[static_cast<std::size_t>(site_patch_[k])];
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

void LimbRun::pass_to(double time) {
  const StopReason reason = simulation_.advance(time);
  if (reason != StopReason::finished)
    throw std::runtime_error(std::string("the run stopped: ") + name_of(reason));
  now_ = time;
  simulation_.state_at(now_, y_);
}

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

double LimbRun::passed_nodes() const {
  const StateLayout& at = simulation_.layout();
  double sum = 0;
  for (std::size_t i = at.absorbed; i < at.metered; ++i) sum += y_[i];
  return sum;
}

LimbRecording LimbRun::record(double duration, double step) {
  LimbRecording r;
  r.step = step;
  r.net_pressure.assign(network_.initials, 0.0);
  const double begin = now_, uptake = passed_uptake(), outlet = passed_outlet(),
               nodes = passed_nodes();
  const long samples = std::lround(duration / step);
  for (long k = 1; k <= samples; ++k) {
    pass_to(begin + static_cast<double>(k) * step);
    state();
    r.add(system(), y_);
    const auto nets = system().pressures().subspan(network_.lymphangions, network_.initials);
    for (std::size_t i = 0; i < nets.size(); ++i)
      r.net_pressure[i] += nets[i] / static_cast<double>(samples);
  }
  r.uptake = (passed_uptake() - uptake) / duration;
  r.outlet = (passed_outlet() - outlet) / duration;
  r.absorbed = (passed_nodes() - nodes) / duration;
  return r;
}

}  // namespace cisterna::validation
