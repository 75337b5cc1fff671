#include "measure/depot_clearance.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace cisterna {

Clearance clearance_of(std::span<const double> time, std::span<const double> left) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const std::size_t n = std::min(time.size(), left.size());
  double count = 0, t_mean = 0, y_mean = 0;
  for (std::size_t i = 0; i < n; ++i)
    if (left[i] > 0) ++count, t_mean += time[i], y_mean += std::log(left[i]);
  t_mean /= count, y_mean /= count;
  double square = 0, product = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (!(left[i] > 0)) continue;
    const double dt = time[i] - t_mean;
    square += dt * dt, product += dt * (std::log(left[i]) - y_mean);
  }
  if (!(square > 0)) return {kNone, kNone};
  const double rate = -product / square;
  return {rate, rate < 0 ? kNone : std::numbers::ln2 / rate};
}

std::size_t depot_patch(const Limb& limb, std::size_t region) {
  const int member =
      std::find_if(limb.patches.begin(), limb.patches.end(), [&](const LimbPatch& p) {
        return p.region == static_cast<int>(region);
      })->member;
  const double middle = 0.5 * (limb.region_starts[region] + limb.region_ends[region]);
  const auto distance = [&](const LimbPatch& p) {
    const double turn = std::remainder(p.angle, 2 * std::numbers::pi);
    return p.member == member ? std::hypot(p.s - middle, p.radius * turn)
                              : std::numeric_limits<double>::infinity();
  };
  const auto nearest = std::min_element(
      limb.patches.begin(), limb.patches.end(),
      [&](const LimbPatch& a, const LimbPatch& b) { return distance(a) < distance(b); });
  return static_cast<std::size_t>(nearest - limb.patches.begin());
}

std::vector<std::size_t> depot_patches(const Limb& limb) {
  std::vector<std::size_t> found;
  for (const Member& member : limb.members)
    found.push_back(depot_patch(limb, static_cast<std::size_t>(member.middle_region())));
  return found;
}

void put_depots(const LymphNetwork& network, const std::vector<std::size_t>& depots,
                std::vector<double>& state) {
  const StateLayout at(network, true);
  const std::size_t cells = network.cells();
  std::fill_n(state.begin() + static_cast<std::ptrdiff_t>(at.tracer),
              cells + network.tissue.patches, 0.0);
  for (const std::size_t d : depots) state[at.tracer + cells + d] = state[at.tissue + d];
}

double depot_counts(const LymphNetwork& network, std::size_t depot, std::span<const double> state) {
  const StateLayout at(network, true);
  const std::size_t skin = at.tracer + network.cells() + depot;
  return state[skin] + state[skin + network.tissue.skin_patches];
}

}  // namespace cisterna
