// Muscles that contract in rhythm. While x = time / contraction runs from 0 to 1, contraction = share of the
// cycle times the cycle, the pressure within the muscle is that of a hump without corners; in the rest of the
// cycle the muscle is slack:
//
//   (1)  p_m = p sin^2(pi x)       mean over a cycle: p share / 2
//
//   p    highest total pressure in the muscle above rest [Pa]
//
// It acts on the muscle from within: it is no load on the skin, has no contact radius and knows no creep. What of
// it arrives above the fascia is up to the body (engine/treatment_surroundings).
#include "therapy/footprint.hpp"
#include "therapy/programme.hpp"

namespace cisterna {
namespace {

class MusclePump final : public Programme {
 public:
  MusclePump(const Step& step, LimbSpan span, long contractions,
             std::span<const SurfacePatch> patches)
      : Programme(static_cast<double>(contractions) * step.period),
        period_(step.period),
        contraction_(step.pressed * step.period),
        contractions_(contractions) {
    const SoftInterval interval{span.from, span.to, 0, 0};
    for (std::size_t i = 0; i < patches.size(); ++i) {
      const double half = 0.5 * patches[i].length;
      const double share = interval.mean(patches[i].s - half, patches[i].s + half);
      if (share > 0) covers_.push_back({static_cast<int>(i), share * step.pressure});
    }
  }

  void add(double local, std::span<SurfaceLoad> out) const override {
    const double elapsed = since_onset(local), rise = 0.5 * contraction_;
    if (elapsed <= 0 || elapsed >= contraction_) return;
    const double strength = smooth_rise(elapsed, rise) * smooth_rise(contraction_ - elapsed, rise);
    for (const Cover& it : covers_)
      out[static_cast<std::size_t>(it.patch)].muscle_pressure += strength * it.pressure;
  }

  bool touching(double local) const override {
    const double elapsed = since_onset(local);
    return elapsed >= 0 && elapsed < contraction_;
  }

  void raise_to_peak(std::span<double>) const override {}  // nothing on the skin

  double next_breakpoint(double local) const override {
    return next_in_cycles(local, period_, contractions_, std::span(&contraction_, 1));
  }

 private:
  double since_onset(double local) const {
    const double last = static_cast<double>(contractions_ - 1);
    return local - std::clamp(std::floor(local / period_), 0.0, last) * period_;
  }

  double period_, contraction_;
  long contractions_;
  std::vector<Cover> covers_;
};

}  // namespace

std::unique_ptr<Programme> make_muscle_pump(const Step& step, LimbSpan span, long contractions,
                                            std::span<const SurfacePatch> patches) {
  return std::make_unique<MusclePump>(step, span, contractions, patches);
}

}  // namespace cisterna
