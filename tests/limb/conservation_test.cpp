// Shipped protocols on shipped persons with the limb for them, from the solved start to its end: nothing is lost, nothing stops.
// Which on whom: protocols_to_try().
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "arm_test.hpp"

namespace cisterna {
namespace {

using namespace arm;

class FullConservation : public testing::TestWithParam<std::string> {};

TEST_P(FullConservation, volume_protein_and_tracer_of_every_shipped_protocol_to_its_end) {
  constexpr double kLook = 30;  // [s]
  const Subject person = read_subject(GetParam());
  Limb limb = build_limb(person.anatomy, person.parameters, kCoarse, 1);
  const LymphNetwork& w = limb.network;
  // As in a session the best start seen will do: weak pumps on a coarse limb may never beat evenly enough for better
  // (docs/decisions/0005-start.md), and what is conserved does not depend on it.
  RestOptions search;
  search.acceptable = 0.25;
  std::vector<std::pair<RestSetting, RestState>> starts;
  Amounts worst;
  std::uint64_t left_domain = 0;
  for (const Protocol& what : protocols_to_try(person, GetParam())) {
    SCOPED_TRACE(what.name);
    const RestSetting setting = rest_setting(limb.members, what);
    auto start = std::find_if(starts.begin(), starts.end(),
                              [&](const auto& known) { return known.first == setting; });
    if (start == starts.end()) {
      starts.emplace_back(setting, find_rest(limb, RestSurroundings(setting), search));
      start = std::prev(starts.end());
    }
    const RestState& rest = start->second;
    ASSERT_TRUE(rest.found);
    limb.network.tissue.yielded = rest.yielded;
    const auto treatment = make_treatment(what, spans_of(limb), surface_of(limb));
    const TreatmentSurroundings surroundings(limb, treatment);
    Simulation run(w, surroundings, {});
    run.start(0, rest.state);
    const StateLayout& at = run.layout();
    std::vector<double> y(at.size);
    const double end = treatment->duration();
    for (double t = 0; t < end;) {
      t = std::min(t + kLook, end);
      ASSERT_EQ(run.advance(t), StopReason::finished) << run.time();
      run.state_at(t, y);
      ASSERT_TRUE(std::all_of(y.begin(), y.end(), [](double x) { return std::isfinite(x); })) << t;
      for (std::size_t i = 0; i < w.cells() + w.tissue.patches; ++i) {
        ASSERT_GE(y[at.protein + i], 0) << i << " at " << t;
        ASSERT_GE(y[at.tracer + i], 0) << i << " at " << t;
      }
    }
    const Amounts a = amounts(w, at, rest.state, y);
    EXPECT_LT(a.volume_residual, kConserved);
    EXPECT_LT(a.protein_residual, kConserved);
    EXPECT_LT(a.tracer_residual, kConserved);
    EXPECT_GT(a.drained, 0);
    worst.volume_residual = std::max(worst.volume_residual, a.volume_residual);
    worst.protein_residual = std::max(worst.protein_residual, a.protein_residual);
    worst.tracer_residual = std::max(worst.tracer_residual, a.tracer_residual);
    left_domain += run.counts().left_domain;
  }
  const auto text = [](double x) {
    char out[32];
    std::snprintf(out, sizeof out, "%.2e", x);
    return std::string(out);
  };
  RecordProperty("worst_volume_residual", text(worst.volume_residual));
  RecordProperty("worst_protein_residual", text(worst.protein_residual));
  RecordProperty("worst_tracer_residual", text(worst.tracer_residual));
  RecordProperty("steps_that_left_the_domain", static_cast<int>(left_domain));
}

// The same for a moment of rest, quickly: every person.
TEST(Conservation, every_shipped_person_rests_and_loses_nothing) {
  constexpr double kMoment = 20;  // [s]
  for (const std::string& name : shipped("persons")) {
    SCOPED_TRACE(name);
    const Subject person = read_subject(name);
    const Begun begun = begin(person.anatomy.body ? kVeryCoarse : kCoarse, kMoment, 1, person);
    const RestSurroundings rest(0, kSkin);
    Simulation run(begun.limb.network, rest, {});
    run.start(0, begun.state);
    ASSERT_EQ(run.advance(kMoment), StopReason::finished);
    std::vector<double> y(run.layout().size);
    run.state_at(kMoment, y);
    const Amounts a = amounts(begun.limb.network, run.layout(), begun.state, y);
    EXPECT_LT(a.volume_residual, kConserved);
    EXPECT_LT(a.protein_residual, kConserved);
    EXPECT_LT(a.tracer_residual, kConserved);
    for (const double each : y) ASSERT_TRUE(std::isfinite(each));
  }
}

INSTANTIATE_TEST_SUITE_P(Shipped, FullConservation, testing::ValuesIn(shipped("persons")),
                         [](const auto& person) { return person.param; });

}  // namespace
}  // namespace cisterna
