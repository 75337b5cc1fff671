#include "measure/occlusion_cuff.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "measure/cannula.hpp"
#include "measure/near_infrared.hpp"
#include "measure/signals.hpp"

namespace cisterna {
namespace {

constexpr double kClosed = 1e-9;  // of a valve's conductance: no flow passes
constexpr double kBuildUp = 20 * 60, kLook = 10 * 60, kLongest = 3 * 60 * 60;  // [s]
constexpr double kLookStep = 1;                                                // [s]
constexpr double kPlateau = 0.05;
constexpr int kCuffed = 1;  // region: forearm, calf

}  // namespace

std::vector<int> last_below(const Limb& limb, double s) {
  std::vector<int> found;
  for (const LimbVessel& vessel : limb.vessels) {
    if (vessel.deep) continue;
    for (int i = vessel.first; i + 1 < vessel.first + vessel.size; ++i) {
      const auto k = static_cast<std::size_t>(i);
      if (limb.lymphangion_s[k] <= s && limb.lymphangion_s[k + 1] > s) found.push_back(i);
    }
  }
  return found;
}

LymphNetwork closed_at(const LymphNetwork& network, const std::vector<int>& lymphangions) {
  LymphNetwork closed = network;
  for (std::size_t e = 0; e < closed.valves(); ++e) {
    if (std::find(lymphangions.begin(), lymphangions.end(), closed.valve_from[e]) ==
        lymphangions.end())
      continue;
    closed.valve_open[e] *= kClosed;
    closed.valve_closed[e] *= kClosed;
  }
  return closed;
}

double systolic_pumping_pressure(const Film& film, const std::vector<int>& lymphangions) {
  std::vector<double> systolic;
  const VesselRecording build_up = film(kBuildUp, kPicture);
  for (int i : lymphangions) systolic.push_back(highest_pressure(build_up, {i}));
  return mean(systolic);
}

PumpingPressure pumping_pressure(const Film& film, const std::vector<int>& lymphangions) {
  const double systolic = systolic_pumping_pressure(film, lymphangions);
  double before = 0;
  for (double t = kBuildUp; t < kLongest; t += kLook) {
    const double now = mean_pressure(film(kLook, kLookStep), lymphangions);
    if (std::abs(now - before) < kPlateau * std::abs(now)) return {systolic, now};
    before = now;
  }
  return {systolic, std::numeric_limits<double>::quiet_NaN()};
}

double pumping_pressure_at_cuff(const Limb& limb, const FilmOf& run) {
  const std::vector<int> last = last_below(limb, region_part(limb, kCuffed).middle());
  const LymphNetwork closed = closed_at(limb.network, last);
  return systolic_pumping_pressure(run(closed), last);
}

double plateau_at_cuff(const Limb& limb, const FilmOf& run) {
  const std::vector<int> last = last_below(limb, region_part(limb, kCuffed).middle());
  const LymphNetwork closed = closed_at(limb.network, last);
  return pumping_pressure(run(closed), last).plateau;
}

}  // namespace cisterna
