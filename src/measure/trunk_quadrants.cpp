#include "measure/trunk_quadrants.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace cisterna {
namespace {

using std::numbers::pi;
constexpr double kSameRing = 1e-6;  // [m]

/// Half the angle a patch spans, from its share of its ring.
double half_angle(const LimbGeometry& g, std::size_t patch) {
  double girth = 0;
  for (std::size_t p = 0; p < g.patch_s.size(); ++p)
    if (std::abs(g.patch_s[p] - g.patch_s[patch]) < kSameRing) girth += g.patch_width[p];
  return pi * g.patch_width[patch] / girth;
}

/// Share of the arc middle +- half that lies in the quarter between two directions at right angles.
double share_of(double middle, double half, double front, double side) {
  const double centre = front + std::remainder(side - front, 2 * pi) / 2;
  const double off = std::remainder(middle - centre, 2 * pi);
  double inside = 0;
  for (const double turn : {-2 * pi, 0.0, 2 * pi})
    inside +=
        std::max(0.0, std::min(off + half, turn + pi / 4) - std::max(off - half, turn - pi / 4));
  return half > 0 ? inside / (2 * half) : 0;
}

/// Where collectors that rise and those that descend part; none where one of them is missing.
std::optional<double> watershed(const LimbGeometry& g, int trunk) {
  std::optional<double> rising, falling;
  for (const auto& v : g.vessels) {
    if (v.deep || v.member != trunk || v.size < 1) continue;
    const auto first = static_cast<std::size_t>(v.first);
    const auto last = first + static_cast<std::size_t>(v.size) - 1;
    const bool up = g.lymphangion_s[last] > g.lymphangion_s[first];
    const double half = g.lymphangion_length[first] / 2;
    const double begin = g.lymphangion_s[first] + (up ? -half : half);
    if (up)
      rising = std::min(rising.value_or(begin), begin);
    else
      falling = std::max(falling.value_or(begin), begin);
  }
  if (!rising || !falling) return std::nullopt;
  return (*rising + *falling) / 2;
}

}  // namespace

std::vector<Quadrant> trunk_quadrants(const LimbGeometry& g) {
  const auto root =
      std::find_if(g.members.begin(), g.members.end(), [](const auto& m) { return m.parent < 0; });
  if (!g.body || root == g.members.end()) return {};
  const auto trunk = static_cast<int>(root - g.members.begin());
  const std::optional<double> border = watershed(g, trunk);
  if (!border) return {};
  std::vector<Quadrant> list;
  for (const bool upper : {true, false})
    for (const bool front : {true, false})
      for (const bool right : {true, false}) {
        Quadrant q{std::string(upper ? "upper" : "lower") + (front ? "_front" : "_back") +
                       (right ? "_right" : "_left"),
                   std::vector<double>(g.patch_s.size(), 0.0)};
        for (std::size_t p = 0; p < g.patch_s.size(); ++p) {
          if (g.patch_member[p] != trunk) continue;
          const double low = g.patch_s[p] - g.patch_length[p] / 2;
          const double above = 1 - std::clamp((*border - low) / g.patch_length[p], 0.0, 1.0);
          q.share[p] =
              (upper ? above : 1 - above) * share_of(g.patch_angle[p], half_angle(g, p),
                                                     front ? 0 : pi, right ? 3 * pi / 2 : pi / 2);
        }
        list.push_back(std::move(q));
      }
  return list;
}

}  // namespace cisterna
