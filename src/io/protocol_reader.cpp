#include "io/protocol_reader.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/spelling.hpp"
#include "io/breathing_reader.hpp"
#include "io/protocol_limits.hpp"
#include "io/step_reader.hpp"
#include "io/yaml_node.hpp"

namespace cisterna {
namespace {

// Values of an enclosing `with` are read once for each step that uses them, but listed once.
void drop_repeats(ProvenanceList& list) {
  std::set<std::tuple<int, std::string>> seen;
  std::erase_if(list, [&](const Provenance& p) { return !seen.emplace(p.line, p.key).second; });
}

// Quiet breathing, which few protocols state. Listed as one assumption.
void assume_breathing(const InputNode& root, const std::string& file, ProvenanceList& collected) {
  Provenance p;
  p.file = file;
  p.line = root.line();
  p.key = "breathing";
  p.text = "15 /min, 40 % drawn in, 25 % pause, chest -5 to -8 cmH2O, abdomen 2 to 10 cmH2O";
  p.note = "not stated: quiet breathing; a limb alone has no cavity and does not feel it";
  collected.push_back(std::move(p));
}

// What goes on for the whole protocol.
StandingWater read_water(const InputNode& node, const std::vector<std::string>& member_names) {
  node.allow_only({"drinking", "urine", "insensible"});
  if (member_names.empty()) node.fail("is of a body; a limb alone neither drinks nor passes water");
  const auto rate = [&](std::string_view key) {
    const auto value = node.find(key);
    return value ? value->quantity(units::kFlow, 0, kMostWater) : 0.0;
  };
  return {rate("drinking"), rate("urine"), rate("insensible"), node.line()};
}

// Members whose angle at the start is not that of all.
void read_members(const InputNode& node, const std::vector<std::string>& names,
                  Protocol& protocol) {
  if (names.empty()) node.fail("this anatomy is a single limb, without members to choose from");
  for (const auto& [name, value] : node.entries()) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) value.fail("there is no such member" + suggestion(name, names));
    if (found == names.begin()) value.fail("the angle of the trunk is \"elevation\"");
    protocol.member_elevations.push_back(
        {name, value.quantity(units::kAngle, -kSteepest, kSteepest)});
  }
}

Protocol read(const InputNode& root, ProvenanceList& collected, const std::string& file,
              const std::vector<std::string>& region_names,
              const std::vector<std::string>& member_names) {
  root.allow_only({"kind", "name", "title", "description", "follows", "side", "limb", "breathing",
                   "water", "with", "steps"});
  root.at("kind").one_of({"protocol"});
  Protocol protocol;
  protocol.file = file;
  protocol.name = root.at("name").text();
  protocol.title = root.at("title").text();
  protocol.description = root.at("description").text();
  if (const auto follows = root.find("follows")) {
    if (!follows->is_list()) protocol.follows.push_back(follows->text());
    for (const InputNode& each :
         follows->is_list() ? follows->children() : std::vector<InputNode>{})
      protocol.follows.push_back(each.text());
  }
  if (const auto side = root.find("side")) {
    protocol.side = side->one_of({"right", "left"});
    if (member_names.empty())
      side->fail("is of a body; a protocol for a limb alone is for both sides");
  }
  const InputNode limb = root.at("limb");
  limb.allow_only({"anatomy", "elevation", "members", "skin_temperature"});
  if (const auto anatomy = limb.find("anatomy")) protocol.limb = anatomy->text();
  protocol.elevation = limb.at("elevation").quantity(units::kAngle, -kSteepest, kSteepest);
  if (const auto own = limb.find("members")) read_members(*own, member_names, protocol);
  protocol.skin_temperature =
      limb.at("skin_temperature").quantity(units::kTemperature, kColdestSkin, kHottestSkin);
  if (const auto breathing = root.find("breathing")) {
    breathing->allow_only({"rate", "inspired", "pause", "thoracic", "abdominal"});
    protocol.breathing = read_breathing([&](std::string_view key) { return breathing->at(key); },
                                        [&](std::string_view key) { return breathing->find(key); });
  } else {
    assume_breathing(root, file, collected);
  }
  if (const auto water = root.find("water")) protocol.water = read_water(*water, member_names);
  StepReader reader(file, region_names, member_names, collected);
  protocol.steps = reader.read_all(root);
  const InputNode steps = root.at("steps");
  const double duration = duration_of(protocol);
  if (duration > kLongestTime) steps.fail("the protocol takes longer than 7 days");
  if (blood_taken(protocol) > kMostTaken) steps.fail("the protocol takes more than 1 L of blood");
  if (fluid_given(protocol) > kMostGiven)
    steps.fail("the protocol gives more than 3 L into veins, 40 mL for each kg of body");
  if (action_count(protocol) > kMostActions) {
    steps.fail("the protocol unfolds to more than 1,000,000 separate actions");
  }
  drop_repeats(collected);
  protocol.provenance = std::move(collected);
  return protocol;
}

}  // namespace

Protocol read_protocol(const std::string& path, const std::vector<std::string>& region_names,
                       const std::vector<std::string>& member_names) {
  ProvenanceList collected;
  const InputNode root = InputNode::load(path, &collected);
  return read(root, collected, path, region_names, member_names);
}

Protocol read_protocol_text(const std::string& text, const std::string& file,
                            const std::vector<std::string>& region_names,
                            const std::vector<std::string>& member_names) {
  ProvenanceList collected;
  const InputNode root = InputNode::load_text(text, file, &collected);
  return read(root, collected, file, region_names, member_names);
}

}  // namespace cisterna
