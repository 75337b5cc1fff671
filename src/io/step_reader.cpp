#include "io/step_reader.hpp"

#include <algorithm>
#include <filesystem>

#include "base/spelling.hpp"
#include "io/breathing_reader.hpp"
#include "io/protocol_limits.hpp"
#include "io/recording_reader.hpp"

namespace cisterna {
namespace {

using Keys = std::vector<std::string>;

// Half of the contact's size: neither a sharp-edged punch nor a bell.
constexpr double kUsualSoftEdge = 0.5;

const Keys kGroupKeys = {"name", "repeat", "duration", "with", "steps", "together"};

Keys joined(Keys keys, const Keys& more) {
  keys.insert(keys.end(), more.begin(), more.end());
  return keys;
}

/// The keys a technique understands, besides `name` and `technique`.
Keys keys_of(Technique technique) {
  const Keys hands = {"path",     "direction",      "around",        "pressure",
                      "traction", "contact_length", "contact_width", "soft_edge",
                      "period",   "rise",           "repetitions",   "duration"};
  const Keys dwelling = joined(hands, {"pressed", "sites", "travel", "advance"});
  switch (technique) {
    case Technique::rest: return {"duration"};
    case Technique::light_touch:
    case Technique::effleurage: return joined(hands, {"speed"});
    case Technique::stationary_circle:
    case Technique::pump: return dwelling;
    case Technique::scoop:
    case Technique::rotary:
    case Technique::petrissage: return joined(dwelling, {"swing"});
    case Technique::friction:
      return joined(hands, {"pressed", "sites", "travel", "swing", "frequency"});
    case Technique::tapotement:
      return {"path",      "direction", "around", "pressure",    "contact_length", "contact_width",
              "soft_edge", "frequency", "impact", "repetitions", "sites",          "duration"};
    case Technique::vibration: return joined(hands, {"pressed", "sites", "frequency", "amplitude"});
    case Technique::pneumatic:
      return {"path",    "direction", "pressure", "pressure_proximal", "chambers", "chamber_length",
              "overlap", "order",     "stagger",  "inflation",         "hold",     "deflation",
              "pause",   "cycles",    "duration"};
    case Technique::garment: return {"path", "pressure", "pressure_proximal", "rise", "duration"};
    case Technique::posture: return {"elevation", "members", "ramp", "duration"};
    case Technique::heat: return {"skin_temperature", "path", "members", "ramp", "duration"};
    case Technique::muscle_pump: return {"path", "pressure", "cadence", "contracted", "duration"};
    case Technique::deep_breathing:
      return {"rate", "inspired", "pause", "thoracic", "abdominal", "ramp", "duration"};
    case Technique::infusion: return {"volume", "protein", "arm", "duration"};
    case Technique::bleeding: return {"volume", "arm", "duration"};
    case Technique::recorded: return {"file", "columns", "plays", "duration"};
  }
  return {};
}

Keys all_keys() {
  Keys keys;
  for (const Technique technique : all_techniques())
    for (const std::string& key : keys_of(technique))
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  return keys;
}

bool contains(const Keys& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

std::string label_of(const Step& step) {
  std::string label = name_of(step.technique);
  std::replace(label.begin(), label.end(), '_', ' ');
  for (std::size_t i = 0; i < step.regions.size(); ++i) {
    std::string region = step.regions[i];
    std::replace(region.begin(), region.end(), '_', ' ');
    label += (i == 0 ? ", " : " + ") + region;
  }
  return label;
}

Technique technique_of(const InputNode& node) {
  Keys names;
  for (const Technique technique : all_techniques()) names.push_back(name_of(technique));
  const std::string name = node.one_of(names);
  return all_techniques()[static_cast<std::size_t>(std::find(names.begin(), names.end(), name) -
                                                   names.begin())];
}

}  // namespace

// --- groups

std::vector<Step> StepReader::read_all(const InputNode& root) {
  open_shared(root);
  std::vector<Step> steps = read_list(root.at("steps"), 0);
  close_shared();
  return steps;
}

std::vector<Step> StepReader::read_list(const InputNode& list, int depth) {
  if (depth > kDeepestNesting)
    list.fail("steps are nested deeper than " + std::to_string(kDeepestNesting) + " levels");
  std::vector<Step> steps;
  for (const InputNode& node : list.children()) steps.push_back(read_step(node, depth));
  if (steps.empty()) list.fail("has no steps");
  return steps;
}

Step StepReader::read_step(const InputNode& node, int depth) {
  if (!node.is_map()) node.fail("expected a step: a map with \"technique\" or \"steps\"");
  const bool group = node.has("steps") || node.has("together");
  if (group && node.has("technique"))
    node.fail("a step has either \"technique\" or \"steps\", not both");
  return group ? read_group(node, depth) : read_single(node);
}

Step StepReader::read_group(const InputNode& node, int depth) {
  node.allow_only(kGroupKeys);
  Step group;
  group.line = node.line();
  group.together = node.has("together");
  if (group.together && node.has("steps"))
    node.fail("members are listed either under \"steps\" or under \"together\", not both");
  if (node.has("repeat") && node.has("duration"))
    node.fail("a group has either \"repeat\" or \"duration\", not both");
  if (const auto repeat = node.find("repeat")) group.repeat = repeat->integer(1, kMostRepeats);
  open_shared(node);
  group.steps = read_list(node.at(group.together ? "together" : "steps"), depth + 1);
  close_shared();
  group.label = node.has("name") ? node.at("name").text() : group.steps.front().label + " ...";
  if (const auto duration = node.find("duration")) {
    group.duration = duration->quantity(units::kTime, kShortestTime, kLongestTime);
    if (rounds(group) < 1) duration->fail("is too short for the steps to be done even once");
  }
  return group;
}

void StepReader::open_shared(const InputNode& node) {
  shared_.push_back({node.find("with"), {}});
  if (shared_.back().node) shared_.back().node->allow_only(all_keys());
}

void StepReader::close_shared() {
  const Shared closed = shared_.back();
  shared_.pop_back();
  if (!closed.node) return;
  for (const auto& [key, value] : closed.node->entries())
    if (!contains(closed.used, key)) value.fail("is used by none of the steps");
}

// --- single steps

Step StepReader::read_single(const InputNode& node) {
  if (!node.has("technique")) {
    Keys known = joined(all_keys(), {"technique", "name", "steps", "together"});
    node.allow_only(known);
    node.fail("missing key \"technique\"");
  }
  Step step;
  step.line = node.line();
  step.technique = technique_of(node.at("technique"));
  check_keys(node, step.technique);
  const bool anywhere = step.technique == Technique::heat && !find(node, "path");
  if (contains(keys_of(step.technique), "path") && !anywhere) read_path(node, step);
  step.label = node.has("name") ? node.at("name").text() : label_of(step);
  switch (step.technique) {
    case Technique::rest: step.duration = time(node, "duration"); break;
    case Technique::posture:
    case Technique::heat: read_setting(node, step); break;
    case Technique::pneumatic: read_sleeve(node, step); break;
    case Technique::garment: read_garment(node, step); break;
    case Technique::recorded: read_recorded(node, step); break;
    case Technique::muscle_pump: read_muscle_pump(node, step); break;
    case Technique::deep_breathing: read_deep_breathing(node, step); break;
    case Technique::infusion:
    case Technique::bleeding: read_at_a_vein(node, step); break;
    default: read_hands(node, step);
  }
  read_repeated_duration(node, step);
  return step;
}

void StepReader::check_keys(const InputNode& node, Technique technique) const {
  const Keys known = joined(all_keys(), {"name", "technique"});
  node.allow_only(known);
  const Keys own = joined(keys_of(technique), {"name", "technique"});
  for (const auto& [key, value] : node.entries())
    if (!contains(own, key)) {
      value.fail(std::string("has no meaning for technique ") + name_of(technique));
    }
}

std::vector<std::string> StepReader::named_regions() const {
  std::vector<std::string> names = region_names_;
  std::erase(names, "");
  return names;
}

void StepReader::read_path(const InputNode& node, Step& step) {
  const InputNode path = need(node, "path");
  std::vector<InputNode> parts;
  if (path.is_list()) {
    parts = path.children();
  } else {
    parts.push_back(path);
  }
  if (parts.empty()) path.fail("names no region");
  std::vector<int> indices;
  for (const InputNode& part : parts) {
    const std::string name = part.one_of(named_regions());
    indices.push_back(static_cast<int>(std::find(region_names_.begin(), region_names_.end(), name) -
                                       region_names_.begin()));
    if (std::find(step.regions.begin(), step.regions.end(), name) != step.regions.end())
      part.fail("region " + name + " is named twice");
    step.regions.push_back(name);
  }
  const int way = indices.size() > 1 ? indices[1] - indices[0] : 1;
  for (std::size_t i = 1; i < indices.size(); ++i) {
    if ((way == 1 || way == -1) && indices[i] - indices[i - 1] == way) continue;
    parts[i].fail("regions " + step.regions[i - 1] + " and " + step.regions[i] +
                  " do not follow one another along the limb");
  }
}

void StepReader::read_around(const InputNode& node, Step& step) {
  const InputNode around = need(node, "around");
  if (!around.is_list()) {
    around.one_of({"whole"});
    return;
  }
  constexpr double kTurn = 4 * kSteepest;
  for (const InputNode& angle : around.children())
    step.angles.push_back(angle.quantity(units::kAngle, -kTurn, kTurn));
  if (step.angles.empty()) around.fail("names no angle");
}

void StepReader::read_hands(const InputNode& node, Step& step) {
  read_contact(node, step);
  if (const auto count = find(node, "repetitions"))
    step.repetitions = count->integer(1, kMostRepeats);
  if (step.technique == Technique::tapotement) {
    read_impacts(node, step);
    return;
  }
  step.period = time(node, "period");
  step.rise = time(node, "rise");
  double longest_press = step.period;
  if (glides(step.technique)) {
    step.speed = need(node, "speed").quantity(units::kSpeed, kSlowest, kFastest);
  } else {
    read_sites(node, step);
    longest_press = step.pressed * step.period;
  }
  if (2 * step.rise > longest_press * (1 + 1e-9)) {
    need(node, "rise")
        .fail(
            "pressure must rise and fall within the time under pressure, so this can be "
            "at most half of it");
  }
}

void StepReader::read_contact(const InputNode& node, Step& step) {
  step.direction = need(node, "direction").one_of({"proximal", "distal"}) == "proximal"
                       ? Direction::proximal
                       : Direction::distal;
  read_around(node, step);
  step.pressure = pressure(node, "pressure");
  if (const auto traction = find(node, "traction"))
    step.traction = traction->quantity(units::kPressure, 0, kHighestTraction);
  step.contact_length = length(node, "contact_length");
  if (!step.angles.empty()) step.contact_width = length(node, "contact_width");
  if (const auto soft = find(node, "soft_edge")) {
    step.soft_edge = soft->number(0, 1);
  } else {
    step.soft_edge = kUsualSoftEdge;
    assume_soft_edge(node);
  }
}

// An impact rises and falls without a plateau; the next begins one period later.
void StepReader::read_impacts(const InputNode& node, Step& step) {
  step.sites = need(node, "sites").integer(1, kMostSites);
  step.period =
      1 / need(node, "frequency").quantity(units::kRate, kSlowestImpacts, kFastestImpacts);
  const InputNode impact = need(node, "impact");
  const double contact = impact.quantity(units::kTime, kShortestImpact, kLongestTime);
  if (contact > step.period) impact.fail("lasts longer than from one impact to the next");
  step.pressed = contact / step.period;
  step.rise = 0.5 * contact;
}

void StepReader::read_sites(const InputNode& node, Step& step) {
  const InputNode pressed = need(node, "pressed");
  step.pressed = pressed.number(0, 1);
  if (step.pressed <= 0) pressed.fail("must be above 0");
  if (step.technique == Technique::petrissage && step.pressed > 0.5)
    pressed.fail("the two hands take turns, so each can press for at most half of the period");
  step.sites = need(node, "sites").integer(1, kMostSites);
  const Keys known = keys_of(step.technique);
  if (contains(known, "travel")) step.travel = length_or_zero(node, "travel");
  if (contains(known, "swing")) step.swing = length_or_zero(node, "swing");
  if (contains(known, "advance")) step.advance = length_or_zero(node, "advance");
  if (contains(known, "frequency")) read_rhythm(node, step);
}

// Of friction and vibration, while they press.
void StepReader::read_rhythm(const InputNode& node, Step& step) {
  const InputNode frequency = need(node, "frequency");
  if (step.technique == Technique::vibration) {
    step.frequency = frequency.quantity(units::kRate, kSlowestVibration, kFastestVibration);
    const InputNode amplitude = need(node, "amplitude");
    step.amplitude = amplitude.quantity(units::kPressure, 0, kHighestPressure);
    if (step.amplitude > step.pressure)
      amplitude.fail("is larger than \"pressure\": a hand that rests on the skin cannot pull");
    return;
  }
  step.frequency = frequency.quantity(units::kRate, kSlowestRubbing, kFastestRubbing);
  for (const char* key : {"travel", "swing"})
    if (const auto way = find(node, key)) way->quantity(units::kLength, 0, kWidestRubbing);
  if (step.travel <= 0 && step.swing <= 0)
    node.fail("friction needs a \"travel\" along the limb, a \"swing\" around it, or both");
}

void StepReader::read_sleeve(const InputNode& node, Step& step) {
  step.direction = need(node, "direction").one_of({"proximal", "distal"}) == "proximal"
                       ? Direction::proximal
                       : Direction::distal;
  step.pressure = pressure(node, "pressure");
  step.pressure_proximal =
      find(node, "pressure_proximal") ? pressure(node, "pressure_proximal") : step.pressure;
  Sleeve& sleeve = step.sleeve;
  sleeve.chambers = need(node, "chambers").integer(1, kMostChambers);
  if (find(node, "chamber_length")) sleeve.chamber_length = length(node, "chamber_length");
  sleeve.overlap = length_or_zero(node, "overlap");
  if (sleeve.chamber_length > 0 && 2 * sleeve.overlap > sleeve.chamber_length)
    need(node, "overlap").fail("chambers may overlap by at most half their length");
  const std::string order = need(node, "order").one_of({"simultaneous", "sequential", "wave"});
  for (const ChamberOrder each :
       {ChamberOrder::simultaneous, ChamberOrder::sequential, ChamberOrder::wave})
    if (order == name_of(each)) sleeve.order = each;
  if (sleeve.order != ChamberOrder::simultaneous) sleeve.stagger = time(node, "stagger");
  sleeve.inflation = time(node, "inflation");
  sleeve.hold = need(node, "hold").quantity(units::kTime, 0, kLongestTime);
  sleeve.deflation = time(node, "deflation");
  if (const auto pause = find(node, "pause"))
    sleeve.pause = pause->quantity(units::kTime, 0, kLongestTime);
  if (const auto cycles = find(node, "cycles")) step.repetitions = cycles->integer(1, kMostRepeats);
}

void StepReader::read_garment(const InputNode& node, Step& step) {
  step.pressure = pressure(node, "pressure");
  step.pressure_proximal =
      find(node, "pressure_proximal") ? pressure(node, "pressure_proximal") : step.pressure;
  step.rise = time(node, "rise");
  step.duration = time(node, "duration");
  if (2 * step.rise > step.duration)
    need(node, "rise").fail("must be at most half of the duration");
}

void StepReader::read_muscle_pump(const InputNode& node, Step& step) {
  step.pressure = pressure(node, "pressure");
  step.period = 1 / need(node, "cadence").quantity(units::kRate, kSlowestCadence, kFastestCadence);
  step.pressed = need(node, "contracted").number(kShortestContraction, 1);
  need(node, "duration");  // read with those of the other rhythms
}

void StepReader::read_deep_breathing(const InputNode& node, Step& step) {
  step.breathing = read_breathing([&](std::string_view key) { return need(node, key); },
                                  [&](std::string_view key) { return find(node, key); });
  step.duration = time(node, "duration");
  step.ramp = time(node, "ramp");
  if (2 * step.ramp > step.duration)
    need(node, "ramp")
        .fail("must be at most half of the duration: breathing changes and changes back");
}

void StepReader::read_at_a_vein(const InputNode& node, Step& step) {
  const bool given = step.technique == Technique::infusion;
  const InputNode volume = need(node, "volume");
  step.volume = volume.quantity(units::kVolume, kLeastGiven, given ? kMostGiven : kMostTaken);
  if (given)
    if (const auto protein = find(node, "protein"))
      step.protein = protein->quantity(units::kConcentration, 0, kMostProtein);
  if (const auto arm = find(node, "arm")) step.arm = arm->one_of({"right", "left"});
  step.duration = time(node, "duration");
  if (given && step.volume > kFastestGiven * step.duration)
    volume.fail("is more than 1 L in a minute, for the duration of the step");
  if (!given && step.volume > kFastestTaken * step.duration)
    volume.fail(
        "is more than the 100 mL in a minute that a vein gives, for the duration of the step");
}

void StepReader::read_members(const InputNode& node, Step& step) {
  const auto members = find(node, "members");
  if (!members) return;
  if (member_names_.empty())
    members->fail("this anatomy is a single limb, without members to choose from");
  for (const InputNode& member :
       members->is_list() ? members->children() : std::vector<InputNode>{*members})
    if (const std::string name = member.one_of(member_names_); contains(step.members, name)) {
      member.fail("member " + name + " is named twice");
    } else {
      step.members.push_back(name);
    }
  if (step.members.empty()) members->fail("names no member");
}

void StepReader::read_setting(const InputNode& node, Step& step) {
  read_members(node, step);
  if (step.technique == Technique::posture) {
    step.elevation = need(node, "elevation").quantity(units::kAngle, -kSteepest, kSteepest);
  } else {
    if (!step.members.empty() && !step.regions.empty())
      need(node, "members").fail("stands beside \"path\", which already says where");
    step.skin_temperature =
        need(node, "skin_temperature").quantity(units::kTemperature, kColdestSkin, kHottestSkin);
  }
  step.ramp = time(node, "ramp");
  step.duration = time_or(node, "duration", step.ramp);
  if (step.ramp > step.duration) need(node, "ramp").fail("must not be longer than the duration");
}

void StepReader::read_recorded(const InputNode& node, Step& step) {
  const InputNode file = need(node, "file");
  const auto beside = std::filesystem::path(file_).parent_path() / file.text();
  if (!std::filesystem::exists(beside)) file.fail("no such file: " + beside.string());
  step.recording = std::make_shared<const Recording>(read_recording(beside.string()));
  if (const auto plays = find(node, "plays")) step.repetitions = plays->integer(1, kMostRepeats);
  const InputNode columns = need(node, "columns");
  const Keys& names = step.recording->columns;
  for (const auto& [column, place] : columns.entries()) {
    const auto found = std::find(names.begin(), names.end(), column);
    if (found == names.end())
      place.fail("the recording has no such column" + suggestion(column, names));
    read_places(place, step, static_cast<int>(found - names.begin()));
  }
  if (step.places.empty()) columns.fail("names no column");
}

void StepReader::read_places(const InputNode& node, Step& step, int column) {
  if (node.is_list()) {
    for (const InputNode& part : node.children()) read_places(part, step, column);
    return;
  }
  node.allow_only({"region", "from", "to"});
  RecordedPlace place;
  place.column = column;
  place.region = node.at("region").one_of(named_regions());
  place.from = node.at("from").number(0, 1);
  place.to = node.at("to").number(0, 1);
  if (place.to <= place.from) node.at("to").fail("must lie proximal of \"from\"");
  step.places.push_back(place);
}

// Strokes, cycles, contractions and plays: repeated whole as often as they fit into `duration`.
void StepReader::read_repeated_duration(const InputNode& node, Step& step) {
  const bool cyclic = repeats(step.technique);
  if (!cyclic && !by_hand(step.technique)) return;
  const auto duration = find(node, "duration");
  if (!duration) return;
  const char* counted = step.technique == Technique::pneumatic ? "cycles" : "plays";
  if (const auto count = cyclic ? node.find(counted) : std::nullopt)
    count->fail("stands beside \"duration\", which already says how often");
  step.duration = time(node, "duration");
  if (sweeps(step) < 1) duration->fail("is too short for the step to be done even once");
}

// --- values

std::optional<InputNode> StepReader::find(const InputNode& step, std::string_view key) {
  if (auto own = step.find(key)) return own;
  for (auto it = shared_.rbegin(); it != shared_.rend(); ++it) {
    if (!it->node) continue;
    if (auto value = it->node->find(key)) {
      it->used.emplace_back(key);
      return value;
    }
  }
  return std::nullopt;
}

InputNode StepReader::need(const InputNode& step, std::string_view key) {
  if (auto value = find(step, key)) return *value;
  return step.at(key);  // fails, with the nearest keys
}

double StepReader::time(const InputNode& step, std::string_view key) {
  return need(step, key).quantity(units::kTime, kShortestTime, kLongestTime);
}

double StepReader::time_or(const InputNode& step, std::string_view key, double otherwise) {
  return find(step, key) ? time(step, key) : otherwise;
}

double StepReader::length(const InputNode& step, std::string_view key) {
  return need(step, key).quantity(units::kLength, kShortestLength, kLongestLength);
}

double StepReader::length_or_zero(const InputNode& step, std::string_view key) {
  const auto value = find(step, key);
  return value ? value->quantity(units::kLength, 0, kLongestLength) : 0;
}

double StepReader::pressure(const InputNode& step, std::string_view key) {
  return need(step, key).quantity(units::kPressure, 0, kHighestPressure);
}

// Listed once a protocol: it is the same for every contact.
void StepReader::assume_soft_edge(const InputNode& step) {
  if (soft_edge_assumed_) return;
  soft_edge_assumed_ = true;
  Provenance p;
  p.file = file_;
  p.line = step.line();
  p.key = step.key_path() + ".soft_edge";
  p.text = "50 %";
  p.note = "not stated: pressure falls off over half the contact's size, centred on its edge";
  collected_.push_back(std::move(p));
}

}  // namespace cisterna
