#include "terminal.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace cisterna {
namespace {

void expect_fits(const std::string& text, int width) {
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line))
    EXPECT_LE(character_count(line), static_cast<std::size_t>(width)) << line;
}

TEST(Wrapped, breaks_at_spaces_and_keeps_long_words_whole) {
  EXPECT_EQ(wrapped("one two three", 7), "one two\nthree\n");
  EXPECT_EQ(wrapped("one two", 10, 2), "  one two\n");
  EXPECT_EQ(wrapped("extraordinary", 5), "extraordinary\n");
  EXPECT_EQ(wrapped("  ", 5), "");
}

TEST(Table, fits_wide_and_narrow_screens) {
  const std::vector<std::vector<std::string>> rows = {
      {"rest", "nothing is done to the limb for twenty minutes"},
      {"drainage_of_the_arm", "µ counts as one character"}};
  for (const int width : {30, 50, 80}) expect_fits(table(rows, width), width);
}

TEST(Table, columns_are_aligned) {
  EXPECT_EQ(table({{"a", "bb", "c"}, {"aaa", "b", "d"}}, 80), "a    bb  c\naaa  b   d\n");
  EXPECT_EQ(table({{"a", ""}}, 80), "a\n");
}

TEST(Table, rows_are_stacked_where_columns_do_not_fit) {
  EXPECT_EQ(table({{"a_rather_long_name", "1.3 N/m", "derived from a source"}}, 24),
            "a_rather_long_name\n    1.3 N/m; derived\n    from a source\n");
}

TEST(CharacterCount, counts_letters_not_bytes) { EXPECT_EQ(character_count("µm"), 2U); }

}  // namespace
}  // namespace cisterna
