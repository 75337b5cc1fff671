// A body whose lymph and tissue exchange with the blood of its own heart and vessels.
#include "engine/coupled_body.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <optional>

#include "coupled_test.hpp"
#include "engine/beat_ends.hpp"
#include "engine/tissue_balance.hpp"
#include "io/blood_columns.hpp"
#include "measure/body_flows.hpp"

namespace cisterna {
namespace {

using namespace coupled;

// The adult whose vessels have had five minutes.
Coupled& adult() {
  static Coupled one(arm::adult(), 0, 300);
  return one;
}

// A run that goes on from there, of this body or of one that differs from it where nothing is counted.
struct Onward {
  explicit Onward(const Limb& limb, const Surroundings& around = adult().rest,
                  int chunk = BodyBlood::kChunk, const SimulationOptions& options = {})
      : body(limb), blood(body, adult().parameters, Heart::beats, chunk) {
    blood.recall(adult().blood.remember(0), 0);
    run.emplace(body, around, &blood, options);
    run->start(0, adult().state);
  }
  double sum(std::size_t first, std::size_t count) {
    const std::span<const double> y = run->lymph().state();
    double s = 0;
    for (std::size_t i = first; i < first + count; ++i) s += y[i];
    return s;
  }
  double returned() {  // lymph, since the beginning [m3]
    return sum(run->lymph().layout().metered, metered_boundaries(body.network).size());
  }
  double gut() { return run->lymph().state()[run->lymph().layout().tissue + gut_patch()]; }
  std::size_t gut_patch() const { return body.network.tissue.organ_patch(0); }

  const Limb& body;
  BodyBlood blood;
  std::optional<CoupledBody> run;
};

TEST(CoupledBody, what_is_under_way_goes_on_with_a_remembered_blood) {
  Onward first(adult().body), second(adult().body);
  ASSERT_EQ(first.run->advance(7.4), StopReason::finished);
  const StateLayout& at = first.run->lymph().layout();
  const LymphNetwork& w = adult().body.network;
  std::vector<double> y(first.run->lymph().state().begin(), first.run->lymph().state().end());
  const double t = first.run->lymph().time();
  first.blood.take(at, y);
  second.blood.recall(first.blood.remember(t), 0);
  const Stock before = stock(first.blood, w, at, y);
  RestState::reset_counted(at, y);
  second.run->start(0, y);
  EXPECT_EQ(second.blood.under_way().water(), first.blood.under_way().water());
  ASSERT_EQ(second.run->advance(5), StopReason::finished);
  second.blood.take(at, second.run->lymph().state());
  const Stock after = stock(second.blood, w, at, second.run->lymph().state());
  EXPECT_NEAR(after.water, before.water, 1e-13 * before.water);
  EXPECT_NEAR(after.protein, before.protein, 1e-13 * before.protein);
}

TEST(CoupledBody, capillaries_and_small_veins_rest_at_the_pressures_of_the_network) {
  const LymphNetwork& w = adult().body.network;
  std::vector<double> boundary(w.boundaries()), capillary(w.tissue.patches), venous = capillary;
  double plasma = 0;
  adult().blood.rest_at({boundary, capillary, venous, plasma});
  for (std::size_t i = 0; i < w.tissue.patches; ++i) {
    EXPECT_NEAR(capillary[i], w.tissue.capillary_level(i), 1e-9 * capillary[i]) << i;
    EXPECT_NEAR(venous[i], w.tissue.exchange_of(i).venous_pressure, 1e-9 * venous[i]) << i;
  }
  EXPECT_NEAR(plasma, w.tissue.plasma_protein, 1e-9 * plasma);
  for (const PlaceShares& s : adult().blood.shares()) {
    EXPECT_GT(s.capillary.share, 0) << s.name;
    EXPECT_LT(s.capillary.share, 1) << s.name;
    if (s.name == "lung") continue;  // fuller in the circulation than in the network: decision 0022
    EXPECT_EQ(s.capillary.trim, 0) << s.name;
    EXPECT_GT(s.small_vein.share, 0) << s.name;
    EXPECT_EQ(s.small_vein.trim, 0) << s.name;
  }
}

TEST(CoupledBody, shares_of_somebody_who_lies_stay_when_they_stand) {
  constexpr double kUpright = -1.5;
  BodyBlood blood(adult().body, adult().parameters, Heart::beats);
  for (const double elevation : {0.0, kUpright}) {
    RestSetting setting;
    setting.elevation = elevation;
    ASSERT_EQ(blood.settle(RestSurroundings(setting), 0, 4), StepOutcome::ok);
    if (elevation == 0) blood.find_shares();
  }
  const std::vector<PlaceShares>& lying = adult().blood.shares();
  ASSERT_EQ(blood.shares().size(), lying.size());
  for (std::size_t k = 0; k < lying.size(); ++k)
    EXPECT_EQ(blood.shares()[k].capillary.share, lying[k].capillary.share) << lying[k].name;
  const BloodMoment &up = blood.rest(), &down = adult().blood.rest();
  EXPECT_GT(up.rate, 1.05 * down.rate);
  EXPECT_LT(up.left_angle, down.left_angle);
}

// Blood that stays as the network says it is.
class StayingBlood final : public ShiftedSurroundings {
 public:
  StayingBlood(const Surroundings& inner, const LymphNetwork& network)
      : ShiftedSurroundings(inner), w_(network) {}
  bool blood(double, BloodSide out) const override {
    std::copy(w_.boundary_pressure.begin(), w_.boundary_pressure.end(), out.boundary.begin());
    for (std::size_t i = 0; i < w_.tissue.patches; ++i) {
      out.capillary[i] = w_.tissue.capillary_level(i);
      out.venous[i] = w_.tissue.exchange_of(i).venous_pressure;
    }
    out.plasma_protein = w_.tissue.plasma_protein;
    return true;
  }

 private:
  const LymphNetwork& w_;
};

TEST(CoupledBody, blood_that_stays_is_the_one_that_is_given) {
  const LymphNetwork& w = adult().body.network;
  const RestSurroundings& rest = adult().rest;
  const StayingBlood staying(rest, w);
  std::vector<std::vector<double>> ends;
  for (const Surroundings* around :
       {static_cast<const Surroundings*>(&rest), static_cast<const Surroundings*>(&staying)}) {
    Simulation run(w, *around, {.integrator = Integrator::ros2});
    run.start(0, adult().state);
    ASSERT_EQ(run.advance(3), StopReason::finished);
    ends.emplace_back(run.state().begin(), run.state().end());
  }
  EXPECT_EQ(ends[0], ends[1]);
  Posture posture(w);
  posture.take(rest, 0);
  const TissueBalance given(w, posture), told(w, posture, staying);
  for (std::size_t i = 0; i < w.tissue.patches; ++i)
    EXPECT_EQ(given.steady_filtration(i, 0), told.steady_filtration(i, 0)) << i;
}

// What tissue of each part has filtered by the end, from the same lymph.
std::array<double, circulation::kParts> filtered(const Simulation& run) {
  const std::size_t at = run.layout().filtered;
  const BloodMap map = blood_map(adult().body);
  std::array<double, circulation::kParts> sum{};
  for (std::size_t i = 0; i < map.patch_part.size(); ++i)
    sum[map.patch_part[i]] += run.state()[at + i];
  return sum;
}

constexpr std::array kUpright{circulation::kLeftArm, circulation::kChest, circulation::kRightLeg};
constexpr std::array kLying{circulation::kHead, circulation::kLeftArm, circulation::kChest,
                            circulation::kRightLeg};

void expect_alike(const Simulation& one, const Simulation& other, double within,
                  std::span<const circulation::Part> parts) {
  const auto a = filtered(one), b = filtered(other);
  for (const circulation::Part part : parts) EXPECT_NEAR(b[part] / a[part], 1, within) << part;
}

// Skin filters at a head of a mmHg: a pulse of five would turn it with every beat.
TEST(CoupledBody, a_beating_heart_filters_what_a_steady_one_would_and_one_averaged_over_beats) {
  constexpr double kEnd = 60, kRate = 0.02, kPressure = 133;
  const BloodySurroundings rested(adult().rest, adult().blood, true);
  Simulation steady(adult().body.network, rested, {});
  steady.start(0, adult().state);
  Onward beating(adult().body);
  BodyBlood averaged(adult().body, adult().parameters, Heart::averaged);
  ASSERT_EQ(averaged.settle(adult().rest, 0, 1 / Breathing{}.rate), StepOutcome::ok);
  averaged.find_shares();
  CoupledBody without_beats(adult().body, adult().rest, &averaged, {});
  without_beats.start(0, adult().state);
  ASSERT_EQ(steady.advance(kEnd), StopReason::finished);
  ASSERT_EQ(beating.run->advance(kEnd), StopReason::finished);
  ASSERT_EQ(without_beats.advance(kEnd), StopReason::finished);
  // An arm filters 5.7 % more with beats than at steady pressures; without them half of that is missing.
  constexpr double kBeats = 0.06;
  expect_alike(steady, beating.run->lymph(), kBeats, kLying);
  expect_alike(beating.run->lymph(), without_beats.lymph(), kBeats, kLying);
  const BloodMoment &with = beating.blood.rest(), &without = averaged.rest();
  EXPECT_NEAR(without.rate / with.rate, 1, kRate);
  EXPECT_NEAR(without.output / with.output, 1, kRate);
  EXPECT_NEAR(without.aorta, with.aorta, kPressure);
  EXPECT_NEAR(without.right_atrium, with.right_atrium, kPressure);
}

// Lymph and blood tell each other what they did once a second, and here twice. Walking moves what they exchange most.
TEST(CoupledBody, exchange_twice_as_often_changes_no_mean) {
  constexpr double kEnd = 120, kWithin = 0.005;
  Limb body = adult().body;
  body.network = arm::paced(body.network);
  const TreatmentSurroundings walking = arm::surroundings_of(body, "walking_body");
  Onward once(body, walking), twice(body, walking, BodyBlood::kChunk / 2);
  std::array<BloodMoment, 2> mean{};
  for (Onward* one : {&once, &twice}) {
    BloodMoment& sum = mean[one == &twice];
    for (double t = 10; t <= kEnd; t += 10) {
      ASSERT_EQ(one->run->advance(t), StopReason::finished);
      const long last = one->blood.point_before(t), count = std::lround(10 / BodyBlood::spacing());
      for (long k = last - count + 1; k <= last; ++k)
        add(sum, one->blood.point(k), 10 / kEnd / static_cast<double>(count));
    }
  }
  const auto alike = [](double a, double b, const char* what) {
    EXPECT_NEAR(b / a, 1, kWithin) << what << ' ' << a << ' ' << b;
  };
  EXPECT_NE(mean[0].aorta, mean[1].aorta);
  alike(mean[0].rate, mean[1].rate, "heart rate");
  alike(mean[0].output, mean[1].output, "output");
  alike(mean[0].aorta, mean[1].aorta, "aorta");
  alike(mean[0].right_atrium, mean[1].right_atrium, "right atrium");
  alike(mean[0].blood, mean[1].blood, "blood");
  // The head of one who walks filters next to nothing.
  expect_alike(once.run->lymph(), twice.run->lymph(), kWithin, kUpright);
  alike(once.returned(), twice.returned(), "lymph returned");
}

// As tests/limb/step_halving_test.cpp, for a body with its blood under many hands.
TEST(CoupledBody, steps_of_half_the_length_change_no_mean_of_paced_vessels) {
  constexpr double kEnd = 180, kWithin = 0.005;
  SimulationOptions halved;
  halved.system.tolerance /= 4, halved.largest_step = 0.1;
  Limb body = adult().body;
  body.network = arm::paced(body.network);
  const TreatmentSurroundings hands = arm::surroundings_of(body, "swedish_body");
  Onward usual(body, hands), finer(body, hands, BodyBlood::kChunk, halved);
  ASSERT_EQ(usual.run->advance(kEnd), StopReason::finished);
  ASSERT_EQ(finer.run->advance(kEnd), StopReason::finished);
  EXPECT_GT(finer.run->lymph().counts().steps, 1.5 * usual.run->lymph().counts().steps);
  const StateLayout& at = usual.run->lymph().layout();
  const LymphNetwork& w = body.network;
  const auto alike = [&](std::size_t first, std::size_t count, const char* what) {
    EXPECT_NEAR(usual.sum(first, count) / finer.sum(first, count), 1, kWithin) << what;
  };
  alike(at.filtered, w.tissue.patches, "filtered"), alike(at.uptake, w.initials, "taken up");
  alike(at.node_passed, w.nodes, "passed by nodes");
  EXPECT_NEAR(usual.returned() / finer.returned(), 1, kWithin);
}

TEST(CoupledBody, blocked_thoracic_duct_takes_plasma_and_swells_the_gut) {
  constexpr double kEnd = 400;
  Subject cut = arm::adult();
  cut.anatomy.cuts.push_back({"thoracic_duct", "thorax", 0.5, "", "", 0});
  const Limb cut_body = build_limb(cut.anatomy, adult().parameters, arm::kVeryCoarse, 1);
  Onward whole(adult().body), blocked(cut_body);
  for (Onward* one : {&whole, &blocked}) ASSERT_EQ(one->run->advance(kEnd), StopReason::finished);
  const double returned = whole.returned() - blocked.returned();
  EXPECT_GT(returned, 5 * kMl);
  EXPECT_GT(blocked.gut() - whole.gut(), 0.25 * returned);
  EXPECT_LT(blocked.blood.plasma() - whole.blood.plasma(), -0.5 * returned);
}

TEST(CoupledBody, sundials_keeps_its_water_and_protein_too) {
  // Its matrix is of difference quotients: what a Newton correction leaves of the balance goes with the root of rounding.
  constexpr double kKept = 1e-8, kEnd = 3;
  for (const Heart heart : {Heart::beats, Heart::averaged}) {
    Coupled whole(arm::adult(), 0, 20, heart);
    expect_conserved(whole, whole.rest, heart == Heart::beats ? "with beats" : "without beats",
                     {.integrator = Integrator::cvode}, kKept, kEnd);
  }
}

// 20 L in two minutes are more than veins can hold.
TEST(CoupledBody, blood_that_cannot_go_on_says_why_and_keeps_its_account) {
  constexpr double kAmount = 20, kTime = 120;
  Coupled whole(arm::adult(), 0, 20, Heart::averaged);
  const AtVeins plasma(whole.rest, {step_of(Technique::infusion, kAmount * 1e-3, kTime, 70)});
  CoupledBody run(whole.body, plasma, &whole.blood, {});
  run.start(0, whole.state);
  const LymphNetwork& w = whole.body.network;
  const StateLayout& at = run.lymph().layout();
  const Stock before = stock(whole.blood, w, at, whole.state);
  EXPECT_EQ(run.trouble(), "");
  EXPECT_NE(run.advance(kTime), StopReason::finished);
  EXPECT_NE(run.trouble().find("vein is as full as it can be"), std::string::npos) << run.trouble();
  const std::span<const double> y = run.lymph().state();
  whole.blood.take(at, y);
  const Stock after = stock(whole.blood, w, at, y);
  const OutsideExchange& given = whole.blood.outside().amount;
  EXPECT_GT(given.in(), kMl);
  EXPECT_LT(given.in(), kAmount * 1e-3);
  EXPECT_NEAR(after.water, before.water, arm::kConserved * given.in());
  EXPECT_NEAR(after.protein, before.protein, arm::kConserved * given.infused_protein);
}

// The same lymph before veins as they rest and before those of somebody who has had two litres of plasma.
TEST(CoupledBody, fuller_veins_let_less_lymph_in) {
  constexpr double kAmount = 2000 * kMl, kTime = 30, kEnd = 120, kMmHg = 133.322387415;
  const AtVeins plasma(adult().rest, {step_of(Technique::infusion, kAmount, kTime, 70)});
  Onward still(adult().body), full(adult().body), giving(adult().body, plasma);
  ASSERT_EQ(giving.run->advance(2 * kTime), StopReason::finished);
  BodyBlood::Memory filled = giving.blood.remember(giving.run->lymph().time());
  filled.under_way = {};
  full.blood.recall(filled, 0);
  for (Onward* one : {&still, &full}) ASSERT_EQ(one->run->advance(kEnd), StopReason::finished);
  const auto angle = [&](const Onward& one) {
    double sum = 0;
    const long last = one.blood.point_before(kEnd), breath = std::lround(4 / BodyBlood::spacing());
    for (long k = 0; k < breath; ++k)
      sum += one.blood.point(last - k).left_angle / static_cast<double>(breath);
    return sum;
  };
  EXPECT_GT(angle(full) - angle(still), 4 * kMmHg);
  EXPECT_LT(full.returned(), 0.75 * still.returned());
}

// Half a litre in five minutes: the arterial pressure falls, and capillaries whose pressure falls with it take fluid back.
TEST(CoupledBody, half_a_litre_of_blood_taken_lowers_pressure_and_pulls_fluid_out_of_tissue) {
  constexpr double kAmount = 500 * kMl, kTime = 300, kEnd = 420, kMmHg = 133.322387415;
  const AtVeins vein(adult().rest, {step_of(Technique::bleeding, kAmount, kTime)});
  Onward still(adult().body), bled(adult().body, vein);
  const double blood = bled.blood.blood(), cells = bled.blood.cells();
  for (Onward* one : {&still, &bled}) ASSERT_EQ(one->run->advance(kEnd), StopReason::finished);
  const OutsideCount& out = bled.blood.outside();
  EXPECT_NEAR(out.amount.bled(), kAmount, 1e-12 * kAmount);
  // Cells, plasma and protein leave alike.
  EXPECT_NEAR(bled.blood.cells(), cells - out.bled_cells, 1e-12 * cells);
  EXPECT_NEAR(out.bled_cells / kAmount, cells / blood, 0.01 * cells / blood);
  EXPECT_NEAR(out.bled_protein / (kAmount - out.bled_cells),
              adult().body.network.tissue.plasma_protein, 0.5);
  const auto mean = [&](const Onward& one, double BloodMoment::*x) {
    const long last = one.blood.point_before(kEnd), count = std::lround(8 / BodyBlood::spacing());
    double sum = 0;
    for (long k = 0; k < count; ++k)
      sum += one.blood.point(last - k).*x / static_cast<double>(count);
    return sum;
  };
  EXPECT_LT(mean(bled, &BloodMoment::aorta), mean(still, &BloodMoment::aorta) - 5 * kMmHg);
  EXPECT_GT(mean(bled, &BloodMoment::rate), 1.05 * mean(still, &BloodMoment::rate));
  const auto tissue = [](Onward& one) {
    return one.sum(one.run->lymph().layout().tissue, one.body.network.tissue.patches);
  };
  EXPECT_LT(tissue(bled), tissue(still) - 1 * kMl);
  EXPECT_GT(bled.blood.plasma() - still.blood.plasma() + kAmount - out.bled_cells, 1 * kMl);
  // What came back has no cells.
  EXPECT_LT(bled.blood.cells() / bled.blood.blood(), still.blood.cells() / still.blood.blood());
}

// What lies behind the capillaries is no wider and no narrower: their pressure falls with the flow that nerves leave, more than
// those of artery and vein would take it down.
TEST(CoupledBody, arterioles_that_nerves_narrow_take_pressure_from_the_capillaries) {
  constexpr double kEnd = 420, kWithin = 0.02;
  const AtVeins vein(adult().rest, {step_of(Technique::bleeding, 500 * kMl, 300)});
  Onward bled(adult().body, vein);
  ASSERT_EQ(bled.run->advance(kEnd), StopReason::finished);
  const BloodMoment& rest = bled.blood.rest();
  BloodMoment now{};
  const long last = bled.blood.point_before(kEnd), count = std::lround(8 / BodyBlood::spacing());
  for (long k = 0; k < count; ++k)
    add(now, bled.blood.point(last - k), 1.0 / static_cast<double>(count));
  const BloodMap map = blood_map(adult().body);
  for (const std::size_t patch : {std::size_t{0}, bled.gut_patch()}) {
    const std::size_t bed = map.patch[patch];
    const auto above_vein = [&](const BloodMoment& m) {
      return bled.blood.of_patch(patch, m).capillary - m.vein[bed];
    };
    const double flow = now.unwidened[bed] / rest.unwidened[bed];
    const double fall = (now.artery[bed] - now.vein[bed]) / (rest.artery[bed] - rest.vein[bed]);
    EXPECT_LT(flow, 0.95 * fall) << "nerves narrow bed " << bed;
    EXPECT_NEAR(above_vein(now) / above_vein(rest) / flow, 1, kWithin) << bed;
  }
}

TEST(CoupledBody, hands_change_the_flow_of_a_limb_by_less_than_a_tenth) {
  constexpr double kEnd = 120;
  const TreatmentSurroundings hands = arm::surroundings_of(adult().body, "swedish_body");
  std::array<std::array<double, circulation::kParts>, 2> flow{};
  for (int k = 0; k < 2; ++k) {
    Onward one(adult().body, k == 0 ? static_cast<const Surroundings&>(adult().rest) : hands);
    for (double t = 10; t <= kEnd; t += 10) {
      ASSERT_EQ(one.run->advance(t), StopReason::finished);
      const long last = one.blood.point_before(t), count = std::lround(10 / BodyBlood::spacing());
      for (long p = last - count + 1; p <= last; ++p)
        for (std::size_t b = 0; b < circulation::kBeds; ++b)
          flow[k][circulation::kBedPlaces[b].part] += one.blood.point(p).flow[b];
    }
  }
  bool felt = false;
  for (std::size_t part = 0; part < circulation::kParts; ++part) {
    EXPECT_NEAR(flow[1][part] / flow[0][part], 1, 0.1) << part;
    felt = felt || std::abs(flow[1][part] / flow[0][part] - 1) > 1e-4;
  }
  EXPECT_TRUE(felt);
}

TEST(BeatEnds, are_those_of_beats_seen_from_beginning_to_end) {
  BeatEnds ends;
  EXPECT_TRUE(std::isnan(ends.take().highest));
  for (const auto& [beats, pressure] : {std::pair{3.5, 90.}, {3.9, 70.}, {4.1, 110.}, {4.8, 80.}})
    ends.see(beats, pressure);
  EXPECT_TRUE(std::isnan(ends.take().lowest));  // beat 3 was not seen to begin, 4 has not ended
  for (const auto& [beats, pressure] : {std::pair{5.0, 130.}, {5.9, 60.}, {6.0, 500.}})
    ends.see(beats, pressure);
  const BeatPressures found = ends.take();
  EXPECT_EQ(found.highest, (110 + 130) / 2.);
  EXPECT_EQ(found.lowest, (80 + 60) / 2.);
}

TEST(CoupledBody, session_writes_down_its_blood) {
  const Subject& subject = arm::adult();
  PreparedLimb prepared;
  prepared.limb = adult().body;
  prepared.rest.found = true, prepared.rest.state = adult().state;
  prepared.blood = std::make_shared<const PreparedBlood>(
      PreparedBlood{Heart::beats, adult().parameters, adult().blood.remember(0)});
  Protocol rest = arm::protocol("rest_leg", subject.regions);
  rest.steps[0].duration = 30;
  const std::atomic<bool> stop{false};
  const RunResult r = run_protocol(
      {&prepared, &rest, {}, true}, [](double) {}, stop);
  ASSERT_EQ(r.stop, StopReason::finished);
  const BloodResult& b = r.blood;
  ASSERT_TRUE(b.followed());
  for (const auto* series : {&b.heart_rate, &b.arterial_pressure, &b.systolic, &b.plasma_volume})
    ASSERT_EQ(series->size(), r.time.size());
  // The rest before has its beats as well: they go on as they were.
  EXPECT_GT(b.systolic[0], b.arterial_pressure[0]);
  EXPECT_LT(b.diastolic[0], b.arterial_pressure[0]);
  const auto session_mean = [&](const std::vector<double>& series) {
    return session_value(r, series, false);
  };
  constexpr double kOfThePulse = 0.05;  // few whole beats are in half a minute, seen every 1/20 s
  const double pulse = b.systolic[0] - b.diastolic[0];
  EXPECT_NEAR(b.systolic[0], session_mean(b.systolic), kOfThePulse * pulse);
  EXPECT_NEAR(b.diastolic[0], session_mean(b.diastolic), kOfThePulse * pulse);
  ASSERT_EQ(b.bed_flow.size(), circulation::kBeds);
  EXPECT_EQ(b.beds.size(), circulation::kBeds);
  EXPECT_NEAR(b.cardiac_output[0], 5.2 / 60000, 0.5 / 60000);  // docs/circulation.md
  EXPECT_NEAR(b.heart_rate[0], 70.0 / 60, 3.0 / 60);
  EXPECT_NEAR(b.filtered, r.volume.filtered - r.volume.absorbed,
              arm::kConserved * std::abs(b.filtered));
  EXPECT_NEAR(b.returned_right + b.returned_left, r.drained_volume,
              arm::kConserved * std::abs(r.drained_volume));
  EXPECT_LT(std::abs(b.water.residual), arm::kConserved);
  EXPECT_LT(std::abs(b.protein.residual), arm::kConserved);
  EXPECT_EQ(b.water.in() + b.water.out(), 0);
  EXPECT_NEAR(b.haematocrit.back(), 0.44, 0.02);
  // What blood lost is what the other side got, but for what is under way.
  EXPECT_NEAR(b.plasma_volume.front() - b.plasma_volume.back(),
              b.filtered - b.returned_right - b.returned_left, 1 * kMl);
}

TEST(CoupledBody, the_artery_of_pressed_muscle_is_that_of_its_part_of_the_tree) {
  const Subject& subject = arm::adult();
  PreparedLimb prepared;
  prepared.limb = adult().body, prepared.parameters = adult().parameters;
  prepared.rest.found = true, prepared.rest.state = adult().state;
  prepared.blood = std::make_shared<const PreparedBlood>(
      PreparedBlood{Heart::beats, adult().parameters, adult().blood.remember(0)});
  Step squeeze;
  squeeze.technique = Technique::garment;
  squeeze.regions = {"right_forearm"};
  squeeze.pressure = squeeze.pressure_proximal = 5000;  // [Pa]
  squeeze.rise = 0.5, squeeze.duration = 8;             // [s]
  Protocol sleeve;
  sleeve.steps = {squeeze};
  const std::atomic<bool> stop{false};
  const RunResult r = run_protocol(
      {&prepared, &sleeve, {}, true}, [](double) {}, stop);
  ASSERT_EQ(r.stop, StopReason::finished);
  ASSERT_FALSE(r.perfusion.parts.empty());
  const LimbGeometry geometry = geometry_of(prepared.limb, subject.anatomy);
  std::size_t compared = 0;
  for (const BodyFlow& part : body_flows(geometry))
    for (std::size_t m = 0; m < geometry.members.size(); ++m) {
      if (geometry.members[m].name != part.name) continue;
      const std::vector<double> tree = part.blood(r), &artery = r.perfusion.conduit[m];
      ASSERT_EQ(artery.size(), tree.size());
      ASSERT_EQ(artery.size(), r.time.size());
      for (std::size_t k = 0; k < tree.size(); ++k)
        EXPECT_NEAR(artery[k], tree[k], 1e-12 * tree[k]) << part.name;  // rounding of a sum
      ++compared;
    }
  EXPECT_EQ(compared, geometry.members.size());
}

TEST(CoupledBody, a_limb_alone_has_no_blood_of_its_own) {
  const arm::Begun& limb = arm::coarse();
  EXPECT_NE(why_no_blood(limb.limb.members, limb.limb.outlet_names), "");
  EXPECT_THROW(BodyBlood(limb.limb, arm::healthy().parameters, Heart::beats),
               std::invalid_argument);
}

}  // namespace
}  // namespace cisterna
