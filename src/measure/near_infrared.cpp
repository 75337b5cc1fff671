#include "measure/near_infrared.hpp"

#include <cmath>
#include <numbers>

#include "measure/signals.hpp"
#include "measure/statistics.hpp"

namespace cisterna {
namespace {

// Valves that lead into a lymphangion, each with the share of its flow that one copy receives. Where it goes on
// from other lymphangions only these count: what nets of initial lymphatics add joins from the side.
struct Inlet {
  int valve;
  float share;
};
std::vector<Inlet> inlets(const LymphNetwork& w, int lymphangion) {
  std::vector<Inlet> before, beside;
  for (std::size_t e = 0; e < w.valves(); ++e) {
    if (w.valve_to[e] != lymphangion) continue;
    const auto from = static_cast<std::size_t>(w.valve_from[e]);
    const bool vessel = from < w.lymphangions;
    const double share =
        (vessel ? w.copies[from] : 1) / w.copies[static_cast<std::size_t>(lymphangion)];
    (vessel ? before : beside).push_back({static_cast<int>(e), static_cast<float>(share)});
  }
  return before.empty() ? beside : before;
}

TubeRow tube_row(const Limb& limb, const VesselRecording& r, const LimbVessel& vessel,
                 LimbPart part) {
  const LymphNetwork& w = limb.network;
  std::vector<int> inside;
  for (int i = vessel.first; i < vessel.first + vessel.size; ++i) {
    const double s = limb.lymphangion_s[static_cast<std::size_t>(i)];
    if (s >= part.from && s <= part.to) inside.push_back(i);
  }
  TubeRow row;
  row.step = r.step;
  if (inside.empty() || r.samples() == 0) return row;
  for (const int i : inside) row.length.push_back(w.length[static_cast<std::size_t>(i)]);
  row.flow.emplace_back(r.samples(), 0.0F);
  for (const Inlet& inlet : inlets(w, inside.front())) {
    const std::vector<float>& inflow = r.flow[static_cast<std::size_t>(inlet.valve)];
    for (std::size_t k = 0; k < r.samples(); ++k) row.flow.front()[k] += inlet.share * inflow[k];
  }
  for (const int i : inside) {
    std::vector<float>& area = row.area.emplace_back(r.diameter[static_cast<std::size_t>(i)]);
    for (float& d : area) d = static_cast<float>(std::numbers::pi / 4) * d * d;
    row.flow.push_back(r.flow[static_cast<std::size_t>(valve_out_of(w, i))]);
  }
  return row;
}

}  // namespace

NearInfrared::NearInfrared(const Limb& limb, const VesselRecording& film)
    : limb_(limb), film_(film), speeds_(limb.vessels.size()) {}

const std::vector<Contraction>& NearInfrared::contractions_of(int lymphangion) {
  const auto [at, is_new] = contractions_.try_emplace(lymphangion);
  if (is_new) at->second = contractions(signal(film_.diameter, lymphangion));
  return at->second;
}

double NearInfrared::speed_in(std::size_t vessel, LimbPart part) {
  if (part.from != part_.from || part.to != part_.to)
    part_ = part, speeds_.assign(speeds_.size(), std::nullopt);
  if (!speeds_[vessel]) {
    const TubeRow row = tube_row(limb_, film_, limb_.vessels[vessel], part);
    speeds_[vessel] = row.length.size() < 2 ? kUnknown : tracer_speed(row);
  }
  return *speeds_[vessel];
}

double NearInfrared::frequency(const std::vector<int>& lymphangions) {
  std::vector<double> each;
  for (int i : lymphangions)
    each.push_back(static_cast<double>(contractions_of(i).size()) / film_.duration());
  return mean(each);
}

double NearInfrared::ejection_fraction(const std::vector<int>& lymphangions) {
  std::vector<double> each;
  for (int i : lymphangions) {
    std::vector<double> fractions;
    for (const Contraction& c : contractions_of(i)) {
      const double left = c.systolic / c.diastolic;
      fractions.push_back(1 - left * left);
    }
    if (!fractions.empty()) each.push_back(mean(fractions));
  }
  return mean(each);
}

double NearInfrared::packet_velocity(LimbPart part, int member) {
  std::vector<double> each;
  for (std::size_t v = 0; v < limb_.vessels.size(); ++v) {
    const LimbVessel& vessel = limb_.vessels[v];
    if (vessel.deep || (member >= 0 && vessel.member != member)) continue;
    if (const double speed = speed_in(v, part); std::isfinite(speed)) each.push_back(speed);
  }
  return mean(each);
}

double NearInfrared::transit_time(LimbPart part) const {
  const LymphNetwork& w = limb_.network;
  double shortest = kUnknown;
  for (const LimbVessel& vessel : limb_.vessels) {
    if (vessel.deep || limb_.lymphangion_s[static_cast<std::size_t>(vessel.first)] > part.to)
      continue;
    double time = 0;
    // From lymphangion to lymphangion until the way leads into a node.
    for (auto i = static_cast<std::size_t>(vessel.first); i < w.lymphangions;) {
      const int out = valve_out_of(w, static_cast<int>(i));
      const double flow = mean(signal(film_.flow, out));
      double area = 0;
      for (double d : signal(film_.diameter, static_cast<int>(i)))
        area += std::numbers::pi / 4 * d * d;
      area /= static_cast<double>(film_.samples());
      time += flow > 0 ? area * w.length[i] / flow : kUnknown;
      i = static_cast<std::size_t>(w.valve_to[static_cast<std::size_t>(out)]);
    }
    if (std::isfinite(time) && !(shortest < time)) shortest = time;
  }
  return shortest;
}

}  // namespace cisterna
