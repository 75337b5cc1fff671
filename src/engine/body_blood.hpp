// The blood of a body beside its lymphatic network: runs ahead of it, tells it the pressures it meets, and takes over what
// lymph and tissue exchanged with it.
//
// Blood goes in chunks of a second, lymph in its own steps. Before a step of lymph that begins at t blood stands at t and the
// longest step or later (reach()), and has written down its pressures on a grid (1/20 s), between whose points they are
// straight. So lymph needs no breakpoints.
//   (1) q_k = (N_k(t) - H_k)/T               amount k that blood gives over its next chunk, H_k <- N_k(t)
//   (2) P = P_v + s/n (P_a - P_v) + d        capillaries of a place, and its small veins: s share of the fall, d trim, at
//                                            heart level, n = R/R_0
//   (3) tau dp/dt = P - p                    P_a and P_v of (2) as small vessels follow those of the bed's artery and vein:
//                                            their own give damps the pulse
//   (4) C_p = M/(V - V_c)                    protein of plasma, well mixed
//   (5) dM/dt = i_m - C_p (1 - h) b - q_m,  dV_c/dt = -h b,  h = V_c/V
//                                            infusion brings protein, bleeding takes cells, plasma and protein alike
//
//   N_k what lymph and tissue have counted of amount k (plasma filtered at a place less what nodes give back there, lymph
//   that enters at an angle, protein that left less that which came back), H_k what blood has already booked; N_k - H_k is
//   under way [m3, kg]; T chunk [s]; P_a, P_v artery and vein of the bed [Pa], R its resistance by its nerves (1 in the lungs), R_0 at rest [1], tau time of small vessels [s]; M protein of all plasma [kg], V blood,
//   V_c its cells [m3], h haematocrit [1], b bleeding [m3/s], i_m protein infused, q_m that lost to tissue less that which lymph
//   brought [kg/s]; h and C_p of (5) as a chunk begins
// What is given or taken acts on the veins of that arm, drinking on those of viscera, urine on the kidneys'; what lungs and skin
// lose on the right atrium, from where all blood goes to the lungs. Amounts are exact, a chunk late at most.
// Water and protein of blood, under way, tissue and lymph are so conserved to rounding whatever the steps.
//
// What lies behind the capillaries has a resistance that stays, P - P_v is what drives the flow through it: where nerves narrow
// arterioles, flow and that pressure fall alike. What tissue widens by itself it widens before and behind the capillaries
// alike (oxygen/muscle_pressure.hpp), so that shares stay.
// Shares are solved at rest: (2) then gives, in the mean of whole breaths, the pressures that the network rests at. Where no
// share between 0 and 1 does, blood's own share is kept (none for small veins) and d makes up for it. Venous angles have no
// trim.
// Assumes: blood well mixed, protein neither made nor lost but with blood; no stress relaxation of veins; a lag of one to two seconds, against minutes in which
// the fluid of tissue changes.
#pragma once
#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "body/circulation/exercise_reset.hpp"
#include "body/limb/lymph_system.hpp"
#include "engine/blood_drive.hpp"
#include "engine/blood_map.hpp"
#include "engine/blood_run.hpp"

namespace cisterna {

/// Amounts that cross between blood and the lymphatic side.
struct BloodExchange {
  std::array<double, circulation::kBeds> filtered{};  ///< net, from each bed [m3]
  double right_lymph = 0, left_lymph = 0;             ///< back at the angles [m3]
  double protein = 0;                                 ///< net, out of plasma [kg]

  double water() const;  ///< net, out of blood [m3]
  BloodExchange less(const BloodExchange& other) const;
  BloodExchange times(double number) const;
};

/// What blood gave to the outside of the body and got from there.
struct OutsideCount {
  OutsideExchange amount;
  double bled_cells = 0, bled_protein = 0;  ///< of it [m3], [kg]
};

/// What blood does at one moment of its grid.
struct BloodMoment {
  /// (3), at heart level and above the pressure of their cavity [Pa]
  std::array<double, kBloodPlaces> artery{}, vein{};
  double right_angle = 0, left_angle = 0;         ///< where they lie [Pa]
  double aorta = 0, right_atrium = 0;             ///< [Pa]
  double steady_aorta = 0;                        ///< as small vessels follow it [Pa]
  double output = 0, rate = 0, beats = 0;         ///< of all beds [m3/s], [1/s], counted
  std::array<double, circulation::kBeds> flow{};  ///< of each bed [m3/s]
  /// Of each bed: flow that it would have if its tissue widened nothing, as small vessels follow it [m3/s]; tone [1].
  std::array<double, circulation::kBeds> unwidened{}, tone{};
  double blood = 0, cells = 0, plasma_protein = 0;  ///< [m3], [m3], [kg]

  double plasma() const { return blood - cells; }  ///< [m3]
};

/// Highest and lowest pressure at the root of the aorta in the mean of whole beats; not numbers where no beat was seen [Pa].
struct BeatPressures {
  double highest = std::numeric_limits<double>::quiet_NaN(),
         lowest = std::numeric_limits<double>::quiet_NaN();
};

/// sum += weight * x, number by number.
void add(BloodMoment& sum, const BloodMoment& x, double weight);

/// (2) for vessels of one kind.
struct FallShare {
  double share = 0, trim = 0;  ///< s [1], d [Pa]
  /// `narrowed`: n of (2).
  double of(double artery, double vein, double narrowed) const {
    return vein + share / narrowed * (artery - vein) + trim;
  }
};
/// How a place of blood stands to the pressures that the network rests at.
struct PlaceShares {
  std::string name;
  FallShare capillary, small_vein;
};

/// Blood at a tissue patch, at heart level and with nothing pressing [Pa].
struct PatchBlood {
  double artery = 0, capillary = 0, small_vein = 0;
};

class BodyBlood {
 public:
  /// `body` outlives this. `chunk`: points of the grid between exchanges, at most kChunk. Throws std::invalid_argument
  /// where blood does not fit it (blood_map.hpp).
  BodyBlood(const Limb& body, const ParameterSet& parameters, Heart heart, int chunk = kChunk);
  BodyBlood(const BodyBlood&) = delete;

  /// Runs blood alone until it is steady; then its clock stands at lymph's time t. `breath`: how long one takes [s].
  StepOutcome settle(const Surroundings& around, double t, double breath);
  /// Solves the shares for what is steady; somebody who lies has it so that they stay when they stand.
  void find_shares();
  /// What is steady, for the search of the start.
  void rest_at(BloodSide out) const { hand(rest_, out); }

  /// Of a tissue patch, as skin patches, muscle patches and viscera are numbered.
  PatchBlood of_patch(std::size_t patch, const BloodMoment& moment) const;

  /// Everything that lets another blood of the same body go on.
  struct Memory {
    std::vector<double> run;
    std::vector<BloodMoment> ring;
    long newest = 0;
    double time = 0, protein = 0, cells = 0, set_point_rise = 0;
    BloodExchange under_way;
    BloodMoment rest;
    BeatPressures rest_beats;
    std::vector<PlaceShares> shares;
    std::vector<FallShare> capillary, small_vein;
  };
  Memory remember(double t);
  /// From there on, at lymph's time t, whose counters begin at zero.
  void recall(const Memory& memory, double t);

  /// Beds that set their own width from the next chunk on; they outlive this.
  void let_beds(OwnBeds& beds) { beds_ = &beds; }
  /// What lymph has counted by now.
  void take(const StateLayout& at, std::span<const double> state);
  /// Runs on until pressures up to lymph's time t are known. Where it cannot, trouble() says why.
  StepOutcome reach(const Surroundings& around, double t);
  const std::string& trouble() const { return trouble_; }
  /// At lymph's time t. Not numbers where that is not known, or no longer.
  void side_at(double t, BloodSide out) const;
  /// Number of the point of the grid at or before lymph's time t; the point itself.
  long point_before(double t) const;
  const BloodMoment& point(long k) const { return ring_[static_cast<std::size_t>(k % kRing)]; }
  static constexpr double spacing() { return kSpacing; }  ///< [s]
  static constexpr int kChunk = 20;                       ///< a second

  // as far as blood has run
  double blood() const { return run_->blood(); }                      ///< [m3]
  double cells() const { return cells_; }                             ///< [m3]
  double plasma() const { return run_->blood() - cells_; }            ///< [m3]
  double protein() const { return protein_; }                         ///< of plasma [kg]
  BloodExchange under_way() const { return counted_.less(booked_); }  ///< not yet booked
  /// Of lymph's own counters: since they began.
  BloodExchange counted() const { return counted_.less(before_); }
  /// Since then as well.
  const OutsideCount& outside() const { return outside_; }

  double chest_fall(double trunk_sine) const { return run_->parameters().chest_fall * trunk_sine; }
  /// Whether the heart beats: without beats there is no systole.
  bool beats() const { return heart_ == Heart::beats; }
  const std::vector<PlaceShares>& shares() const { return shares_; }
  const BloodMoment& rest() const { return rest_; }
  /// At that rest; of an averaged heart not known.
  const BeatPressures& rest_beats() const { return rest_beats_; }

 private:
  static constexpr double kSpacing = 1.0 / 20;  // [s]
  static constexpr long kRing = 16 * kChunk;    // points kept
  static constexpr int kStretches = 4;          // of a chunk, in which beds have one width

  StepOutcome chunk(const Surroundings& around);
  bool widen(double from);
  void book(const BloodExchange& due, const OutsideExchange& crossing);
  OutsideExchange crossing(const Surroundings& around, double from);
  StepOutcome record(long k, double protein, double cells);
  void angles(const circulation::TreeReading<double>& now, const circulation::BloodOutside& outside,
              BloodMoment& m) const;
  double chunk_time() const { return chunk_ * kSpacing; }
  double place_on_grid(double t) const { return (t + offset_) / kSpacing; }
  void hand(const BloodMoment& now, BloodSide out) const;
  void damp(long k, BloodMoment& m) const;

  const LymphNetwork& w_;
  Heart heart_;
  int chunk_;
  BloodMap map_;
  BloodDrive drive_;
  OwnBeds* beds_ = nullptr;
  circulation::ExerciseReset<double> reset_;
  std::unique_ptr<BloodRun> run_;
  std::vector<int> outlet_of_;  // boundary of each amount that is metered at one
  std::vector<BloodMoment> ring_;
  long newest_ = 0;    // number of the newest point
  double offset_ = 0;  // blood's time less lymph's [s]
  double protein_ = 0, cells_ = 0;
  BloodExchange before_, counted_, booked_;  // before_: under way when lymph's counters began
  OutsideCount outside_;
  double begun_ = 0;                     // when its counters were zero, in lymph's time
  std::optional<OutsideExchange> told_;  // by the surroundings, until the end of the last chunk
  BloodMoment rest_;
  BeatPressures rest_beats_;
  std::string trouble_;
  std::vector<PlaceShares> shares_;
  std::vector<FallShare> capillary_, small_vein_;  // of each tissue patch
  double raised_share_,
      follows_;  // follows_: what of a difference small vessels make up for from point to point
};

}  // namespace cisterna
