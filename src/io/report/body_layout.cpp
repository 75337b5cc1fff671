#include "io/report/body_layout.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cisterna::report {
namespace {

// A drawing for recognition: only girths, lengths and roots are the person's.
constexpr double kFlatness = 1.15;                  // breadth of a trunk over that of a round one
constexpr double kArmTurn = 0.21, kLegTurn = 0.05;  // away from the trunk [rad]
constexpr double kShoulder = 0.45, kBelowShoulder = 0.7,
                 kHip = 1.06;      // shares of the limb's half breadth
constexpr double kMidline = 1e-3;  // sine of an angle that counts as the midline

using Region = LimbGeometry::RegionRow;

const Region& last_region(const LimbGeometry& g, const LimbGeometry::MemberRow& m) {
  return g.regions[static_cast<std::size_t>(m.first_region + m.regions - 1)];
}

double half_of(double girth) { return girth / (2 * std::numbers::pi); }

}  // namespace

double trunk_half(const LimbGeometry& g, std::size_t trunk, double s) {
  const auto& m = g.members[trunk];
  for (int r = m.first_region; r < m.first_region + m.regions; ++r) {
    const Region& region = g.regions[static_cast<std::size_t>(r)];
    if (s > region.s_to && r + 1 < m.first_region + m.regions) continue;
    const double x = std::clamp((s - region.s_from) / (region.s_to - region.s_from), 0.0, 1.0);
    return kFlatness * half_of(std::lerp(region.girth_distal, region.girth_proximal, x));
  }
  return 0;
}

std::vector<MemberPlace> body_layout(const LimbGeometry& g) {
  std::vector<MemberPlace> places;
  for (const auto& m : g.members) {
    if (m.parent < 0) {
      places.push_back({"trunk", 0, 0, 0, 0});
      continue;
    }
    const auto trunk = static_cast<std::size_t>(m.parent);
    const auto& parent = g.members[trunk];
    const double low = g.regions[static_cast<std::size_t>(parent.first_region)].s_from;
    const double length = last_region(g, parent).s_to - low, height = m.root_s - low;
    const double sine = std::sin(m.root_angle);
    if (m.points_up || std::abs(sine) < kMidline) {
      places.push_back({"head", 0, 0, length, 0});
      continue;
    }
    const int side = sine > 0 ? 1 : -1;
    const double half = half_of(last_region(g, m).girth_proximal);
    if (2 * height > length)
      places.push_back({"arm", side, side * (trunk_half(g, trunk, m.root_s) + kShoulder * half),
                        height - kBelowShoulder * half, side * kArmTurn});
    else
      places.push_back({"leg", side, side * kHip * half, height, side * kLegTurn});
  }
  return places;
}

}  // namespace cisterna::report
