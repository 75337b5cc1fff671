#include "limb_readings.hpp"

#include "measure/occlusion_cuff.hpp"
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
  for (const int below : last_below(limb, s))
    sum += w.copies[static_cast<std::size_t>(below)] * mean(signal(r.flow, valve_out_of(w, below)));
  return sum;
}

}  // namespace cisterna::validation
