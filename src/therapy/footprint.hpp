// The shape of a contact on the skin: flat in the middle, falling smoothly to zero over soft edges.
//
// Along one coordinate x the footprint is the difference of two raised-cosine steps, one at each boundary:
//
//   (1)  S(u) = 0 | (1 + sin(pi u)) / 2 | 1     for u < -1/2 | between | u > 1/2
//   (2)  w(x) = S((x - lower) / lower_edge) - S((x - upper) / upper_edge)
//   (3)  integral of S((x - c) / e) from -inf:  x/2 + J,  J = e (1/4 - cos(pi u) / (2 pi)),  u = (x - c) / e
//
// Outside the edge J = |x - c|/2. In (2) the halves x/2 cancel and J is even: mirror images agree to the last bit.
// The integral of w is upper - lower whatever the edges, so the force of a contact is pressure times its
// nominal area. Averages over a patch come from (3): exact, and so independent of how the limb is patched.
#pragma once
#include <algorithm>
#include <cmath>
#include <numbers>

#include "therapy/surface.hpp"

namespace cisterna {

/// (1) Smooth step around 0, of width 1.
inline double raised_cosine_step(double u) {
  if (u <= -0.5) return 0;
  if (u >= 0.5) return 1;
  return 0.5 * (1 + std::sin(std::numbers::pi * u));
}

/// From 0 at `elapsed` = 0 to 1 at `elapsed` = `rise`, both ends with zero slope.
inline double smooth_rise(double elapsed, double rise) {
  if (elapsed <= 0) return 0;
  if (elapsed >= rise) return 1;
  return raised_cosine_step(elapsed / rise - 0.5);
}

/// (2) A soft interval. The two edges must not overlap: (lower_edge + upper_edge) / 2 <= upper - lower.
struct SoftInterval {
  double lower = 0, upper = 0;
  double lower_edge = 0, upper_edge = 0;  ///< widths of the edges, centred on the boundaries

  double value(double x) const { return step(x - lower, lower_edge) - step(x - upper, upper_edge); }

  /// Mean of w over [from, to], exact.
  double mean(double from, double to) const {
    if (to <= lower - 0.5 * lower_edge || from >= upper + 0.5 * upper_edge) return 0;
    const double area =
        (even_integral(to - lower, lower_edge) + even_integral(from - upper, upper_edge)) -
        (even_integral(from - lower, lower_edge) + even_integral(to - upper, upper_edge));
    return std::clamp(area / (to - from), 0.0, 1.0);  // cancellation can leave an ulp outside
  }

 private:
  static double step(double x, double edge) {
    return edge > 0 ? raised_cosine_step(x / edge) : (x >= 0 ? 1.0 : 0.0);
  }
  // J of (3)
  static double even_integral(double x, double edge) {
    if (std::abs(x) >= 0.5 * edge) return 0.5 * std::abs(x);
    const double u = x / edge;
    return edge * (0.25 - 0.5 * std::numbers::inv_pi * std::cos(std::numbers::pi * u));
  }
};

/// A contact of nominal size length x width, centred on (s, angle). `soft` is the width of the edges
/// relative to the size: 0 is a punch with sharp edges, 1 a bell.
struct Footprint {
  double length = 0;  ///< along the limb [m]
  double width = 0;   ///< around the limb [m]; infinity for a whole ring
  double soft = 0;

  /// Mean over the length of `patch` when centred on `s`.
  double along(const SurfacePatch& patch, double s) const {
    const double edge = soft * length;
    const SoftInterval interval{s - 0.5 * length, s + 0.5 * length, edge, edge};
    return interval.mean(patch.s - 0.5 * patch.length, patch.s + 0.5 * patch.length);
  }

  /// Mean over the width of `patch` when centred on `angle` moved by `arc` along the skin.
  double around(const SurfacePatch& patch, double angle, double arc) const {
    const double turn = 2 * std::numbers::pi * patch.radius;
    if (width >= turn) return 1;
    const double edge = soft * width;
    const SoftInterval interval{-0.5 * width, 0.5 * width, edge, edge};
    const double offset = std::remainder(patch.radius * (patch.angle - angle) - arc, turn);
    double sum = 0;  // the contact may reach a patch from both sides of the limb
    for (const double image : {offset - turn, offset, offset + turn})
      sum += interval.mean(image - 0.5 * patch.width, image + 0.5 * patch.width);
    return sum;
  }

  /// Radius of the disc of equal area on a limb of this radius. A ring longer than the limb is thick
  /// loads it like a full cuff: evenly down to the bone.
  double equivalent_radius(double limb_radius) const;
};

inline double Footprint::equivalent_radius(double limb_radius) const {
  const double turn = 2 * std::numbers::pi * limb_radius;
  if (width >= turn && length >= 2 * limb_radius) return HUGE_VAL;
  return std::sqrt(length * std::min(width, turn) * std::numbers::inv_pi);
}

}  // namespace cisterna
