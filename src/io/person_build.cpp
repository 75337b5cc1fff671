#include "io/person_build.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/error.hpp"
#include "base/spelling.hpp"
#include "body/circulation/blood_size.hpp"
#include "body/limb/stature.hpp"
#include "io/anatomy_parts.hpp"

namespace cisterna {
namespace {

// Adults. Beyond these bounds a unit or a decimal point was mistaken, or the layout of an adult is no longer right.
constexpr double kShortest = 1.2, kTallest = 2.3;        // [m]
constexpr double kLightest = 30, kHeaviest = 300;        // [kg]
constexpr double kLeanest = 10, kFullest = 80;           // body-mass index [kg/m2]
constexpr double kLeastGirth = 0.03, kLargestGirth = 2;  // [m]
const std::string kDrawnSex = "male";         // of heart and vessels as their source has them
constexpr int kYoungest = 16, kOldest = 120;  // [years]

void fit_girths(const OwnGirths& own, LimbAnatomy& anatomy) {
  const std::vector<std::string> names = anatomy_parts::names_of(anatomy.regions);
  const auto found = std::find(names.begin(), names.end(), own.region);
  if (found == names.end())
    throw InputError(own.file, own.line, own.key,
                     "unknown region \"" + own.region + "\"" + suggestion(own.region, names));
  Region& region = anatomy.regions[static_cast<std::size_t>(found - names.begin())];
  region.girth_distal = own.distal, region.girth_proximal = own.proximal;
  const double radius = std::min(own.distal, own.proximal) / (2 * std::numbers::pi);
  if (region.bone_radius + region.subcutis_thickness >= radius)
    throw InputError(own.file, own.line, own.key,
                     "bone and subcutis together are thicker than a limb of this girth");
}

}  // namespace

void read_build(const InputNode& root, Person& person) {
  Build& b = person.build;
  if (const auto sex = root.find("sex")) b.sex = sex->one_of({"female", "male"});
  if (const auto age = root.find("age")) b.age = age->integer(kYoungest, kOldest);
  if (const auto height = root.find(kHeightKey)) {
    b.height = height->quantity(units::kLength, kShortest, kTallest);
    b.height_line = height->line();
  }
  if (const auto mass = root.find(kMassKey)) {
    b.mass = mass->quantity(units::kMass, kLightest, kHeaviest);
    b.mass_line = mass->line();
  }
  b.file = root.file();
  if (const auto girths = root.find(kGirthsKey))
    for (const auto& [region, node] : girths->entries()) {
      node.allow_only({"distal", "proximal"});
      const auto girth = [&](const char* key) {
        return node.at(key).quantity(units::kLength, kLeastGirth, kLargestGirth);
      };
      b.girths.push_back(
          {region, node.file(), node.key_path(), node.line(), girth("distal"), girth("proximal")});
    }
}

void fit(const Person& person, LimbAnatomy& anatomy) {
  const Build& b = person.build;
  if (b.height > 0 || b.mass > 0) {
    const auto fail = [&](const std::string& message) {
      throw InputError(b.file, b.height > 0 ? b.height_line : b.mass_line,
                       b.height > 0 ? kHeightKey : kMassKey, message);
    };
    if (anatomy.height == 0 || anatomy.mass == 0)
      fail(anatomy.file + " states no reference_height and reference_mass to compare with");
    const double tall = b.height > 0 ? b.height / anatomy.height : 1;
    // Who states a height alone is as stout as the anatomy: girths stay.
    const double heavy = b.mass > 0 ? b.mass / anatomy.mass : tall;
    anatomy.height *= tall, anatomy.mass *= heavy;
    const double index = anatomy.mass / (anatomy.height * anatomy.height);
    if (index < kLeanest || index > kFullest)
      fail(fmt::format("height and mass give a body-mass index of {:.3g} kg/m2; expected {} to {}",
                       index, kLeanest, kFullest));
    resize(anatomy, tall, heavy);
  }
  for (const OwnGirths& own : b.girths) fit_girths(own, anatomy);
}

void fit_blood(const Person& person, const LimbAnatomy& drawn, const LimbAnatomy& fitted,
               ParameterSet& parameters) {
  const Build& b = person.build;
  if (!drawn.body || drawn.height == 0 || drawn.mass == 0) return;
  if (b.sex.empty() && b.height == 0 && b.mass == 0) return;
  const auto blood = [&](const std::string& sex, const LimbAnatomy& of) {
    const std::string by = "circulation.tree.size." + sex + ".";
    return circulation::usual_blood(
        of.height, of.mass,
        circulation::BloodBySize<double>{parameters[by + "cube"], parameters[by + "mass"],
                                         parameters[by + "least"]});
  };
  const std::string& sex = b.sex.empty() ? kDrawnSex : b.sex;
  parameters.set(parameters.find("circulation.tree.size"),
                 blood(sex, fitted) / blood(kDrawnSex, drawn));
  parameters.set(parameters.find("circulation.tree.stature"), fitted.height / drawn.height);
}

std::string stated(const Build& build) {
  std::string text;
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : ", ") + more; };
  if (!build.sex.empty()) add(build.sex);
  if (build.age >= 0) add(fmt::format("{} years", build.age));
  if (build.height > 0) add(fmt::format("{:.3g} m", build.height));
  if (build.mass > 0) add(fmt::format("{:.3g} kg", build.mass));
  return text;
}

}  // namespace cisterna
