// Devices: sleeves of chambers and garments. They cover whole rings of the limb, so their pressure
// arrives undiminished at depth (contact radius infinite).
#include <algorithm>
#include <cmath>

#include "therapy/footprint.hpp"
#include "therapy/programme.hpp"

namespace cisterna {
namespace {

std::vector<Cover> covered(const SoftInterval& interval, double pressure,
                           std::span<const SurfacePatch> patches) {
  std::vector<Cover> covers;
  for (std::size_t i = 0; i < patches.size(); ++i) {
    const SurfacePatch& patch = patches[i];
    const double share = interval.mean(patch.s - 0.5 * patch.length, patch.s + 0.5 * patch.length);
    if (share > 0) covers.push_back({static_cast<int>(i), share * pressure});
  }
  return covers;
}

// All but what stands under the chamber or garment itself.
void lay_covers(const std::vector<Cover>& covers, double strength, std::span<SurfaceLoad> out) {
  if (strength <= 0) return;
  for (const Cover& it : covers)
    lay(out[static_cast<std::size_t>(it.patch)], strength * it.pressure, 0, HUGE_VAL);
}

// Where neighbouring chambers overlap, their shares of the skin cross over smoothly and add up to one:
// two full chambers of equal pressure press no harder than either.
class SleeveProgramme final : public Programme {
 public:
  SleeveProgramme(const Step& step, LimbSpan span, long cycles,
                  std::span<const SurfacePatch> patches)
      : Programme(static_cast<double>(cycles) * step.sleeve.cycle()),
        sleeve_(step.sleeve),
        cycle_(step.sleeve.cycle()),
        cycles_(cycles) {
    const int n = sleeve_.chambers;
    const double length = sleeve_.chamber_length > 0
                              ? sleeve_.chamber_length
                              : (span.length() + (n - 1) * sleeve_.overlap) / n;
    const double pitch = length - sleeve_.overlap;
    for (int order = 0; order < n; ++order) {
      const int place = step.direction == Direction::proximal ? order : n - 1 - order;
      const double fraction = (place * pitch + 0.5 * length) / ((n - 1) * pitch + length);
      const double pressure = std::lerp(step.pressure, step.pressure_proximal, fraction);
      const bool first = place == 0, last = place == n - 1;
      const double half = 0.5 * sleeve_.overlap;
      const double start = span.from + place * pitch;
      const SoftInterval interval{first ? start : start + half,
                                  last ? start + length : start + length - half,
                                  first ? 0 : sleeve_.overlap, last ? 0 : sleeve_.overlap};
      std::vector<Cover> covers = covered(interval, pressure, patches);
      side_by_side_.add(order, covers);
      chambers_.push_back({std::move(covers), pressure, sleeve_.chamber_start(order),
                           sleeve_.chamber_release(order)});
    }
    collect_breakpoints();
  }

  void add(double local, std::span<SurfaceLoad> out) const override {
    thread_local std::vector<double> each;
    each.clear();
    const double phase = phase_at(local);
    for (const Chamber& chamber : chambers_) {
      const double filled = smooth_rise(phase - chamber.start, sleeve_.inflation);
      const double left = 1 - smooth_rise(phase - chamber.release, sleeve_.deflation);
      lay_covers(chamber.covers, filled * left, out);
      each.push_back(filled * left * chamber.pressure);
    }
    side_by_side_.lay(each, out);
  }

  bool touching(double local) const override {
    const double phase = phase_at(local);
    for (const Chamber& chamber : chambers_)
      if (phase >= chamber.start && phase < chamber.release + sleeve_.deflation) return true;
    return false;
  }

  void raise_to_peak(std::span<double> out) const override {
    for (const Chamber& chamber : chambers_)
      for (const Cover& it : chamber.covers) raise(out, it.patch, chamber.pressure);
  }

  double next_breakpoint(double local) const override {
    return next_in_cycles(local, cycle_, cycles_, breakpoints_);
  }

 private:
  struct Chamber {
    std::vector<Cover> covers;
    double pressure;  // when full
    double start, release;
  };

  double phase_at(double local) const {
    const double k = std::clamp(std::floor(local / cycle_), 0.0, static_cast<double>(cycles_ - 1));
    return local - k * cycle_;
  }

  void collect_breakpoints() {
    for (const Chamber& chamber : chambers_) {
      for (const double time : {chamber.start, chamber.start + sleeve_.inflation, chamber.release,
                                chamber.release + sleeve_.deflation})
        if (time > 0 && time < cycle_) breakpoints_.push_back(time);
    }
    std::sort(breakpoints_.begin(), breakpoints_.end());
    breakpoints_.erase(std::unique(breakpoints_.begin(), breakpoints_.end()), breakpoints_.end());
  }

  Sleeve sleeve_;
  double cycle_;
  long cycles_;
  std::vector<Chamber> chambers_;
  SideBySide side_by_side_;
  std::vector<double> breakpoints_;
};

class GarmentProgramme final : public Programme {
 public:
  GarmentProgramme(const Step& step, LimbSpan span, std::span<const SurfacePatch> patches)
      : Programme(step.duration),
        rise_(step.rise),
        breakpoints_{step.rise, step.duration - step.rise} {
    for (std::size_t i = 0; i < patches.size(); ++i) {
      const double from = std::max(span.from, patches[i].s - 0.5 * patches[i].length);
      const double to = std::min(span.to, patches[i].s + 0.5 * patches[i].length);
      if (to <= from) continue;
      const auto pressure = [&](double s) {
        const double fraction = (s - span.from) / span.length();
        return std::lerp(step.pressure, step.pressure_proximal, fraction);
      };
      const double mean = pressure(0.5 * (from + to));
      covers_.push_back({static_cast<int>(i), mean * (to - from) / patches[i].length});
      highest_.push_back(std::max(pressure(from), pressure(to)));
    }
  }

  void add(double local, std::span<SurfaceLoad> out) const override {
    const double strength = smooth_rise(local, rise_) * smooth_rise(duration() - local, rise_);
    lay_covers(covers_, strength, out);
    for (std::size_t i = 0; i < covers_.size(); ++i)
      out[static_cast<std::size_t>(covers_[i].patch)].highest += strength * highest_[i];
  }
  bool touching(double local) const override { return local >= 0 && local < duration(); }
  void raise_to_peak(std::span<double> out) const override {
    for (std::size_t i = 0; i < covers_.size(); ++i) raise(out, covers_[i].patch, highest_[i]);
  }
  double next_breakpoint(double local) const override {
    return next_in_cycles(local, duration(), 1, breakpoints_);
  }

 private:
  double rise_;
  std::vector<double> breakpoints_;
  std::vector<Cover> covers_;
  std::vector<double> highest_;  // under each cover
};

}  // namespace

std::unique_ptr<Programme> make_sleeve(const Step& step, LimbSpan span, long cycles,
                                       std::span<const SurfacePatch> patches) {
  return std::make_unique<SleeveProgramme>(step, span, cycles, patches);
}

std::unique_ptr<Programme> make_garment(const Step& step, LimbSpan span,
                                        std::span<const SurfacePatch> patches) {
  return std::make_unique<GarmentProgramme>(step, span, patches);
}

}  // namespace cisterna
