#include "engine/member_blood.hpp"

namespace cisterna {

MemberBlood::MemberBlood(const Limb& body, const BodyBlood& blood)
    : blood_(blood),
      map_(blood_map(body)),
      skin_(body.patches.size()),
      patch_(circulation::kParts),
      now_(circulation::kParts),
      nerves_(circulation::kParts, 1.0),
      spared_(circulation::kParts, 0.0) {
  for (std::size_t i = skin_; i-- > 0;) patch_[map_.patch_part[i]] = skin_ + i;
  set(blood.rest());
}

BloodCourse::Pressures MemberBlood::pressures_of(std::size_t feed,
                                                 const BloodMoment& moment) const {
  const PatchBlood p = blood_.of_patch(patch_[feed], moment);
  return {p.artery, p.small_vein};
}

bool MemberBlood::rest(std::size_t feed, Rest& out) const {
  out = {pressures_of(feed, blood_.rest()), blood_.rest().flow[muscle_bed(feed)]};
  return true;
}

void MemberBlood::set(const BloodMoment& moment) {
  const BloodMoment& rest = blood_.rest();
  for (std::size_t f = 0; f < now_.size(); ++f) {
    const std::size_t bed = muscle_bed(f);
    now_[f] = pressures_of(f, moment);
    nerves_[f] = rest.tone[bed] / moment.tone[bed];
    spared_[f] =
        (moment.artery[bed] - moment.steady_aorta) - (rest.artery[bed] - rest.steady_aorta);
  }
}

}  // namespace cisterna
