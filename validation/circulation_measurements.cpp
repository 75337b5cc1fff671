// Heart and vessels: the whole-body tree lying, through a breath, and tilted.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "body/circulation/blood_tree.hpp"
#include "body/circulation/breathing_body.hpp"
#include "laboratory.hpp"
#include "measurement_sets.hpp"
#include "solvers/sparse_system.hpp"
#include "solvers/stepper.hpp"

namespace cisterna::validation {
namespace {

using namespace circulation;

constexpr double kLying = 300, kWindow = 60, kEvery = 2e-3;  // [s]
constexpr Tilt kTilt{kLying, 2, 75 * std::numbers::pi / 180};

struct Extent {
  double least = std::numeric_limits<double>::infinity(), greatest = -least, sum = 0;
  int count = 0;
  void add(double x) {
    least = std::min(least, x), greatest = std::max(greatest, x);
    sum += x, ++count;
  }
  double mean() const { return sum / count; }
};

// A stretch of a run, read as the findings say.
struct Stretch {
  std::array<Extent, kStoreCount> pressure, volume;
  std::array<Extent, kOrgans> organ;
  std::array<Extent, kBeds> bed;
  Extent heart_level;  // arterial pressure, as a finger held at the level of the heart has it
  Extent output, right_filled, left_filled, pulse_low, pulse_high;
  Extent inspired_atrium, expired_atrium, inspired_return, expired_return;
  double rate = 0;  // [1/s]

  double pulse() const { return pulse_high.mean() - pulse_low.mean(); }
};

class Recorder {
 public:
  Recorder(const BloodTree& tree, const BloodSurroundings& outside, const Breathing& breathing)
      : tree_(tree), outside_(outside), breathing_(breathing) {}

  void add(double t, std::span<const double> y) {
    BloodOutside now;
    outside_.at(t, now);
    const auto r = tree_.read<double>(y.first(tree_.dynamic()), now);
    for (std::size_t k = 0; k < kStoreCount; ++k)
      s_.pressure[k].add(r.pressure[k]), s_.volume[k].add(y[k]);
    const TreeParameters& p = tree_.parameters();
    s_.heart_level.add(r.pressure[kAscendingAorta] +
                       column_pressure(p.density, p.gravity, tree_.level(kAscendingAorta, now)));
    std::array<double, kOrgans> flow{};
    for (std::size_t b = 0; b < kBeds; ++b)
      flow[kBedPlaces[b].organ] += r.bed[b].flow, s_.bed[b].add(r.bed[b].flow);
    for (std::size_t o = 0; o < kOrgans; ++o) s_.organ[o].add(flow[o]);
    s_.output.add(r.flow[0]);
    breath(t, r);
    beat(y, r);
  }
  const Stretch& stretch() const { return s_; }

 private:
  void breath(double t, const TreeReading<double>& r) {
    const double x = t * breathing_.rate - std::floor(t * breathing_.rate);
    const double in = breathing_.inspired, atrium = r.pressure[kRightAtrium];
    double back = 0;
    for (std::size_t k = 0; k < kWays; ++k)
      if (kWayPlans[k].to == kRightAtrium) back += r.flow[k];
    if (x > 0.9 * in && x < in) s_.inspired_atrium.add(atrium);
    if (x > 1 - 0.1 * (1 - in)) s_.expired_atrium.add(atrium);
    if (x > 0.5 * in && x < in) s_.inspired_return.add(back);
    if (x > 0.5 * (1 + in)) s_.expired_return.add(back);
  }
  void beat(std::span<const double> y, const TreeReading<double>& r) {
    const double u = y[tree::kBeats] - tree_.ventricles_begin(r.period), whole = std::floor(u);
    beat_.add(r.pressure[kRightArmArtery]);
    if (whole > last_ && beats_++ > 0) {  // ventricles begin to contract
      s_.right_filled.add(right_), s_.left_filled.add(left_);
      if (beats_ > 2) s_.pulse_low.add(beat_.least), s_.pulse_high.add(beat_.greatest);
      beat_ = {};
    }
    last_ = whole, right_ = r.pressure[kRightVentricle], left_ = r.pressure[kLeftVentricle];
  }

  const BloodTree& tree_;
  const BloodSurroundings& outside_;
  const Breathing& breathing_;
  Stretch s_;
  Extent beat_;
  double last_ = 0, right_ = 0, left_ = 0;
  int beats_ = 0;
};

struct Recording {
  Stretch lying, tilted;
};

Recording record(const ParameterSet& parameters) {
  const Breathing breathing;
  const BreathingBody body(breathing, kTilt);
  const BloodTree tree(parameters, body);
  SparseSystem<BloodTree> system(tree);
  Stepper stepper(system, ros34pw2(), {.largest_step = tree.longest_step()});
  stepper.start(0, tree.start());
  std::vector<double> y(tree.size());
  const auto at = [&](double t) {
    if (stepper.advance(t) != StepOutcome::ok) throw std::runtime_error("the run stopped");
    stepper.interpolate(t, y);
  };
  const auto stretch = [&](double end) {
    Recorder recorder(tree, body, breathing);
    at(end - kWindow);
    const double beats = y[tree::kBeats];
    for (int k = 1; k * kEvery <= kWindow; ++k) {
      const double t = end - kWindow + k * kEvery;
      at(t);
      recorder.add(t, y);
    }
    Stretch s = recorder.stretch();
    s.rate = (y[tree::kBeats] - beats) / kWindow;
    return s;
  };
  Recording r;
  r.lying = stretch(kLying);
  r.tilted = stretch(kLying + 4 * kWindow);
  return r;
}

const Recording& recording(Laboratory& laboratory) {
  return laboratory.once<Recording>("blood of the whole body",
                                    [&] { return record(laboratory.parameters()); });
}

using Reading = double (*)(const Recording&);
Measure reading(Reading read) {
  return [read](Laboratory& laboratory) { return Measured{read(recording(laboratory)), ""}; };
}

template <circulation::Organ... organs>
double share(const Recording& r) {
  return (r.lying.organ[organs].mean() + ...) / r.lying.output.mean();
}

double skin_tilted_over_lying(const Recording& r, Part right, Part left) {
  double tilted = 0, lying = 0;
  for (std::size_t b = 0; b < kBeds; ++b)
    if (const BedPlace& bed = kBedPlaces[b];
        bed.organ == kSkin && (bed.part == right || bed.part == left))
      tilted += r.tilted.bed[b].mean(), lying += r.lying.bed[b].mean();
  return tilted / lying;
}

void add_lying(Measurements& m) {
  using R = const Recording&;
  m["heart_radial_systolic"] =
      reading([](R r) { return r.lying.pressure[kRightArmArtery].greatest; });
  m["heart_radial_mean"] = reading([](R r) { return r.lying.pressure[kRightArmArtery].mean(); });
  m["heart_radial_diastolic"] =
      reading([](R r) { return r.lying.pressure[kRightArmArtery].least; });
  m["heart_peripheral_vein"] = reading([](R r) { return r.lying.pressure[kRightArmVein].mean(); });
  m["heart_right_atrium"] = reading([](R r) { return r.lying.pressure[kRightAtrium].mean(); });
  m["heart_right_ventricle_systolic"] =
      reading([](R r) { return r.lying.pressure[kRightVentricle].greatest; });
  m["heart_right_ventricle_filled"] = reading([](R r) { return r.lying.right_filled.mean(); });
  m["heart_lung_artery_systolic"] =
      reading([](R r) { return r.lying.pressure[kLungArtery].greatest; });
  m["heart_lung_artery_mean"] = reading([](R r) { return r.lying.pressure[kLungArtery].mean(); });
  m["heart_lung_artery_diastolic"] =
      reading([](R r) { return r.lying.pressure[kLungArtery].least; });
  m["heart_wedge"] = reading([](R r) { return r.lying.pressure[kLungVein].mean(); });
  m["heart_left_atrium"] = reading([](R r) { return r.lying.pressure[kLeftAtrium].mean(); });
  m["heart_left_ventricle_systolic"] =
      reading([](R r) { return r.lying.pressure[kLeftVentricle].greatest; });
  m["heart_left_ventricle_filled"] = reading([](R r) { return r.lying.left_filled.mean(); });
  m["heart_end_diastolic_volume"] =
      reading([](R r) { return r.lying.volume[kLeftVentricle].greatest; });
  m["heart_end_systolic_volume"] =
      reading([](R r) { return r.lying.volume[kLeftVentricle].least; });
  m["heart_output"] = reading([](R r) { return r.lying.output.mean(); });
  m["heart_stroke_volume"] = reading([](R r) { return r.lying.output.mean() / r.lying.rate; });
  m["heart_rate"] = reading([](R r) { return r.lying.rate; });
  m["heart_resistance"] = reading([](R r) {
    return (r.lying.pressure[kAscendingAorta].mean() - r.lying.pressure[kRightAtrium].mean()) /
           r.lying.output.mean();
  });
  m["flow_share_brain"] = reading(share<kBrain>);
  m["flow_share_heart"] = reading(share<kHeartWall>);
  m["flow_share_kidneys"] = reading(share<kKidneys>);
  m["flow_share_viscera"] = reading(share<kViscera>);
  m["flow_share_muscle"] = reading(share<kMuscle>);
  m["flow_share_skin"] = reading(share<kSkin>);
  m["inspiration_central_venous"] =
      reading([](R r) { return r.lying.inspired_atrium.mean() - r.lying.expired_atrium.mean(); });
  m["inspiration_venous_return"] =
      reading([](R r) { return r.lying.inspired_return.mean() / r.lying.expired_return.mean(); });
}

}  // namespace

void add_circulation_measurements(Measurements& m) {
  add_lying(m);
  using R = const Recording&;
  m["tilt_rate"] = reading([](R r) { return r.tilted.rate - r.lying.rate; });
  m["tilt_mean_pressure"] = [](Laboratory& laboratory) {
    const Recording& r = recording(laboratory);
    return Measured{r.tilted.heart_level.mean() - r.lying.heart_level.mean(),
                    fmt::format("output {:.2f} after {:.2f} L/min", r.tilted.output.mean() * 6e4,
                                r.lying.output.mean() * 6e4)};
  };
  m["tilt_leg_skin_flow"] =
      reading([](R r) { return skin_tilted_over_lying(r, kRightLeg, kLeftLeg); });
  m["tilt_arm_skin_flow"] =
      reading([](R r) { return skin_tilted_over_lying(r, kRightArm, kLeftArm); });
  m["tilt_pulse_pressure"] = reading([](R r) { return r.tilted.pulse() - r.lying.pulse(); });
}

}  // namespace cisterna::validation
