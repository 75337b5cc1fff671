#include "io/parameter_reader.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <limits>

namespace cisterna {
namespace {

constexpr double kRoundOff = 8 * std::numeric_limits<double>::epsilon();

std::string file_with(const std::string& value, const std::string& spread, const std::string& error,
                      const std::string& range, const std::string& rest = "basis: assumed") {
  return "kind: parameters\ntitle: Test\nparameters:\n  lymph.a:\n    value: " + value +
         "\n    spread: " + spread + "\n    error: " + error + "\n    range: " + range +
         "\n    description: a number\n    " + rest + "\n";
}

ParameterRecord record_of(const std::string& text) {
  return read_parameter_records(InputNode::load_text(text, "p.yaml")).at(0);
}

std::string error_of(const std::string& text) {
  try {
    record_of(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "no error";
}

TEST(ParameterReader, a_record_is_read_in_si_with_its_display_unit) {
  const auto r = record_of(file_with("20 mmHg", "20 %", "30 %", "[1 mmHg, 50 mmHg]",
                                     "source: modi2007\n    basis: measured\n    locus: Table 2"));
  EXPECT_EQ(r.id, "lymph.a");
  EXPECT_NEAR(r.value, 20 * 133.322387415, 3000 * kRoundOff);
  EXPECT_EQ(r.unit, "mmHg");
  EXPECT_NEAR(r.display_factor, 133.322387415, 200 * kRoundOff);
  EXPECT_TRUE(r.relative);
  EXPECT_DOUBLE_EQ(r.spread, 0.2);
  EXPECT_DOUBLE_EQ(r.error, 0.3);
  EXPECT_EQ(r.provenance.source, "modi2007");
  EXPECT_EQ(r.provenance.basis, Basis::measured);
  EXPECT_EQ(r.provenance.note, "Table 2");
  EXPECT_EQ(r.provenance.text, "20 mmHg");
}

TEST(ParameterReader, absolute_deviations_have_the_unit_of_the_value) {
  const auto r = record_of(file_with("32 degC", "1 K", "0.5 K", "[25 degC, 40 degC]"));
  EXPECT_FALSE(r.relative);
  EXPECT_DOUBLE_EQ(r.spread, 1);
  EXPECT_NEAR(r.value, 305.15, 400 * kRoundOff);
  EXPECT_NE(
      error_of(file_with("32 degC", "1 degC", "1 K", "[25 degC, 40 degC]")).find("written in K"),
      std::string::npos);
}

TEST(ParameterReader, wrong_records_are_refused_with_the_key) {
  EXPECT_NE(error_of(file_with("20 mmHg", "2 cm", "30 %", "[1 mmHg, 50 mmHg]"))
                .find("p.yaml:6: parameters.lymph.a.spread: expected a percentage or a pressure"),
            std::string::npos);
  EXPECT_NE(
      error_of(file_with("20 mmHg", "2 mmHg", "30 %", "[1 mmHg, 50 mmHg]")).find("must both be"),
      std::string::npos);
  EXPECT_NE(error_of(file_with("20 mmHg", "-2 %", "30 %", "[1 mmHg, 50 mmHg]"))
                .find("must not be negative"),
            std::string::npos);
  EXPECT_NE(error_of(file_with("20 mmHg", "2 %", "3 %", "[21 mmHg, 50 mmHg]"))
                .find("outside its own range"),
            std::string::npos);
  EXPECT_NE(error_of(file_with("20 mmHg", "2 %", "3 %", "[50 mmHg, 1 mmHg]"))
                .find("first value must be below"),
            std::string::npos);
  EXPECT_NE(error_of(file_with("20 mmHg", "2 %", "3 %", "[1 mmHg]")).find("expected two values"),
            std::string::npos);
  EXPECT_NE(error_of(file_with("20 mmHg", "2 %", "3 %", "[1, 50]")).find("without unit"),
            std::string::npos);
  EXPECT_NE(error_of("kind: parameters\ntitle: T\nparameters: {Bad: {value: 1}}\n")
                .find("lower-case words"),
            std::string::npos);
  EXPECT_NE(error_of("kind: parameters\ntitle: T\nparameters: {a.b: {value: 1}}\n")
                .find("missing key \"description\""),
            std::string::npos);
  EXPECT_NE(error_of("kind: protocol\ntitle: T\n").find("unknown name \"protocol\""),
            std::string::npos);
}

class ParameterFolder : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) /
              ("cisterna_parameters_" +
               std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& name, const std::string& id) {
    std::ofstream(folder_ / name) << "kind: parameters\ntitle: T\nparameters:\n  " << id
                                  << ": {value: 1 s, spread: 0 %, error: 5 %, range: [0 s, 2 s], "
                                     "description: d}\n";
  }
  std::filesystem::path folder_;
};

TEST_F(ParameterFolder, files_are_joined_in_order_of_name) {
  write("b.yaml", "b.x");
  write("a.yaml", "a.x");
  const ParameterSet set = read_parameters(folder_.string());
  ASSERT_EQ(set.size(), 2U);
  EXPECT_EQ(set.records()[0].id, "a.x");
  EXPECT_TRUE(set.records()[0].relative);
}

TEST_F(ParameterFolder, an_id_in_two_files_is_refused_naming_both) {
  write("a.yaml", "a.x");
  write("b.yaml", "a.x");
  try {
    read_parameters(folder_.string());
    ADD_FAILURE() << "accepted";
  } catch (const InputError& error) {
    EXPECT_NE(std::string(error.what()).find("b.yaml:4: a.x: is also given in"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("a.yaml:4"), std::string::npos);
  }
}

TEST_F(ParameterFolder, no_folder_or_no_file_is_one_clear_error) {
  EXPECT_THROW(read_parameters((folder_ / "none").string()), InputError);
  EXPECT_THROW(read_parameters(folder_.string()), InputError);
}

}  // namespace
}  // namespace cisterna
