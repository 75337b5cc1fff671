#include "base/error.hpp"

#include <gtest/gtest.h>

namespace cisterna {
namespace {

TEST(InputErrorTest, names_file_line_and_key) {
  EXPECT_STREQ(InputError("a.yaml", 14, "steps[1].pressure", "must not be negative").what(),
               "a.yaml:14: steps[1].pressure: must not be negative");
}

TEST(InputErrorTest, leaves_out_an_unknown_line_and_key) {
  EXPECT_STREQ(InputError("a.yaml", 0, "", "no such file").what(), "a.yaml: no such file");
}

TEST(InputErrorTest, stays_one_line_whatever_the_input_holds) {
  const std::string text = InputError("a\nb.yaml", 1, "key\r", "unknown unit \"\nmmHg\"").what();
  EXPECT_EQ(text.find_first_of("\r\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace cisterna
