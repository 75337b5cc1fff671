#include "first_seen.hpp"

#include <gtest/gtest.h>

namespace cisterna::validation {
namespace {

const FirstSeen kFirst{{"lymph.a", 0.1}, {"lymph.b", -1.0 / 3}, {"tissue.c", 0}};

TEST(FirstSeen, values_survive_the_file) {
  EXPECT_EQ(first_seen_of(csv_of(kFirst)), kFirst);
  EXPECT_TRUE(changed_ids(kFirst, first_seen_of(csv_of(kFirst))).empty());
}

TEST(FirstSeen, changed_new_and_removed_parameters_are_named) {
  const FirstSeen now{{"lymph.a", 0.11}, {"lymph.b", -1.0 / 3}, {"lymph.d", 2}};
  const std::vector<std::string> expected{"lymph.a", "lymph.d", "tissue.c"};
  EXPECT_EQ(changed_ids(kFirst, now), expected);
}

TEST(FirstSeen, zero_that_moves_is_a_change) {
  FirstSeen now = kFirst;
  now["tissue.c"] = 1e-9;
  EXPECT_EQ(changed_ids(kFirst, now), std::vector<std::string>{"tissue.c"});
}

}  // namespace
}  // namespace cisterna::validation
