// One number of several draws.
#include "measurement.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace cisterna::validation {
namespace {

TEST(MeanOfDraws, is_their_mean_and_names_each_in_the_unit_of_the_row) {
  const Measured m = mean_of_draws(std::vector<Measured>{{0.01, "of one run"}, {0.03, "x"}}, 0.01);
  EXPECT_DOUBLE_EQ(m.value, 0.02);
  EXPECT_EQ(m.note, "of one run; draws of the pacemakers: 1, 3");
}

TEST(MeanOfDraws, leaves_draws_that_agree_as_they_are) {
  const Measured m =
      mean_of_draws(std::vector<Measured>{{0.1, "note"}, {0.1, "note"}, {0.1, ""}}, 1);
  EXPECT_EQ(m.value, 0.1);
  EXPECT_EQ(m.note, "note");
}

TEST(MeanOfDraws, has_no_number_where_one_draw_has_none) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const Measured m = mean_of_draws(std::vector<Measured>{{2, ""}, {kNone, "never stopped"}}, 1);
  EXPECT_TRUE(std::isnan(m.value));
  EXPECT_EQ(m.note, "draws of the pacemakers: 2, none");
}

}  // namespace
}  // namespace cisterna::validation
