// On whose limb a protocol is done, and about which limb a complaint is.
#include "io/protocol_for_person.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "base/error.hpp"
#include "io/error_of_test.hpp"
#include "io/parameter_reader.hpp"
#include "io/person_reader.hpp"
#include "io/protocol_of_any_limb.hpp"
#include "io/study_inputs.hpp"
#include "measure/treated_limbs.hpp"

namespace cisterna {
namespace {

namespace fs = std::filesystem;

const Catalogue kShipped(CISTERNA_DATA_DIR);

struct Read {
  std::vector<std::string> limbs;  ///< that it is done to
  bool sided = false;
};

Read read_for(const std::string& person, const std::string& protocol,
              const std::string& side = "") {
  const Person who = read_person(kShipped.resolve("persons", person), kShipped);
  LimbAnatomy anatomy = anatomy_of(who, kShipped);
  ParameterSet parameters = read_parameters(kShipped.parameters());
  apply(who, anatomy, parameters);
  Read read;
  const Protocol done = read_protocol_for(kShipped.resolve("protocols", protocol),
                                          {who, anatomy, parameters}, side, kShipped, read.sided);
  for (const TreatedLimb& limb : treated_limbs(done, anatomy)) read.limbs.push_back(limb.name);
  return read;
}

TEST(ProtocolForPerson, one_for_a_limb_is_done_on_the_ill_limb_of_a_body_or_on_that_asked_for) {
  EXPECT_FALSE(read_for("healthy_arm", "mld_arm").sided);
  const Read right = read_for("man_right_leg_stage_2", "mld_leg");
  EXPECT_TRUE(right.sided);
  EXPECT_EQ(right.limbs, std::vector<std::string>{"right_leg"});
  EXPECT_EQ(read_for("man_right_leg_stage_2", "mld_leg", "left").limbs,
            std::vector<std::string>{"left_leg"});
}

TEST(ProtocolForPerson, one_for_another_limb_says_whom_to_treat) {
  const std::string told = error_of([] { read_for("healthy_arm", "mld_leg"); });
  EXPECT_NE(told.find("is for the regions of leg"), std::string::npos) << told;
  EXPECT_NE(told.find("try --person healthy_leg"), std::string::npos) << told;
}

TEST(ProtocolForPerson, a_misspelt_place_is_told_for_the_limb_that_has_one_like_it) {
  const fs::path file =
      fs::temp_directory_path() / ("misspelt_place_" + std::to_string(getpid()) + ".yaml");
  std::ofstream(file) << "kind: protocol\nname: sample\ntitle: T\ndescription: D\nbasis: assumed\n"
                         "limb: {elevation: 0 deg, skin_temperature: 33 degC}\n"
                         "steps:\n  - {technique: heat, path: fot, skin_temperature: 38 degC, "
                         "ramp: 5 min, duration: 5 min}\n";
  const auto told_to = [&](const std::string& anatomy) {
    return error_of([&] {
      read_protocol_of_any_limb(file.string(), kShipped, kShipped.resolve("body", anatomy));
    });
  };
  EXPECT_NE(told_to("leg").find("did you mean foot?"), std::string::npos) << told_to("leg");
  EXPECT_NE(told_to("arm").find("did you mean foot?"), std::string::npos) << told_to("arm");
  EXPECT_NE(told_to("adult").find("did you mean right_foot or left_foot?"), std::string::npos)
      << told_to("adult");
  fs::remove(file);
}

}  // namespace
}  // namespace cisterna
