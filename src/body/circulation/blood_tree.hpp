// The blood of the whole body: a heart of four chambers, the arteries, veins and lungs of Heldt 2004, a bed for every tissue
// of every part of the body, and Ursino's baroreflex.
//
//   (1) dV/dt = Q_in - Q_out               of each of 29 stores; each flow is counted once, on both its sides
//   (2) P = P_ext + law of the store       straight, or a vein that stiffens, or a chamber; veins also - V_u/C E(V/V_u)
//   (3) Q = (P_1 - P_2 + rho g (z_1 - z_2))/R    ways; valves in heart and limb veins; veins of head and belly collapse,
//                                          those at their upper end, these at the diaphragm: both pressures are
//                                          brought to that level
//   (4) Q = (max(P_s, P_e) - max(P_v, P_e))/((1 - a) R),  P_s = P_a - a (P_a - P_v)
//                                          beds: artery and vein brought to the level of the bed; small arteries, of
//                                          the share a of the fall, lie before what pressure from outside closes
//   (5) P_c = p_v + s (p_s - p_v)/(1 - a)  capillaries: s of the fall lies behind them, p the two terms of (4)
//   (6) R = dP/(f Q_0) theta/theta_ref/(v (1 + w))   bed of the share f of the flow Q_0 under the fall dP, what the reflex makes
//                                          of it, v < 1 once its own veins are distended (a and s then are a v and s v), and w
//                                          by which its own tissue has widened it
//   (7) z = z_0 sin(trunk) + reach sin(limb)     level of a store over the heart
//
// Reflex: effectors of Ursino relative to their values at the reference drive, at which the tree's own values hold:
// resistances of all beds but brain and heart's wall, unstressed volumes of splanchnic and other systemic veins, elastances
// of both ventricles; the length of a beat is taken as it is. The sensor sits above the heart, in the neck. Resistances and
// unstressed volumes also answer the filling of the right atrium (cardiopulmonary.hpp).
// The belly is a fluid: below the diaphragm its pressure rises with depth as that of a column does. The
// chest's falls by a measured amount as the trunk stands up.
// Skin and muscle of limbs constrict where their own veins are distended: v of (6), veno_arteriolar.hpp.
// Two clocks (decision 0021): with beats, as above, or averaged over them. Averaged, volumes, pressures and flows are means
// over a beat; the heart is that of averaged_heart.hpp; where a pulse enters a bent law (the sensor, the right atrium's
// reflex, beds under pressure, ways that collapse, valves of veins) the mean of the law over a pulse is taken. Inputs,
// states and readings are the same; pressures of chambers are means.
// Plasma and cells: filtration and lymph move plasma; cells stay. Both are well mixed.
//
// Symbols: vessel.hpp, chamber.hpp, baroreflex.hpp; E emptying() of smooth.hpp (decision 0004); z level over the heart [m],
// rho, g as there.
// Assumes: small arteries feed more than the bed that is pressed, so that P_s stays as it is without; no inertance, no
// viscoelasticity, no autoregulation, coronary flow that contraction does not squeeze.
// Sources: heldt2004 (stores and ways), williams1989 (shares of flow), ursino1998 (reflex), henriksen1976 (veins of limbs).
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "body/circulation/averaged_heart.hpp"
#include "body/circulation/blood_outside.hpp"
#include "body/circulation/blood_stores.hpp"
#include "body/circulation/cardiopulmonary.hpp"
#include "body/circulation/chamber.hpp"
#include "body/circulation/delay_line.hpp"
#include "body/circulation/reflex_effectors.hpp"
#include "body/circulation/vessel.hpp"
#include "math/tolerance.hpp"
#include "model/parameter.hpp"

namespace cisterna::circulation {

/// States after the volumes of the stores.
namespace tree {
enum State : std::size_t {
  kBeats = kStoreCount,
  kSensor,
  kFillingResistance,  ///< felt error of the right atrium, as resistances answer it [Pa]
  kFillingVolume,      ///< the same, as unstressed volumes do [Pa]
  kFiltered,           ///< plasma that left through all beds since the start [m3]
  kReturned,           ///< lymph that came back since the start [m3]
  kEffectors,
  kConstrictions =
      kEffectors + static_cast<std::size_t>(kEffectorCount),  ///< of beds, by their veins [1]
  kDynamic = kConstrictions + kAnsweringBeds
};
constexpr std::size_t effector_place(std::size_t k) { return kEffectors + k; }
}  // namespace tree

template <class T>
struct BedReading {
  T flow, capillary, venous;  ///< pressures at the level of the bed
  T unwidened;                ///< flow there would be if tissue widened nothing
  T tone;  ///< resistance over that at the reference drive, as nerves and its own veins set it
};

/// Everything that is read off a state.
template <class T>
struct TreeReading {
  std::array<T, kStoreCount> pressure;
  std::array<T, kWays> flow;
  std::array<BedReading<T>, kBeds> bed;
  T period;                        ///< of a beat [s]
  T sensed;                        ///< pressure at the sensor
  T felt_pulse{}, atrium_pulse{};  ///< averaged: of what the sensor feels, of the right atrium
};

/// Whether a heart beats, or does on the whole what it would do with beats.
enum class HeartClock { beats, averaged };

class BloodTree {
 public:
  /// `surroundings` must live as long.
  BloodTree(const ParameterSet& parameters, const BloodSurroundings& surroundings,
            HeartClock clock = HeartClock::beats);

  HeartClock clock() const { return heart_ ? HeartClock::averaged : HeartClock::beats; }
  /// The heart of the averaged clock; none with beats.
  const std::optional<AveragedHeart>& averaged_heart() const { return heart_; }
  std::size_t size() const {
    return tree::kDynamic + line_.size() + (heart_ ? vagal_line_.size() : 0);
  }
  std::size_t dynamic() const { return tree::kDynamic; }
  std::span<const ToleranceBlock> tolerances() const { return tolerances_; }
  double longest_step() const { return longest_step_; }
  double next_breakpoint(double t) const { return surroundings_.next_breakpoint(t); }

  /// A state near rest that holds all blood.
  std::vector<double> start() const;
  double blood() const { return p_.blood; }
  /// Cells of all the blood [m3]; the rest is plasma.
  double cells() const { return p_.blood * p_.haematocrit; }
  /// All blood of a state [m3].
  double blood_of(std::span<const double> y) const;

  template <class T>
  TreeReading<T> read(std::span<const T> y, const BloodOutside& outside) const;
  template <class T>
  void rates(const T& t, std::span<const T> y, std::span<const double> carried,
             std::span<T> f) const;
  bool admissible(std::span<const double> y) const;
  /// What of a state lies at an end of what the equations hold for, in words; empty: nothing does.
  std::string limit_near(double t, std::span<const double> y) const;
  void transport(double t, double h, std::span<const double> y_old, std::span<double> y_new) const;
  /// Level of a store over the heart [m].
  double level(std::size_t store, const BloodOutside& outside) const;
  /// Share of a beat at which ventricles begin to contract.
  double ventricles_begin(double period) const;

  /// Pulse pressure of an artery under the averaged clock, as (5) of averaged_heart.hpp has it; 0 with beats.
  double artery_swing(const TreeReading<double>& r, std::size_t artery) const {
    return heart_ ? swing_of(heart_->pulse_of(artery) * r.felt_pulse) : 0;
  }

  const TreeParameters& parameters() const { return p_; }

 private:
  struct BedWay {
    std::size_t artery, vein, level_of;  ///< stores; at whose level the bed lies
    double resistance;
    std::size_t effector = kEffectorCount;      ///< kEffectorCount: none
    std::size_t filling = kFillingBeds;         ///< of published_beds.hpp; none likewise
    std::size_t constriction = tree::kDynamic;  ///< its state; kDynamic: none
    double loss = 0;                            ///< k of veno_arteriolar.hpp
  };

  template <class T>
  T effector(std::span<const T> y, std::size_t k) const {
    return p_.effectors[k].base + y[tree::effector_place(k)];
  }
  /// Of an effector to its value at the reference drive.
  template <class T>
  T relative(std::span<const T> y, std::size_t k) const {
    return effector(y, k) / reference_[k];
  }
  /// What both reflexes make of the resistance of a bed.
  template <class T>
  T tone(std::size_t bed, std::span<const T> y) const;
  template <class T>
  T period(std::span<const T> y) const {
    return effector(y, kSympatheticPeriod) + y[tree::effector_place(kVagalPeriod)];
  }
  template <class T>
  void pressures(std::span<const T> y, const BloodOutside& outside, TreeReading<T>& r) const;
  template <class T>
  void beating_chambers(std::span<const T> y, const BloodOutside& outside, TreeReading<T>& r) const;
  /// Means over a beat: pressures of the chambers, and flows through the heart's valves.
  template <class T>
  void averaged_chambers(std::span<const T> y, const BloodOutside& outside,
                         TreeReading<T>& r) const;
  /// Pressure that an outlet of the heart works against, over that around the heart.
  template <class T>
  T behind_outlet(StorePlace vessel, const TreeReading<T>& r, const BloodOutside& outside) const;
  template <class T>
  T chambers_hold(std::span<const T> y, std::size_t atrium) const {
    return y[atrium] + y[atrium + 1] - p_.chamber[atrium - kVessels].unstressed -
           p_.chamber[atrium + 1 - kVessels].unstressed;
  }
  /// Of what the sensor feels, its pulse included: drives of the sympathetic and the vagal effectors.
  std::array<double, 2> averaged_drives(double t, std::span<const double> y) const;
  template <class T>
  ReflexDrive<T> drive(const T& t, std::span<const double> carried) const;
  template <class T>
  T way_flow(std::size_t way, const TreeReading<T>& r, const BloodOutside& outside,
             const std::array<double, kStoreCount>& column) const;
  template <class T>
  BedReading<T> bed_flow(std::size_t bed, std::span<const T> y, const TreeReading<T>& r,
                         const BloodOutside& outside,
                         const std::array<double, kStoreCount>& column) const;
  /// (1) of veno_arteriolar.hpp, of the pressure in the veins at the level of the bed.
  template <class T>
  T distended(std::size_t bed, const T& vein, const BloodOutside& outside) const;
  /// Pressure at the sensor, of that in the brachiocephalic artery.
  template <class T>
  T sensed(const T& artery, const BloodOutside& outside) const;
  /// Pressure in the chest: it falls as the trunk stands up.
  double chest(const BloodOutside& outside) const;
  /// Pressure in the belly at a level.
  double belly_at(double level, const BloodOutside& outside) const;
  /// Pressure around a vein where it leaves its cavity: the belly's at the diaphragm.
  double around_outlet(std::size_t store, const BloodOutside& outside) const {
    const StorePlan& plan = kStorePlans[store];
    return plan.cavity == Cavity::belly ? outside.belly : outside.around[plan.part];
  }
  /// Level at which a way collapses: where the pressure across its wall is least [m].
  double collapse_level(const Way& way, const BloodOutside& outside) const;
  double outside_of(std::size_t store, const BloodOutside& outside) const;
  void average_heart();
  void fill_chambers(double aorta, double lung_artery, std::span<double> y) const;
  void set_tolerances();

  TreeParameters p_;
  const BloodSurroundings& surroundings_;
  std::array<BedWay, kBeds> beds_;
  std::array<double, kEffectorCount> reference_{};  // effectors at the reference drive
  // Shares of published beds that do not answer: of Ursino's other bed, of each of Heldt's.
  double silent_other_ = 0;
  std::array<double, kFillingBeds> silent_filling_{};
  std::array<double, kVessels>
      unstressed_weight_{};  // share of the reflex's change of unstressed volume
  std::optional<AveragedHeart> heart_;
  DelayLine line_;        // of the pressure that was felt; without beats of the sympathetic drive
  DelayLine vagal_line_;  // without beats: of the vagal drive
  double longest_step_;
  std::vector<ToleranceBlock> tolerances_;
};

}  // namespace cisterna::circulation

#include "body/circulation/blood_tree_equations.hpp"
