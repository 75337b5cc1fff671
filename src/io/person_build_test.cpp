#include "io/person_build.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.hpp"
#include "io/anatomy_reader.hpp"
#include "io/parameter_reader.hpp"
#include "io/person_reader.hpp"

namespace cisterna {
namespace {

const std::string kData = CISTERNA_DATA_DIR;

LimbAnatomy fitted(const std::string& anatomy, const std::string& keys) {
  LimbAnatomy a = read_anatomy(kData + "/body/" + anatomy + ".yaml");
  fit(read_person_text("kind: person\ntitle: T\nanatomy: " + anatomy + "\n" + keys, "p.yaml"), a);
  return a;
}

std::string error_of(const std::string& keys) {
  try {
    fitted("arm", keys);
  } catch (const InputError& error) {
    return error.what();
  }
  return "no error";
}

TEST(Build, height_lengthens_regions_and_adds_lymphangions) {
  const LimbAnatomy usual = fitted("adult", ""),
                    tall = fitted("adult", "height: 192.5 cm\nmass: 77 kg\n");
  for (std::size_t r = 0; r < usual.regions.size(); ++r) {
    EXPECT_NEAR(tall.regions[r].length, 1.1 * usual.regions[r].length, 1e-12);
    EXPECT_NEAR(tall.regions[r].girth_distal, usual.regions[r].girth_distal, 1e-12);
  }
  const double ratio = static_cast<double>(resolved_lymphangions(tall)) /
                       static_cast<double>(resolved_lymphangions(usual));
  EXPECT_NEAR(ratio, 1.1, 0.03) << "vessels of few lymphangions are rounded";
  // Members still hang where they did, a metre apart.
  for (std::size_t m = 1; m < usual.members.size(); ++m) {
    const auto part = [m](const LimbAnatomy& a) {
      const Member& trunk = a.members[static_cast<std::size_t>(a.members[m].parent)];
      const double begin = a.regions[trunk.first_region].from;
      const double end = a.regions[trunk.first_region + trunk.regions - 1].to();
      return (a.members[m].root_s - begin) / (end - begin);
    };
    EXPECT_NEAR(part(tall), part(usual), 1e-9);
    const int first = tall.members[m].first_region;
    EXPECT_NEAR(tall.regions[first].from - tall.regions[first - 1].to(), 1, 1e-12);
  }
}

TEST(Build, blood_goes_with_sex_height_and_mass_of_a_body) {
  const auto size = [](const std::string& anatomy, const std::string& keys, const char* of) {
    const std::string text = "kind: person\ntitle: T\nanatomy: " + anatomy + "\n" + keys;
    LimbAnatomy a = read_anatomy(kData + "/body/" + anatomy + ".yaml");
    ParameterSet parameters = read_parameters(kData + "/parameters");
    apply(read_person_text(text, "p.yaml"), a, parameters);
    return parameters[std::string("circulation.tree.") + of];
  };
  EXPECT_EQ(size("adult", "", "size"), 1);
  EXPECT_NEAR(size("adult", "sex: male\n", "size"), 1, 1e-12);
  // Nadler 1962, by hand: 3.7105 L over 4.8238 L.
  const std::string woman = "sex: female\nheight: 1.63 m\nmass: 60 kg\n";
  EXPECT_NEAR(size("adult", woman, "size"), 3.7105 / 4.8238, 1e-3);
  EXPECT_NEAR(size("adult", woman, "stature"), 1.63 / 1.75, 1e-12);
  EXPECT_EQ(size("arm", woman, "size"), 1);  // a limb has no heart
  EXPECT_EQ(size("adult", woman + "changes: {circulation.tree.size: {value: 0.9}}\n", "size"), 0.9);
}

TEST(Build, mass_goes_into_girths_by_its_root_and_into_viscera) {
  const LimbAnatomy usual = fitted("adult", ""), heavy = fitted("adult", "mass: 140 kg\n");
  EXPECT_NEAR(heavy.regions[0].girth_distal, std::sqrt(2.0) * usual.regions[0].girth_distal, 1e-12);
  EXPECT_DOUBLE_EQ(heavy.regions[0].length, usual.regions[0].length);
  EXPECT_DOUBLE_EQ(heavy.organs[0].interstitial_volume, 2 * usual.organs[0].interstitial_volume);
}

TEST(Build, stated_girths_count_and_the_reference_changes_nothing) {
  const LimbAnatomy usual = fitted("arm", "");
  const LimbAnatomy same = fitted("arm", "sex: female\nage: 62\nheight: 1.75 m\nmass: 70 kg\n");
  const LimbAnatomy own =
      fitted("arm", "mass: 90 kg\ngirths:\n  forearm: {distal: 18 cm, proximal: 27 cm}\n");
  for (std::size_t r = 0; r < usual.regions.size(); ++r) {
    EXPECT_EQ(same.regions[r].length, usual.regions[r].length);
    EXPECT_EQ(same.regions[r].girth_distal, usual.regions[r].girth_distal);
  }
  EXPECT_DOUBLE_EQ(own.regions[1].girth_proximal, 0.27);
  EXPECT_GT(own.regions[0].girth_proximal, usual.regions[0].girth_proximal);
}

TEST(Build, absurd_values_are_refused_in_one_line) {
  EXPECT_NE(error_of("height: 175 m\n").find("p.yaml:4: height"), std::string::npos);
  EXPECT_NE(error_of("height: 2.2 m\nmass: 35 kg\n").find("body-mass index of 7.23"),
            std::string::npos);
  EXPECT_NE(error_of("mass: 70 g\n").find("p.yaml:4: mass"), std::string::npos);
  EXPECT_NE(error_of("age: 6\n").find("p.yaml:4: age"), std::string::npos);
  EXPECT_NE(error_of("sex: femal\n").find("did you mean female"), std::string::npos);
  EXPECT_NE(error_of("girths:\n  forarm: {distal: 18 cm, proximal: 27 cm}\n")
                .find("did you mean forearm"),
            std::string::npos);
  EXPECT_NE(
      error_of("girths:\n  forearm: {distal: 8 cm, proximal: 27 cm}\n").find("thicker than a limb"),
      std::string::npos);
}

TEST(Build, what_is_stated_is_said) {
  EXPECT_EQ(stated({"female", 62, 1.62, 60, "", 0, 0, {}}), "female, 62 years, 1.62 m, 60 kg");
  EXPECT_EQ(stated({}), "");
}

}  // namespace
}  // namespace cisterna
