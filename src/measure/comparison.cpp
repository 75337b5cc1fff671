#include "measure/comparison.hpp"

#include <algorithm>
#include <cmath>

namespace cisterna {
namespace {

// Sessions whose lengths agree to this fraction count as equally long.
constexpr double kSameLength = 1e-6;

/// Values of one protocol over samples 1..n; NaN where the run is missing or did not finish, so
/// that positions stay paired between protocols.
std::vector<double> sample_values(const StudyResult& study, std::size_t protocol,
                                  const Reading& read) {
  std::vector<double> values;
  values.reserve(study.samples);
  for (unsigned k = 1; k <= study.samples; ++k) {
    const RunResult* run = run_of(study, protocol, k);
    values.push_back(finished(run) ? read(*run) : kUnknown);
  }
  return values;
}

double central_value(const StudyResult& study, std::size_t protocol, const Reading& read) {
  const RunResult* run = central_run(study, protocol);
  return run ? read(*run) : kUnknown;
}

double common_end(const StudyResult& study, std::size_t protocol) {
  const RunResult* treated = central_run(study, protocol);
  const RunResult* control = central_run(study, 0);
  if (!treated || !control) return kUnknown;
  return std::min(treated->stop_time, control->stop_time);
}

/// Points of one run that lie in the time of another.
std::vector<double> shared_time(const RunResult& a, const RunResult& b) {
  std::vector<double> time = a.time;
  const double end = b.time.empty() ? kUnknown : b.time.back() * (1 + kSameLength);
  std::erase_if(time, [end](double t) { return !(t <= end); });
  return time;
}

/// Values of a curve at other times, straight between its own points; unknown beyond them.
std::vector<double> at_times(std::span<const double> wanted, std::span<const double> time,
                             std::span<const double> values) {
  std::vector<double> found(wanted.size(), kUnknown);
  const std::size_t n = std::min(time.size(), values.size());
  std::size_t i = 0;  // the first point that is not before t
  for (std::size_t k = 0; k < wanted.size(); ++k) {
    const double t = wanted[k], margin = kSameLength * (1 + t);
    while (i < n && time[i] < t - margin) ++i;
    if (i == n) break;
    if (std::abs(time[i] - t) <= margin)
      found[k] = values[i];
    else if (i > 0)
      found[k] = std::lerp(values[i - 1], values[i], (t - time[i - 1]) / (time[i] - time[i - 1]));
  }
  return found;
}

double at(const std::vector<double>& values, std::size_t i) {
  return i < values.size() ? values[i] : kUnknown;
}

void bound(Band& band, const std::vector<std::vector<double>>& samples) {
  if (samples.empty()) return;
  std::vector<double> column(samples.size());
  for (std::size_t i = 0; i < band.time.size(); ++i) {
    for (std::size_t k = 0; k < samples.size(); ++k) column[k] = at(samples[k], i);
    const Interval range = interval_of(at(band.central, i), column);
    band.low.push_back(range.low);
    band.high.push_back(range.high);
  }
}

/// Treated minus control at the treated one's points.
std::vector<double> minus(const RunResult& treated, const RunResult& control, const Curve& curve) {
  std::vector<double> difference = curve(treated);
  difference.resize(std::min(difference.size(), treated.time.size()));
  const auto other = at_times(treated.time, control.time, curve(control));
  for (std::size_t i = 0; i < difference.size(); ++i) difference[i] -= other[i];
  return difference;
}

}  // namespace

const RunResult* run_of(const StudyResult& study, std::size_t protocol, unsigned sample) {
  if (protocol >= study.protocols.size()) return nullptr;
  const std::size_t expected = protocol * (study.samples + 1) + sample;
  const auto fits = [&](const RunResult& run) {
    return run.sample == sample && run.protocol == study.protocols[protocol];
  };
  // The full grid first: it also tells apart two protocols of the same name.
  if (expected < study.runs.size() && fits(study.runs[expected])) return &study.runs[expected];
  for (const RunResult& run : study.runs)
    if (fits(run)) return &run;
  return nullptr;
}

const RunResult* central_run(const StudyResult& study, std::size_t protocol) {
  const RunResult* run = run_of(study, protocol, 0);
  return run && run->stop != StopReason::start_not_found ? run : nullptr;
}

bool finished(const RunResult* run) { return run && run->stop == StopReason::finished; }

Interval value_of(const StudyResult& study, std::size_t protocol, const Reading& read) {
  return interval_of(central_value(study, protocol, read), sample_values(study, protocol, read));
}

Contrast contrast_of(const StudyResult& study, std::size_t protocol, const Reading& read) {
  const double treated = central_value(study, protocol, read);
  const double control = central_value(study, 0, read);
  const auto treated_samples = sample_values(study, protocol, read);
  const auto control_samples = sample_values(study, 0, read);
  return {.value = interval_of(treated, treated_samples),
          .difference = paired_difference(treated, control, treated_samples, control_samples),
          .ratio = paired_ratio(treated, control, treated_samples, control_samples),
          .compared_over = common_end(study, protocol)};
}

Contrast drained_volume_contrast(const StudyResult& study, std::size_t protocol) {
  const double end = common_end(study, protocol);
  const Reading read = [end](const RunResult& run) {
    const bool whole = std::abs(run.stop_time - end) <= kSameLength * end;
    return whole ? run.drained_volume : drained_until(run, end);
  };
  return contrast_of(study, protocol, read);
}

double drained_until(const RunResult& run, double t) {
  double volume = 0;
  for (std::size_t i = 1; i < run.time.size() && i < run.outlet_flow.size(); ++i) {
    const double end = std::min(run.time[i], t);
    if (end <= run.time[i - 1]) break;
    volume += run.outlet_flow[i] * (end - run.time[i - 1]);
  }
  return volume;
}

Band band_of(const StudyResult& study, std::size_t protocol, const Curve& curve) {
  Band band;
  const RunResult* central = central_run(study, protocol);
  if (!central) return band;
  band.time = central->time;
  band.central = curve(*central);
  band.central.resize(band.time.size(), kUnknown);
  std::vector<std::vector<double>> samples;
  for (unsigned k = 1; k <= study.samples; ++k)
    if (const RunResult* run = run_of(study, protocol, k); finished(run))
      samples.push_back(curve(*run));
  bound(band, samples);
  return band;
}

Band difference_band(const StudyResult& study, std::size_t protocol, const Curve& curve) {
  Band band;
  const RunResult *treated = central_run(study, protocol), *control = central_run(study, 0);
  if (!treated || !control) return band;
  band.time = shared_time(*treated, *control);
  band.central = minus(*treated, *control, curve);
  band.central.resize(band.time.size(), kUnknown);
  std::vector<std::vector<double>> samples;
  for (unsigned k = 1; k <= study.samples; ++k) {
    const RunResult *a = run_of(study, protocol, k), *b = run_of(study, 0, k);
    if (finished(a) && finished(b)) samples.push_back(minus(*a, *b, curve));
  }
  bound(band, samples);
  return band;
}

std::vector<double> accumulated(std::span<const double> time, std::span<const double> flow) {
  std::vector<double> volume(std::min(time.size(), flow.size()), 0.0);
  for (std::size_t i = 1; i < volume.size(); ++i)
    volume[i] = volume[i - 1] + flow[i] * (time[i] - time[i - 1]);
  return volume;
}

std::vector<double> running_mean(std::span<const double> time, std::span<const double> flow,
                                 double window) {
  const std::size_t n = std::min(time.size(), flow.size());
  std::vector<double> mean(flow.begin(), flow.begin() + static_cast<std::ptrdiff_t>(n));
  if (n < 2) return mean;
  const std::vector<double> volume = accumulated(time, flow);
  // Within an interval the flow is its mean, so the volume runs straight.
  const auto until = [&](double t) {
    const auto after = std::upper_bound(time.begin() + 1, time.begin() + n - 1, t) - time.begin();
    const auto i = static_cast<std::size_t>(after);
    return volume[i] - flow[i] * (time[i] - t);
  };
  for (std::size_t i = 0; i < n; ++i) {
    const double from = std::max(time[0], time[i] - window / 2);
    const double to = std::min(time[n - 1], time[i] + window / 2);
    mean[i] = (until(to) - until(from)) / (to - from);
  }
  return mean;
}

double raggedness(std::span<const double> curve) {
  double apart = 0, size = 0;
  std::size_t points = 0;
  for (std::size_t i = 1; i + 1 < curve.size(); ++i) {
    const double off = std::abs(curve[i] - (curve[i - 1] + curve[i + 1]) / 2);
    if (!std::isfinite(off)) continue;
    apart += off, size += std::abs(curve[i]), ++points;
  }
  return points > 0 && size > 0 ? apart / size : 0;
}

std::vector<Contrast> patch_contrasts(const StudyResult& study, std::size_t protocol,
                                      const PatchReading& read) {
  std::vector<Contrast> contrasts;
  const std::size_t patches = study.geometry.patch_s.size();
  contrasts.reserve(patches);
  for (std::size_t p = 0; p < patches; ++p)
    contrasts.push_back(
        contrast_of(study, protocol, [&](const RunResult& run) { return read(run, p); }));
  return contrasts;
}

}  // namespace cisterna
