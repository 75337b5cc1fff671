#include "io/observation_reader.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <set>
#include <string>

#include "base/error.hpp"

namespace cisterna {
namespace {

const std::string kFindings = std::string(CISTERNA_DATA_DIR) + "/observations";

std::string written(const std::string& body) {
  const std::string path =
      testing::TempDir() + "observation_reader_" +
      std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) + ".yaml";
  std::ofstream(path) << "observations:\n" << body;
  return path;
}

const std::string kRow =
    "  - {id: a, area: lymph, quantity: q, unit: mmHg, published: \"1\", low: 1, high: 2, rule: "
    "r,\n"
    "     source: modi2007, measure: m, basis: measured}\n";

std::string message_of(const std::string& body) {
  try {
    read_observations(written(body));
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST(ObservationReader, shipped_findings_are_complete_and_sourced) {
  const auto all = read_observation_folder(kFindings);
  EXPECT_GE(all.size(), 90u);
  for (const Observation& o : all) {
    EXPECT_FALSE(o.provenance.source.empty()) << o.id;
    EXPECT_FALSE(o.measure.empty()) << o.id;
    EXPECT_LE(o.low, o.high) << o.id;
    EXPECT_GT(o.display_factor, 0) << o.id;
  }
}

TEST(ObservationReader, bounds_become_si) {
  const Observation o = read_observations(written(kRow)).at(0);
  EXPECT_NEAR(o.low, 133.322387415, 1e-9);
  EXPECT_NEAR(o.high, 2 * 133.322387415, 1e-9);
  EXPECT_EQ(o.standing, Standing::validation);
  EXPECT_EQ(o.provenance.basis, Basis::measured);
}

TEST(ObservationReader, missing_bound_is_open) {
  const Observation o = read_observations(written(replaced(kRow, "high: 2, ", ""))).at(0);
  EXPECT_TRUE(std::isinf(o.high));
}

TEST(ObservationReader, bad_findings_are_refused_with_file_and_line) {
  const std::string twisted = message_of(replaced(kRow, "low: 1", "low: 3"));
  EXPECT_NE(twisted.find("low lies above high"), std::string::npos) << twisted;
  EXPECT_NE(twisted.find("refused_with_file_and_line.yaml:2"), std::string::npos) << twisted;
  EXPECT_NE(message_of(replaced(kRow, "mmHg", "mmHG")).find("mmHG"), std::string::npos);
  EXPECT_NE(message_of(replaced(kRow, "source: modi2007, ", "")).find("source"), std::string::npos);
  EXPECT_NE(message_of(replaced(kRow, "lymph", "lymf")).find("lymph"), std::string::npos);
  EXPECT_NE(message_of(replaced(kRow, "low: 1, high: 2, ", "")).find("low, high"),
            std::string::npos);
}

}  // namespace
}  // namespace cisterna
