// The blood of a body as muscle and skin of its members meet it (blood_course.hpp): what one moment of BodyBlood, or the
// mean of many, gives the muscle of each, artery and small veins at heart level. Nothing that presses is in it: beds
// take what presses on them themselves.
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
  Pressures at(std::size_t member, double) const override { return now_[member]; }

 private:
  const BodyBlood& blood_;
  std::vector<std::size_t> patch_;  // a muscle patch of each member
  std::vector<Pressures> now_;
};

}  // namespace cisterna
