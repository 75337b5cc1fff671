// Limbs whose own veins are distended by a column of blood: their tissue gets less, and nobody else's does.
#include <numbers>

#include "tree_run_test.hpp"

namespace cisterna::circulation {
namespace {

constexpr double kFrom = 90, kTo = 120;  // [s]

// Somebody who lies, the right leg hanging straight down; what `presses` lies on that leg all over.
class HangingLeg : public BloodSurroundings {
 public:
  explicit HangingLeg(double presses = 0) : presses_(presses) {}
  void at(double, BloodOutside& outside) const override {
    outside.limb_sine[kRightLeg] = -1;
    outside.around[kRightLeg] = presses_;
    for (std::size_t b = 0; b < kBeds; ++b)
      if (kBedPlaces[b].part == kRightLeg) outside.on_bed[b] = presses_;
  }
  double next_breakpoint(double) const override { return std::numeric_limits<double>::infinity(); }

 private:
  double presses_;
};

std::size_t bed(Part part, Organ organ) {
  std::size_t b = 0;
  while (kBedPlaces[b].part != part || kBedPlaces[b].organ != organ) ++b;
  return b;
}

constexpr std::size_t kNone = kAnsweringBeds;
/// Where the state of a bed is; kNone where its veins do nothing.
std::size_t answer_of(Part part, Organ organ) {
  std::size_t place = 0;
  for (const BedPlace& b : kBedPlaces) {
    if (b.part == part && b.organ == organ) return answers_to_veins(b) ? place : kNone;
    place += answers_to_veins(b);
  }
  return kNone;
}
double constricted(const TreeRun& run, Part part, Organ organ) {
  return run.stepper.state()[tree::kConstrictions + answer_of(part, organ)];
}

/// Of the hanging leg to the level one.
double lowered_over_level(const TreeSummary& s, Organ organ) {
  return s.bed[bed(kRightLeg, organ)].mean() / s.bed[bed(kLeftLeg, organ)].mean();
}

ParameterSet without_response() {
  ParameterSet p = shipped_parameters();
  for (const char* tissue : {"skin", "muscle"})
    p.set(p.find(std::string("circulation.tree.veno_arteriolar.") + tissue + "_loss"), 0);
  return p;
}

// The veins of the middle of that leg bear 27 mmHg more than lying, where about half of what can constrict does.
void expect_lowered_leg_alone_constricts(HeartClock clock) {
  constexpr double kShare = 0.02;  // other pressures in arteries and veins once it has constricted
  const HangingLeg hanging;
  TreeRun run(hanging, 1, shipped_parameters(), clock), none(hanging, 1, without_response(), clock);
  const TreeSummary s = summarise(run, kFrom, kTo), blocked = summarise(none, kFrom, kTo);
  const auto loss = [&](Organ organ) {
    const auto& v = run.tree.parameters().veno_arteriolar;
    return organ == kSkin ? v.skin_loss : v.muscle_loss;
  };
  for (const Organ organ : {kSkin, kMuscle}) {
    const double share = constricted(run, kRightLeg, organ);
    EXPECT_GT(share, 0.35);
    EXPECT_LT(share, 0.65);
    EXPECT_LT(constricted(run, kLeftLeg, organ), 0.01);
    EXPECT_GT(lowered_over_level(blocked, organ), 0.97);
    const double left = 1 - loss(organ) * share;
    EXPECT_NEAR(lowered_over_level(s, organ), left * lowered_over_level(blocked, organ), kShare);
    // What constricts lies before the capillaries: these stand over their veins by what still flows.
    const auto over_vein = [&](const TreeSummary& of) {
      return of.capillary[bed(kRightLeg, organ)].mean() - of.pressure[kRightLegVein].mean();
    };
    EXPECT_NEAR(over_vein(s) / over_vein(blocked), left, kShare);
    // The level leg has what somebody gets who lies.
    EXPECT_NEAR(s.bed[bed(kLeftLeg, organ)].mean(), blocked.bed[bed(kLeftLeg, organ)].mean(),
                kShare * blocked.bed[bed(kLeftLeg, organ)].mean());
  }
  EXPECT_EQ(answer_of(kRightLeg, kBone), kNone);
  EXPECT_GT(lowered_over_level(s, kBone), 0.97);
}

TEST(VenoArteriolar, tissue_of_a_lowered_leg_constricts_and_that_of_a_level_one_does_not) {
  expect_lowered_leg_alone_constricts(HeartClock::beats);
}

TEST(VenoArteriolar, it_does_so_without_beats) {
  expect_lowered_leg_alone_constricts(HeartClock::averaged);
}

// Pressure from outside that takes the stretch off the veins takes the response away.
TEST(VenoArteriolar, counterpressure_takes_it_away) {
  const HangingLeg pressed(45 * kMmHg), free;
  TreeRun with(pressed), without(free);
  ASSERT_EQ(with.stepper.advance(kTo), StepOutcome::ok);
  ASSERT_EQ(without.stepper.advance(kTo), StepOutcome::ok);
  for (const Organ organ : {kSkin, kMuscle}) {
    EXPECT_GT(constricted(without, kRightLeg, organ), 0.35);
    EXPECT_LT(constricted(with, kRightLeg, organ), 0.05);
  }
}

// Who stands up keeps more pressure with it than without.
TEST(VenoArteriolar, holds_pressure_up_in_a_tilt) {
  const BreathingBody up(Breathing{}, {10, 2, 0.5 * std::numbers::pi});
  TreeRun run(up, 1, shipped_parameters(), HeartClock::averaged),
      none(up, 1, without_response(), HeartClock::averaged);
  const double with = summarise(run, 150, 160).pressure[kThoracicAorta].mean(),
               without = summarise(none, 150, 160).pressure[kThoracicAorta].mean();
  EXPECT_GT(with, without + 0.3);
}

}  // namespace
}  // namespace cisterna::circulation
