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

TEST(Spelling, names_of_which_a_part_is_near_are_offered_where_no_whole_name_is) {
  const std::vector<std::string> nodes = {"right_cubital", "right_axillary", "left_axillary"};
  EXPECT_EQ(suggestion("axilary", nodes), "; did you mean right_axillary or left_axillary?");
  EXPECT_EQ(suggestion("righ_axilary", nodes), "; did you mean right_axillary?");  // as a whole
  EXPECT_EQ(suggestion("tissue.contct", {"tissue.gravity", "tissue.contact.creep_time"}),
            "; did you mean tissue.contact.creep_time?");
  EXPECT_TRUE(nearest_names("xillar", {"right_maxilla_b"}).empty());
  EXPECT_TRUE(nearest_names("rig", nodes).empty());
}

TEST(Spelling, short_names_are_near_to_a_part_or_begin_its_last_word) {
  const std::vector<std::string> regions = {"abdomen", "right_hand", "left_hand", "right_foot",
                                            "left_foot"};
  EXPECT_EQ(suggestion("fot", regions), "; did you mean right_foot or left_foot?");
  EXPECT_EQ(suggestion("abd", regions), "; did you mean abdomen?");
  EXPECT_EQ(suggestion("leg", {"trunk", "right_leg"}), "; did you mean right_leg?");
  EXPECT_EQ(suggestion("axi", {"right_cubital", "right_axillary"}),
            "; did you mean right_axillary?");
  EXPECT_TRUE(nearest_names("xyz", regions).empty());
  EXPECT_TRUE(nearest_names("of", {"centre_of_it"}).empty());
  EXPECT_TRUE(nearest_names("cat", {"pressure_at_rest"}).empty()) << "a word of two letters";
}

TEST(Spelling, of_many_names_those_of_the_same_first_word_are_listed) {
  const std::vector<std::string> ids = {"blood.a", "blood.b", "lymph.node.resistance"};
  EXPECT_EQ(suggestion("lymph.qqqqqq", ids), "; known: lymph.node.resistance, ...");
  EXPECT_EQ(suggestion("qqqqqq", ids), "; known: blood.a, blood.b, lymph.node.resistance");
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
