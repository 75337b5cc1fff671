// A body whose blood is followed loses neither water nor protein, whoever it is, whatever is done to it and whether its heart
// beats or is averaged over beats. From starts that are out of balance: what is conserved does not depend on it.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "coupled_test.hpp"

namespace cisterna {
namespace {

using namespace coupled;

// Hands, an infusion and a bleeding at once, and water by every way.
void expect_conserved_under_hands(Coupled& c, const std::string& who) {
  const TreatmentSurroundings hands = arm::surroundings_of(c.body, "swedish_body");
  Step bleeding = step_of(Technique::bleeding, 25 * kMl, 15);
  bleeding.arm = "left";
  expect_conserved(c,
                   AtVeins(hands, {step_of(Technique::infusion, 20 * kMl, 20, 30), bleeding},
                           {1 * kMl, 2 * kMl, 0.5 * kMl, 1}),
                   who + ", under hands, with an infusion, a bleeding and water by every way");
}

Subject without_a_duct() {
  Subject cut = arm::adult();
  cut.anatomy.cuts.push_back({"thoracic_duct", "thorax", 0.5, "", "", 0});
  return cut;
}

Subject without_axillary_nodes_and_joined_to_a_vein() {
  Subject s = arm::read_subject("adult_after_right_axillary_dissection");
  LymphToVein link{"vein_at_the_elbow", {"right_forearm_ulnar", "right_forearm", 0.85, "", "", 0}};
  link.diameter = 3e-4, link.length = 5e-3, link.vein_pressure = 1000;
  s.anatomy.vein_connections.push_back(link);
  s.anatomy.outlets.push_back({link.name, link.vein_pressure, 0});
  return s;
}

TEST(CoupledBody, connection_to_a_vein_ends_in_the_blood_of_its_limb) {
  const Subject joined = without_axillary_nodes_and_joined_to_a_vein();
  const BloodMap map =
      blood_map(build_limb(joined.anatomy, joined.parameters, arm::kVeryCoarse, 1));
  ASSERT_EQ(map.boundary.back(), VeinEnd::elsewhere);
  EXPECT_EQ(circulation::kBedPlaces[map.boundary_bed.back()].part, circulation::kRightArm);
}

// The parameters as they are, and as others might have them.
class ConservedWith : public testing::TestWithParam<std::tuple<bool, unsigned>> {
 protected:
  Heart heart = std::get<0>(GetParam()) ? Heart::averaged : Heart::beats;
  unsigned sample = std::get<1>(GetParam());
};

TEST_P(ConservedWith, hands_and_at_rest) {
  Coupled whole(arm::adult(), sample, 20, heart);
  expect_conserved(whole, whole.rest, "at rest");
  expect_conserved_under_hands(whole, "whole");
}

TEST_P(ConservedWith, cut_vessels_and_removed_nodes) {
  Coupled cut(without_a_duct(), sample, 20, heart);
  expect_conserved_under_hands(cut, "with a cut duct");
  Coupled joined(without_axillary_nodes_and_joined_to_a_vein(), sample, 20, heart);
  expect_conserved(joined, arm::surroundings_of(joined.body, "walking_body"),
                   "without axillary nodes, with a vessel joined to a vein, walking");
}

INSTANTIATE_TEST_SUITE_P(CoupledBody, ConservedWith,
                         testing::Combine(testing::Bool(), testing::Values(0U, 1U, 2U, 3U)),
                         [](const auto& each) {
                           return std::string(std::get<0>(each.param) ? "averaged" : "beats") +
                                  "_draw_" + std::to_string(std::get<1>(each.param));
                         });

// Ill persons whose tissue has yielded, with hands on the ill limb and a sleeve around it.
TEST(CoupledBody, water_and_protein_are_conserved_in_drawn_persons_with_a_stated_oedema) {
  struct Drawn {
    const char* person;
    unsigned sample;
    Heart heart;
  };
  for (const Drawn& each : {Drawn{"adult_dependent_oedema", 1, Heart::beats},
                            Drawn{"adult_dependent_oedema", 2, Heart::averaged},
                            Drawn{"woman_left_arm_stage_1", 1, Heart::averaged},
                            Drawn{"woman_left_arm_stage_1", 2, Heart::beats}}) {
    const Subject ill = arm::read_subject(each.person);
    Coupled c(ill, each.sample, 20, each.heart);
    const std::vector<double>& yielded = c.body.network.tissue.yielded;
    EXPECT_TRUE(std::any_of(yielded.begin(), yielded.end(), [](double y) { return y != 0; }));
    for (const Protocol& what : arm::on_ill_limb(ill)) {
      const TreatmentSurroundings around(
          c.body, make_treatment(what, spans_of(c.body), surface_of(c.body)));
      expect_conserved(c, around, std::string(each.person) + ": " + what.title);
    }
  }
}

bool needs_blood(const Protocol& p) { return step_at_a_vein(p) != nullptr || p.water.stated(); }

Protocol body_protocol(const std::string& name) {
  const Subject& s = arm::adult();
  return arm::protocol(name, s.regions, member_names(s.anatomy));
}

std::vector<std::string> body_protocols() {
  const Subject& s = arm::adult();
  return arm::protocols_for(s.regions, member_names(s.anatomy));
}

RunResult whole_session(const Subject& subject, const Protocol& what) {
  const Coupled body(subject, 0, 20, Heart::averaged, rest_setting(subject.anatomy.members, what));
  const RunResult r = session(body, what);
  expect_whole_session(r, what);
  return r;
}

TEST(CoupledBody, every_shipped_protocol_that_needs_blood_runs_to_its_end_and_loses_nothing) {
  std::size_t run = 0;
  for (const std::string& name : body_protocols()) {
    const Protocol what = body_protocol(name);
    if (!needs_blood(what)) continue;
    SCOPED_TRACE(name);
    const RunResult r = whole_session(arm::adult(), what);
    // What the protocol takes and gives is what came and went, and nothing else did.
    const BodyAccount& water = r.blood.water;
    const double taken = blood_taken(what), given = fluid_given(what);
    const double drunk = what.water.drinking * duration_of(what);
    EXPECT_NEAR(water.bleeding, taken, arm::kConserved * taken);
    EXPECT_NEAR(water.infusion, given, arm::kConserved * given);
    EXPECT_NEAR(water.drinking, drunk, arm::kConserved * drunk);
    EXPECT_GT(taken + given + drunk + what.water.urine + what.water.insensible, 0);
    ++run;
  }
  EXPECT_GT(run, 0);
}

TEST(CoupledBody, ill_leg_of_a_body_is_treated_to_the_end_and_nothing_is_lost) {
  const Subject man = arm::read_subject("man_right_leg_stage_2");
  const Protocol hands = arm::on_ill_limb(man).front();
  const Coupled body(man, 0, 20, Heart::averaged, rest_setting(man.anatomy.members, hands));
  const RunResult r = session(body, hands);
  expect_whole_session(r, hands);
  // Hands lie on that leg and nowhere else.
  const std::size_t patches = body.body.patches.size();
  ASSERT_EQ(r.surface_pressure.size(), r.time.size() * patches);
  std::set<std::string> pressed;
  for (std::size_t k = 0; k < r.surface_pressure.size(); ++k)
    if (r.surface_pressure[k] > 0)
      pressed.insert(
          body.body.members[static_cast<std::size_t>(body.body.patches[k % patches].member)].name);
  EXPECT_EQ(pressed, std::set<std::string>{"right_leg"});
}

class FullCoupledProtocols : public testing::TestWithParam<std::string> {};

TEST_P(FullCoupledProtocols, reference_adult_with_blood_goes_through_them_and_loses_nothing) {
  whole_session(arm::adult(), body_protocol(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Shipped, FullCoupledProtocols, testing::ValuesIn(body_protocols()),
                         [](const auto& each) { return each.param; });

std::vector<std::string> other_bodies() {
  std::vector<std::string> names;
  for (const std::string& name : arm::shipped("persons"))
    if (name != "reference_adult" && arm::read_subject(name).anatomy.body) names.push_back(name);
  return names;
}

class FullCoupledPersons : public testing::TestWithParam<std::string> {};

TEST_P(FullCoupledPersons, ill_limb_of_a_body_with_blood_is_treated_and_nothing_is_lost) {
  const Subject person = arm::read_subject(GetParam());
  for (const Protocol& each : arm::on_ill_limb(person)) whole_session(person, each);
}

INSTANTIATE_TEST_SUITE_P(Shipped, FullCoupledPersons, testing::ValuesIn(other_bodies()),
                         [](const auto& person) { return person.param; });

}  // namespace
}  // namespace cisterna
