#include "study/filmed_run.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace cisterna {
namespace {

void demand(StopReason reason) {
  if (reason != StopReason::finished)
    throw std::runtime_error(std::string("the run stopped: ") + name_of(reason));
}

}  // namespace

FilmedRun::FilmedRun(const Limb& limb, const Surroundings& around, std::span<const double> start,
                     const SimulationOptions& options, BodyBlood* blood)
    : limb_(limb),
      around_(&around),
      body_(limb, around, blood, options),
      watch_(limb.network, &body_.surroundings(), options.system),
      y_(start.begin(), start.end()),
      rates_(watch_.layout().size, 0.0) {
  if (y_.size() != rates_.size()) throw std::runtime_error("the start belongs to another limb");
  body_.start(0, y_);
}

void FilmedRun::surround(const Surroundings& around) {
  demand(body_.lymph().change_surroundings(now_, around));
  around_ = &around;
  watch_.surround(&around);
}

StopReason FilmedRun::go_to(double t) {
  if (const StopReason reason = body_.advance(t); reason != StopReason::finished) return reason;
  body_.lymph().state_at(now_ = t, y_);
  return StopReason::finished;
}

void FilmedRun::pass_to(double t) { demand(go_to(t)); }

VesselRecording FilmedRun::pass(double duration) {
  VesselRecording passed{.begin = now_, .before = y_};
  pass_to(now_ + duration);
  passed.end = now_, passed.after = y_;
  return passed;
}

StopReason FilmedRun::film_to(double end, double step, VesselCamera& camera,
                              const std::function<bool(double)>& go_on, const See& see) {
  const double begin = now_;
  for (long k = 1; now_ < end; ++k) {
    const StopReason reason = go_to(std::min(end, begin + static_cast<double>(k) * step));
    if (reason != StopReason::finished) return reason;
    camera.picture(watch_, state());
    if (see) see(watch_);
    if (go_on && !go_on(now_)) return StopReason::interrupted;
  }
  return StopReason::finished;
}

VesselRecording FilmedRun::film(double duration, double step, const See& see) {
  const auto pictures = static_cast<std::size_t>(std::lround(duration / step));
  const double begin = now_;
  const std::vector<double> before = y_;
  VesselCamera camera(limb_, step, pictures);
  demand(film_to(begin + static_cast<double>(pictures) * step, step, camera, {}, see));
  VesselRecording film = camera.film();
  film.begin = begin, film.end = now_, film.before = before, film.after = y_;
  return film;
}

std::span<const double> FilmedRun::state() {
  watch_.rates(now_, y_, rates_);
  return y_;
}

// All meters but those of closing edges count what passed a boundary; a limb has only outlets.
FilmedRun::Counted FilmedRun::counted() const {
  const StateLayout& at = watch_.layout();
  const LymphNetwork& w = limb_.network;
  Counted c;
  for (std::size_t i = 0; i < w.initials; ++i) c.uptake += y_[at.uptake + i];
  for (std::size_t m = at.metered; m < at.dynamic - w.closing; ++m) c.outlet += y_[m];
  for (std::size_t i = at.absorbed; i < at.metered; ++i) c.absorbed += y_[i];
  return c;
}

}  // namespace cisterna
