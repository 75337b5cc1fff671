// One body under both clocks of its heart, and how far they are apart. Shared by the tests beside it.
#pragma once
#include <numbers>

#include "tree_run_test.hpp"

namespace cisterna::circulation {

/// What happens to the body, from 200 s on where it begins at all.
class Scene : public BloodSurroundings {
 public:
  enum Kind { rest, bled, tilted, deep_breaths, squeezed_legs, kScenes };
  static constexpr double kBegins = 200;

  explicit Scene(Kind kind) : kind_(kind), body_(breathing(kind), tilt(kind)) {}
  void at(double t, BloodOutside& outside) const override {
    body_.at(t, outside);
    if (kind_ != squeezed_legs || t < kBegins) return;
    constexpr double kRise = 2, kPressure = 40 * kMmHg;
    const double x = std::min(1.0, (t - kBegins) / kRise);
    const double p = kPressure * 0.5 * (1 - std::cos(std::numbers::pi * x));
    outside.around[kRightLeg] = outside.around[kLeftLeg] = p;
    for (std::size_t b = 0; b < kBeds; ++b)
      if (kBedPlaces[b].part == kRightLeg || kBedPlaces[b].part == kLeftLeg) outside.on_bed[b] = p;
  }
  double next_breakpoint(double t) const override {
    return kind_ == squeezed_legs && t < kBegins ? kBegins : body_.next_breakpoint(t);
  }
  std::vector<double> start(const BloodTree& tree) const {
    std::vector<double> y = tree.start();
    if (kind_ == bled) y[kSplanchnicVein] -= 500 * kMl;
    return y;
  }

 private:
  static Breathing breathing(Kind kind) {
    Breathing b;
    if (kind != deep_breaths) return b;
    // Half as often, three times as deep in the chest, twice in the belly.
    b.rate /= 2;
    b.thoracic[1] = b.thoracic[0] + 3 * (b.thoracic[1] - b.thoracic[0]);
    b.abdominal[1] = b.abdominal[0] + 2 * (b.abdominal[1] - b.abdominal[0]);
    return b;
  }
  static Tilt tilt(Kind kind) {
    return kind == tilted ? Tilt{kBegins, 2, 75 * std::numbers::pi / 180} : Tilt{};
  }
  Kind kind_;
  BreathingBody body_;
};

inline constexpr std::array<const char*, Scene::kScenes> kSceneNames{
    "rest", "500 mL less", "tilt of 75 degrees", "deep breaths", "both legs squeezed"};

/// Groups of stores whose volumes are compared.
inline constexpr std::array<const char*, 5> kGroupNames{"arteries", "systemic veins", "lungs",
                                                        "right heart", "left heart"};
inline std::size_t group_of(std::size_t store) {
  if (store < kHeadVein) return 0;
  if (store < kLungArtery) return 1;
  if (store < kVessels) return 2;
  return store < kLeftAtrium ? 3 : 4;
}

/// Steady means, and means over two breaths after what happened.
struct ClockRun {
  TreeSummary steady;
  std::array<double, kGroupNames.size()> group{};
  std::vector<double> transient;  // mean pressure of the aorta, every 8 s
};

inline ClockRun run_clock(Scene::Kind kind, HeartClock clock,
                          const ParameterSet& parameters = shipped_parameters()) {
  constexpr double kBreaths = 8, kFrom = 300, kTo = 360;
  const Scene scene(kind);
  TreeRun run(scene, 1, parameters, clock);
  run.stepper.start(0, scene.start(run.tree));
  ClockRun c;
  for (double t = Scene::kBegins; t + kBreaths <= kFrom; t += kBreaths)
    c.transient.push_back(summarise(run, t, t + kBreaths).pressure[kAscendingAorta].mean());
  c.steady = summarise(run, kFrom, kTo);
  for (std::size_t k = 0; k < kStoreCount; ++k) c.group[group_of(k)] += c.steady.volume[k].mean();
  return c;
}

struct Gap {
  double rate, output, artery, centre, angle, lung, left_atrium, capillary, transient;
  std::array<double, kGroupNames.size()> group;
};
/// Averaged less beating; of capillaries and transients the largest there is.
inline Gap gap_between(const ClockRun& averaged, const ClockRun& beating) {
  const TreeSummary &a = averaged.steady, &b = beating.steady;
  const auto pressure = [&](std::size_t k) { return a.pressure[k].mean() - b.pressure[k].mean(); };
  Gap g{a.rate - b.rate,
        a.output() - b.output(),
        pressure(kAscendingAorta),
        pressure(kRightAtrium),
        pressure(kLeftAngle),
        pressure(kLungArtery),
        pressure(kLeftAtrium),
        0,
        0,
        {}};
  for (std::size_t k = 0; k < kBeds; ++k)
    g.capillary = std::max(g.capillary, std::abs(a.capillary[k].mean() - b.capillary[k].mean()));
  for (std::size_t k = 0; k < averaged.transient.size(); ++k)
    g.transient = std::max(g.transient, std::abs(averaged.transient[k] - beating.transient[k]));
  for (std::size_t k = 0; k < g.group.size(); ++k)
    g.group[k] = averaged.group[k] - beating.group[k];
  return g;
}

}  // namespace cisterna::circulation
