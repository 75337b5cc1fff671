#include "io/person_tone.hpp"

#include <algorithm>
#include <vector>

#include "base/error.hpp"
#include "base/spelling.hpp"

namespace cisterna {
namespace {

// Nobody holds more than that at rest; beyond it a percent sign was forgotten.
constexpr double kStrongest = 0.2;

[[noreturn]] void fail(const StatedTone& stated, const std::string& message) {
  throw InputError(stated.file, stated.line, stated.key, message);
}

}  // namespace

void read_tone(const InputNode& root, Person& person) {
  const auto tone = root.find(kToneKey);
  if (!tone) return;
  for (const auto& [of, node] : tone->entries())
    person.tone.push_back(
        {of, node.file(), node.key_path(), node.line(), node.number(0, kStrongest)});
}

void tighten(const Person& person, LimbAnatomy& anatomy) {
  std::vector<bool> stated(anatomy.regions.size(), false);
  for (const StatedTone& tone : person.tone) {
    std::vector<std::string> names;
    bool any = false;
    for (std::size_t r = 0; r < anatomy.regions.size(); ++r) {
      Region& region = anatomy.regions[r];
      const std::string& whole = anatomy.body
                                     ? anatomy.members[static_cast<std::size_t>(region.member)].name
                                     : anatomy.name;
      for (const std::string& name : {region.name, whole})
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
      if (region.name != tone.of && whole != tone.of) continue;
      if (stated[r]) fail(tone, "\"" + region.name + "\" is stated twice");
      region.tone = tone.strength, stated[r] = any = true;
    }
    if (!any)
      fail(tone, "unknown region or member \"" + tone.of + "\"" + suggestion(tone.of, names));
  }
}

}  // namespace cisterna
