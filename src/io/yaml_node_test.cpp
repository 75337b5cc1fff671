#include "io/yaml_node.hpp"

#include <gtest/gtest.h>

#include <clocale>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>

#include "base/spelling.hpp"
#include "io/error_of_test.hpp"

namespace cisterna {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kRoundOff = 4 * std::numeric_limits<double>::epsilon();

InputNode parsed(const std::string& text, ProvenanceList* collected = nullptr) {
  return InputNode::load_text(text, "file.yaml", collected);
}

double pressure(const std::string& written) {
  return parsed("p: " + written).at("p").quantity(units::kPressure, 0, 1e5);
}

std::string pressure_error(const std::string& written) {
  return error_of([&] { pressure(written); });
}

TEST(InputNode, quantity_is_converted_to_si) {
  EXPECT_NEAR(pressure("35 mmHg"), 35 * 133.322387415, 1e5 * kRoundOff);
  EXPECT_NEAR(pressure("\"35mmHg\""), 35 * 133.322387415, 1e5 * kRoundOff);
  EXPECT_NEAR(pressure("+1.5e1 cmH2O"), 15 * 98.0665, 1e5 * kRoundOff);
  EXPECT_NEAR(parsed("t: 32 degC").at("t").quantity(units::kTemperature, 273, 320), 305.15,
              400 * kRoundOff);
}

TEST(InputNode, each_wrong_quantity_gives_one_line_with_file_line_key_and_what_was_found) {
  EXPECT_EQ(pressure_error("35"),
            "file.yaml:1: p: expected a pressure with its unit (mmHg, cmH2O, Pa or kPa), found "
            "\"35\" without "
            "unit");
  EXPECT_EQ(
      pressure_error("35 cm"),
      "file.yaml:1: p: expected a pressure (mmHg, cmH2O, Pa or kPa), found \"35 cm\", a length");
  EXPECT_NE(pressure_error("35 mmhg").find("unknown unit \"mmhg\"; did you mean mmHg"),
            std::string::npos);
  EXPECT_EQ(pressure_error("-5 mmHg"), "file.yaml:1: p: must not be negative, found -5 mmHg");
  EXPECT_EQ(pressure_error("35000 mmHg"),
            "file.yaml:1: p: must lie between 0 mmHg and 750.1 mmHg, found 35000 mmHg");
  EXPECT_NE(pressure_error(".nan").find("expected a number"), std::string::npos);
  EXPECT_NE(pressure_error("nan mmHg").find("expected a finite number"), std::string::npos);
  EXPECT_NE(pressure_error("inf mmHg").find("expected a finite number"), std::string::npos);
  EXPECT_NE(pressure_error("1e400 mmHg").find("too large"), std::string::npos);
  EXPECT_NE(pressure_error("\"3,5 mmHg\"").find("decimal point"), std::string::npos);
  EXPECT_NE(pressure_error("much").find("expected a number, found \"much\""), std::string::npos);
  EXPECT_NE(pressure_error("[1, 2]").find("expected a single value, found a list"),
            std::string::npos);
  EXPECT_NE(pressure_error("").find("has no value"), std::string::npos);
  EXPECT_NE(pressure_error("{vale: 3 mmHg}").find("unknown key; did you mean value"),
            std::string::npos);
}

TEST(InputNode, missing_key_is_named_with_the_nearest_present) {
  const auto node = parsed("limb:\n  lenght: 3 cm\n");
  EXPECT_EQ(error_of([&] { node.at("limb").at("length"); }),
            "file.yaml:2: limb: missing key \"length\" (found lenght)");
}

TEST(InputNode, unknown_key_is_refused_with_the_nearest_allowed) {
  const auto node = parsed("a: 1\nlenght: 3 cm\n");
  EXPECT_EQ(error_of([&] {
              node.allow_only({"a", "length"});
            }),
            "file.yaml:2: lenght: unknown key; did you mean length?");
}

TEST(InputNode, numbers_words_and_choices_are_checked) {
  const auto node =
      parsed("n: 3\nf: 20 %\nyes: true\nword: sleeve\nhalf: 2.5\nhuge: 99999999999\n");
  EXPECT_EQ(node.at("n").integer(1, 5), 3);
  EXPECT_DOUBLE_EQ(node.at("f").number(0, 1), 0.2);
  EXPECT_TRUE(node.at("yes").boolean());
  EXPECT_EQ(node.at("word").one_of({"sleeve", "hand"}), "sleeve");
  EXPECT_NE(error_of([&] { node.at("half").integer(1, 5); }).find("whole number"),
            std::string::npos);
  EXPECT_NE(error_of([&] { node.at("huge").integer(1, 5); }).find("between 1 and 5"),
            std::string::npos);
  EXPECT_NE(error_of([&] { node.at("n").boolean(); }).find("true or false"), std::string::npos);
  EXPECT_NE(error_of([&] { node.at("word").one_of({"sleeves"}); }).find("did you mean sleeves"),
            std::string::npos);
}

TEST(InputNode, lists_and_maps_keep_file_order_and_key_paths) {
  const auto node =
      parsed("steps:\n  - name: first\n    time: 2 s\n  - time: 3 s\nmap: {b: 1, a: 2}\n");
  const auto steps = node.at("steps").children();
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].at("time").key_path(), "steps.first.time");
  EXPECT_EQ(steps[1].at("time").key_path(), "steps[2].time");
  EXPECT_EQ(steps[1].at("time").line(), 4);
  const auto entries = node.at("map").entries();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].first, "b");
}

TEST(InputNode, provenance_is_inherited_and_every_number_is_collected) {
  ProvenanceList collected;
  const auto node = parsed(
      "source: tan2011\nbasis: derived\nplain: 2 cm\n"
      "own: {value: 3 cm, source: modi2007, basis: measured, note: seen}\n"
      "part:\n  basis: assumed\n  inside: 4 cm\n",
      &collected);
  node.at("plain").quantity(units::kLength, 0, 1);
  node.at("own").quantity(units::kLength, 0, 1);
  node.at("part").at("inside").quantity(units::kLength, 0, 1);
  ASSERT_EQ(collected.size(), 3U);
  EXPECT_EQ(collected[0].source, "tan2011");
  EXPECT_EQ(collected[0].basis, Basis::derived);
  EXPECT_EQ(collected[1].source, "modi2007");
  EXPECT_EQ(collected[1].basis, Basis::measured);
  EXPECT_EQ(collected[1].text, "3 cm");
  EXPECT_EQ(collected[1].note, "seen");
  EXPECT_EQ(collected[2].basis, Basis::assumed);
  EXPECT_EQ(collected[2].source, "");
  EXPECT_EQ(collected[2].key, "part.inside");
  EXPECT_EQ(collected[2].line, 7);
}

TEST(InputNode, a_plain_number_is_assumed) {
  ProvenanceList collected;
  parsed("a: 2 cm", &collected).at("a").quantity(units::kLength, 0, 1);
  ASSERT_EQ(collected.size(), 1U);
  EXPECT_EQ(collected[0].basis, Basis::assumed);
}

TEST(InputNode, source_and_basis_must_agree) {
  EXPECT_NE(error_of([] { parsed("source: tan2011\na: 1\n"); }).find("needs a basis"),
            std::string::npos);
  EXPECT_NE(error_of([] { parsed("basis: measured\na: 1\n"); }).find("needs a source"),
            std::string::npos);
  EXPECT_NE(error_of([] { parsed("basis: mesured\na: 1\n"); }).find("expected measured, derived"),
            std::string::npos);
}

TEST(InputNode, broken_files_are_refused_with_their_line) {
  EXPECT_EQ(error_of([] { parsed(" \n\n"); }), "file.yaml: is empty");
  EXPECT_EQ(error_of([] { parsed("# only a comment\n"); }), "file.yaml: is empty");
  EXPECT_EQ(error_of([] { parsed("a: 1\nb: 2\na: 3\n"); }), "file.yaml:3: a: is given twice");
  EXPECT_NE(error_of([] { parsed("a: [1, 2\n"); }).find("not valid YAML"), std::string::npos);
  EXPECT_NE(error_of([] { parsed("a: \"cut off\nb"); }).find("not valid YAML"), std::string::npos);
  EXPECT_NE(error_of([] { parsed("a: 1\n---\nb: 2\n"); }).find("more than one document"),
            std::string::npos);
  EXPECT_NE(error_of([] { parsed(std::string("a: \0b", 5)); }).find("not a text file"),
            std::string::npos);
  EXPECT_EQ(error_of([] { parsed("a: 1\nb: \xFF\xFE\n"); }),
            "file.yaml:2: is not a text file (UTF-8 expected)");
  EXPECT_NE(error_of([] { parsed("? [a, b]\n: 3\n"); }).find("key must be plain text"),
            std::string::npos);
}

TEST(InputNode, deep_nesting_is_refused_at_any_depth) {
  for (const int depth : {33, 400, 3000, 200000}) {
    const std::string text(static_cast<std::size_t>(depth), '[');
    const std::string closed = text + "1" + std::string(static_cast<std::size_t>(depth), ']');
    const std::string message = error_of([&] { parsed("a: " + closed); });
    EXPECT_TRUE(message.find("nested deeper") != std::string::npos ||
                message.find("not valid YAML") != std::string::npos)
        << depth << ": " << message;
  }
}

TEST(InputNode, aliases_cannot_unfold_without_end) {
  std::string text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int k = 0; k < 9; ++k) text += ", " + before;
    text += "]\n";
  }
  EXPECT_NE(error_of([&] { parsed(text); }).find("too many values"), std::string::npos);
}

TEST(InputNode, windows_line_ends_and_byte_order_mark_change_nothing) {
  const auto node = parsed(
      "\xEF\xBB\xBF"
      "a: 2 cm\r\nb:\r\n  c: 3 cm\r\n");
  EXPECT_NEAR(node.at("a").quantity(units::kLength, 0, 1), 0.02, kRoundOff);
  EXPECT_EQ(node.at("b").at("c").line(), 3);
}

TEST(InputNode, numbers_read_the_same_in_a_locale_with_decimal_comma) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8", "C.UTF-8", "C"}) {
    if (std::setlocale(LC_ALL, name) == nullptr) continue;
    EXPECT_NEAR(parsed("a: 2.5 cm").at("a").quantity(units::kLength, 0, 1), 0.025, kRoundOff)
        << name;
  }
  std::setlocale(LC_ALL, before.c_str());
}

TEST(InputNode, end_points_of_a_range_are_inside) {
  EXPECT_NEAR(parsed("a: 30 mmHg").at("a").quantity(units::kPressure, 0, 30 * 133.322387415),
              3999.67, 1);
  EXPECT_NEAR(parsed("a: 3 cm").at("a").quantity(units::kLength, 0.03, kInf), 0.03, kRoundOff);
  EXPECT_NE(error_of([] {
              parsed("a: 2 cm").at("a").quantity(units::kLength, 0.03, kInf);
            }).find("must be at least 3 cm"),
            std::string::npos);
}

class InputFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::path(testing::TempDir()) /
        ("cisterna_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_;
};

TEST_F(InputFile, missing_folder_and_large_files_are_refused) {
  EXPECT_NE(
      error_of([&] { InputNode::load((folder_ / "none.yaml").string()); }).find("no such file"),
      std::string::npos);
  EXPECT_NE(error_of([&] { InputNode::load(folder_.string()); }).find("is a folder"),
            std::string::npos);
  EXPECT_NE(error_of([] { InputNode::load("/dev/null"); }).find("not a regular file"),
            std::string::npos);
  const auto large = folder_ / "large.yaml";
  std::ofstream(large) << "a: " << std::string(5'000'001, 'x');
  EXPECT_NE(error_of([&] { InputNode::load(large.string()); }).find("larger than 5 MB"),
            std::string::npos);
}

TEST_F(InputFile, file_on_disk_reads_like_text) {
  const auto path = folder_ / "small.yaml";
  std::ofstream(path) << "a: 2 cm\n";
  EXPECT_NEAR(InputNode::load(path.string()).at("a").quantity(units::kLength, 0, 1), 0.02,
              kRoundOff);
}

}  // namespace
}  // namespace cisterna
