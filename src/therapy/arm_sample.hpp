// A tapering arm of three regions cut into patches, for the tests of this room.
#pragma once
#include <cmath>
#include <numbers>
#include <vector>

#include "therapy/treatment.hpp"

namespace cisterna::sample {

inline const std::vector<LimbRegionSpan>& arm_regions() {
  static const std::vector<LimbRegionSpan> regions = {
      {"hand", 0, 0.18}, {"forearm", 0.18, 0.44}, {"upper_arm", 0.44, 0.74}};
  return regions;
}

/// `finer` = 1 gives patches of at most 5 cm along and `around` pieces; 2 halves both. `taper` of the radius.
inline std::vector<SurfacePatch> arm_patches(int finer = 1, double taper = 0.02) {
  constexpr double kLargest = 0.05, kSmallestRadius = 0.035;
  const double end = arm_regions().back().s_to;
  std::vector<SurfacePatch> patches;
  for (std::size_t region = 0; region < arm_regions().size(); ++region) {
    const LimbRegionSpan& span = arm_regions()[region];
    const int rows = finer * static_cast<int>(std::ceil((span.s_to - span.s_from) / kLargest));
    const int columns = finer * 8;
    const double length = (span.s_to - span.s_from) / rows;
    for (int row = 0; row < rows; ++row) {
      const double s = span.s_from + (row + 0.5) * length;
      const double radius = kSmallestRadius + taper * s / end;
      const double turn = 2 * std::numbers::pi;
      for (int column = 0; column < columns; ++column)
        patches.push_back({s, length, turn * column / columns, turn * radius / columns, radius,
                           static_cast<int>(region)});
    }
  }
  return patches;
}

inline std::vector<SurfaceLoad> loads_at(const Treatment& treatment, double t,
                                         std::size_t patches) {
  std::vector<SurfaceLoad> loads(patches);
  treatment.loads(t, loads);
  return loads;
}

/// Normal force on the limb [N].
inline double force(const std::vector<SurfaceLoad>& loads,
                    const std::vector<SurfacePatch>& patches) {
  double sum = 0;
  for (std::size_t i = 0; i < loads.size(); ++i)
    sum += loads[i].pressure * patches[i].length * patches[i].width;
  return sum;
}

inline Step hand_step(Technique technique) {
  Step step;
  step.label = name_of(technique);
  step.technique = technique;
  step.regions = {"hand", "forearm", "upper_arm"};
  step.angles = {0, std::numbers::pi};
  step.pressure = 4000;
  step.traction = 500;
  step.contact_length = 0.08;
  step.contact_width = 0.09;
  step.soft_edge = 0.5;
  step.period = glides(technique) ? 8 : 1;
  step.pressed = 0.6;
  step.rise = 0.2;
  step.repetitions = 2;
  step.sites = glides(technique) ? 1 : 4;
  step.speed = 0.1;
  step.travel = glides(technique) ? 0 : 0.03;
  const bool swings = technique == Technique::scoop || technique == Technique::rotary ||
                      technique == Technique::petrissage || technique == Technique::friction;
  step.swing = swings ? 0.05 : 0;
  step.advance = technique == Technique::pump ? 0.01 : 0;
  if (technique == Technique::petrissage) step.pressed = 0.5;
  if (technique == Technique::friction) step.frequency = 2, step.period = 3;
  if (technique == Technique::vibration)
    step.frequency = 3, step.period = 3, step.amplitude = 1000, step.travel = 0;
  if (technique ==
      Technique::tapotement) {  // impacts of 0.3 s, slow enough for the steps of the tests
    step.period = 0.5, step.pressed = 0.6, step.rise = 0.15;
    step.travel = step.traction = 0;
  }
  return step;
}

inline Step sleeve_step() {
  Step step;
  step.label = "sleeve";
  step.technique = Technique::pneumatic;
  step.regions = {"hand", "forearm", "upper_arm"};
  step.pressure = step.pressure_proximal = 6000;
  step.repetitions = 2;
  step.sleeve.chambers = 4;
  step.sleeve.overlap = 0.02;
  step.sleeve.stagger = 10;
  step.sleeve.inflation = 3;
  step.sleeve.hold = 7;
  step.sleeve.deflation = 2;
  step.sleeve.pause = 5;
  return step;
}

inline Step muscle_step() {
  Step step;
  step.label = "muscle pump";
  step.technique = Technique::muscle_pump;
  step.regions = {"forearm"};
  step.pressure = 8000;
  step.period = 2;
  step.pressed = 0.6;
  step.duration = 21;  // ten contractions, and a second without
  return step;
}

inline Step breathing_step() {
  Step step;
  step.label = "deep breathing";
  step.technique = Technique::deep_breathing;
  step.breathing = {0.1, 0.4, 0.1, {-500, -1500}, {100, 2000}};
  step.ramp = 5;
  step.duration = 60;
  return step;
}

inline Step rest_step(double duration) {
  Step step;
  step.label = "rest";
  step.duration = duration;
  return step;
}

inline Protocol protocol_of(std::vector<Step> steps) {
  Protocol protocol;
  protocol.name = "sample";
  protocol.file = "sample.yaml";
  protocol.steps = std::move(steps);
  return protocol;
}

inline std::shared_ptr<const Treatment> treat(std::vector<Step> steps,
                                              const std::vector<SurfacePatch>& patches) {
  return make_treatment(protocol_of(std::move(steps)), arm_regions(), patches);
}

}  // namespace cisterna::sample
