#include "therapy/pressed_cavity.hpp"

#include <algorithm>
#include <cmath>

namespace cisterna {
namespace {

constexpr double kAligned = 1e-9;  // sine of the angle below which two directions are one

}  // namespace

PressedCavity::PressedCavity(std::span<const SurfacePatch> surface,
                             std::span<const std::size_t> wall) {
  for (const std::size_t patch : wall) {
    const SurfacePatch& p = surface[patch];
    // A patch is curved: seen along its normal it is as wide as its chord.
    const double seen = p.length * 2 * p.radius * std::sin(0.5 * p.width / p.radius);
    wall_.push_back({patch, {seen * std::cos(p.angle), seen * std::sin(p.angle)}});
  }
  area_ = largest_resultant(std::vector<double>(wall_.size(), 1.0));
}

double PressedCavity::pressure(std::span<const SurfaceLoad> surface) const {
  thread_local std::vector<double> pressures;
  pressures.resize(wall_.size());
  bool pressed = false;
  for (std::size_t i = 0; i < wall_.size(); ++i) {
    pressures[i] = surface[wall_[i].patch].pressure;
    pressed = pressed || pressures[i] > 0;
  }
  return pressed ? largest_resultant(pressures) / area_ : 0;
}

// A half gains or loses a patch where the cut runs through it: all halves there are lie to one or the other side of the
// cut through some patch, with or without those that lie where it does.
double PressedCavity::largest_resultant(std::span<const double> pressures) const {
  double most = 0;
  const auto look = [&](const Across& sum) { most = std::max(most, std::hypot(sum.x, sum.y)); };
  for (const WallPatch& at : wall_) {
    const Across& cut = at.facing;
    Across left, right, along;
    for (std::size_t j = 0; j < wall_.size(); ++j) {
      const Across& n = wall_[j].facing;
      const double cross = cut.x * n.y - cut.y * n.x, dot = cut.x * n.x + cut.y * n.y;
      const bool aligned = std::abs(cross) <= kAligned * std::abs(dot);
      if (aligned && dot < 0) continue;
      Across& side = aligned ? along : cross > 0 ? left : right;
      side.x += pressures[j] * n.x, side.y += pressures[j] * n.y;
    }
    look(left), look(right);
    look({left.x + along.x, left.y + along.y}), look({right.x + along.x, right.y + along.y});
  }
  return most;
}

}  // namespace cisterna
