// The blood of a body as muscle and skin of its parts meet it (blood_course.hpp): what one moment of BodyBlood, or the
// mean of many, gives the muscle of each, artery and small veins at heart level, and how far nerves have closed its
// vessels. Nothing that presses is in it: beds take what presses on them themselves. Feeds are the parts of circulation.
#pragma once
#include <vector>

#include "engine/blood_course.hpp"
#include "engine/body_blood.hpp"

namespace cisterna {

class MemberBlood final : public BloodCourse {
 public:
  /// As it rests.
  MemberBlood(const Limb& body, const BodyBlood& blood);
  /// From now on it is `moment`.
  void set(const BloodMoment& moment);
  std::size_t feeds() const override { return now_.size(); }
  std::size_t feed_of(std::size_t patch) const override { return map_.patch_part[patch]; }
  Pressures at(std::size_t feed, double) const override { return now_[feed]; }
  bool rest(std::size_t feed, Rest& out) const override;
  double nerves(std::size_t feed) const override { return nerves_[feed]; }
  double spared(std::size_t feed) const override { return spared_[feed]; }

  std::size_t muscle_bed(std::size_t feed) const { return map_.patch[patch_[feed]]; }
  std::size_t skin_bed(std::size_t feed) const { return map_.patch[patch_[feed] - skin_]; }

 private:
  Pressures pressures_of(std::size_t feed, const BloodMoment& moment) const;

  const BodyBlood& blood_;
  BloodMap map_;
  std::size_t skin_;
  std::vector<std::size_t> patch_;  // a muscle patch of each part
  std::vector<Pressures> now_;
  std::vector<double> nerves_, spared_;
};

}  // namespace cisterna
