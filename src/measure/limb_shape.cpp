#include "measure/limb_shape.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cisterna {
namespace {
constexpr double kSamePlace = 1e-9;  // [m]
}

RegionRange regions_of(const LimbGeometry& geometry, std::size_t member) {
  if (member >= geometry.members.size()) return {0, geometry.regions.size() - 1};
  const auto first = static_cast<std::size_t>(geometry.members[member].first_region);
  return {first, first + static_cast<std::size_t>(geometry.members[member].regions) - 1};
}

LimbShape::LimbShape(const LimbGeometry& geometry, std::size_t member,
                     const std::vector<double>& gain) {
  const auto [first, last] = regions_of(geometry, member);
  for (std::size_t r = first; r <= last; ++r) {
    regions_.push_back(geometry.regions[r]);
    if (r > first) joints_.push_back(geometry.regions[r].s_from);
  }
  from_ = regions_.front().s_from, to_ = regions_.back().s_to;
  for (std::size_t i = 0; i < geometry.patch_s.size() && i < gain.size(); ++i) {
    const auto region = static_cast<std::size_t>(geometry.patch_region[i]);
    if (region < first || region > last) continue;
    const double half = 0.5 * geometry.patch_length[i];
    const double low = geometry.patch_s[i] - half, high = geometry.patch_s[i] + half;
    auto ring = std::find_if(rings_.begin(), rings_.end(), [&](const Ring& r) {
      return std::abs(r.from - low) < kSamePlace && std::abs(r.to - high) < kSamePlace;
    });
    if (ring == rings_.end()) ring = rings_.insert(ring, {low, high, 0});
    ring->added += gain[i] / geometry.patch_length[i];
  }
}

double LimbShape::added(double s) const {
  double sum = 0;
  int met = 0;
  for (const Ring& r : rings_)
    if (s >= r.from - kSamePlace && s <= r.to + kSamePlace) sum += r.added, ++met;
  return met > 0 ? sum / met : 0;
}

double LimbShape::girth(double s) const { return std::sqrt(4 * std::numbers::pi * section(s)); }

double LimbShape::section(double s) const {
  double area = 0;
  int met = 0;
  for (const auto& r : regions_) {
    if (s < r.s_from - kSamePlace || s > r.s_to + kSamePlace) continue;
    const double share = std::clamp((s - r.s_from) / (r.s_to - r.s_from), 0.0, 1.0);
    const double girth = std::lerp(r.girth_distal, r.girth_proximal, share);
    area += girth * girth / (4 * std::numbers::pi), ++met;
  }
  return (met > 0 ? area / met : 0) + added(s);
}

}  // namespace cisterna
