#include "measure/signals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace cisterna {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kFrame = 0.5;         // [s], between two looks of a camera
constexpr double kMoving = 1e-3;       // [m/s]
constexpr double kShortestWay = 0.01;  // [m], of a packet
constexpr double kPulseEdge = 0.1;     // of the rise of a pulse

struct Range {
  double low, high;
  double size() const { return high - low; }
};

Range range_of(std::span<const double> values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return {*low, *high};
}

// Indices of the peaks and troughs in turn, ignoring swings smaller than `swing`; begins with a peak.
std::vector<std::size_t> turns(std::span<const double> values, double swing) {
  std::vector<std::size_t> found;
  bool rising = true;
  std::size_t extreme = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    const double ahead = rising ? values[i] - values[extreme] : values[extreme] - values[i];
    if (ahead >= 0) {
      extreme = i;
    } else if (-ahead > swing) {
      found.push_back(extreme);
      extreme = i;
      rising = !rising;
    }
  }
  return found;
}

double duration_around(std::span<const double> signal, std::size_t peak, double edge, double step) {
  std::size_t from = peak, to = peak;
  while (from > 0 && signal[from - 1] > edge) --from;
  while (to + 1 < signal.size() && signal[to + 1] > edge) ++to;
  return static_cast<double>(to - from + 1) * step;
}

// Ways of one particle from `start` until it leaves the row or time ends, one a sample.
void follow(const TubeRow& row, std::size_t start, std::vector<double>& found) {
  found.clear();
  std::size_t tube = 0;
  double place = 0;  // within the tube
  for (std::size_t time = start; time < row.samples();) {
    const double length = row.length[tube], inverse = 1 / length;
    const float *begin = row.flow[tube].data(), *end = row.flow[tube + 1].data(),
                *area = row.area[tube].data();
    for (; time < row.samples() && !(place < 0 || place > length); ++time) {
      const double step = row.step / area[time], more = end[time] - begin[time];
      const double way = (begin[time] + place * inverse * more) * step;
      found.push_back(way);
      place += way;
    }
    while (place > row.length[tube]) {
      place -= row.length[tube];
      if (++tube == row.length.size()) return;
    }
    while (place < 0) {
      if (tube == 0) {
        place = 0;
      } else {
        place += row.length[--tube];
      }
    }
  }
}

void add_packets(const std::vector<double>& way, double step, std::vector<double>& speeds) {
  const auto frame = static_cast<std::size_t>(std::max(1.0, std::round(kFrame / step)));
  const double frame_time = static_cast<double>(frame) * step;
  double moved = 0, time = 0;
  const auto end_packet = [&] {
    if (moved >= kShortestWay) speeds.push_back(moved / time);
    moved = time = 0;
  };
  for (std::size_t k = 0; k + frame <= way.size(); k += frame) {
    const double forward = std::accumulate(&way[k], &way[k] + frame, 0.0);
    if (forward > kMoving * frame_time) {
      moved += forward;
      time += frame_time;
    } else {
      end_packet();
    }
  }
  end_packet();
}

}  // namespace

double mean(std::span<const double> values) {
  if (values.empty()) return kNaN;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<Contraction> contractions(std::span<const double> diameter, double visible) {
  std::vector<Contraction> found;
  if (diameter.empty()) return found;
  const Range range = range_of(diameter);
  if (range.size() < visible * mean(diameter)) return found;
  // Each peak that is followed by a fall of half the range is one contraction.
  const auto turn = turns(diameter, 0.5 * range.size());
  for (std::size_t k = 0; k < turn.size(); k += 2) {
    const std::size_t peak = turn[k];
    const double trough =
        k + 1 < turn.size() ? diameter[turn[k + 1]] : range_of(diameter.subspan(peak)).low;
    found.push_back({diameter[peak], trough});
  }
  return found;
}

std::vector<Pulse> pulses(std::span<const double> signal, double step, double smallest) {
  std::vector<Pulse> found;
  if (signal.empty() || range_of(signal).size() < smallest) return found;
  std::vector<double> sorted(signal.begin(), signal.end());
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<long>(sorted.size() / 2),
                   sorted.end());
  const double rest = sorted[sorted.size() / 2];
  const auto turn = turns(signal, 0.5 * range_of(signal).size());
  for (std::size_t k = 2; k + 1 < turn.size();
       k += 2) {  // peaks are even; each needs a trough on both sides
    Pulse pulse{.peak = signal[turn[k]], .floor = signal[turn[k - 1]]};
    const double edge = rest + kPulseEdge * (pulse.peak - rest);
    pulse.duration = duration_around(signal, turn[k], edge, step);
    found.push_back(pulse);
  }
  return found;
}

double tracer_speed(const TubeRow& row, double spacing) {
  std::vector<double> speeds, way;
  const auto stride = static_cast<std::size_t>(std::max(1.0, std::round(spacing / row.step)));
  for (std::size_t start = 0; start < row.samples(); start += stride) {
    follow(row, start, way);
    add_packets(way, row.step, speeds);
  }
  return mean(speeds);
}

}  // namespace cisterna
