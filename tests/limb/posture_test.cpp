// Limbs of a body that are raised, lowered or warmed by themselves.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numbers>
#include <numeric>

#include "arm_test.hpp"
#include "engine/tissue_balance.hpp"
#include "therapy/breathing_course.hpp"

namespace cisterna {
namespace {

using namespace arm;

const Limb& limb() {
  static const Limb built = build_limb(adult().anatomy, adult().parameters, kVeryCoarse, 1);
  return built;
}
const Begun& body() {
  constexpr double kSettle = 120;  // [s]
  static const Begun begun = begin(kVeryCoarse, kSettle, 1, adult());
  return begun;
}

std::size_t member_named(const std::string& name) {
  const auto& members = adult().anatomy.members;
  return static_cast<std::size_t>(std::find_if(members.begin(), members.end(),
                                               [&](const Member& m) { return m.name == name; }) -
                                  members.begin());
}

RestSurroundings posed(const std::map<std::string, double>& angles) {
  Protocol protocol;
  protocol.skin_temperature = kSkin;
  for (const auto& [name, angle] : angles) protocol.member_elevations.push_back({name, angle});
  return RestSurroundings(rest_setting(adult().anatomy.members, protocol));
}

Posture posture_of(const Surroundings& surroundings) {
  Posture posture(limb().network);
  posture.take(surroundings, 0);
  return posture;
}

// Height of the far end of each vessel above the heart, by name.
std::map<std::string, double> heights(const Surroundings& surroundings) {
  const Posture posture = posture_of(surroundings);
  std::map<std::string, double> of;
  for (const LimbVessel& v : limb().vessels)
    of[v.name] = posture.sine() * posture.cells()[static_cast<std::size_t>(v.first)];
  return of;
}

std::string mirrored(const std::string& name) {
  if (name.starts_with("left_")) return "right_" + name.substr(5);
  if (name.starts_with("right_")) return "left_" + name.substr(6);
  return name;
}

TEST(BodyPosture, mirrored_limbs_mirror) {
  const RestSurroundings left = posed({{"left_leg", 0.5}, {"right_arm", -0.8}});
  const RestSurroundings right = posed({{"right_leg", 0.5}, {"left_arm", -0.8}});
  const auto of_left = heights(left), of_right = heights(right);
  constexpr double kRounded = 1e-13;  // of positions a few metres along the axis [m]
  std::size_t moved = 0;
  for (const auto& [name, height] : of_left) {
    if (!of_right.contains(mirrored(name)))
      continue;  // both sides are resolved but for a few ducts
    EXPECT_NEAR(height, of_right.at(mirrored(name)), kRounded) << name;
    moved += std::abs(height) > 0.01 ? 1 : 0;
  }
  EXPECT_GT(moved, 10u);
  // What the tissue of a member has left for its lymphatics at the same pressures.
  const auto& w = limb().network;
  const auto supply = [&](const RestSurroundings& surroundings) {
    const Posture posture = posture_of(surroundings);
    const TissueBalance balance(w, posture);
    const Eigen::VectorXd flow = balance.supply(Eigen::VectorXd::Zero(balance.patches()));
    std::vector<double> sum(adult().anatomy.members.size(), 0.0);
    for (std::size_t i = 0; i < w.tissue.patches; ++i)
      sum[static_cast<std::size_t>(w.tissue.member[i])] += flow[static_cast<Eigen::Index>(i)];
    return sum;
  };
  const auto a = supply(left), b = supply(right);
  for (const char* limb : {"left_leg", "right_leg", "left_arm", "right_arm"}) {
    const double here = a[member_named(limb)], there = b[member_named(mirrored(limb))];
    EXPECT_NEAR(here, there, 1e-9 * std::abs(here)) << limb;
  }
  EXPECT_LT(a[member_named("left_leg")], a[member_named("right_leg")])
      << "the raised leg filters less";
}

// Volume that has passed each node group after `time`.
std::map<std::string, double> passed(const Surroundings& surroundings, double time) {
  const Begun& begun = body();
  Simulation run(begun.limb.network, surroundings, {});
  run.start(0, begun.state);
  EXPECT_EQ(run.advance(time), StopReason::finished);
  std::vector<double> y(run.layout().size);
  run.state_at(time, y);
  std::map<std::string, double> of;
  const auto& names = begun.limb.network.node_names;
  for (std::size_t k = 0; k < names.size(); ++k) of[names[k]] = y[run.layout().node_passed + k];
  const Amounts a = amounts(begun.limb.network, run.layout(), begun.state, y);
  EXPECT_LT(a.volume_residual, kConserved);
  EXPECT_LT(a.protein_residual, kConserved);
  return of;
}

TEST(BodyPosture, raising_one_leg_drains_it_and_leaves_the_other) {
  constexpr double kTime = 120;  // [s]
  const auto flat = passed(posed({}), kTime);
  const auto raised = passed(posed({{"left_leg", std::numbers::pi / 6}}), kTime);
  const auto of_leg = [](const auto& volume, const std::string& side) {
    double sum = 0;
    for (const char* node : {"_popliteal", "_superficial_inguinal", "_deep_inguinal"})
      sum += volume.at(side + node);
    return sum;
  };
  EXPECT_GT(of_leg(raised, "left"), 1.5 * of_leg(flat, "left"));
  // All lymph meets in one duct, so vessels of the other side beat in another order.
  EXPECT_NEAR(of_leg(raised, "right"), of_leg(flat, "right"), 0.1 * of_leg(flat, "right"));
}

// Beats of all vessels that lie in a region, from the phases that have gone by.
TEST(LocalHeat, only_the_warmed_thigh_beats_faster) {
  const Begun& begun = body();
  const auto& w = begun.limb.network;
  Step pad;
  pad.technique = Technique::heat;
  pad.regions = {"left_thigh"};
  pad.skin_temperature = kSkin + 7, pad.ramp = 1, pad.duration = 100;
  Protocol protocol;
  protocol.skin_temperature = kSkin;
  protocol.steps = {pad};
  const TreatmentSurroundings warm(
      begun.limb, make_treatment(protocol, spans_of(begun.limb), surface_of(begun.limb)));
  const RestSurroundings rest(0, kSkin);
  const auto beats = [&](const Surroundings& surroundings) {
    Simulation run(w, surroundings, {});
    run.start(0, begun.state);
    EXPECT_EQ(run.advance(60), StopReason::finished);
    std::vector<double> y(run.layout().size), count(begun.limb.region_names.size(), 0.0);
    run.state_at(60, y);
    for (std::size_t i = 0; i < w.lymphangions; ++i)
      if (const int patch = w.lymphangion_patch[i]; patch >= 0) {
        const auto& under =
            begun.limb.patches[static_cast<std::size_t>(patch) % begun.limb.patches.size()];
        count[static_cast<std::size_t>(under.region)] +=
            y[run.layout().phase + i] - begun.state[run.layout().phase + i];
      }
    return count;
  };
  const auto cool = beats(rest), heated = beats(warm);
  double elsewhere = 0, elsewhere_cool = 0, gain = 0;
  for (std::size_t r = 0; r < cool.size(); ++r) {
    const std::string& name = begun.limb.region_names[r];
    if (name == "left_thigh") {
      gain = heated[r] / cool[r] - 1;
    } else if (name != "left_calf" && name != "abdomen") {
      // These share vessels with the thigh, whose waves run on.
      elsewhere += heated[r], elsewhere_cool += cool[r];
    }
  }
  // Vessels elsewhere beat as fast, though in another order: waves are chaotic, and a minute holds few.
  RecordProperty("gain", std::to_string(gain));
  EXPECT_GT(gain, 0.3);
  EXPECT_LT(std::abs(elsewhere / elsewhere_cool - 1), gain / 4);
}

// --- the rest before a protocol

TEST(RestSetting, is_as_the_protocol_states_it) {
  Protocol protocol;
  protocol.elevation = 0.1, protocol.skin_temperature = 308;
  protocol.member_elevations = {{"head_and_neck", 0.5}, {"left_leg", -0.25}};
  protocol.breathing = {0.1, 0.4, 0, {-100, -2000}, {300, 3000}};
  const auto& members = adult().anatomy.members;
  const RestSurroundings rest(rest_setting(members, protocol));
  std::vector<double> angles(members.size());
  ASSERT_TRUE(rest.elevations(0, angles));
  for (std::size_t m = 0; m < members.size(); ++m)
    EXPECT_EQ(angles[m], m == member_named("head_and_neck") ? -0.5  // a head points up
                         : m == member_named("left_leg")    ? -0.25
                                                            : 0.1);
  // It breathes in step with the session that follows, from the first moment of both.
  const TreatmentSurroundings session(
      limb(), make_treatment(protocol, spans_of(limb()), surface_of(limb())));
  std::vector<double> in_session(members.size());
  ASSERT_TRUE(session.elevations(0, in_session));
  EXPECT_EQ(angles, in_session);
  EXPECT_EQ(rest.skin_temperature(0), session.skin_temperature(0));
  for (const double t : {0.0, 1.3, 4.0, 7.7}) {
    EXPECT_EQ(rest.cavities(t).thorax, cavity_pressures(protocol.breathing, t).thorax);
    EXPECT_EQ(rest.cavities(t).abdomen, cavity_pressures(protocol.breathing, t).abdomen);
  }
  // A limb alone has neither members nor cavities: protocols that differ in these share its start.
  EXPECT_EQ(rest_setting(healthy().anatomy.members, protocol), (RestSetting{0.1, 308}));
  protocol.member_elevations = {{"left_lag", 0.5}};
  EXPECT_THROW(rest_setting(members, protocol), std::invalid_argument);
}

// Only the breathing differs; the abdomen presses lymph out of what lies in it.
TEST(RestSetting, breathing_that_a_protocol_states_moves_the_start) {
  Protocol quiet, deep;
  deep.breathing = {0.1, 0.4, 0, {-490, -1500}, {196, 2000}};
  const Begun& begun = body();
  const auto state = [&](const Protocol& protocol) {
    const RestSurroundings rest(rest_setting(adult().anatomy.members, protocol));
    Simulation run(begun.limb.network, rest, {});
    run.start(0, begun.state);
    EXPECT_EQ(run.advance(20), StopReason::finished);
    std::vector<double> y(run.layout().size);
    run.state_at(20, y);
    return amounts(begun.limb.network, run.layout(), begun.state, y).drained;
  };
  constexpr double kNoticed = 0.005;
  EXPECT_GT(std::abs(state(deep) / state(quiet) - 1), kNoticed);
}

// --- nodes that fill and empty

TEST(NodeSwelling, a_blocked_node_swells_and_its_pressure_drives_more_water_into_the_blood) {
  constexpr double kTime = 1200;  // [s]
  const Begun settled =
      begin(kCoarse, 1800);  // until nodes pass on again what they took water from
  const auto outcome = [&](double share_left) {
    Limb limb = settled.limb;
    LymphNetwork& w = limb.network;
    EXPECT_EQ(w.node_names.back(), "axillary");
    const int node = static_cast<int>(w.lymphangions + w.initials + w.nodes) - 1;
    for (std::size_t e = 0; e < w.valves(); ++e)
      if (w.valve_from[e] == node) w.valve_open[e] *= share_left, w.valve_closed[e] *= share_left;
    for (std::size_t e = 0; e < w.resistors(); ++e)
      if (w.resistor_from[e] == node) w.resistor_conductance[e] *= share_left;
    const RestSurroundings rest(0, kSkin);
    Simulation run(w, rest, {});
    run.start(0, settled.state);
    EXPECT_EQ(run.advance(kTime), StopReason::finished);
    const StateLayout& at = run.layout();
    std::vector<double> y(at.size);
    run.state_at(kTime, y);
    const Amounts a = amounts(w, at, settled.state, y);
    EXPECT_LT(a.volume_residual, kConserved);
    EXPECT_LT(a.protein_residual, kConserved);
    return std::pair{y[at.volume + static_cast<std::size_t>(node)] / w.node_slack.back(),
                     y[at.absorbed + w.nodes - 1]};
  };
  const auto [open, taken] = outcome(1);
  const auto [blocked, taken_blocked] = outcome(1e-6);
  EXPECT_GT(blocked - 1, 1.3 * (open - 1));
  EXPECT_GT(taken_blocked, 1.2 * taken);
}

// Within minutes, long before tissue has filled: its nets are one column, where collectors have valves.
TEST(Posture, lymph_of_a_hanging_arm_sinks_along_its_skin_into_the_hand) {
  constexpr double kTime = 300;  // [s]
  const Begun& begun = coarse();
  const auto filled = [&](double elevation, const LymphNetwork& w) {
    const RestSurroundings around(elevation, kSkin);
    Simulation run(w, around, {});
    run.start(0, begun.state);
    EXPECT_EQ(run.advance(kTime), StopReason::finished);
    std::vector<double> y(run.layout().size);
    run.state_at(kTime, y);
    EXPECT_LT(amounts(w, run.layout(), begun.state, y).volume_residual, kConserved);
    std::vector<double> of(begun.limb.region_names.size(), 0.0);
    for (std::size_t i = 0; i < w.initials; ++i)
      if (const auto patch = static_cast<std::size_t>(w.initial_patch[i]);
          patch < w.tissue.skin_patches)
        of[static_cast<std::size_t>(begun.limb.patches[patch].region)] +=
            y[run.layout().volume + w.lymphangions + i];
    return of;
  };
  const LymphNetwork& joined = begun.limb.network;
  LymphNetwork apart = joined;
  for (PlexusLink& link : apart.plexus) link.conductance = 0;
  const double down = -std::numbers::pi / 2;
  const auto lying = filled(0, joined), hanging = filled(down, joined), alone = filled(down, apart);
  RecordProperty("hand", std::to_string(hanging.front() / lying.front()));
  RecordProperty("hand_without", std::to_string(alone.front() / lying.front()));
  EXPECT_GT(hanging.front(), 1.2 * lying.front());
  EXPECT_GT(hanging.front(), 1.2 * alone.front());
  EXPECT_LT(hanging.back(), alone.back()) << "and comes from the upper arm";
}

}  // namespace
}  // namespace cisterna
