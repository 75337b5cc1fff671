#include "measure/near_infrared.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "measure/statistics.hpp"

namespace cisterna {
namespace {

constexpr double kApart = 0.04;      // between the two places [m]
constexpr double kLongestLag = 20;   // [s]
constexpr double kCorrelated = 0.5;  // below it no packet was followed

// Correlation of a(t) with b(t + lag), both without their mean.
double correlation(const std::vector<double>& a, const std::vector<double>& b, int lag) {
  double ab = 0, aa = 0, bb = 0;
  const int n = static_cast<int>(a.size());
  for (int i = std::max(0, -lag); i < n && i + lag < n; ++i) {
    ab += a[i] * b[i + lag];
    aa += a[i] * a[i];
    bb += b[i + lag] * b[i + lag];
  }
  return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

}  // namespace

NearInfrared::NearInfrared(const Limb& limb, double interval) : limb_(limb), interval_(interval) {
  for (const LimbVessel& vessel : limb.vessels)
    if (!vessel.deep)
      for (int k = 0; k < vessel.size; ++k) seen_.push_back(vessel.first + k);
}

void NearInfrared::look(const VesselLook& look) {
  const std::size_t n = seen_.size();
  if (looks_ == 0) {
    first_phase_.resize(n), high_pressure_.assign(n, -std::numeric_limits<double>::infinity());
    last_phase_.resize(n), sum_pressure_.assign(n, 0.0), high_volume_.assign(n, 0.0);
    low_volume_.assign(n, std::numeric_limits<double>::infinity());
  }
  for (std::size_t k = 0; k < n; ++k) {
    const int i = seen_[k];
    if (looks_ == 0) first_phase_[k] = look.phase[i];
    last_phase_[k] = look.phase[i];
    brightness_.push_back(static_cast<float>(look.tracer[i]));
    low_volume_[k] = std::min(low_volume_[k], look.volume[i]);
    high_volume_[k] = std::max(high_volume_[k], look.volume[i]);
    high_pressure_[k] = std::max(high_pressure_[k], look.pressure[i]);
    sum_pressure_[k] += look.pressure[i];
  }
  ++looks_;
}

double NearInfrared::packet_velocity() const {
  const int longest = static_cast<int>(kLongestLag / interval_);
  const std::size_t n = seen_.size();
  std::vector<double> velocities;
  std::size_t column = 0;
  const auto trace = [&](std::size_t k) {
    std::vector<double> values(looks_);
    double mean = 0;
    for (std::size_t t = 0; t < looks_; ++t) mean += values[t] = brightness_[t * n + k];
    for (double& v : values) v -= mean / static_cast<double>(looks_);
    return values;
  };
  for (const LimbVessel& vessel : limb_.vessels) {
    if (vessel.deep) continue;
    const std::size_t first = column;
    column += vessel.size;
    const double length = limb_.network.length[vessel.first];
    const int apart = std::max(1, static_cast<int>(std::lround(kApart / length)));
    for (int k = 0; k + apart < vessel.size; k += apart) {
      const auto a = trace(first + k), b = trace(first + k + apart);
      int best = 0;
      double highest = 0;
      for (int lag = 1; lag <= longest && lag + longest < static_cast<int>(looks_); ++lag)
        if (const double c = correlation(a, b, lag); c > highest) highest = c, best = lag;
      if (highest < kCorrelated || best <= 1 || best >= longest) continue;
      // Vertex of the parabola through the highest point and its neighbours.
      const double before = correlation(a, b, best - 1), after = correlation(a, b, best + 1);
      const double bend = before - 2 * highest + after;
      const double shift = bend < 0 ? 0.5 * (before - after) / bend : 0;
      velocities.push_back(apart * length / ((best + shift) * interval_));
    }
  }
  if (velocities.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(velocities.begin(), velocities.end());
  return velocities[velocities.size() / 2];
}

VesselFunction NearInfrared::read() const {
  VesselFunction f;
  f.packet_velocity = std::numeric_limits<double>::quiet_NaN();
  if (looks_ < 2) return f;
  const double count = static_cast<double>(seen_.size()),
               time = interval_ * static_cast<double>(looks_ - 1);
  for (std::size_t k = 0; k < seen_.size(); ++k) {
    f.frequency += (last_phase_[k] - first_phase_[k]) / time / count;
    f.ejection_fraction += (1 - low_volume_[k] / high_volume_[k]) / count;
    f.mean_pressure += sum_pressure_[k] / static_cast<double>(looks_) / count;
    f.systolic_pressure += high_pressure_[k] / count;
  }
  f.packet_velocity = packet_velocity();
  return f;
}

}  // namespace cisterna
