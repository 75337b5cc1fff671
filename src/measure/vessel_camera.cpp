#include "measure/vessel_camera.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cisterna {
namespace {

constexpr std::size_t kGathered = 64;  // pictures: their floats fill some lines of the cache

void add(const std::vector<std::size_t>& which, const std::vector<float>& gathered,
         std::size_t pictures, std::vector<std::vector<float>>& signals) {
  for (std::size_t k = 0; k < which.size(); ++k) {
    float line[kGathered];
    for (std::size_t p = 0; p < pictures; ++p) line[p] = gathered[p * which.size() + k];
    auto& one = signals[which[k]];
    one.insert(one.end(), line, line + pictures);
  }
}

}  // namespace

VesselCamera::VesselCamera(const Limb& limb, double step, std::size_t expected)
    : w_(limb.network), expected_(expected) {
  film_.step = step;
  for (const int i : superficial(limb, {0, limb.length}))
    lymphangions_.push_back(static_cast<std::size_t>(i));
  std::vector<char> seen(w_.cells() + w_.boundaries(), 0);
  for (const std::size_t i : lymphangions_) seen[i] = 1;
  for (std::size_t e = 0; e < w_.valves(); ++e) {
    const auto from = static_cast<std::size_t>(w_.valve_from[e]);
    if (!seen[from] && !seen[static_cast<std::size_t>(w_.valve_to[e])]) continue;
    valves_.push_back(e);
    copies_.push_back(from < w_.lymphangions ? w_.copies[from] : 1);
  }
  diameters_.resize(kGathered * lymphangions_.size());
  pressures_.resize(kGathered * lymphangions_.size());
  flows_.resize(kGathered * valves_.size());
}

void VesselCamera::picture(const LymphSystem& system, std::span<const double> state) {
  const std::size_t vessels = gathered_ * lymphangions_.size(), ends = gathered_ * valves_.size();
  const StateLayout& at = system.layout();
  for (std::size_t k = 0; k < lymphangions_.size(); ++k) {
    const std::size_t i = lymphangions_[k];
    const double area = state[at.volume + i] / (w_.length[i] * w_.copies[i]);
    diameters_[vessels + k] = static_cast<float>(std::sqrt(4 * area / std::numbers::pi));
    pressures_[vessels + k] = static_cast<float>(system.pressures()[i]);
  }
  for (std::size_t k = 0; k < valves_.size(); ++k)
    flows_[ends + k] = static_cast<float>(system.valve_flows()[valves_[k]] / copies_[k]);
  if (++gathered_ == kGathered) put_away();
}

void VesselCamera::put_away() {
  if (gathered_ == 0) return;
  if (film_.diameter.empty()) {
    film_.diameter.resize(w_.lymphangions), film_.pressure.resize(w_.lymphangions);
    film_.flow.resize(w_.valves());
    for (const std::size_t i : lymphangions_)
      film_.diameter[i].reserve(expected_), film_.pressure[i].reserve(expected_);
    for (const std::size_t e : valves_) film_.flow[e].reserve(expected_);
  }
  add(lymphangions_, diameters_, gathered_, film_.diameter);
  add(lymphangions_, pressures_, gathered_, film_.pressure);
  add(valves_, flows_, gathered_, film_.flow);
  gathered_ = 0;
}

const VesselRecording& VesselCamera::film() {
  put_away();
  return film_;
}

VesselRecording VesselCamera::last(std::size_t pictures) {
  VesselRecording part;
  part.step = film().step;
  const auto cut = [&](const std::vector<std::vector<float>>& from) {
    std::vector<std::vector<float>> to;
    for (const auto& one : from)
      to.emplace_back(one.end() - static_cast<std::ptrdiff_t>(std::min(pictures, one.size())),
                      one.end());
    return to;
  };
  part.diameter = cut(film_.diameter), part.pressure = cut(film_.pressure);
  part.flow = cut(film_.flow);
  return part;
}

}  // namespace cisterna
