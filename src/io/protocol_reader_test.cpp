#include "io/protocol_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <numbers>

#include "base/error.hpp"
#include "body/limb/limb.hpp"
#include "io/anatomy_reader.hpp"
#include "io/parameter_reader.hpp"
#include "io/text_file.hpp"
#include "therapy/arm_sample.hpp"

namespace cisterna {
namespace {

constexpr double kMmHg = 133.322387415;
const std::vector<std::string> kArm = {"hand", "forearm", "upper_arm"};

const std::string kGood = R"(kind: protocol
name: pumps
title: Pumps
description: Pumps and a sleeve.
limb: {elevation: 0 deg, skin_temperature: 33 degC}
with:
  direction: proximal
  pressure: {value: 30 mmHg, source: vodderchapter, basis: measured, note: mean}
steps:
  - repeat: 3
    steps:
      - technique: pump
        path: [forearm, upper_arm]
        around: [0 deg, 180 deg]
        contact_length: 9 cm
        contact_width: 12 cm
        travel: 4 cm
        period: 1 s
        pressed: 60 %
        rise: 0.2 s
        sites: 4
        repetitions: 5
      - technique: rest
        duration: 20 s
  - technique: pneumatic
    path: [hand, forearm, upper_arm]
    pressure: 50 mmHg
    chambers: 4
    overlap: 2 cm
    order: sequential
    stagger: 10 s
    inflation: 3 s
    hold: 7 s
    deflation: 2 s
    pause: 8 s
    cycles: 2
)";

Protocol read(const std::string& text) { return read_protocol_text(text, "pumps.yaml", kArm); }

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

int line_of(const std::string& words) {
  return 1 + static_cast<int>(std::count(
                 kGood.begin(), kGood.begin() + static_cast<long>(kGood.find(words)), '\n'));
}

/// Replaces `from` by `to` and expects the refusal to name that line and say `words`.
void expect_refusal(const std::string& from, const std::string& to, const std::string& words) {
  try {
    read(replaced(kGood, from, to));
  } catch (const InputError& error) {
    const std::string what = error.what();
    EXPECT_NE(what.find(words), std::string::npos) << what;
    EXPECT_EQ(what.find('\n'), std::string::npos) << what;
    EXPECT_EQ(error.file(), "pumps.yaml");
    EXPECT_EQ(error.line(), line_of(from)) << what;
    return;
  }
  ADD_FAILURE() << "accepted: " << to;
}

TEST(ProtocolReader, every_value_arrives_in_si) {
  const Protocol protocol = read(kGood);
  ASSERT_EQ(protocol.steps.size(), 2u);
  const Step& pump = protocol.steps[0].steps[0];
  EXPECT_EQ(protocol.steps[0].repeat, 3);
  EXPECT_EQ(pump.technique, Technique::pump);
  EXPECT_EQ(pump.regions, (std::vector<std::string>{"forearm", "upper_arm"}));
  EXPECT_DOUBLE_EQ(pump.pressure, 30 * kMmHg);
  EXPECT_DOUBLE_EQ(pump.angles[1], std::numbers::pi);
  EXPECT_DOUBLE_EQ(pump.contact_length, 0.09);
  EXPECT_DOUBLE_EQ(pump.pressed, 0.6);
  EXPECT_EQ(pump.sites, 4);
  EXPECT_EQ(pump.line, line_of("- technique: pump"));
  EXPECT_DOUBLE_EQ(protocol.steps[1].pressure, 50 * kMmHg);  // nearer than the one in `with`
  EXPECT_DOUBLE_EQ(duration_of(protocol), 3 * (4 * 2 * 5 + 20) + 2 * 50);
}

TEST(ProtocolReader, every_number_is_listed_once_with_where_it_comes_from) {
  const Protocol protocol = read(kGood);
  std::map<std::string, int> count;
  for (const Provenance& p : protocol.provenance) ++count[p.key];
  for (const auto& [key, times] : count) EXPECT_EQ(times, 1) << key;
  const auto found = std::find_if(protocol.provenance.begin(), protocol.provenance.end(),
                                  [](const Provenance& p) { return p.key == "with.pressure"; });
  ASSERT_NE(found, protocol.provenance.end());
  EXPECT_EQ(found->source, "vodderchapter");
  EXPECT_EQ(found->basis, Basis::measured);
  const bool soft_edge_is_listed =
      std::any_of(protocol.provenance.begin(), protocol.provenance.end(), [](const Provenance& p) {
        return p.key.ends_with("soft_edge") && p.basis == Basis::assumed && !p.note.empty();
      });
  EXPECT_TRUE(soft_edge_is_listed);
}

TEST(ProtocolReader, unknown_names_are_refused_with_the_nearest) {
  expect_refusal("technique: pump", "technique: pumpe", "did you mean pump");
  expect_refusal("[forearm, upper_arm]", "[forarm, upper_arm]", "did you mean forearm");
  expect_refusal("travel: 4 cm", "travell: 4 cm", "did you mean travel");
  expect_refusal("direction: proximal", "direction: upwards", "proximal");
  expect_refusal("order: sequential", "order: seqential", "did you mean sequential");
  expect_refusal("around: [0 deg, 180 deg]", "around: hole", "whole");
  expect_refusal("kind: protocol", "kind: person", "protocol");
  expect_refusal("repeat: 3", "repeats: 3", "did you mean repeat");
}

TEST(ProtocolReader, keys_of_other_techniques_are_refused) {
  expect_refusal("travel: 4 cm", "speed: 4 cm/s", "no meaning for technique pump");
  expect_refusal("travel: 4 cm", "swing: 4 cm", "no meaning for technique pump");
  expect_refusal("direction: proximal", "speed: 1 cm/s\n  direction: proximal", "used by none");
}

TEST(ProtocolReader, paths_must_run_along_touching_regions) {
  expect_refusal("[forearm, upper_arm]", "[hand, upper_arm]", "do not follow one another");
  expect_refusal("[hand, forearm, upper_arm]", "[hand, forearm, hand]", "named twice");
  expect_refusal("[hand, forearm, upper_arm]", "[forearm, hand, upper_arm]", "do not follow");
  expect_refusal("[forearm, upper_arm]", "[]", "names no region");
}

TEST(ProtocolReader, numbers_need_a_fitting_unit) {
  expect_refusal("contact_length: 9 cm", "contact_length: 9", "without unit");
  expect_refusal("contact_length: 9 cm", "contact_length: 9 mmHg", "expected a length");
  expect_refusal("contact_length: 9 cm", "contact_length: 9 inch", "inch");
  expect_refusal("duration: 20 s", "duration: twenty s", "twenty");
  expect_refusal("duration: 20 s", "duration: nan s", "nan");
  expect_refusal("pressed: 60 %", "pressed: 0.6 s", "expected a pure number");
}

TEST(ProtocolReader, absurd_numbers_are_refused) {
  expect_refusal("pressure: 50 mmHg", "pressure: -50 mmHg", "negative");
  expect_refusal("pressure: 50 mmHg", "pressure: 1001 mmHg", "1000 mmHg");
  expect_refusal("pressure: 50 mmHg", "pressure: 50 kgf/cm2", "between 0");
  expect_refusal("duration: 20 s", "duration: 0 s", "between");
  expect_refusal("duration: 20 s", "duration: 8 day", "7 day");
  expect_refusal("pressed: 60 %", "pressed: 160 %", "between");
  expect_refusal("pressed: 60 %", "pressed: 0", "above 0");
  expect_refusal("contact_length: 9 cm", "contact_length: 9 m", "between");
  expect_refusal("rise: 0.2 s", "rise: 0.4 s", "at most half");
  expect_refusal("elevation: 0 deg", "elevation: 100 deg", "90 deg");
  expect_refusal("skin_temperature: 33 degC", "skin_temperature: 33 K", "between");
  expect_refusal("repeat: 3", "repeat: 0", "between 1");
  expect_refusal("repeat: 3", "repeat: 2.5", "whole number");
  expect_refusal("chambers: 4", "chambers: 0", "between 1");
}

TEST(ProtocolReader, too_much_is_refused) {
  expect_refusal("repeat: 3", "repeat: 100000", "longer than 7 days");
  std::string quick = replaced(kGood, "period: 1 s", "period: 4 ms");
  quick = replaced(quick, "rise: 0.2 s", "rise: 1 ms");
  quick = replaced(quick, "repetitions: 5", "duration: 1 day");
  try {
    read(quick);
    ADD_FAILURE() << "accepted";
  } catch (const InputError& error) {
    EXPECT_NE(std::string(error.what()).find("1,000,000"), std::string::npos) << error.what();
  }
  const std::string head = kGood.substr(0, kGood.find("with:"));
  std::string open, close;
  for (int i = 0; i < 20; ++i) {
    open += "{steps: [";
    close += "]}";
  }
  const std::string text =
      head + "steps: [" + open + "{technique: rest, duration: 1 s}" + close + "]\n";
  try {
    read(text);
    ADD_FAILURE() << "accepted";
  } catch (const InputError& error) {
    EXPECT_NE(std::string(error.what()).find("deep"), std::string::npos) << error.what();
  }
}

TEST(ProtocolReader, a_recording_must_exist_and_have_the_columns_that_are_placed) {
  const std::string head =
      kGood.substr(0, kGood.find("with:")) + "steps:\n  - technique: recorded\n";
  const std::string file = CISTERNA_DATA_DIR "/protocols/played.yaml";
  const std::string place = "{region: hand, from: 0, to: 1}}\n";
  const auto says = [&](const std::string& text, const std::string& words) {
    try {
      read_protocol_text(head + text, file, kArm);
      ADD_FAILURE() << "accepted: " << text;
    } catch (const InputError& error) {
      EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
      EXPECT_EQ(error.file(), file);
      EXPECT_GT(error.line(), 0);
    }
  };
  says("    file: nothing.csv\n    columns: {chamber1: " + place, "no such file");
  says("    file: recorded_sleeve.csv\n    columns: {chmber1: " + place, "did you mean chamber1");
  says("    file: recorded_sleeve.csv\n    columns: {}\n", "names no column");
  says("    file: recorded_sleeve.csv\n    columns: {chamber1: {region: hand, from: 1, to: 0}}\n",
       "proximal of");
}

TEST(ProtocolReader, missing_keys_are_named) {
  const auto says = [](const std::string& gone, const std::string& words) {
    try {
      read(replaced(kGood, gone, ""));
      ADD_FAILURE() << "accepted without " << gone;
    } catch (const InputError& error) {
      EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
    }
  };
  says("        sites: 4\n", "sites");
  says("        period: 1 s\n", "period");
  says("limb: {elevation: 0 deg, skin_temperature: 33 degC}\n", "limb");
  says("    stagger: 10 s\n", "stagger");
  says("        duration: 20 s\n", "duration");
}

TEST(ProtocolReader, durations_must_hold_at_least_one_round) {
  expect_refusal("cycles: 2", "duration: 49 s", "too short");
  EXPECT_NO_THROW(read(replaced(kGood, "cycles: 2", "duration: 50 s")));
  expect_refusal("repeat: 3", "duration: 59 s", "too short");
}

/// A protocol of these steps alone.
Protocol read_steps(const std::string& steps, const std::vector<std::string>& members = {}) {
  const std::string head = kGood.substr(0, kGood.find("with:"));
  return read_protocol_text(head + "steps:\n" + steps, "steps.yaml", kArm, members);
}

const std::string kUnderAHand = R"(    path: forearm
    direction: proximal
    around: [0 deg, 180 deg]
    pressure: 30 mmHg
    contact_length: 5 cm
    contact_width: 6 cm
    sites: 2
)";

TEST(ProtocolReader, quick_techniques_arrive_in_si) {
  const Protocol protocol =
      read_steps("  - technique: tapotement\n" + kUnderAHand +
                 "    frequency: 5 Hz\n    impact: 60 ms\n    repetitions: 10\n"
                 "  - technique: vibration\n" +
                 kUnderAHand +
                 "    frequency: 600 /min\n    amplitude: 10 mmHg\n    period: 4 s\n"
                 "    pressed: 90 %\n    rise: 0.5 s\n");
  const Step &strike = protocol.steps[0], &tremble = protocol.steps[1];
  EXPECT_DOUBLE_EQ(strike.period, 0.2);
  EXPECT_DOUBLE_EQ(strike.pressed * strike.period, 0.06);
  EXPECT_DOUBLE_EQ(strike.rise, 0.03);
  EXPECT_EQ(strike.traction, 0);
  EXPECT_DOUBLE_EQ(duration_of(strike), 2 * 2 * 10 * 0.2);
  EXPECT_DOUBLE_EQ(tremble.frequency, 10);
  EXPECT_DOUBLE_EQ(tremble.amplitude, 10 * kMmHg);
  EXPECT_DOUBLE_EQ(duration_of(tremble), 2 * 2 * 4);
}

TEST(ProtocolReader, kneading_and_rubbing_arrive_in_si) {
  const Protocol protocol =
      read_steps("  - technique: petrissage\n" + kUnderAHand +
                 "    swing: 5 cm\n    period: 2 s\n    pressed: 50 %\n    rise: 0.5 s\n"
                 "  - technique: friction\n" +
                 kUnderAHand +
                 "    travel: 1 cm\n    swing: 2 cm\n    frequency: 2 Hz\n    period: 5 s\n"
                 "    pressed: 90 %\n    rise: 0.5 s\n");
  EXPECT_DOUBLE_EQ(protocol.steps[0].swing, 0.05);
  EXPECT_DOUBLE_EQ(protocol.steps[0].pressed, 0.5);
  EXPECT_DOUBLE_EQ(protocol.steps[1].travel, 0.01);
  EXPECT_DOUBLE_EQ(protocol.steps[1].frequency, 2);
}

TEST(ProtocolReader, muscles_and_breath_arrive_in_si) {
  const Protocol protocol = read_steps(R"(  - technique: muscle_pump
    path: forearm
    pressure: 60 mmHg
    cadence: 30 /min
    contracted: 50 %
    duration: 61 s
  - technique: deep_breathing
    rate: 6 /min
    inspired: 40 %
    pause: 20 %
    thoracic: [-5 cmH2O, -12 cmH2O]
    abdominal: [2 cmH2O, 15 cmH2O]
    ramp: 10 s
    duration: 2 min
)");
  const Step &squeeze = protocol.steps[0], &breathe = protocol.steps[1];
  EXPECT_DOUBLE_EQ(squeeze.period, 2);
  EXPECT_DOUBLE_EQ(squeeze.pressure, 60 * kMmHg);
  EXPECT_EQ(sweeps(squeeze), 30);
  EXPECT_DOUBLE_EQ(breathe.breathing.rate, 0.1);
  EXPECT_DOUBLE_EQ(breathe.breathing.pause, 0.2);
  EXPECT_DOUBLE_EQ(breathe.breathing.thoracic[1], -12 * 98.0665);
  EXPECT_DOUBLE_EQ(breathe.breathing.abdominal[0], 2 * 98.0665);
  EXPECT_DOUBLE_EQ(duration_of(protocol), 61 + 120);
}

TEST(ProtocolReader, quiet_breathing_is_assumed_unless_stated) {
  const auto listed = [](const Protocol& protocol) {
    return std::count_if(protocol.provenance.begin(), protocol.provenance.end(),
                         [](const Provenance& p) { return p.key == "breathing"; });
  };
  const Protocol quiet = read(kGood);
  EXPECT_EQ(listed(quiet), 1);
  EXPECT_DOUBLE_EQ(quiet.breathing.rate, 15.0 / 60);
  EXPECT_DOUBLE_EQ(quiet.breathing.pause, 0.25);
  EXPECT_DOUBLE_EQ(quiet.breathing.thoracic[0], -5 * 98.0665);
  EXPECT_DOUBLE_EQ(quiet.breathing.thoracic[1], -8 * 98.0665);
  EXPECT_DOUBLE_EQ(quiet.breathing.abdominal[0], 2 * 98.0665);
  EXPECT_DOUBLE_EQ(quiet.breathing.abdominal[1], 10 * 98.0665);
  const Protocol stated = read(replaced(kGood, "with:",
                                        "breathing: {rate: 12 /min, inspired: 0.4, thoracic: "
                                        "[-4 cmH2O, -7 cmH2O], abdominal: [0 cmH2O, 5 cmH2O]}\n"
                                        "with:"));
  EXPECT_EQ(listed(stated), 0);
  EXPECT_DOUBLE_EQ(stated.breathing.rate, 0.2);
  EXPECT_EQ(stated.breathing.pause, 0);
}

TEST(ProtocolReader, a_posture_moves_the_members_it_names) {
  const std::string step = "  - {technique: posture, elevation: 30 deg, ramp: 5 s, members: ";
  const std::vector<std::string> members = {"left_leg", "right_leg"};
  EXPECT_EQ(read_steps(step + "[left_leg, right_leg]}\n", members).steps[0].members, members);
  EXPECT_EQ(read_steps(step + "left_leg}\n", members).steps[0].members,
            std::vector<std::string>{"left_leg"});
  EXPECT_THROW(read_steps(step + "left_lag}\n", members), InputError);
  EXPECT_THROW(read_steps(step + "left_leg}\n"), InputError);
}

TEST(ProtocolReader, heat_names_a_path_or_members_or_neither) {
  const std::string step = "  - {technique: heat, skin_temperature: 38 degC, ramp: 5 s";
  const std::vector<std::string> members = {"trunk", "left_leg"};
  EXPECT_TRUE(read_steps(step + "}\n").steps[0].regions.empty());
  EXPECT_EQ(read_steps(step + ", path: forearm}\n").steps[0].regions,
            std::vector<std::string>{"forearm"});
  EXPECT_EQ(read_steps(step + ", members: left_leg}\n", members).steps[0].members,
            std::vector<std::string>{"left_leg"});
  EXPECT_THROW(read_steps(step + ", members: left_leg}\n"), InputError);
  EXPECT_THROW(read_steps(step + ", path: forearm, members: left_leg}\n", members), InputError);
  EXPECT_THROW(read_steps(step + ", members: [left_leg, left_leg]}\n", members), InputError);
  EXPECT_THROW(read_steps(step + ", path: forarm}\n"), InputError);
}

TEST(ProtocolReader, a_member_may_begin_at_an_angle_of_its_own) {
  const auto with = [](const std::string& members) {
    return replaced(kGood, "elevation: 0 deg,", "elevation: 0 deg, members: {" + members + "},");
  };
  const std::vector<std::string> members = {"trunk", "left_leg", "right_leg"};
  const Protocol p = read_protocol_text(with("left_leg: 30 deg"), "sample.yaml", kArm, members);
  ASSERT_EQ(p.member_elevations.size(), 1u);
  EXPECT_EQ(p.member_elevations[0].member, "left_leg");
  EXPECT_NEAR(p.member_elevations[0].elevation, std::numbers::pi / 6, 1e-12);
  for (const char* bad : {"left_lag: 30 deg", "trunk: 30 deg", "left_leg: 300 deg", "left_leg: 3"})
    EXPECT_THROW(read_protocol_text(with(bad), "sample.yaml", kArm, members), InputError) << bad;
  EXPECT_THROW(read_protocol_text(with("left_leg: 30 deg"), "sample.yaml", kArm), InputError);
}

// --- what ships

std::vector<std::string> shipped() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(CISTERNA_DATA_DIR "/protocols"))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

// A cylinder of three regions with the names of the arm's or the leg's.
struct Worked {
  std::vector<std::string> names;
  std::vector<LimbRegionSpan> spans;
  std::vector<SurfacePatch> patches;
  std::vector<std::string> members{};
};

Worked limb_of(const std::vector<std::string>& names, double length, double radius) {
  constexpr int kRows = 8, kColumns = 8;
  constexpr double kTurn = 2 * std::numbers::pi;
  Worked limb{names, {}, {}};
  for (std::size_t r = 0; r < names.size(); ++r) {
    const double from = static_cast<double>(r) * length;
    limb.spans.push_back({names[r], from, from + length});
    for (int row = 0; row < kRows; ++row)
      for (int column = 0; column < kColumns; ++column)
        limb.patches.push_back({from + (row + 0.5) * length / kRows, length / kRows,
                                kTurn * column / kColumns, kTurn * radius / kColumns, radius,
                                static_cast<int>(r)});
  }
  return limb;
}

// The arm's regions, or those of a leg where the protocol speaks of them.
// The shipped body; an empty name parts its members.
Worked adult() {
  const std::string data = CISTERNA_DATA_DIR;
  const LimbAnatomy anatomy = read_anatomy(data + "/body/adult.yaml");
  const Limb built = build_limb(anatomy, read_parameters(data + "/parameters"), {0.12, 4}, 1);
  Worked body{{}, {}, {}};
  for (const LimbPatch& p : built.patches)
    body.patches.push_back({p.s, p.length, p.angle, p.width, p.radius, p.region});
  body.names = region_names(anatomy);
  for (const Region& region : anatomy.regions)
    body.spans.push_back({region.name, region.from, region.to(),
                          anatomy.members[std::size_t(region.member)].name,
                          anatomy.members[std::size_t(region.member)].points_up});
  body.members = member_names(anatomy);
  return body;
}

Worked limb_for(const std::string& file) {
  const std::vector<std::string> leg = {"foot", "calf", "thigh"};
  try {
    read_protocol(file, kArm);
  } catch (const InputError&) {
    if (!file.ends_with("_body.yaml")) return limb_of(leg, 0.35, 0.06);
    return adult();
  }
  return {kArm, sample::arm_regions(), sample::arm_patches()};
}

TEST(ShippedProtocols, each_loads_fits_its_limb_and_is_named_after_its_file) {
  ASSERT_GE(shipped().size(), 62u);
  for (const std::string& file : shipped()) {
    const Worked limb = limb_for(file);
    const auto& patches = limb.patches;
    const Protocol protocol = read_protocol(file, limb.names, limb.members);
    EXPECT_EQ(protocol.name, std::filesystem::path(file).stem().string());
    const auto treatment = make_treatment(protocol, limb.spans, patches);
    EXPECT_DOUBLE_EQ(treatment->duration(), duration_of(protocol)) << file;
    for (double t = 0.37; t < treatment->duration(); t += 7.13) {
      const auto loads = sample::loads_at(*treatment, t, patches.size());
      for (const SurfaceLoad& load : loads) ASSERT_GE(load.pressure, 0) << file;
    }
  }
}

// A leg contracts for 0.4 of the gait cycle, so two that take turns are never both at work.
TEST(ShippedProtocols, walking_legs_take_turns) {
  const Worked body = adult();
  const Protocol walking = read_protocol(
      std::string(CISTERNA_DATA_DIR) + "/protocols/walking_body.yaml", body.names, body.members);
  const auto treatment = make_treatment(walking, body.spans, body.patches);
  const auto at_work = [&](const std::vector<SurfaceLoad>& loads, const std::string& region) {
    for (std::size_t i = 0; i < loads.size(); ++i)
      if (body.spans[std::size_t(body.patches[i].region)].name == region &&
          loads[i].muscle_pressure > 0)
        return true;
    return false;
  };
  int right = 0, left = 0;
  for (double t = 11; t < 1200; t += 0.37) {
    const auto loads = sample::loads_at(*treatment, t, body.patches.size());
    const bool r = at_work(loads, "right_calf"), l = at_work(loads, "left_calf");
    EXPECT_FALSE(r && l) << t;
    right += r ? 1 : 0, left += l ? 1 : 0;
  }
  EXPECT_GT(right, 1000);
  EXPECT_GT(left, 1000);
}

TEST(ShippedProtocols, those_of_one_comparison_last_equally_long) {
  const std::vector<std::string> short_ones = {
      "rest_arm_20min", "hand_massage_arm", "arm_raised",        "heat_pad_forearm",
      "arm_hanging",    "leg_standing",     "thigh_massage_leg", "forearm_massage_arm"};
  // As long as the practice or trial they follow.
  const std::map<std::string, double> of_their_own = {{"ipc_home_leg", 3600},
                                                      {"arroyo40_body", 2400}};
  for (const std::string& file : shipped()) {
    const Worked limb = limb_for(file);
    const Protocol protocol = read_protocol(file, limb.names, limb.members);
    if (const auto own = of_their_own.find(protocol.name); own != of_their_own.end()) {
      EXPECT_DOUBLE_EQ(duration_of(protocol), own->second) << file;
      continue;
    }
    // Of the body, the sessions of the trials.
    if (file.ends_with("_body.yaml")) {
      if (duration_of(protocol) > 1800) {
        EXPECT_DOUBLE_EQ(duration_of(protocol), 2700) << file;
      }
      continue;
    }
    const bool is_short =
        std::find(short_ones.begin(), short_ones.end(), protocol.name) != short_ones.end();
    EXPECT_DOUBLE_EQ(duration_of(protocol), is_short ? 1200 : 1800) << protocol.name;
  }
}

// Twenty minutes, or fifteen of the Swedish sequence; rest follows.
TEST(ShippedProtocols, treatments_fill_their_time_without_idle_ends) {
  for (const std::string& file : shipped()) {
    const Worked limb = limb_for(file);
    const Protocol protocol = read_protocol(file, limb.names, limb.members);
    if (duration_of(protocol) < 1800 || protocol.name.starts_with("rest_") ||
        file.ends_with("_body.yaml"))
      continue;
    const auto treatment = make_treatment(protocol, limb.spans, limb.patches);
    bool touched = false;
    const std::map<std::string, double> others = {
        {"swedish_arm", 900}, {"forceful_massage_leg", 600}, {"ipc_home_leg", 3600}};
    const auto other = others.find(protocol.name);
    const double end = other == others.end() ? 1200 : other->second;
    for (double t = end - 61; t < end; t += 0.29) touched = touched || treatment->touching(t);
    EXPECT_TRUE(touched) << protocol.name;
    EXPECT_FALSE(treatment->touching(end + 0.5)) << protocol.name;
  }
}

TEST(ShippedProtocols, the_reversed_drainage_differs_only_in_direction) {
  const std::string folder = CISTERNA_DATA_DIR "/protocols/";
  const Protocol forward = read_protocol(folder + "mld_arm.yaml", kArm);
  const Protocol backward = read_protocol(folder + "mld_arm_reversed.yaml", kArm);
  const auto &a = forward.steps[0].steps, &b = backward.steps[0].steps;
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].direction, Direction::proximal);
    EXPECT_EQ(b[i].direction, Direction::distal);
    EXPECT_EQ(a[i].technique, b[i].technique);
    EXPECT_EQ(a[i].pressure, b[i].pressure);
    EXPECT_EQ(duration_of(a[i]), duration_of(b[i]));
  }
}

// --- the page docs/protocols.md

std::string page() { return read_text_file(CISTERNA_DATA_DIR "/../docs/protocols.md"); }

std::vector<std::string> examples() {
  const std::string text = page(), fence = "```yaml\n";
  std::vector<std::string> found;
  for (auto at = text.find(fence); at != std::string::npos; at = text.find(fence, at)) {
    at += fence.size();
    found.push_back(text.substr(at, text.find("```", at) - at));
  }
  return found;
}

TEST(DocumentedProtocols, the_example_loads_and_fits_an_arm) {
  const Protocol protocol = read_protocol_text(examples().front(), "docs/protocols.md", kArm);
  const auto treatment = make_treatment(protocol, sample::arm_regions(), sample::arm_patches());
  EXPECT_DOUBLE_EQ(treatment->duration(), 3 * (4 * 3 * 6 + 18) + 480 + 600 + 600);
}

TEST(DocumentedProtocols, what_may_stand_beside_the_steps_loads_for_a_body) {
  std::vector<std::string> beside = examples();
  beside.erase(beside.begin());
  ASSERT_EQ(beside.size(), 3u);
  for (const std::string& example : beside) {
    const std::string limb =
        example.starts_with("limb:") ? "" : "limb: {elevation: 0 deg, skin_temperature: 33 degC}\n";
    EXPECT_NO_THROW(read_protocol_text(
        "kind: protocol\nname: sample\ntitle: T\ndescription: D\nbasis: assumed\n" + limb +
            example + "steps:\n  - {technique: rest, duration: 1 min}\n",
        "docs/protocols.md", kArm, {"trunk", "left_leg", "right_arm"}))
        << example;
  }
}

TEST(DocumentedProtocols, every_technique_and_key_is_on_the_page) {
  const std::string text = page();
  for (const Technique technique : all_techniques()) {
    EXPECT_NE(text.find(std::string("`") + name_of(technique) + "`"), std::string::npos)
        << name_of(technique);
  }
  for (const char* key : {"path",
                          "direction",
                          "around",
                          "pressure",
                          "traction",
                          "contact_length",
                          "contact_width",
                          "soft_edge",
                          "period",
                          "rise",
                          "repetitions",
                          "duration",
                          "pressed",
                          "sites",
                          "travel",
                          "swing",
                          "advance",
                          "speed",
                          "frequency",
                          "impact",
                          "amplitude",
                          "cadence",
                          "contracted",
                          "rate",
                          "inspired",
                          "thoracic",
                          "abdominal",
                          "breathing",
                          "volume",
                          "protein",
                          "arm",
                          "water",
                          "drinking",
                          "urine",
                          "insensible",
                          "members",
                          "pressure_proximal",
                          "chambers",
                          "chamber_length",
                          "overlap",
                          "order",
                          "stagger",
                          "inflation",
                          "hold",
                          "deflation",
                          "pause",
                          "cycles",
                          "elevation",
                          "ramp",
                          "skin_temperature",
                          "file",
                          "columns",
                          "plays",
                          "repeat",
                          "together",
                          "with"}) {
    EXPECT_NE(text.find(std::string("`") + key + "`"), std::string::npos) << key;
  }
}

}  // namespace
}  // namespace cisterna
