#include "model/parameter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cisterna {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

ParameterRecord record(const std::string& id, double value, double spread, double error = 0,
                       bool relative = true, double low = -kInf, double high = kInf) {
  ParameterRecord r;
  r.id = id;
  r.value = value;
  r.spread = spread;
  r.error = error;
  r.relative = relative;
  r.low = low;
  r.high = high;
  return r;
}

TEST(ParameterSet, finds_by_id_in_any_order_of_records) {
  const ParameterSet set({record("b", 2, 0), record("a", 1, 0), record("c", 3, 0)});
  EXPECT_EQ(set["a"], 1);
  EXPECT_EQ(set["c"], 3);
  EXPECT_EQ(set.find("b"), 0U);
  EXPECT_EQ(set.find("bb"), set.size());
  EXPECT_THROW(set["bb"], std::out_of_range);
}

TEST(ParameterSet, what_a_draw_or_a_part_is_asked_for_counts_as_used) {
  ParameterSet set(
      {record("a", 1, 0.3), record("b", 2, 0.3), record("c", 3, 0), record("d", 4, 0)});
  ParameterSet own = set;
  set.set_part("left_arm", own);
  draw(set, 42, 1)["b"];
  draw(set, 42, 2).of("left_arm")["c"];
  set.find("d");
  const std::vector<bool> used{set.used(0), set.used(1), set.used(2), set.used(3)};
  EXPECT_EQ(used, (std::vector<bool>{false, true, true, false}));
}

TEST(ParameterSet, offers_nearest_ids) {
  const ParameterSet set(
      {record("lymph.collector.active_tension", 1, 0), record("tissue.depth", 1, 0)});
  EXPECT_EQ(set.nearest("lymph.colector.active_tension").front(), "lymph.collector.active_tension");
}

TEST(Draw, sample_zero_is_central) {
  const ParameterSet set({record("a", 1, 0.3), record("b", 5, 2, 0, false)});
  const ParameterSet same = draw(set, 42, 0);
  EXPECT_EQ(same["a"], 1);
  EXPECT_EQ(same["b"], 5);
}

TEST(Draw, is_the_same_twice_and_differs_by_seed_and_sample) {
  const ParameterSet set({record("a", 1, 0.3)});
  EXPECT_EQ(draw(set, 42, 1)["a"], draw(set, 42, 1)["a"]);
  EXPECT_NE(draw(set, 42, 1)["a"], draw(set, 43, 1)["a"]);
  EXPECT_NE(draw(set, 42, 1)["a"], draw(set, 42, 2)["a"]);
}

TEST(Draw, does_not_depend_on_other_records_or_their_order) {
  const ParameterSet forward({record("a", 1, 0.3), record("b", 2, 0.3)});
  const ParameterSet backward({record("b", 2, 0.3), record("new", 7, 0.3), record("a", 1, 0.3)});
  EXPECT_EQ(draw(forward, 1, 5)["a"], draw(backward, 1, 5)["a"]);
  EXPECT_EQ(draw(forward, 1, 5)["b"], draw(backward, 1, 5)["b"]);
}

TEST(Draw, certain_parameters_do_not_move) {
  const ParameterSet set({record("a", 1.25, 0, 0)});
  EXPECT_EQ(draw(set, 1, 5)["a"], 1.25);
}

TEST(Draw, relative_draws_are_lognormal_with_combined_deviation) {
  const ParameterSet set({record("a", 3, 0.3, 0.4)});
  constexpr unsigned kDraws = 4000;
  double sum = 0, squares = 0;
  for (unsigned i = 1; i <= kDraws; ++i) {
    const double z = std::log(draw(set, 11, i)["a"] / 3);
    sum += z;
    squares += z * z;
  }
  const double deviation = 0.5;  // hypot(0.3, 0.4)
  const double four_standard_errors = 4 * deviation / std::sqrt(kDraws);
  EXPECT_NEAR(sum / kDraws, 0, four_standard_errors);
  EXPECT_NEAR(std::sqrt(squares / kDraws), deviation, four_standard_errors);
}

TEST(Draw, redraws_into_the_valid_range_and_never_clamps_to_its_ends) {
  const ParameterSet set({record("a", 1, 2, 0, false, 0.5, 1.5)});
  for (unsigned i = 1; i <= 500; ++i) {
    const double value = draw(set, 3, i)["a"];
    EXPECT_GT(value, 0.5);
    EXPECT_LT(value, 1.5);
  }
}

TEST(Draw, follows_a_changed_central_value) {
  ParameterSet set({record("a", 1, 0.3)});
  const double before = draw(set, 1, 5)["a"];
  set.set(0, 2);
  EXPECT_DOUBLE_EQ(draw(set, 1, 5)["a"], 2 * before);
}

}  // namespace
}  // namespace cisterna
