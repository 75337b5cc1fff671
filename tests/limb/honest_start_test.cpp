// What a start states about itself is what an hour of rest with live tissue then shows.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "arm_test.hpp"
#include "engine/rest_look.hpp"
#include "engine/tissue_balance.hpp"
#include "study/resolution.hpp"

namespace cisterna {
namespace {

using namespace arm;

struct Sleeper {
  const char* person;
  unsigned draw;         // 0: the central one
  double largest_patch;  // [m]; 0: standard resolution
};
void PrintTo(const Sleeper& s, std::ostream* out) { *out << s.person << " " << s.draw; }

// The same vessels in another wave pattern ask for up to 6 % more or less, for hours (docs/decisions/0005-start.md). No look
// can tell when they will change it. (4 % until muscle rested at a pressure of its own: soft vessels that beat hard, draw 8, then
// took up 1.8 % more than was filtered in the second quarter and 8.2 % more in the fourth, where 1.6 % was stated.)
constexpr double kWaves = 0.06;

void expect_honest(const Sleeper& who) {
  const Subject subject = read_subject(who.person);
  const ParameterSet parameters =
      who.draw > 0 ? draw(subject.parameters, 1, who.draw) : subject.parameters;
  const LimbResolution resolution = who.largest_patch > 0 ? LimbResolution{who.largest_patch, 1}
                                                          : standard_resolution(subject.anatomy);
  Limb limb = build_limb(subject.anatomy, parameters, resolution, 1);
  const LymphNetwork& w = limb.network;
  const RestSurroundings lying(0, kSkin);
  const RestState start = find_rest(limb, lying, {});
  ASSERT_TRUE(start.found) << start.reason;
  limb.network.tissue.yielded = start.yielded;
  EXPECT_LE(start.imbalance, RestOptions{}.bound);
  Simulation run(w, lying, {});
  const StateLayout& at = run.layout();
  run.start(0, start.state);
  std::vector<double> y = start.state;
  double filtered = 0, passed = 0;
  const auto look = [&] {
    filtered = passed = 0;
    for (std::size_t i = 0; i < w.tissue.patches; ++i) filtered += y[at.filtered + i];
    // what the nets passed on: taken up, less what they hold more
    for (std::size_t i = 0; i < w.initials; ++i)
      passed += y[at.uptake + i] - y[at.volume + w.lymphangions + i];
  };
  look();
  constexpr double kQuarter = 900;
  std::string told;
  for (int quarter = 1; quarter <= 4; ++quarter) {
    const double filtered_before = filtered, passed_before = passed;
    ASSERT_EQ(run.advance(quarter * kQuarter), StopReason::finished);
    run.state_at(quarter * kQuarter, y);
    look();
    const double mismatch = (filtered - filtered_before) / (passed - passed_before) - 1;
    told += " " + std::to_string(mismatch);
    // The quarter has chance of its own in it, as much as the look had.
    EXPECT_LE(std::abs(mismatch), start.imbalance + kWaves + 2 * start.standard_error)
        << "quarter " << quarter;
  }
  testing::Test::RecordProperty("stated", std::to_string(start.imbalance));
  testing::Test::RecordProperty("simulated", std::to_string(start.simulated));
  testing::Test::RecordProperty("quarters", told);
}

std::string name_of_sleeper(const testing::TestParamInfo<Sleeper>& info) {
  return std::string(info.param.person) + "_draw_" + std::to_string(info.param.draw);
}

class HonestStart : public testing::TestWithParam<Sleeper> {};
TEST_P(HonestStart, each_quarter_of_an_hour_of_rest_is_within_what_is_stated) {
  expect_honest(GetParam());
}
INSTANTIATE_TEST_SUITE_P(Quick, HonestStart,
                         testing::Values(Sleeper{"healthy_arm", 0, 0.05},
                                         Sleeper{"healthy_arm", 6, 0.12}),
                         name_of_sleeper);

class FullHonestStart : public testing::TestWithParam<Sleeper> {};
TEST_P(FullHonestStart, each_quarter_of_an_hour_of_rest_is_within_what_is_stated) {
  expect_honest(GetParam());
}
INSTANTIATE_TEST_SUITE_P(Persons, FullHonestStart,
                         testing::Values(Sleeper{"healthy_arm", 1, 0}, Sleeper{"healthy_arm", 2, 0},
                                         Sleeper{"healthy_arm", 3, 0}, Sleeper{"healthy_arm", 4, 0},
                                         Sleeper{"healthy_arm", 5, 0}, Sleeper{"healthy_arm", 6, 0},
                                         Sleeper{"healthy_arm", 7, 0}, Sleeper{"healthy_arm", 8, 0},
                                         Sleeper{"healthy_leg", 0, 0},
                                         Sleeper{"arm_after_axillary_dissection", 0, 0},
                                         Sleeper{"reference_adult", 0, 0}),
                         name_of_sleeper);

// Swollen tissue conducts so well that what patches have left is a small difference of large flows.
TEST(TissueBalance, is_found_in_swollen_tissue) {
  const Limb limb = build_limb(healthy().anatomy, draw(healthy().parameters, 1, 4), {}, 1);
  const TissueBalance balance(limb.network, 0);
  const auto n = static_cast<Eigen::Index>(balance.patches());
  const double width = limb.network.human.pacemaker.pressure_width;
  const Eigen::VectorXd swollen = Eigen::VectorXd::Constant(n, 2 * width);
  Eigen::VectorXd outflow(n);
  for (Eigen::Index i = 0; i < n; ++i)  // patches drain unevenly
    outflow[i] = balance.steady_filtration(i, swollen[i]) * (1 + 0.5 * std::sin(double(i)));
  const VesselDemand demand{outflow, swollen, 3 / width, 0.5 / width};
  for (const double from : {-0.5, 2.0}) {
    const Eigen::VectorXd p =
        balance.solve(demand, Eigen::VectorXd::Constant(n, from * width), width);
    const Eigen::VectorXd supply = balance.supply(p);
    Eigen::VectorXd rise = p - demand.inside;
    for (Eigen::Index i = 0; i < n; ++i) rise[i] -= balance.head(i, p[i], supply[i]);
    const double together = outflow.dot(rise) / outflow.sum();
    double off = 0;
    for (Eigen::Index i = 0; i < n; ++i)
      off += std::abs(supply[i] - outflow[i] * (1 + demand.competition * (rise[i] - together) +
                                                demand.common * together));
    EXPECT_LT(off, 1e-8 * outflow.sum()) << from;
  }
}

TEST(RestLook, a_straight_line_has_its_slope_and_no_error) {
  RestLook look;
  for (int b = 0; b < 20; ++b) look.passed.push_back(Eigen::Vector2d(3.0 * b, 1.0 - b));
  const Eigen::VectorXd flow = RestLook::flow(look.passed, 0.5);
  EXPECT_NEAR(flow[0], 6, 1e-12);
  EXPECT_NEAR(flow[1], -2, 1e-12);
  EXPECT_LT(look.standard_error(), 1e-12);
}

// Amounts that scatter about a line, as beats make them: what is stated is the spread of the slopes.
TEST(RestLook, states_the_spread_of_slopes) {
  constexpr int kLooks = 400, kBlocks = 20;
  double spread = 0, stated = 0;
  std::uint64_t word = 1;
  const auto uniform = [&] {
    word = word * 6364136223846793005u + 1442695040888963407u;
    return (static_cast<double>(word >> 11) + 0.5) / static_cast<double>(1ull << 53);
  };
  for (int k = 0; k < kLooks; ++k) {
    RestLook look;
    for (int b = 0; b < kBlocks; ++b) {
      const double chance =
          std::sqrt(-2 * std::log(uniform())) * std::cos(2 * std::numbers::pi * uniform());
      look.passed.push_back(Eigen::VectorXd::Constant(1, b + 0.2 * chance));
    }
    const double slope = RestLook::flow(look.passed, 1)[0], e = look.standard_error();
    spread += (slope - 1) * (slope - 1), stated += e * e;
  }
  EXPECT_NEAR(std::sqrt(stated / spread), 1, 0.1);  // three standard errors of 400 squares
}

}  // namespace
}  // namespace cisterna
