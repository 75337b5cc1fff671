#include "therapy/sided_protocol.hpp"

#include <algorithm>
#include <utility>

#include "base/side.hpp"

namespace cisterna {
namespace {

const std::string kRight = "right";

void place(std::vector<Step>& steps, const std::string& member) {
  for (Step& step : steps) {
    for (std::string& region : step.regions) region = kRight + "_" + region;
    for (RecordedPlace& recorded : step.places) recorded.region = kRight + "_" + recorded.region;
    const bool whole_limb = step.technique == Technique::posture ||
                            (step.technique == Technique::heat && step.regions.empty());
    if (whole_limb && !step.group()) step.members = {member};
    place(step.steps, member);
  }
}

}  // namespace

Protocol on_side(Protocol of_a_limb, const std::string& right_member, const std::string& side) {
  Protocol placed = std::move(of_a_limb);
  place(placed.steps, right_member);
  if (placed.elevation != 0)
    placed.member_elevations = {{right_member, std::exchange(placed.elevation, 0)}};
  const bool right = side == kRight;
  std::string where = right ? right_member : other_side(right_member);
  std::replace(where.begin(), where.end(), '_', ' ');
  placed.title += ", " + where;
  return right ? placed : mirror_image(std::move(placed));
}

}  // namespace cisterna
