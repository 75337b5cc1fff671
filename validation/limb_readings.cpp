#include "limb_readings.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace cisterna::validation {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kSmallestPulse = 13.3;  // [Pa], a tenth of a mmHg: less is not seen on a record

std::vector<double> column(const std::vector<std::vector<float>>& rows, int index) {
  std::vector<double> values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(row[static_cast<std::size_t>(index)]);
  return values;
}

// The valve that leads out of a lymphangion.
int valve_out_of(const LymphNetwork& w, int lymphangion) {
  for (std::size_t e = 0; e < w.valves(); ++e) {
    if (w.valve_from[e] == lymphangion) return static_cast<int>(e);
  }
  return -1;
}

// Valves that lead into a lymphangion from others, each with the share of its flow that one copy receives.
struct Inlet {
  int valve;
  float share;
};
std::vector<Inlet> inlets(const LymphNetwork& w, int lymphangion) {
  std::vector<Inlet> found;
  for (std::size_t e = 0; e < w.valves(); ++e) {
    const auto from = static_cast<std::size_t>(w.valve_from[e]);
    if (w.valve_to[e] != lymphangion || from >= w.lymphangions) continue;
    const double share = w.copies[from] / w.copies[static_cast<std::size_t>(lymphangion)];
    found.push_back({static_cast<int>(e), static_cast<float>(share)});
  }
  return found;
}

TubeRow tube_row(const Limb& limb, const LimbRecording& r, const LimbVessel& vessel, Span span) {
  const LymphNetwork& w = limb.network;
  std::vector<int> inside;
  for (int i = vessel.first; i < vessel.first + vessel.size; ++i) {
    const double s = limb.lymphangion_s[static_cast<std::size_t>(i)];
    if (s >= span.from && s <= span.to) inside.push_back(i);
  }
  TubeRow row;
  row.step = r.step;
  if (inside.empty()) return row;
  std::vector<int> valves;
  for (int i : inside) {
    row.length.push_back(w.length[static_cast<std::size_t>(i)]);
    valves.push_back(valve_out_of(w, i));
  }
  const std::vector<Inlet> begin = inlets(w, inside.front());
  for (std::size_t k = 0; k < r.flow.size(); ++k) {
    std::vector<float> area, flow;
    for (int i : inside) {
      const float d = r.diameter[k][static_cast<std::size_t>(i)];
      area.push_back(static_cast<float>(std::numbers::pi / 4) * d * d);
    }
    float inflow = 0;
    for (const Inlet& inlet : begin)
      inflow += inlet.share * r.flow[k][static_cast<std::size_t>(inlet.valve)];
    flow.push_back(inflow);
    for (int e : valves) flow.push_back(r.flow[k][static_cast<std::size_t>(e)]);
    row.area.push_back(std::move(area));
    row.flow.push_back(std::move(flow));
  }
  return row;
}

}  // namespace

std::vector<int> superficial(const Limb& limb, double from, double to) {
  std::vector<int> found;
  for (const LimbVessel& vessel : limb.vessels) {
    if (vessel.deep) continue;
    for (int i = vessel.first; i < vessel.first + vessel.size; ++i) {
      const double s = limb.lymphangion_s[static_cast<std::size_t>(i)];
      if (s >= from && s <= to) found.push_back(i);
    }
  }
  return found;
}

Span region_span(const Limb& limb, int region) {
  const auto r = static_cast<std::size_t>(region);
  return {r == 0 ? 0 : limb.region_ends[r - 1], limb.region_ends[r]};
}

double frequency(const LimbRecording& r, const std::vector<int>& lymphangions) {
  std::vector<double> each;
  for (int i : lymphangions) each.push_back(contractions(column(r.diameter, i)) / r.duration);
  return mean(each);
}

double packet_velocity(const Limb& limb, const LimbRecording& r, Span span) {
  std::vector<double> each;
  for (const LimbVessel& vessel : limb.vessels) {
    if (vessel.deep) continue;
    const TubeRow row = tube_row(limb, r, vessel, span);
    if (row.length.size() < 2) continue;
    const double speed = tracer_speed(row);
    if (std::isfinite(speed)) each.push_back(speed);
  }
  return mean(each);
}

PulseReading pulse_reading(const LimbRecording& r, const std::vector<int>& lymphangions) {
  std::vector<double> systolic, amplitude, duration;
  for (int i : lymphangions) {
    for (const Pulse& pulse : pulses(column(r.pressure, i), r.step, kSmallestPulse)) {
      systolic.push_back(pulse.peak);
      amplitude.push_back(pulse.peak - pulse.floor);
      duration.push_back(pulse.duration);
    }
  }
  return {mean(systolic), mean(amplitude), mean(duration)};
}

ShearReading shear_reading(const LimbRecording& r, const std::vector<int>& lymphangions) {
  std::vector<double> means, peaks;
  for (int i : lymphangions) {
    const auto values = column(r.shear, i);
    means.push_back(mean(values));
    peaks.push_back(*std::max_element(values.begin(), values.end()));
  }
  return {mean(means), mean(peaks)};
}

double mean_pressure(const LimbRecording& r, const std::vector<int>& lymphangions) {
  std::vector<double> means;
  for (int i : lymphangions) means.push_back(mean(column(r.pressure, i)));
  return mean(means);
}

double highest_pressure(const LimbRecording& r, const std::vector<int>& lymphangions) {
  double highest = lymphangions.empty() ? kNaN : -std::numeric_limits<double>::infinity();
  for (int i : lymphangions) {
    const auto values = column(r.pressure, i);
    highest = std::max(highest, *std::max_element(values.begin(), values.end()));
  }
  return highest;
}

double superficial_flow(const Limb& limb, const LimbRecording& r, double s) {
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
    sum += w.copies[static_cast<std::size_t>(below)] * mean(column(r.flow, valve_out_of(w, below)));
  }
  return sum;
}

double transit_time(const Limb& limb, const LimbRecording& r, int region) {
  const LymphNetwork& w = limb.network;
  const Span span = region_span(limb, region);
  double shortest = kNaN;
  for (const LimbVessel& vessel : limb.vessels) {
    if (vessel.deep || limb.lymphangion_s[static_cast<std::size_t>(vessel.first)] > span.to)
      continue;
    double time = 0;
    // From lymphangion to lymphangion until the way leads into a node.
    for (auto i = static_cast<std::size_t>(vessel.first); i < w.lymphangions;) {
      const int out = valve_out_of(w, static_cast<int>(i));
      const double flow = mean(column(r.flow, out));
      double area = 0;
      for (double d : column(r.diameter, static_cast<int>(i))) area += std::numbers::pi / 4 * d * d;
      area /= static_cast<double>(r.diameter.size());
      time += flow > 0 ? area * w.length[i] / flow : kNaN;
      i = static_cast<std::size_t>(w.valve_to[static_cast<std::size_t>(out)]);
    }
    if (std::isfinite(time) && !(shortest < time)) shortest = time;
  }
  return shortest;
}

}  // namespace cisterna::validation
