#include "io/person_oedema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/error.hpp"
#include "base/spelling.hpp"
#include "math/truncated_cone.hpp"

namespace cisterna {
namespace {

// Beyond these a unit or a decimal point was mistaken.
constexpr double kMostVolume = 0.05;  // [m3]
constexpr double kMostExcess = 2;     // of the volume without swelling

[[noreturn]] void fail(const StatedOedema& stated, const std::string& message) {
  throw InputError(stated.file, stated.line, stated.key, message);
}

double volume_of(const Region& r) {
  return truncated_cone_volume(r.length, r.girth_distal, r.girth_proximal);
}

// The regions meant: one, those of a member, or of a limb alone all.
std::vector<Region*> meant(const StatedOedema& stated, LimbAnatomy& anatomy) {
  std::vector<Region*> regions;
  std::vector<std::string> names;
  for (Region& region : anatomy.regions) {
    const bool member =
        anatomy.body && anatomy.members[static_cast<std::size_t>(region.member)].name == stated.of;
    if (region.name == stated.of || member || (!anatomy.body && anatomy.name == stated.of))
      regions.push_back(&region);
    names.push_back(region.name);
  }
  if (!regions.empty()) return regions;
  if (!anatomy.body) names.push_back(anatomy.name);
  if (anatomy.body)
    for (const Member& member : anatomy.members) names.push_back(member.name);
  fail(stated, "unknown region or member \"" + stated.of + "\"" + suggestion(stated.of, names));
}

}  // namespace

void refuse_swollen(const InputNode& root) {
  if (const auto swollen = root.find("swollen"))
    swollen->fail("changed nothing and is no longer read; \"" + kOedemaKey +
                  "\" states how much fluid a limb holds");
}

void read_oedema(const InputNode& root, Person& person) {
  const auto oedema = root.find(kOedemaKey);
  if (!oedema) return;
  for (const auto& [of, node] : oedema->entries()) {
    node.allow_only({"excess", "volume"});
    const auto excess = node.find("excess");
    if (excess.has_value() == node.has("volume"))
      node.fail(
          "expected either \"excess\", relative to the volume without swelling, or \"volume\"");
    StatedOedema stated{of, node.file(), node.key_path(), node.line()};
    if (excess)
      stated.excess = excess->number(0, kMostExcess);
    else
      stated.volume = node.at("volume").quantity(units::kVolume, 0, kMostVolume);
    person.oedema.push_back(stated);
  }
}

void swell(const Person& person, LimbAnatomy& anatomy) {
  for (const StatedOedema& stated : person.oedema) {
    const std::vector<Region*> regions = meant(stated, anatomy);
    double all = 0;
    for (const Region* region : regions) all += volume_of(*region);
    const double excess = stated.volume > 0 ? stated.volume / all : stated.excess;
    if (excess > kMostExcess)
      fail(stated,
           fmt::format("is {:.0f} % of the volume without swelling ({:.3g} mL); at most {:.0f} %",
                       100 * excess, 1e6 * all, 100 * kMostExcess));
    for (Region* region : regions) {
      if (region->oedema >= 0 && stated.of_limb) continue;
      if (region->oedema >= 0) fail(stated, "\"" + region->name + "\" is stated twice");
      region->oedema = excess * volume_of(*region);
    }
  }
}

}  // namespace cisterna
