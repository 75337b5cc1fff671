#include "validation_report.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace cisterna::validation {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::vector<ValidationRow> rows() {
  ValidationRow met{
      .id = "a", .area = "lymph", .quantity = "flow", .unit = "mL/h", .published = "1 | 2"};
  met.low = 1;
  met.high = 2;
  met.source = "key";
  met.model = 1.5;
  met.basis = "measured";
  met.met = true;
  ValidationRow missed = met;
  missed.id = "b";
  missed.area = "tissue";
  missed.high = kInfinity;
  missed.model = std::nan("");
  missed.met = false;
  missed.note = "why";
  ValidationRow built = met;
  built.id = "c";
  built.basis = "by construction";
  return {met, missed, built};
}

TEST(ValidationReport, json_gives_back_what_was_written) {
  const auto written = rows();
  const auto read = rows_of_json(json_of(written));
  ASSERT_EQ(read.size(), written.size());
  for (std::size_t i = 0; i < read.size(); ++i) {
    EXPECT_EQ(read[i].id, written[i].id);
    EXPECT_EQ(read[i].low, written[i].low);
    EXPECT_EQ(read[i].high, written[i].high);
    EXPECT_EQ(std::isnan(read[i].model), std::isnan(written[i].model));
    EXPECT_EQ(read[i].met, written[i].met);
    EXPECT_EQ(read[i].note, written[i].note);
  }
}

TEST(ValidationReport, damaged_json_gives_no_rows) {
  EXPECT_TRUE(rows_of_json("[{\"id\": \"a\"}]").empty());
  EXPECT_TRUE(rows_of_json("not json").empty());
  EXPECT_TRUE(rows_of_json("").empty());
}

TEST(ValidationReport, summary_counts_only_what_counts) {
  const std::string text = markdown_of(rows());
  EXPECT_NE(text.find("**1 of 2 findings met**"), std::string::npos);
  EXPECT_NE(text.find("1 by construction (1 met)"), std::string::npos);
}

TEST(ValidationReport, miss_is_shown_as_a_miss_with_its_reason) {
  const std::string text = markdown_of(rows());
  const auto line = text.substr(text.find("**miss**"));
  EXPECT_NE(line.substr(0, line.find('\n')).find("why"), std::string::npos);
  EXPECT_NE(line.substr(0, line.find('\n')).find("none"), std::string::npos);
}

TEST(ValidationReport, table_cells_cannot_break_the_table) {
  EXPECT_NE(markdown_of(rows()).find("1 \\| 2"), std::string::npos);
}

}  // namespace
}  // namespace cisterna::validation
