// A whole body for a minute of rest: its balances close over viscera and several outlets, and its parts add up.
#include <gtest/gtest.h>

#include <numeric>

#include "arm_test.hpp"
#include "measure/readings.hpp"
#include "study/filmed_run.hpp"
#include "study/study_run.hpp"

namespace cisterna {
namespace {

using namespace arm;

TEST(BodyRun, balances_close_and_parts_add_up) {
  constexpr double kSettle = 300;  // [s]
  const Subject& subject = adult();
  Begun begun = begin(kVeryCoarse, kSettle, 1, subject);
  PreparedLimb prepared;
  prepared.limb = begun.limb;
  prepared.rest.found = true, prepared.rest.state = begun.state;
  Protocol rest = protocol("rest_leg", subject.regions);
  ASSERT_EQ(rest.steps.size(), 1u);
  rest.steps[0].duration = 60;
  const std::atomic<bool> stop{false};
  const RunResult r = run_protocol(
      {&prepared, &rest, {}, true}, [](double) {}, stop);
  ASSERT_EQ(r.stop, StopReason::finished);
  EXPECT_LT(std::abs(r.volume.residual), kConserved);
  EXPECT_LT(std::abs(r.protein.residual), kConserved);
  EXPECT_GT(r.volume.drained, 0);

  const LimbGeometry g = geometry_of(prepared.limb, subject.anatomy);
  ASSERT_EQ(r.region_uptake.size(), g.regions.size());
  ASSERT_EQ(r.organ_uptake.size(), g.organs.size());
  ASSERT_EQ(r.region_filtration.size(), g.regions.size());
  ASSERT_EQ(r.organ_filtration.size(), g.organs.size());
  ASSERT_EQ(r.duct_flow.size(), g.outlets.size());
  EXPECT_EQ(g.organ_in_thorax.size(), g.organs.size());
  ASSERT_GT(g.organs.size(), 0u);
  ASSERT_EQ(g.outlets.size(), 2u);
  EXPECT_EQ(g.ducts, (std::vector<std::string>{"right_terminal", "left_terminal"}));
  EXPECT_EQ(g.patch_member.size(), g.patch_s.size());
  const auto at = [](const std::vector<std::vector<double>>& rows, std::size_t i) {
    return std::accumulate(rows.begin(), rows.end(), 0.0,
                           [i](double sum, const auto& row) { return sum + row[i]; });
  };
  // What a camera counts on the body is what it counts on its members, weighted by what it sees of each.
  ASSERT_EQ(r.members_during.size(), g.members.size());
  const LimbPart whole{0, prepared.limb.length};
  double counted = 0, seen = 0;
  for (std::size_t m = 0; m < g.members.size(); ++m) {
    const auto count =
        static_cast<double>(superficial(prepared.limb, whole, static_cast<int>(m)).size());
    ASSERT_GT(count, 0) << g.members[m].name;
    counted += count * r.members_during[m].frequency, seen += count;
  }
  EXPECT_EQ(seen, static_cast<double>(superficial(prepared.limb, whole).size()));
  EXPECT_GT(counted, 0);
  EXPECT_NEAR(counted / seen, r.during.frequency, 1e-12);
  // A depot of each member only loses.
  ASSERT_EQ(r.depot_left.size(), g.members.size());
  for (const auto& left : r.depot_left) {
    EXPECT_EQ(left.front(), 1);
    EXPECT_LT(left.back(), 1);
    EXPECT_GT(left.back(), 0.9);
    EXPECT_TRUE(std::is_sorted(left.rbegin(), left.rend()));
  }
  EXPECT_TRUE(std::isnan(at(r.duct_flow, 0)));
  for (std::size_t i = 1; i < r.time.size(); ++i) {
    const double up = at(r.region_uptake, i) + at(r.organ_uptake, i);
    EXPECT_NEAR(up, r.uptake_flow[i], kConserved * std::abs(r.uptake_flow[i]));
    const double out = at(r.region_filtration, i) + at(r.organ_filtration, i);
    EXPECT_NEAR(out, r.filtration_flow[i], kConserved * std::abs(r.filtration_flow[i]));
    EXPECT_NEAR(at(r.duct_flow, i), r.outlet_flow[i], kConserved * std::abs(r.outlet_flow[i]));
  }
  for (const auto& row : r.duct_flow)
    EXPECT_GT(*std::max_element(row.begin() + 1, row.end()), 0) << "lymph runs into both veins";
}

// The report reads the meter of a duct's outlet, validation of the abdominal pump a probe around the duct: one quantity.
TEST(BodyRun, a_probe_around_a_duct_reads_what_the_meter_of_its_outlet_counts) {
  constexpr double kSettle = 300, kSpan = 60;  // [s]
  const Subject& subject = adult();
  const Begun begun = begin(kVeryCoarse, kSettle, 1, subject);
  const LymphNetwork& w = begun.limb.network;
  const std::vector<std::string> ducts = geometry_of(begun.limb, subject.anatomy).ducts;
  const std::vector<int> outlets = metered_boundaries(w);
  ASSERT_EQ(ducts.size(), outlets.size());
  const RestSurroundings lying(0, kSkin);
  FilmedRun run(begun.limb, lying, begun.state);
  const StateLayout& at = run.layout();
  const VesselRecording span = run.pass(kSpan);
  for (std::size_t m = 0; m < outlets.size(); ++m) {
    const Field duct{.vessel = ducts[static_cast<std::size_t>(outlets[m])]};
    const double flow = reading_named("duct_flow").read({.limb = &begun.limb, .film = &span}, duct);
    const double counted = span.after[at.metered + m] - begun.state[at.metered + m];
    EXPECT_GT(counted, 0) << m;
    EXPECT_NEAR(flow * kSpan, counted, 1e-6 * counted) << ducts[m];
  }
}

}  // namespace
}  // namespace cisterna
