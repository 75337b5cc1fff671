#include "limb_readings.hpp"

#include "measure/signals.hpp"

namespace cisterna::validation {

ShearReading shear_reading(const VesselRecording& r, const std::vector<int>& lymphangions) {
  std::vector<double> means, peaks;
  for (int i : lymphangions) {
    const auto k = static_cast<std::size_t>(i);
    means.push_back(r.shear_sum[k] / static_cast<double>(r.samples()));
    peaks.push_back(r.shear_highest[k]);
  }
  return {mean(means), mean(peaks)};
}

double superficial_flow(const Limb& limb, const VesselRecording& r, double s) {
  const LymphNetwork& w = limb.network;
  double sum = 0;
  for (const LimbVessel& vessel : limb.vessels) {
    if (vessel.deep) continue;
    int below = -1;  // the last lymphangion distal to s, where the vessel goes on beyond it
    for (int i = vessel.first; i + 1 < vessel.first + vessel.size; ++i) {
      if (limb.lymphangion_s[static_cast<std::size_t>(i)] <= s &&
          limb.lymphangion_s[static_cast<std::size_t>(i + 1)] > s) {
        below = i;
      }
    }
    if (below < 0) continue;
    sum += w.copies[static_cast<std::size_t>(below)] * mean(signal(r.flow, valve_out_of(w, below)));
  }
  return sum;
}

}  // namespace cisterna::validation
