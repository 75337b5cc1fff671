// Muscle and skin at the places of a limb, driven by what is done to it.
#include "engine/perfusion_sites.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "fluid/dense_run_test.hpp"
#include "limb/arm_test.hpp"

namespace cisterna {
namespace {

using fluid_test::kMinute, fluid_test::kMmHg;

SteadyBlood lying_blood() {
  const ParameterSet& p = fluid_test::shipped();
  return SteadyBlood({p["oxygen.muscle.arterial_pressure"], p["oxygen.muscle.venous_pressure"]});
}

/// Presses on all of a limb, or makes all its muscle contract, for a while: all of it or the first half of each period.
class Squeeze : public Surroundings {
 public:
  Squeeze(double pressure, double within, double from, double to, double period = 0)
      : pressure_(pressure), within_(within), from_(from), to_(to), half_(period / 2) {}
  double next_breakpoint(double t) const override {
    if (t < from_) return from_;
    if (!(t < to_)) return std::numeric_limits<double>::infinity();
    return half_ > 0 ? std::min(to_, from_ + half_ * (halves(t) + 1)) : to_;
  }
  bool touching(double t) const override {
    return t >= from_ && t < to_ && (half_ <= 0 || std::fmod(halves(t), 2) == 0);
  }
  void loads(double, DepthLoads out) const override {
    for (double& x : out.skin) x = pressure_;
    for (double& x : out.muscle) x = pressure_;
    for (std::size_t i = out.skin.size(); i < 2 * out.skin.size(); ++i) out.within[i] = within_;
  }
  double elevation(double) const override { return 0; }
  double skin_temperature(double) const override { return arm::kSkin; }

 private:
  double halves(double t) const { return std::floor((t - from_) / half_); }
  double pressure_, within_, from_, to_, half_;
};

struct Flows {
  double muscle = 0, skin = 0, all = 0, squeezed = 0, warmth = 0;
  Flows(const Limb& limb, std::span<const PlaceReading> places) {
    double area = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const double own = limb.patches[i].length * limb.patches[i].width;
      muscle += places[i].muscle_flow, skin += places[i].skin_flow, area += own;
      squeezed += places[i].squeezed, warmth += own * places[i].skin_temperature;
    }
    warmth /= area, all = muscle + skin;
  }
};

class PerfusionSitesOfAnArm : public testing::Test {
 protected:
  const ParameterSet& parameters_ = arm::healthy().parameters;
  Limb limb_ = build_limb(arm::healthy().anatomy, parameters_, arm::kCoarse, 1);
  SteadyBlood blood_ = lying_blood();

  TreatmentSurroundings treated(const std::string& protocol) const {
    return {limb_, make_treatment(arm::protocol(protocol, arm::healthy().regions), spans_of(limb_),
                                  surface_of(limb_))};
  }
  /// Means from `from` to `to`, over rest.
  Flows over_rest(const Surroundings& what, double from, double to, PerfusionOptions o = {}) const {
    PerfusionSites sites(limb_, parameters_, what, blood_, o);
    EXPECT_TRUE(sites.advance(from));
    sites.read();
    EXPECT_TRUE(sites.advance(to));
    Flows now(limb_, sites.read());
    const Flows rest(limb_, sites.at_rest());
    now.muscle /= rest.muscle, now.skin /= rest.skin, now.all /= rest.all,
        now.squeezed /= rest.muscle;
    now.warmth -= rest.warmth;
    return now;
  }
};

TEST_F(PerfusionSitesOfAnArm, nothing_moves_where_nothing_is_done) {
  const RestSurroundings rest(0, arm::kSkin);
  PerfusionSites sites(limb_, parameters_, rest, blood_);
  ASSERT_TRUE(sites.advance(20 * kMinute));
  const auto now = sites.read();
  for (std::size_t i = 0; i < now.size(); ++i) {
    EXPECT_FALSE(sites.reached(i));
    EXPECT_NEAR(now[i].muscle_flow, sites.at_rest()[i].muscle_flow, 1e-4 * now[i].muscle_flow);
    EXPECT_EQ(now[i].skin_temperature, arm::kSkin);
  }
  EXPECT_DOUBLE_EQ(sites.arterial_lactate(), parameters_["oxygen.lactate.arterial"]);
}

// The null of the trials: nobody told the model so.
TEST_F(PerfusionSitesOfAnArm, stroking_leaves_the_flow_of_artery_and_muscle_as_it_is) {
  const Flows f = over_rest(treated("effleurage_arm"), kMinute, 6 * kMinute);
  std::printf("effleurage: muscle x%.3f, skin x%.3f, squeezed %.3f, skin %+.2f K\n", f.muscle,
              f.skin, f.squeezed, f.warmth);
  EXPECT_NEAR(f.muscle, 1, 0.1);
  EXPECT_GT(f.squeezed, 0.01);  // although it does press blood out
  EXPECT_GT(f.warmth, 0);
  EXPECT_LT(f.warmth, 2);
}

// Positive controls in the same machinery.
TEST_F(PerfusionSitesOfAnArm, contractions_raise_the_flow_that_stroking_leaves) {
  const Flows f = over_rest(treated("exercise_arm"), 4 * kMinute, 5 * kMinute);
  std::printf("squeezing a ball: muscle of the arm x%.2f\n", f.muscle);
  EXPECT_GT(f.muscle, 1.4);  // of an arm of which the forearm works
  EXPECT_LT(f.muscle, 4);
}

TEST_F(PerfusionSitesOfAnArm, light_contractions_raise_the_flow_of_the_limb_about_threefold) {
  constexpr double kStrength = 0.05;  // of the greatest, for half of each second
  const double within = parameters_["oxygen.pressure.span"] * kStrength /
                        (kStrength + parameters_["oxygen.pressure.half"]);
  PerfusionOptions superficial;
  superficial.exercise_depth = 1;
  const Squeeze work(0, within, 0, 3600, 1);
  const Flows f = over_rest(work, 4 * kMinute, 5 * kMinute, superficial);
  std::printf("light contractions: arm x%.2f, its muscle x%.2f\n", f.all, f.muscle);
  EXPECT_GT(f.all, 2.5);
  EXPECT_LT(f.all, 3.5);
}

TEST_F(PerfusionSitesOfAnArm, a_squeeze_of_a_second_is_followed_by_a_hyperaemia_of_seconds) {
  const Squeeze once(200 * kMmHg, 0, 60, 61);
  EXPECT_LT(over_rest(once, 60.25, 61).muscle, 0.02);
  EXPECT_GT(over_rest(once, 61, 64).muscle, 1.3);
  EXPECT_NEAR(over_rest(once, 76, 80).muscle, 1, 0.05);
}

TEST_F(PerfusionSitesOfAnArm, pressed_above_diastolic_flow_stops_and_then_overshoots) {
  const Squeeze hard(90 * kMmHg, 0, 60, 180);
  EXPECT_LT(over_rest(hard, 70, 175).muscle, 0.02);
  EXPECT_LT(over_rest(hard, 70, 175).skin, 0.15);
  EXPECT_GT(over_rest(hard, 182, 190).muscle, 1.5);
  EXPECT_NEAR(over_rest(hard, 15 * kMinute, 16 * kMinute).muscle, 1, 0.05);
}

// One tissue has one pressure at rest: that of the limb's own law, from which the bed closes.
TEST_F(PerfusionSitesOfAnArm, muscle_whose_tissue_rests_at_more_is_closed_by_less) {
  const Squeeze pressed(70 * kMmHg, 0, 60, 180);
  const double soft = over_rest(pressed, 70, 175).muscle;
  limb_.network.tissue.muscle.rest_pressure += 8 * kMmHg;
  const double tense = over_rest(pressed, 70, 175).muscle;
  std::printf("under 70 mmHg: x%.3f, in tenser tissue x%.4f\n", soft, tense);
  EXPECT_GT(soft, 0.02);
  EXPECT_LT(tense, 0.01);
}

// A tight muscle: pressure alone takes a little, the work that makes it adds more than that.
TEST_F(PerfusionSitesOfAnArm, a_tight_muscle_is_not_starved) {
  constexpr double kTight = 14 * kMmHg;  // what 5 % of the greatest contraction adds
  const Flows pressed = over_rest(Squeeze(kTight, 0, 0, 3600), 10 * kMinute, 11 * kMinute);
  EXPECT_LT(pressed.muscle, 1);
  EXPECT_GT(pressed.muscle, 0.8);
  PerfusionOptions superficial;
  superficial.exercise_depth = 1;
  EXPECT_GT(over_rest(Squeeze(0, kTight, 0, 3600), 10 * kMinute, 11 * kMinute, superficial).muscle,
            1);
}

// Lactate of a grip leaves with the blood, the pool takes it up and clears it.
TEST_F(PerfusionSitesOfAnArm, lactate_of_work_rises_in_the_blood_and_is_cleared) {
  const Squeeze grip(0, 57 * kMmHg, 0, 120);
  PerfusionOptions superficial;
  superficial.exercise_depth = 1;
  PerfusionSites sites(limb_, parameters_, grip, blood_, superficial);
  const double before = sites.arterial_lactate();
  ASSERT_TRUE(sites.advance(10 * kMinute));
  const double risen = sites.arterial_lactate();
  ASSERT_TRUE(sites.advance(180 * kMinute));
  EXPECT_GT(risen, before + 0.05);
  EXPECT_LT(sites.arterial_lactate() - before, 0.2 * (risen - before));
}

TEST_F(PerfusionSitesOfAnArm, blood_oxygen_and_lactate_are_conserved) {
  const TreatmentSurroundings kneading = treated("petrissage_arm");
  PerfusionSites sites(limb_, parameters_, kneading, blood_);
  ASSERT_TRUE(sites.advance(5 * kMinute));
  const auto a = sites.account();
  for (const auto& of : {a.blood, a.oxygen, a.lactate}) {
    EXPECT_GT(of.came, 0);
    EXPECT_NEAR(of.net, of.held, fluid_test::kConserved * of.came);
  }
}

// Halving the averaging of loads and tightening the steps a hundredfold changes means by less than half a per cent.
TEST_F(PerfusionSitesOfAnArm, finer_looks_change_nothing_that_counts) {
  PerfusionOptions fine;
  fine.interval *= 0.5, fine.look *= 0.5, fine.tolerance /= 100;
  for (const char* protocol : {"petrissage_arm", "exercise_arm"}) {
    const TreatmentSurroundings what = treated(protocol);
    const Flows usual = over_rest(what, kMinute, 3 * kMinute);
    const Flows finer = over_rest(what, kMinute, 3 * kMinute, fine);
    std::printf("%s: muscle x%.4f, finer x%.4f, skin %+.4f and %+.4f K\n", protocol, usual.muscle,
                finer.muscle, usual.warmth, finer.warmth);
    EXPECT_NEAR(usual.muscle, finer.muscle, 0.005 * finer.muscle);
    EXPECT_NEAR(usual.skin, finer.skin, 0.005 * finer.skin);
    EXPECT_NEAR(usual.warmth, finer.warmth, 0.02);
  }
}

// Reading more often, or in pieces, gives the same means.
TEST_F(PerfusionSitesOfAnArm, means_add_up_over_readings) {
  const TreatmentSurroundings what = treated("effleurage_arm");
  PerfusionSites once(limb_, parameters_, what, blood_), often(limb_, parameters_, what, blood_);
  ASSERT_TRUE(once.advance(120));
  double sum = 0;
  for (int k = 1; k <= 4; ++k) {
    ASSERT_TRUE(often.advance(30 * k));
    const Flows f(limb_, often.read());
    sum += f.muscle / 4;
  }
  const Flows whole(limb_, once.read());
  EXPECT_NEAR(sum, whole.muscle, 1e-12 * sum);
}

// Under other pressures of blood a bed rests elsewhere, and stays there.
TEST_F(PerfusionSitesOfAnArm, beds_rest_under_the_pressures_of_a_raised_limb) {
  const RestSurroundings rest(0, arm::kSkin);
  const SteadyBlood raised({73 * kMmHg, 0});
  PerfusionSites sites(limb_, parameters_, rest, raised);
  ASSERT_TRUE(sites.advance(10 * kMinute));
  const Flows now(limb_, sites.read()), at_rest(limb_, sites.at_rest());
  EXPECT_NEAR(now.muscle, at_rest.muscle, 0.01 * now.muscle);
  PerfusionSites level(limb_, parameters_, rest, blood_);
  EXPECT_LT(now.muscle, Flows(limb_, level.at_rest()).muscle);
}

}  // namespace
}  // namespace cisterna
