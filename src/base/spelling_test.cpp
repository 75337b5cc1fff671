#include "base/spelling.hpp"

#include <gtest/gtest.h>

namespace cisterna {
namespace {

const std::vector<std::string> kRegions = {"hand", "forearm", "upper_arm"};

TEST(Spelling, distance_counts_single_edits_in_halves) {
  EXPECT_EQ(spelling_distance("hand", "hand"), 0U);
  EXPECT_EQ(spelling_distance("hand", "Hand"), 1U);
  EXPECT_EQ(spelling_distance("hand", "hond"), 2U);
  EXPECT_EQ(spelling_distance("hand", "hadn"), 2U);
  EXPECT_EQ(spelling_distance("hand", "hands"), 2U);
  EXPECT_EQ(spelling_distance("", "ab"), 4U);
}

TEST(Spelling, nearest_name_comes_first_and_far_names_are_not_offered) {
  EXPECT_EQ(nearest_names("fourarm", kRegions).front(), "forearm");
  EXPECT_TRUE(nearest_names("xyz", kRegions).empty());
  EXPECT_TRUE(nearest_names(std::string(100000, 'x'), kRegions).empty());
}

TEST(Spelling, suggestion_lists_what_is_known_when_nothing_is_near) {
  EXPECT_EQ(suggestion("handd", kRegions), "; did you mean hand?");
  EXPECT_EQ(suggestion("qqqqqq", kRegions), "; known: hand, forearm, upper_arm");
  EXPECT_EQ(suggestion("a", {}), "");
}

TEST(Spelling, names_are_joined_as_in_a_sentence) {
  EXPECT_EQ(joined_names({"a"}), "a");
  EXPECT_EQ(joined_names({"a", "b", "c"}), "a, b or c");
}

}  // namespace
}  // namespace cisterna
