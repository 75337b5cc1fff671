#include "engine/blood_map.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace cisterna {
namespace {

using namespace circulation;

constexpr const char* kRightAngleName = "right_venous_angle";
constexpr const char* kLeftAngleName = "left_venous_angle";

constexpr std::array<std::pair<const char*, Part>, 5> kMembers{{{"head_and_neck", kHead},
                                                                {"right_arm", kRightArm},
                                                                {"left_arm", kLeftArm},
                                                                {"right_leg", kRightLeg},
                                                                {"left_leg", kLeftLeg}}};

int index_of(const std::vector<Member>& members, const std::string& name) {
  const auto found =
      std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.name == name; });
  return found == members.end() ? -1 : static_cast<int>(found - members.begin());
}

std::size_t bed_of(Part part, circulation::Organ organ) {
  for (std::size_t b = 0; b < kBeds; ++b)
    if (kBedPlaces[b].part == part && kBedPlaces[b].organ == organ) return b;
  throw std::invalid_argument("a part of the body without such a bed");
}

class Mapper {
 public:
  explicit Mapper(const Limb& body) : body_(body), w_(body.network) {
    map_.member.fill(0);  // what is not a member of its own moves with the trunk
    for (const auto& [name, part] : kMembers) map_.member[part] = index_of(body.members, name);
  }

  BloodMap map() {
    const std::size_t skin = w_.tissue.skin_patches;
    for (std::size_t i = 0; i < skin; ++i) {
      const LimbPatch& patch = body_.patches[i];
      map_.patch_part.push_back(part_of(patch.member, patch.region));
    }
    for (std::size_t i = 0; i < w_.tissue.patches; ++i) map_.patch.push_back(of_patch(i));
    for (std::size_t k = 0; k < w_.nodes; ++k) map_.node.push_back(of_node(k));
    for (std::size_t b = 0; b < w_.boundaries(); ++b) lay_boundary(b);
    return std::move(map_);
  }

 private:
  Part part_of(int member, int region) const {
    for (std::size_t k = 0; k < kMembers.size(); ++k)
      if (map_.member[kMembers[k].second] == member) return kMembers[k].second;
    return body_.region_encloses[static_cast<std::size_t>(region)] == Cavity::abdomen ? kBelly
                                                                                      : kChest;
  }

  std::size_t of_patch(std::size_t i) const {
    const std::size_t skin = w_.tissue.skin_patches;
    if (w_.tissue.is_organ(i))
      return w_.tissue.organs[i - w_.tissue.organ_patch(0)].cavity == Cavity::thorax
                 ? kLungs
                 : bed_of(kBelly, kViscera);
    return bed_of(map_.patch_part[i % skin], i < skin ? kSkin : kMuscle);
  }

  std::size_t of_node(std::size_t k) const {
    if (w_.node_patch[k] >= 0) return map_.patch[static_cast<std::size_t>(w_.node_patch[k])];
    return w_.node_cavity[k] == Cavity::abdomen ? bed_of(kBelly, kViscera)
                                                : bed_of(kChest, kMuscle);
  }

  // A vessel joined to a vein by hand: the veins of the skin where it lies.
  std::size_t vein_near(std::size_t boundary) const {
    const int place = static_cast<int>(w_.cells() + boundary);
    for (std::size_t e = 0; e < w_.valves(); ++e)
      if (w_.valve_to[e] == place) return near_cell(static_cast<std::size_t>(w_.valve_from[e]));
    for (std::size_t e = 0; e < w_.resistors(); ++e)
      if (w_.resistor_to[e] == place)
        return near_cell(static_cast<std::size_t>(w_.resistor_from[e]));
    return bed_of(kChest, kSkin);
  }
  std::size_t near_cell(std::size_t cell) const {
    if (cell < w_.lymphangions && w_.lymphangion_patch[cell] >= 0) {
      const auto patch = static_cast<std::size_t>(w_.lymphangion_patch[cell]);
      return bed_of(map_.patch_part[patch % w_.tissue.skin_patches], kSkin);
    }
    const Cavity cavity = cell < w_.lymphangions && !w_.lymphangion_cavity.empty()
                              ? w_.lymphangion_cavity[cell]
                              : Cavity::none;
    return bed_of(cavity == Cavity::abdomen ? kBelly : kChest, kSkin);
  }

  void lay_boundary(std::size_t b) {
    const std::string& name = body_.outlet_names[b];
    const VeinEnd end = name == kRightAngleName  ? VeinEnd::right_angle
                        : name == kLeftAngleName ? VeinEnd::left_angle
                                                 : VeinEnd::elsewhere;
    map_.boundary.push_back(end);
    map_.boundary_bed.push_back(end == VeinEnd::elsewhere ? vein_near(b) : kBloodPlaces);
  }

  const Limb& body_;
  const LymphNetwork& w_;
  BloodMap map_;
};

}  // namespace

std::string why_no_blood(const std::vector<Member>& members,
                         const std::vector<std::string>& outlets) {
  for (const char* angle : {kRightAngleName, kLeftAngleName})
    if (std::find(outlets.begin(), outlets.end(), angle) == outlets.end())
      return std::string("lymph ends in no ") + angle;
  for (const auto& [name, part] : kMembers)
    if (index_of(members, name) < 0) return std::string("there is no member ") + name;
  if (members.size() != kMembers.size() + 1) return "there are members that blood does not know";
  return {};
}

BloodMap blood_map(const Limb& body) {
  if (const std::string why = why_no_blood(body.members, body.outlet_names); !why.empty())
    throw std::invalid_argument(why);
  return Mapper(body).map();
}

}  // namespace cisterna
