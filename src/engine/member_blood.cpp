#include "engine/member_blood.hpp"

namespace cisterna {

MemberBlood::MemberBlood(const Limb& body, const BodyBlood& blood)
    : blood_(blood), patch_(body.members.size()), now_(body.members.size()) {
  for (std::size_t i = body.patches.size(); i-- > 0;)
    patch_[static_cast<std::size_t>(body.patches[i].member)] = body.patches.size() + i;
  set(blood.rest());
}

void MemberBlood::set(const BloodMoment& moment) {
  for (std::size_t m = 0; m < now_.size(); ++m) {
    const PatchBlood p = blood_.of_patch(patch_[m], moment);
    now_[m] = {p.artery, p.small_vein};
  }
}

}  // namespace cisterna
