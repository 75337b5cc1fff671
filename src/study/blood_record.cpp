#include "study/blood_record.hpp"

#include <array>

#include "study/body_account.hpp"

namespace cisterna {
namespace {

using namespace circulation;

std::string name_of_bed(std::size_t b) {
  static constexpr std::array<const char*, kParts> kPartNames{
      "head", "right_arm", "left_arm", "chest", "belly", "right_leg", "left_leg"};
  static constexpr std::array<const char*, kOrgans> kOrganNames{
      "brain", "heart_wall", "kidneys", "viscera", "muscle", "skin", "bone"};
  const BedPlace& bed = kBedPlaces[b];
  const std::string organ = kOrganNames[bed.organ];
  return bed.organ < kMuscle ? organ : kPartNames[bed.part] + ("_" + organ);
}

}  // namespace

void BloodRecord::begin(const LymphNetwork& network, const StateLayout& at,
                        std::span<const double> state) {
  if (blood_ == nullptr) return;
  r_.water.before = water_of(*blood_, network, at, state);
  r_.protein.before = protein_of(*blood_, network, at, state);
  for (std::size_t b = 0; b < kBeds; ++b) r_.beds.push_back(name_of_bed(b));
  r_.bed_flow.resize(kBeds);
  for (const PlaceShares& s : blood_->shares()) {
    r_.share_places.push_back(s.name);
    r_.capillary_shares.push_back(s.capillary.share);
    r_.capillary_trims.push_back(s.capillary.trim);
    r_.small_vein_shares.push_back(s.small_vein.share);
    r_.small_vein_trims.push_back(s.small_vein.trim);
  }
  seen_ = blood_->point_before(0);
  const BloodMoment& now = blood_->point(seen_);
  beats_.see(now.beats, now.aorta);
  put(mean_ = blood_->rest(), blood_->rest_beats(), now);
}

void BloodRecord::look(double t) {
  if (blood_ == nullptr) return;
  for (const long end = blood_->point_before(t); seen_ < end;) see(blood_->point(++seen_));
}

void BloodRecord::see(const BloodMoment& now) {
  add(sum_, now, 1);
  ++count_;
  beats_.see(now.beats, now.aorta);
}

void BloodRecord::slow_point(double t) {
  if (blood_ == nullptr) return;
  look(t);
  mean_ = {};
  if (count_ > 0) add(mean_, sum_, 1.0 / static_cast<double>(count_));
  const BeatPressures beats = beats_.take();
  put(mean_, blood_->beats() ? beats : BeatPressures{}, blood_->point(seen_));
  sum_ = {}, count_ = 0;
}

void BloodRecord::put(const BloodMoment& mean, const BeatPressures& beats, const BloodMoment& now) {
  r_.heart_rate.push_back(mean.rate), r_.arterial_pressure.push_back(mean.aorta);
  r_.systolic.push_back(beats.highest), r_.diastolic.push_back(beats.lowest);
  r_.central_venous_pressure.push_back(mean.right_atrium);
  r_.right_angle_pressure.push_back(mean.right_angle);
  r_.left_angle_pressure.push_back(mean.left_angle);
  r_.cardiac_output.push_back(mean.output);
  const double plasma = now.plasma();
  r_.blood_volume.push_back(now.blood), r_.plasma_volume.push_back(plasma);
  r_.plasma_protein.push_back(now.plasma_protein / plasma);
  r_.haematocrit.push_back(now.cells / now.blood);
  for (std::size_t b = 0; b < kBeds; ++b) r_.bed_flow[b].push_back(mean.flow[b]);
}

void BloodRecord::end(BodyBlood& blood, const LymphNetwork& network, const StateLayout& at,
                      std::span<const double> state) {
  blood.take(at, state);
  const BloodExchange counted = blood.counted();
  r_.returned_right = counted.right_lymph, r_.returned_left = counted.left_lymph;
  r_.filtered = counted.water() + counted.right_lymph + counted.left_lymph;
  r_.under_way = blood.under_way().water();
  r_.water.after = water_of(blood, network, at, state);
  r_.protein.after = protein_of(blood, network, at, state);
  r_.bled_cells = blood.outside().bled_cells;
  close_accounts(blood.outside(), network, at, state, r_.water, r_.protein);
}

}  // namespace cisterna
