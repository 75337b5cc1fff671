// Which blood each place of a body's lymphatic network belongs to: beds of body/circulation for its tissue and nodes, veins
// for its boundaries.
//
// Skin and muscle of a member belong to the beds of that part, those of the trunk to the belly's where the region encloses
// the abdomen and to the chest's elsewhere; viscera of the abdomen to the bed of the viscera, those of the thorax to the
// lungs. A node belongs to the bed of the tissue it lies in, in a cavity to that of viscera or, in the thorax, of the chest's
// muscle. The lungs have no bed among those of blood_outside.hpp: what they filter is taken where the bed of the heart's wall
// ends, in the right atrium, from where all blood goes to the lungs. Brain, kidneys and bone have no lymph here.
#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "body/circulation/blood_outside.hpp"
#include "body/limb/limb.hpp"

namespace cisterna {

/// Beds, and the lungs after them.
inline constexpr std::size_t kLungs = circulation::kBeds, kBloodPlaces = kLungs + 1;

enum class VeinEnd { right_angle, left_angle, elsewhere };

struct BloodMap {
  std::vector<std::size_t> patch, node;  ///< place of blood of each
  std::vector<VeinEnd> boundary;
  std::vector<std::size_t> boundary_bed;          ///< of each that is elsewhere: whose vein it is
  std::vector<circulation::Part> patch_part;      ///< of each skin patch
  std::array<int, circulation::kParts> member{};  ///< that moves each part
};

/// Why the blood of the whole body does not fit these members and outlets; empty where it does.
std::string why_no_blood(const std::vector<Member>& members,
                         const std::vector<std::string>& outlets);

/// Throws std::invalid_argument where it does not fit.
BloodMap blood_map(const Limb& body);

}  // namespace cisterna
