#include "study/perfusion_record.hpp"

#include <algorithm>
#include <limits>

namespace cisterna {
namespace {

SteadyBlood lying(const ParameterSet& p) {
  return SteadyBlood({p["oxygen.muscle.arterial_pressure"], p["oxygen.muscle.venous_pressure"]});
}

}  // namespace

PerfusionRecord::PerfusionRecord(const Limb& limb, const ParameterSet& parameters,
                                 const Surroundings& surroundings, FedBeds* beds)
    : limb_(limb), beds_(beds), lying_(lying(parameters)) {
  if (!beds) sites_.emplace(limb, parameters, surroundings, lying_);
  keep(sites().at_rest(), sites().arterial_lactate());
  if (beds_) shunted_.assign(limb.members.size(), {0.0});
}

void PerfusionRecord::keep(std::span<const PlaceReading> places, double blood_lactate) {
  looks_.emplace_back(places.begin(), places.end());
  blood_lactate_.push_back(blood_lactate);
}

void PerfusionRecord::look(double t) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  if (beds_) {
    const std::optional<FedBeds::Reading> r = beds_->take_reading();
    for (auto& of : shunted_) of.push_back(r ? 0 : kNone);
    if (r) {
      for (std::size_t f = 0; f < r->fed.size(); ++f)
        shunted_[beds_->member_of(f)].back() += r->fed[f].shunted / r->span;
      return keep(r->places, r->arterial_lactate);
    }
  } else if (sites_->advance(t)) {
    return keep(sites_->read(), sites_->arterial_lactate());
  }
  const PlaceReading none{kNone, kNone, kNone, kNone, kNone, kNone, kNone};
  keep(std::vector<PlaceReading>(limb_.patches.size(), none), kNone);
}

// Flow of each member's muscle and skin; where blood is followed that of all its beds, fat and bone among them.
std::vector<std::vector<double>> PerfusionRecord::arteries(const BloodResult& blood) const {
  const std::size_t points = looks_.size();
  std::vector<std::vector<double>> flow(limb_.members.size(), std::vector<double>(points, 0.0));
  const auto add = [&](std::size_t member, std::size_t k, double more) { flow[member][k] += more; };
  if (!beds_) {
    for (std::size_t k = 0; k < points; ++k)
      for (std::size_t i = 0; i < limb_.patches.size(); ++i)
        add(static_cast<std::size_t>(limb_.patches[i].member), k,
            looks_[k][i].muscle_flow + looks_[k][i].skin_flow);
    return flow;
  }
  for (std::size_t b = 0; b < blood.bed_flow.size(); ++b) {
    const circulation::BedPlace& bed = circulation::kBedPlaces[b];
    if (bed.organ < circulation::kMuscle) continue;  // of an organ, not of the member it lies in
    for (std::size_t k = 0; k < std::min(points, blood.bed_flow[b].size()); ++k)
      add(beds_->member_of(bed.part), k, blood.bed_flow[b][k]);
  }
  return flow;
}

Perfusion PerfusionRecord::result(const BloodResult& blood) const {
  Perfusion p;
  p.blood_lactate = blood_lactate_;
  p.shunted = shunted_;
  const std::size_t points = looks_.size();
  p.conduit = arteries(blood);
  std::vector<int> part_of(limb_.region_names.size(), -1);
  for (std::size_t i = 0; i < limb_.patches.size(); ++i) {
    const LimbPatch& patch = limb_.patches[i];
    if (!sites().reached(i)) continue;
    int& at = part_of[static_cast<std::size_t>(patch.region)];
    if (at < 0) {
      at = static_cast<int>(p.parts.size());
      PartPerfusion& part = p.parts.emplace_back();
      part.region = patch.region;
      for (auto* v : {&part.muscle_flow, &part.skin_flow, &part.squeezed, &part.lactate_out,
                      &part.oxygen, &part.lactate, &part.skin_temperature})
        v->assign(points, 0.0);
    }
    PartPerfusion& part = p.parts[static_cast<std::size_t>(at)];
    const double area = patch.length * patch.width;
    part.muscle += patch.muscle, part.area += area;
    for (std::size_t k = 0; k < points; ++k) {
      const PlaceReading& r = looks_[k][i];
      part.muscle_flow[k] += r.muscle_flow, part.skin_flow[k] += r.skin_flow;
      part.squeezed[k] += r.squeezed, part.lactate_out[k] += r.lactate_out;
      part.oxygen[k] += patch.muscle * r.oxygen, part.lactate[k] += patch.muscle * r.lactate;
      part.skin_temperature[k] += area * r.skin_temperature;
    }
  }
  for (PartPerfusion& part : p.parts)
    for (std::size_t k = 0; k < points; ++k)
      part.oxygen[k] /= part.muscle, part.lactate[k] /= part.muscle,
          part.skin_temperature[k] /= part.area;
  return p;
}

}  // namespace cisterna
