// Conditions of one member of a body: what they change there, and that they change nothing elsewhere.
#include <gtest/gtest.h>

#include "arm_test.hpp"

namespace cisterna {
namespace {

using namespace arm;

constexpr double kExact = 1e-12;

Subject changed(const std::string& changes) {
  Subject s = adult();
  apply(
      read_person_text("kind: person\ntitle: T\nanatomy: adult\nmember_changes:\n" + changes, "p"),
      s.anatomy, s.parameters);
  return s;
}

Limb built(const Subject& s) { return build_limb(s.anatomy, s.parameters, kVeryCoarse, 1); }

std::vector<int> members_of_lymphangions(const Limb& limb) {
  std::vector<int> members;
  for (const LimbVessel& v : limb.vessels) members.insert(members.end(), v.size, v.member);
  return members;
}

TEST(MemberConditions, change_that_member_and_no_other) {
  const Subject& plain = adult();
  const Subject weak = changed(
      "  right_arm:\n    lymph.collector.active_tension: {factor: 0.5}\n"
      "    tissue.reference.filtration_coefficient: {factor: 3}\n    tissue.contact.creep_time: "
      "{value: 65 s}\n"
      "    lymph.pacemaker.rate_low: {factor: 0.8}\n    lymph.pacemaker.rate_high: {factor: 0.8}\n"
      "    lymph.valve.closed_factor: {factor: 0.5}\n");
  const Limb a = built(plain), b = built(weak);
  const int arm = 2;
  ASSERT_EQ(plain.anatomy.members[arm].name, "right_arm");
  const std::vector<int> members = members_of_lymphangions(a);
  const LymphNetwork &u = a.network, &v = b.network;
  for (std::size_t i = 0; i < u.lymphangions; ++i) {
    const bool there = members[i] == arm;
    EXPECT_NEAR(v.tension_scale[i] / u.tension_scale[i], there ? 0.5 : 1, kExact);
    EXPECT_NEAR(v.intrinsic_rate[i] / u.intrinsic_rate[i], there ? 0.8 : 1, kExact);
  }
  for (std::size_t e = 0; e < u.valves(); ++e) {
    const auto from = static_cast<std::size_t>(u.valve_from[e]);
    EXPECT_EQ(u.valve_open[e], v.valve_open[e]);
    if (from < u.lymphangions) {
      EXPECT_NEAR(v.valve_closed[e] / u.valve_closed[e], members[from] == arm ? 2 : 1, kExact);
    }
  }
  const std::size_t skin = u.tissue.skin_patches;
  for (std::size_t i = 0; i < 2 * skin; ++i) {
    const bool there = a.patches[i % skin].member == arm;
    EXPECT_NEAR(v.tissue.filtration_coefficient[i] / u.tissue.filtration_coefficient[i],
                there ? 3 : 1, kExact);
    EXPECT_DOUBLE_EQ(v.tissue.contact(i % skin).creep_time,
                     there ? 65 : u.tissue.contact(i % skin).creep_time);
  }
}

TEST(MemberConditions, tissue_of_one_member_may_be_stiffer) {
  const Subject stiff = changed(
      "  left_leg:\n    tissue.skin.slope_swollen: {factor: 4}\n"
      "    tissue.muscle.slope_swollen: {factor: 2}\n");
  const Limb a = built(adult()), b = built(stiff);
  EXPECT_TRUE(a.network.tissue.spans.empty()) << "one law for all";
  EXPECT_TRUE(built(changed("  left_leg:\n    tissue.mobility: {factor: 2}\n"))
                  .network.tissue.spans.empty())
      << "of another condition, too";
  const std::size_t skin = a.patches.size();
  const RestSurroundings lying(0, kSkin);
  const auto pressures = [&](const Limb& limb) {
    LymphSystem system(limb.network, &lying, {});
    std::vector<double> y = system.rest_guess(1), f(system.size());
    for (std::size_t i = 0; i < 2 * skin; ++i)
      y[system.layout().tissue + i] = 2 * limb.network.tissue.rest_volume[i];
    system.rates(0, y, f);
    return std::vector<double>(system.fluid_pressures().begin(), system.fluid_pressures().end());
  };
  const std::vector<double> soft = pressures(a), hard = pressures(b);
  for (std::size_t i = 0; i < 2 * skin; ++i) {
    const bool there = stiff.anatomy.members[a.patches[i % skin].member].name == "left_leg";
    const double factor = !there ? 1 : i < skin ? 4 : 2;
    const tissue::Interstitium<double>& law = a.network.tissue.law(i);
    const double more = (factor - 1) * law.slope_swollen * (2 - law.border_swollen);
    // Beyond the rounded corner, of which the square over the distance is left.
    EXPECT_NEAR(hard[i] - soft[i], more, 1e-3 * (1 + more)) << i;
    EXPECT_EQ(b.network.tissue.law(i).slope_swollen, factor * law.slope_swollen);
  }
}

TEST(MemberConditions, limb_of_a_body_takes_over_those_of_a_person_with_that_limb_alone) {
  const Subject alone = read_subject("arm_after_axillary_dissection");
  const Subject body = read_subject("adult_right_arm_stage_2");
  for (const std::string& id : member_parameters())
    EXPECT_EQ(body.parameters.of("right_arm")[id], alone.parameters[id]) << id;
  EXPECT_NE(body.parameters.of("left_arm")["tissue.contact.creep_time"],
            body.parameters.of("right_arm")["tissue.contact.creep_time"]);
  for (const LymphNode& node : body.anatomy.nodes)
    EXPECT_EQ(node.removed, node.name == "right_axillary") << node.name;
}

TEST(MemberConditions, draws_move_a_member_with_the_body) {
  const ParameterSet central =
      changed("  left_leg:\n    tissue.mobility: {factor: 2}\n").parameters;
  const ParameterSet drawn = draw(central, 1, 3);
  EXPECT_NE(drawn["tissue.mobility"], central["tissue.mobility"]);
  EXPECT_NEAR(drawn.of("left_leg")["tissue.mobility"] / drawn["tissue.mobility"], 2, kExact);
  EXPECT_EQ(drawn.of("left_leg")["tissue.gravity"], drawn["tissue.gravity"]);
}

TEST(MemberConditions, creep_of_one_arm_delays_what_presses_on_it_alone) {
  const Subject& plain = adult();
  const Subject slow = changed(
      "  right_arm:\n    tissue.contact.creep_time: {value: 65 s}\n"
      "    tissue.contact.instantaneous_share: {value: 1 %}\n");
  const Protocol what = read_protocol_text(
      "kind: protocol\nname: n\ntitle: T\ndescription: d\nlimb: {elevation: 0 deg, "
      "skin_temperature: 33 degC}\n"
      "steps:\n  - together:\n    - {technique: garment, path: [right_forearm], pressure: 30 mmHg, "
      "pressure_proximal: 30 mmHg, rise: 1 s, duration: 20 s}\n    - {technique: garment, path: "
      "[left_forearm], "
      "pressure: 30 mmHg, pressure_proximal: 30 mmHg, rise: 1 s, duration: 20 s}\n",
      "p.yaml", plain.regions);
  const auto pressures = [&](const Subject& subject) {
    const Limb limb = built(subject);
    const TreatmentSurroundings pressed(limb,
                                        make_treatment(what, spans_of(limb), surface_of(limb)));
    Simulation run(limb.network, pressed, {});
    run.start(0, run.system().rest_guess(1));
    EXPECT_EQ(run.advance(8), StopReason::finished);
    std::vector<double> y(run.layout().size);
    run.state_at(8, y);
    run.system().press(8, y);
    std::array<double, 2> sum{};  // right, left
    for (std::size_t i = 0; i < limb.patches.size(); ++i) {
      const std::string& region = limb.region_names[limb.patches[i].region];
      if (region == "right_forearm") sum[0] += run.system().fluid_pressures()[i];
      if (region == "left_forearm") sum[1] += run.system().fluid_pressures()[i];
    }
    return sum;
  };
  const auto quick = pressures(plain), late = pressures(slow);
  EXPECT_NEAR(quick[0], quick[1], 0.01 * quick[1]) << "both arms alike";
  EXPECT_LT(late[0], 0.3 * quick[0]);
  EXPECT_NEAR(late[1], quick[1], 1e-4 * quick[1]) << "to what steps of other lengths make of it";
}

}  // namespace
}  // namespace cisterna
