// Which stores of blood there are, how ways join them, and what each needs to know. Numbers: data/parameters.
#pragma once
#include <array>
#include <cstddef>

#include "body/circulation/baroreflex.hpp"
#include "body/circulation/blood_outside.hpp"
#include "body/circulation/cardiopulmonary.hpp"
#include "body/circulation/chamber.hpp"
#include "body/circulation/published_beds.hpp"
#include "body/circulation/reflex_effectors.hpp"
#include "body/circulation/veno_arteriolar.hpp"

namespace cisterna::circulation {

enum StorePlace : std::size_t {
  kAscendingAorta,
  kBrachiocephalic,
  kHeadArtery,
  kRightArmArtery,
  kLeftArmArtery,
  kThoracicAorta,
  kAbdominalAorta,
  kRenalArtery,
  kSplanchnicArtery,
  kRightLegArtery,
  kLeftLegArtery,
  kHeadVein,
  kRightArmVein,
  kLeftArmVein,
  kRightAngle,  ///< where jugular and subclavian veins meet, and lymph comes in
  kLeftAngle,
  kUpperCava,
  kRenalVein,
  kSplanchnicVein,
  kRightLegVein,
  kLeftLegVein,
  kAbdominalVein,
  kLowerCava,
  kLungArtery,
  kLungVein,
  kVessels,  // chambers follow
  kRightAtrium = kVessels,
  kRightVentricle,
  kLeftAtrium,
  kLeftVentricle,
  kStoreCount
};
inline constexpr std::size_t kChambers = kStoreCount - kVessels;

/// Where a store lies, as far as the pressure around it goes.
enum class Cavity { chest, belly, part };

struct StorePlan {
  const char* record;  ///< of its numbers; left and right share them
  Cavity cavity;
  Part part = kChest;
  bool stiffens = false;
};
/// In the order of StorePlace; chambers have only their names.
inline constexpr std::array<StorePlan, kStoreCount> kStorePlans{{
    {"ascending_aorta", Cavity::chest},
    {"brachiocephalic", Cavity::chest},
    {"head_artery", Cavity::part, kHead},
    {"arm_artery", Cavity::part, kRightArm},
    {"arm_artery", Cavity::part, kLeftArm},
    {"thoracic_aorta", Cavity::chest},
    {"abdominal_aorta", Cavity::belly},
    {"renal_artery", Cavity::belly},
    {"splanchnic_artery", Cavity::belly},
    {"leg_artery", Cavity::part, kRightLeg},
    {"leg_artery", Cavity::part, kLeftLeg},
    {"head_vein", Cavity::part, kHead},
    {"arm_vein", Cavity::part, kRightArm},
    {"arm_vein", Cavity::part, kLeftArm},
    {"venous_angle", Cavity::chest},
    {"venous_angle", Cavity::chest},
    {"upper_cava", Cavity::chest},
    {"renal_vein", Cavity::belly},
    {"splanchnic_vein", Cavity::belly, kBelly, true},
    {"leg_vein", Cavity::part, kRightLeg, true},
    {"leg_vein", Cavity::part, kLeftLeg, true},
    {"abdominal_vein", Cavity::belly, kBelly, true},
    {"lower_cava", Cavity::chest},
    {"lung_artery", Cavity::chest},
    {"lung_vein", Cavity::chest},
    {"right_atrium", Cavity::chest},
    {"right_ventricle", Cavity::chest},
    {"left_atrium", Cavity::chest},
    {"left_ventricle", Cavity::chest},
}};

enum class WayKind {
  open,
  valve,
  collapsible  ///< under the pressure around its upstream store, where that across its wall is least
};
struct Way {
  StorePlace from, to;
  WayKind kind;
  const char* record;  ///< of its resistance
};
inline constexpr auto kWayPlans = std::to_array<Way>({
    {kLeftVentricle, kAscendingAorta, WayKind::valve, "left_outflow"},
    {kAscendingAorta, kBrachiocephalic, WayKind::open, "brachiocephalic"},
    {kBrachiocephalic, kHeadArtery, WayKind::open, "head_artery"},
    {kBrachiocephalic, kRightArmArtery, WayKind::open, "arm_artery"},
    {kBrachiocephalic, kLeftArmArtery, WayKind::open, "arm_artery"},
    {kAscendingAorta, kThoracicAorta, WayKind::open, "thoracic_aorta"},
    {kThoracicAorta, kAbdominalAorta, WayKind::open, "abdominal_aorta"},
    {kAbdominalAorta, kRenalArtery, WayKind::open, "renal_artery"},
    {kAbdominalAorta, kSplanchnicArtery, WayKind::open, "splanchnic_artery"},
    {kAbdominalAorta, kRightLegArtery, WayKind::open, "leg_artery"},
    {kAbdominalAorta, kLeftLegArtery, WayKind::open, "leg_artery"},
    {kHeadVein, kRightAngle, WayKind::collapsible, "jugular"},
    {kHeadVein, kLeftAngle, WayKind::collapsible, "jugular"},
    {kRightArmVein, kRightAngle, WayKind::valve, "arm_vein"},
    {kLeftArmVein, kLeftAngle, WayKind::valve, "arm_vein"},
    {kRightAngle, kUpperCava, WayKind::open, "venous_angle"},
    {kLeftAngle, kUpperCava, WayKind::open, "venous_angle"},
    {kUpperCava, kRightAtrium, WayKind::open, "upper_cava"},
    {kRenalVein, kAbdominalVein, WayKind::open, "renal_vein"},
    {kSplanchnicVein, kAbdominalVein, WayKind::open, "splanchnic_vein"},
    {kRightLegVein, kAbdominalVein, WayKind::valve, "leg_vein"},
    {kLeftLegVein, kAbdominalVein, WayKind::valve, "leg_vein"},
    {kAbdominalVein, kLowerCava, WayKind::collapsible, "abdominal_vein"},
    {kLowerCava, kRightAtrium, WayKind::open, "lower_cava"},
    {kRightAtrium, kRightVentricle, WayKind::valve, "tricuspid"},
    {kRightVentricle, kLungArtery, WayKind::valve, "right_outflow"},
    {kLungArtery, kLungVein, WayKind::open, "lung"},
    {kLungVein, kLeftAtrium, WayKind::open, "lung_vein"},
    {kLeftAtrium, kLeftVentricle, WayKind::valve, "mitral"},
});
inline constexpr std::size_t kWays = kWayPlans.size();
/// Which way leads from one store to another.
constexpr std::size_t way_between(StorePlace from, StorePlace to) {
  std::size_t k = 0;
  while (kWayPlans[k].from != from || kWayPlans[k].to != to) ++k;
  return k;
}

/// Stores that supply and drain a bed, and at whose level it lies.
struct Supply {
  std::size_t artery, vein, level;
};
Supply supply_of(const BedPlace& bed);

struct StoreNumbers {
  double compliance = 0, unstressed = 0, capacity = 0;
  double height = 0;  ///< over the heart along the trunk, of a limb's store that of its root [m]
  double reach = 0;   ///< from the root to the middle of the limb's stores [m]
};

struct TreeParameters {
  std::array<StoreNumbers, kVessels> vessel;
  std::array<Chamber<double>, kChambers> chamber;
  std::array<double, kWays> resistance{};
  std::array<double, kBeds> share{};        ///< of the flow, all together 1
  double design_fall = 0, design_flow = 0;  ///< what (6) of blood_tree.hpp is computed with
  double behind_capillaries = 0;            ///< share of a bed's fall
  double small_arteries = 0;  ///< share of it before the vessels that close under pressure
  double residual = 0;        ///< of a vein that is squeezed empty: smooth.hpp
  double blood = 0, haematocrit = 0, density = 0, gravity = 0;
  double sensor_height = 0, second = 0, reference_drive = 0;
  double chest_fall = 0;        ///< of the chest's pressure from lying to standing [Pa]
  double diaphragm_height = 0;  ///< where the pressure of the belly is that of its inputs [m]
  Baroreflex<double> reflex;
  Cardiopulmonary<double> filling;
  std::array<double, kVessels> filling_gain{};            ///< of unstressed volumes [m3/Pa]
  std::array<double, kFillingBeds> filling_resistance{};  ///< relative gain of resistances [1/Pa]
  Effectors effectors;
  VenoArteriolar<double> veno_arteriolar;
};

TreeParameters tree_parameters(const ParameterSet& parameters);

}  // namespace cisterna::circulation
