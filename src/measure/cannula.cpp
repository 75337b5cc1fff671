#include "measure/cannula.hpp"

#include <algorithm>
#include <limits>

#include "measure/signals.hpp"
#include "measure/statistics.hpp"

namespace cisterna {
namespace {
constexpr double kSmallestPulse = 13.3;  // [Pa], a tenth of a mmHg: less is not seen on a record
}

PulseReading pulse_reading(const VesselRecording& record, const std::vector<int>& lymphangions) {
  std::vector<double> systolic, amplitude, duration;
  for (int i : lymphangions) {
    for (const Pulse& pulse : pulses(signal(record.pressure, i), record.step, kSmallestPulse)) {
      systolic.push_back(pulse.peak);
      amplitude.push_back(pulse.peak - pulse.floor);
      duration.push_back(pulse.duration);
    }
  }
  return {mean(systolic), mean(amplitude), mean(duration)};
}

double mean_pressure(const VesselRecording& record, const std::vector<int>& lymphangions) {
  std::vector<double> means;
  for (int i : lymphangions) means.push_back(mean(signal(record.pressure, i)));
  return mean(means);
}

double highest_pressure(const VesselRecording& record, const std::vector<int>& lymphangions) {
  double highest = lymphangions.empty() ? kUnknown : -std::numeric_limits<double>::infinity();
  for (int i : lymphangions) {
    const auto values = signal(record.pressure, i);
    highest = std::max(highest, *std::max_element(values.begin(), values.end()));
  }
  return highest;
}

}  // namespace cisterna
