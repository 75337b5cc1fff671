#include "io/person_reader.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <limits>

#include "base/error.hpp"
#include "io/anatomy_reader.hpp"

namespace cisterna {
namespace {

const std::string kData = CISTERNA_DATA_DIR;

ParameterRecord record(const std::string& id, const std::string& unit, double value, double low,
                       double high) {
  ParameterRecord r;
  r.id = id;
  r.unit = unit;
  r.value = value;
  r.low = low;
  r.high = high;
  return r;
}

ParameterSet parameters() {
  return ParameterSet({record("lymph.collector.active_tension", "N/m", 1, 0.1, 5),
                       record("tissue.compliance", "mL/mmHg", 1e-9, 0, 1)});
}

std::string person_text(const std::string& rest) {
  return "kind: person\ntitle: T\nanatomy: arm\n" + rest;
}

std::string error_of(const std::string& rest,
                     LimbAnatomy arm = read_anatomy(kData + "/body/arm.yaml")) {
  try {
    ParameterSet set = parameters();
    apply(read_person_text(person_text(rest), "p.yaml"), arm, set);
  } catch (const InputError& error) {
    return error.what();
  }
  return "no error";
}

TEST(Person, shipped_persons_read) {
  int read = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kData + "/persons")) {
    if (entry.path().extension() != ".yaml") continue;
    EXPECT_FALSE(read_person(entry.path().string()).title.empty());
    ++read;
  }
  EXPECT_GE(read, 2);
}

TEST(Person, removes_nodes_and_changes_parameters) {
  LimbAnatomy arm = read_anatomy(kData + "/body/arm.yaml");
  ParameterSet set = parameters();
  const Person person =
      read_person_text(person_text("removed_nodes: [axillary]\nchanges:\n  "
                                   "lymph.collector.active_tension: {factor: "
                                   "0.45}\n  tissue.compliance: {value: 3 mL/mmHg}\n"),
                       "p.yaml");
  apply(person, arm, set);
  EXPECT_DOUBLE_EQ(set["lymph.collector.active_tension"], 0.45);
  EXPECT_DOUBLE_EQ(set["tissue.compliance"], 3e-6 / 133.322387415);
  int removed = 0;
  for (const LymphNode& node : arm.nodes) removed += node.removed ? 1 : 0;
  EXPECT_EQ(removed, 1);
  EXPECT_EQ(person.provenance.size(), 3U);
}

TEST(Person, node_for_which_the_anatomy_says_not_what_is_left_cannot_be_removed) {
  LimbAnatomy arm = read_anatomy(kData + "/body/arm.yaml");
  ParameterSet set = parameters();
  for (LymphNode& node : arm.nodes) node.removed_resistance = 0;
  try {
    apply(read_person_text(person_text("removed_nodes: [cubital]\n"), "p.yaml"), arm, set);
    ADD_FAILURE() << "no error";
  } catch (const InputError& error) {
    EXPECT_NE(std::string(error.what()).find("p.yaml:4"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("cannot be removed"), std::string::npos);
  }
}

// A folder of a user's own, with a person in it.
class OwnFolder : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string written(const std::string& name, const std::string& rest) const {
    const std::string path = folder_ / (name + ".yaml");
    std::ofstream(path) << "kind: person\ntitle: T\n" << rest;
    return path;
  }
  static std::string error_of(const std::string& path) {
    try {
      read_person(path, kShipped);
    } catch (const InputError& error) {
      return error.what();
    }
    return "no error";
  }
  std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / ("own_persons_" + std::to_string(::getpid()));
  inline static const Catalogue kShipped{kData};
};

TEST_F(OwnFolder, shipped_persons_are_found_by_name) {
  const std::string of_arm =
      written("mine", "anatomy: adult\nmember_persons: {right_arm: arm_stage_1}\n");
  const Person mine = read_person(of_arm, kShipped);
  ASSERT_EQ(mine.member_changes.size(), 1U);
  EXPECT_EQ(mine.member_changes[0].file, kData + "/persons/arm_stage_1.yaml");
  const Person image =
      read_person(written("image", "mirror_of: adult_right_arm_stage_2\n"), kShipped);
  EXPECT_EQ(image.image_of, kData + "/persons/adult_right_arm_stage_2.yaml");
  EXPECT_TRUE(image.mirrored);
  EXPECT_NE(error_of(written("of_mine", "mirror_of: imag\n")).find("did you mean image?"),
            std::string::npos);
}

TEST_F(OwnFolder, a_person_beside_the_file_comes_before_a_shipped_one) {
  const std::string own = written("arm_stage_1", "anatomy: arm\nremoved_nodes: [cubital]\n");
  const Person mine = read_person(
      written("mine", "anatomy: adult\nmember_persons: {left_arm: arm_stage_1}\n"), kShipped);
  EXPECT_EQ(mine.removed_nodes, std::vector<std::string>{"left_cubital"});
  EXPECT_EQ(mine.member_changes.at(0).file, own);
}

TEST_F(OwnFolder, a_file_is_not_the_person_it_names) {
  const std::string same =
      written("adult_right_arm_stage_2", "mirror_of: adult_right_arm_stage_2\n");
  EXPECT_EQ(read_person(same, kShipped).image_of, kData + "/persons/adult_right_arm_stage_2.yaml");
  written("other", "anatomy: adult\nmember_persons: {right_arm: mine}\n");
  const std::string mine = written("mine", "anatomy: adult\nmember_persons: {right_arm: other}\n");
  EXPECT_NE(error_of(mine).find("mine.yaml:4: member_persons.right_arm: other says member_persons"),
            std::string::npos)
      << error_of(mine);
}

TEST(Person, errors_name_the_line_and_the_nearest_name) {
  EXPECT_EQ(error_of("removed_nodes: [axilary]\n"),
            "p.yaml:4: removed_nodes[1]: unknown lymph node \"axilary\"; did you mean axillary?");
  EXPECT_NE(error_of("removed_nodes: [axillary, axillary]\n").find("given twice"),
            std::string::npos);
  EXPECT_NE(error_of("changes:\n  lymph.colector.active_tension: {factor: 2}\n")
                .find("p.yaml:5: changes.lymph.colector.active_tension.factor: unknown parameter; "
                      "did you mean "
                      "lymph.collector.active_tension"),
            std::string::npos);
  EXPECT_NE(
      error_of("changes:\n  lymph.collector.active_tension: {value: 3 mmHg}\n")
          .find(
              "expected a value in units of tension (N/m), found \"3 mmHg\", in units of pressure"),
      std::string::npos);
  EXPECT_NE(error_of("changes:\n  lymph.collector.active_tension: {factor: 100}\n")
                .find("outside the valid range"),
            std::string::npos);
  EXPECT_NE(error_of("changes:\n  lymph.collector.active_tension: {factor: -1}\n")
                .find("must not be negative"),
            std::string::npos);
  EXPECT_NE(error_of("changes:\n  lymph.collector.active_tension: {factor: 1, value: 1 N/m}\n")
                .find("either"),
            std::string::npos);
  EXPECT_NE(error_of("odema: {arm: {excess: 20 %}}\n").find("did you mean oedema"),
            std::string::npos);
}

}  // namespace
}  // namespace cisterna
