#include "limb_readings.hpp"

#include "measure/signals.hpp"

namespace cisterna::validation {

ShearReading shear_reading(const LimbRecording& r, const std::vector<int>& lymphangions) {
  std::vector<double> means, peaks;
  for (int i : lymphangions) {
    const auto k = static_cast<std::size_t>(i);
    means.push_back(r.shear_sum[k] / static_cast<double>(r.samples()));
    peaks.push_back(r.shear_highest[k]);
  }
  return {mean(means), mean(peaks)};
}

}  // namespace cisterna::validation
