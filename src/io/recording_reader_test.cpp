#include "io/recording_reader.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace cisterna {
namespace {

constexpr double kMmHg = 133.322387415;

const std::string kGood =
    "# a comment\n"
    "time [min], chamber1 [mmHg],chamber2 [kPa]\n"
    "1,0,0\n"
    "1.5,30,4\n"
    "2,0,0\n";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

/// Reads bad text and gives back the error.
InputError refusal(const std::string& text) {
  try {
    read_recording_text(text, "sleeve.csv");
  } catch (const InputError& error) {
    return error;
  }
  ADD_FAILURE() << "accepted:\n" << text;
  return InputError("", 0, "", "");
}

void expect_refusal(const std::string& text, int line, const std::string& words) {
  const InputError error = refusal(text);
  EXPECT_EQ(error.line(), line) << error.what();
  EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
  EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
}

TEST(RecordingReader, columns_are_read_in_their_own_units_from_time_zero) {
  const Recording recording = read_recording_text(kGood, "sleeve.csv");
  ASSERT_EQ(recording.columns, (std::vector<std::string>{"chamber1", "chamber2"}));
  ASSERT_EQ(recording.time, (std::vector<double>{0, 30, 60}));
  EXPECT_DOUBLE_EQ(recording.pressure[2], 30 * kMmHg);
  EXPECT_DOUBLE_EQ(recording.pressure[3], 4000);
}

TEST(RecordingReader, units_in_the_header_must_exist_and_fit) {
  expect_refusal(replaced(kGood, "[mmHg]", "[mmHgs]"), 2, "mmHg");
  expect_refusal(replaced(kGood, "[mmHg]", "[cm]"), 2, "expected a unit of pressure");
  expect_refusal(replaced(kGood, "[min]", "[Pa]"), 2, "expected a unit of time");
  expect_refusal(replaced(kGood, " [mmHg]", ""), 2, "name and a unit");
  expect_refusal(replaced(kGood, "chamber2", "chamber1"), 2, "given twice");
  expect_refusal(replaced(kGood, "time [min]", "t [min]"), 2, "time");
}

TEST(RecordingReader, every_row_must_be_whole) {
  expect_refusal(replaced(kGood, "1.5,30,4", "1.5,30"), 4, "2 values");
  expect_refusal(replaced(kGood, "1.5,30,4", "1.5,30,4,1"), 4, "4 values");
  expect_refusal(kGood.substr(0, kGood.size() - 4), 5, "cut off");
}

TEST(RecordingReader, every_value_must_be_a_usable_number) {
  expect_refusal(replaced(kGood, "30", "nan"), 4, "chamber1");
  expect_refusal(replaced(kGood, "30", "inf"), 4, "chamber1");
  expect_refusal(replaced(kGood, "30", ""), 4, "chamber1");
  expect_refusal(replaced(kGood, "30", "full"), 4, "chamber1");
  expect_refusal(replaced(kGood, "30", "-1"), 4, "negative");
  expect_refusal(replaced(kGood, "30", "1001"), 4, "at most 1000 mmHg");
}

TEST(RecordingReader, time_must_increase) {
  expect_refusal(replaced(kGood, "2,0,0", "1.5,0,0"), 5, "increase");
  expect_refusal(replaced(kGood, "2,0,0", "1.2,0,0"), 5, "increase");
  expect_refusal(replaced(kGood, "2,0,0", "20000,0,0"), 5, "7 days");
}

TEST(RecordingReader, a_file_without_header_or_rows_is_refused) {
  expect_refusal("# only a comment\n", 1, "header");
  expect_refusal("time [s],a [mmHg]\n0,1\n", 2, "two rows");
  expect_refusal("time [s]\n0\n1\n", 1, "no column");
  expect_refusal("   \n", 0, "empty");
  expect_refusal(std::string("time [s],a [mmHg]\n0,\x01\n", 22), 2, "not a text file");
}

TEST(RecordingReader, a_missing_file_is_named) {
  EXPECT_THROW(read_recording("no_such_recording.csv"), InputError);
}

}  // namespace
}  // namespace cisterna
