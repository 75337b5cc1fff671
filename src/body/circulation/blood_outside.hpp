// What acts on heart and vessels from outside, at one moment: pressures around them, posture, and plasma that comes and goes.
#pragma once
#include <array>
#include <cstddef>

namespace cisterna::circulation {

/// Parts of the body as the circulation tells them apart.
enum Part : std::size_t { kHead, kRightArm, kLeftArm, kChest, kBelly, kRightLeg, kLeftLeg, kParts };

/// Organs and tissues that have a bed of their own.
enum Organ : std::size_t {
  kBrain,
  kHeartWall,
  kKidneys,
  kViscera,
  kMuscle,
  kSkin,  ///< and the adipose tissue under it
  kBone,  ///< and whatever else there is
  kOrgans
};

/// A bed: one tissue of one part.
struct BedPlace {
  Part part;
  Organ organ;
};

inline constexpr std::size_t kBeds = 4 + 5 * 3 + 3 + 3;
inline constexpr std::array<BedPlace, kBeds> kBedPlaces{{
    {kHead, kBrain},      {kHead, kMuscle},   {kHead, kSkin},       {kHead, kBone},
    {kRightArm, kMuscle}, {kRightArm, kSkin}, {kRightArm, kBone},   {kLeftArm, kMuscle},
    {kLeftArm, kSkin},    {kLeftArm, kBone},  {kChest, kMuscle},    {kChest, kSkin},
    {kChest, kBone},      {kBelly, kMuscle},  {kBelly, kSkin},      {kBelly, kBone},
    {kRightLeg, kMuscle}, {kRightLeg, kSkin}, {kRightLeg, kBone},   {kLeftLeg, kMuscle},
    {kLeftLeg, kSkin},    {kLeftLeg, kBone},  {kChest, kHeartWall}, {kBelly, kKidneys},
    {kBelly, kViscera},
}};

/// Beds whose arterioles answer to their own veins (veno_arteriolar.hpp), in the order of their states: skin and muscle of limbs.
constexpr bool answers_to_veins(const BedPlace& bed) {
  const bool limb = bed.part == kRightArm || bed.part == kLeftArm || bed.part == kRightLeg ||
                    bed.part == kLeftLeg;
  return limb && (bed.organ == kMuscle || bed.organ == kSkin);
}
inline constexpr std::size_t kAnsweringBeds = 4 * 2;

struct BloodOutside {
  double chest = 0, belly = 0;          ///< pressure in both cavities [Pa]
  std::array<double, kParts> around{};  ///< large vessels of head and limbs [Pa]
  std::array<double, kBeds> on_bed{};   ///< tissue pressure on the small vessels of each bed [Pa]
  /// Conductance of each bed beyond what nerves leave it, relative to that [1].
  std::array<double, kBeds> widened{};
  std::array<double, kBeds>
      filtered{};  ///< plasma that leaves each bed, less what comes back there [m3/s]
  double right_lymph = 0, left_lymph = 0;  ///< lymph that enters at both venous angles [m3/s]
  double set_point_rise = 0;               ///< of the arterial reflex (exercise_reset.hpp) [Pa]
  double trunk_sine = 0;                   ///< how far the head is up: 0 lying, 1 upright
  std::array<double, kParts>
      limb_sine{};  ///< how far the far end of each limb is up: -1 hanging, 1 raised
};

/// Inputs against time. They have a slope, except at breakpoints.
class BloodSurroundings {
 public:
  virtual ~BloodSurroundings() = default;
  virtual void at(double t, BloodOutside& outside) const = 0;
  virtual double next_breakpoint(double t) const = 0;
};

}  // namespace cisterna::circulation
