// A body whose lymph and tissue exchange with the blood of its own heart and vessels.
#include "engine/coupled_body.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "arm_test.hpp"

namespace cisterna {
namespace {

constexpr double kMmHg = 133.322387415, kMl = 1e-6, kHour = 3600;

// Vessels run for a while from their unloaded size in the blood as it rests, without a search.
struct Coupled {
  explicit Coupled(const arm::Subject& subject, unsigned sample = 0, double settle = 60)
      : parameters(draw(subject.parameters, 5, sample)),
        body(build_limb(subject.anatomy, parameters, arm::kVeryCoarse, 1)),
        blood(body, parameters, Heart::beats) {
    EXPECT_EQ(blood.settle(rest, 0, 1 / Breathing{}.rate), StepOutcome::ok);
    const BloodySurroundings rested(rest, blood, true);
    Simulation run(body.network, rested, {});
    state = run.system().rest_guess(1);
    run.start(0, state);
    EXPECT_EQ(run.advance(settle), StopReason::finished);
    run.state_at(settle, state);
    RestState::reset_counted(run.layout(), state);
  }
  const RestSurroundings rest{RestSetting{}};
  ParameterSet parameters;
  Limb body;
  BodyBlood blood;
  std::vector<double> state;
};

struct Stock {
  double water = 0, protein = 0;
};
// All of it: blood or plasma, what is under way, tissue, lymph.
Stock stock(const BodyBlood& blood, const LymphNetwork& w, const StateLayout& at,
            std::span<const double> y) {
  Stock s{blood.blood() - blood.under_way().water(), blood.protein() - blood.under_way().protein};
  for (std::size_t i = 0; i < w.tissue.patches; ++i)
    s.water += y[at.tissue + i], s.protein += y[at.protein + w.cells() + i];
  for (std::size_t c = 0; c < w.cells(); ++c)
    s.water += y[at.volume + c], s.protein += y[at.protein + c];
  return s;
}

void expect_conserved(Coupled& c, const Surroundings& around, double duration, const char* who) {
  CoupledBody run(c.body, around, &c.blood, {});
  run.start(0, c.state);
  const LymphNetwork& w = c.body.network;
  const StateLayout& at = run.lymph().layout();
  const Stock before = stock(c.blood, w, at, c.state);
  ASSERT_EQ(run.advance(duration), StopReason::finished) << who;
  const std::span<const double> y = run.lymph().state();
  c.blood.take(at, y);
  double water = 0;
  for (std::size_t i = 0; i < w.tissue.patches; ++i) water += std::abs(y[at.filtered + i]);
  for (std::size_t m = at.metered; m < at.dynamic - w.closing; ++m) water += std::abs(y[m]);
  const double protein = std::abs(y[at.protein_filtered]) + std::abs(y[at.protein_out]);
  const Stock after = stock(c.blood, w, at, y);
  EXPECT_GT(water, kMl) << who;
  // Blood is five litres, of which only so many digits are held.
  const double digits = 8 * std::numeric_limits<double>::epsilon();
  EXPECT_NEAR(after.water - c.blood.infused(), before.water,
              arm::kConserved * water + digits * before.water)
      << who;
  EXPECT_NEAR(after.protein - c.blood.infused_protein(), before.protein,
              arm::kConserved * protein + digits * before.protein)
      << who;
}

TEST(CoupledBody, water_and_protein_are_conserved_over_blood_tissue_and_lymph) {
  Coupled adult(arm::adult());
  adult.blood.infuse(1 * kMl, 0.03 * kMl);
  const TreatmentSurroundings hands = arm::surroundings_of(adult.body, "swedish_body");
  expect_conserved(adult, hands, 30, "the adult under hands, with an infusion");
}

TEST(CoupledBody, capillaries_rest_at_the_pressure_of_the_network) {
  Coupled c(arm::adult(), 0, 1);
  const LymphNetwork& w = c.body.network;
  std::vector<double> boundary(w.boundaries()), capillary(w.tissue.patches), venous = capillary;
  double plasma = 0;
  c.blood.rest_at({boundary, capillary, venous, plasma});
  for (std::size_t i = 0; i < w.tissue.patches; ++i) {
    EXPECT_NEAR(capillary[i], w.tissue.capillary_level(i), 1e-9 * capillary[i]) << i;
    EXPECT_LT(venous[i], capillary[i]) << i;
  }
  EXPECT_NEAR(plasma, w.tissue.plasma_protein, 1e-9 * plasma);
  for (const CapillaryShare& s : c.blood.shares()) {
    EXPECT_GT(s.share, 0) << s.name;
    EXPECT_LT(s.share, 1) << s.name;
    std::printf("%s: share %.4f, trim %.2f mmHg\n", s.name.c_str(), s.share, s.trim / kMmHg);
  }
  std::printf("angles %.2f %.2f mmHg\n", boundary[0] / kMmHg, boundary[1] / kMmHg);
}

}  // namespace
}  // namespace cisterna
