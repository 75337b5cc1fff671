// A person and that person's mirror image under mirrored treatments: the same bits under other names.
#include <gtest/gtest.h>

#include <cmath>

#include "arm_test.hpp"
#include "body/limb/mirror.hpp"
#include "therapy/sided_protocol.hpp"

namespace cisterna {
namespace {

using namespace arm;

constexpr double kElsewhere =
    1e-6;  // a treatment of another place moves some volume by more, relative to it

Subject image_of(Subject subject) {
  subject.anatomy = mirror_image(std::move(subject.anatomy));
  subject.regions = region_names(subject.anatomy);
  return subject;
}

std::vector<double> treated(const Subject& subject, const LimbResolution& resolution,
                            const Protocol& what, double duration) {
  const Begun begun = begin(resolution, 20, 1, subject);
  const TreatmentSurroundings surroundings(
      begun.limb, make_treatment(what, spans_of(begun.limb), surface_of(begun.limb)));
  Simulation run(begun.limb.network, surroundings, {});
  run.start(0, begun.state);
  EXPECT_EQ(run.advance(duration), StopReason::finished);
  std::vector<double> y(run.layout().size);
  run.state_at(duration, y);
  return y;
}

// The largest difference of a volume or mass, relative to it.
double apart(const Limb& limb, const std::vector<double>& a, const std::vector<double>& b) {
  const LymphNetwork& w = limb.network;
  const StateLayout at(w, true);
  double worst = 0;
  const auto compare = [&](std::size_t first, std::size_t count) {
    for (std::size_t i = first; i < first + count; ++i)
      worst = std::max(worst, std::abs(a[i] - b[i]) / std::abs(a[i]));
  };
  compare(at.volume, w.cells()), compare(at.tissue, w.tissue.patches);
  compare(at.protein, w.cells() + w.tissue.patches);
  return worst;
}

TEST(Mirror, network_of_the_image_is_the_same_to_the_last_bit_under_other_names) {
  const Subject subject = read_subject("adult_after_right_axillary_dissection");
  const Subject image = image_of(subject);
  const Limb a = build_limb(subject.anatomy, subject.parameters, {0.12, 1}, 1);
  const Limb b = build_limb(image.anatomy, image.parameters, {0.12, 1}, 1);
  const LymphNetwork &u = a.network, &v = b.network;
  expect_same_network(u, v);
  for (std::size_t i = 0; i < a.patches.size(); ++i)
    EXPECT_EQ(a.patches[i].angle, -b.patches[i].angle);
  const auto place = [](const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) - names.begin();
  };
  EXPECT_EQ(place(a.region_names, "right_forearm"), place(b.region_names, "left_forearm"));
  EXPECT_EQ(place(u.node_names, "right_axillary"), place(v.node_names, "left_axillary"));
  EXPECT_NE(place(u.node_names, "right_axillary"), place(u.node_names, "left_axillary"));
}

Subject image_by_file(const std::string& keys) {
  Subject s = adult();
  const std::string file = kData + "/persons/image.yaml";  // beside the person it is the image of
  s.anatomy = read_anatomy(kData + "/body/adult.yaml");
  apply(read_person_text(
            "kind: person\ntitle: T\nmirror_of: adult_after_right_axillary_dissection\n" + keys,
            file),
        s.anatomy, s.parameters);
  return s;
}

std::string end_of_the_duct(const LimbAnatomy& anatomy) {
  for (const Vessel& v : anatomy.vessels)
    if (v.name == "thoracic_duct") return v.drains_to;
  return "";
}

TEST(Mirror, image_of_a_body_swaps_what_is_stated_and_keeps_its_situs_unless_told) {
  const LimbAnatomy image = image_by_file("").anatomy;
  EXPECT_FALSE(image.mirrored);
  EXPECT_EQ(end_of_the_duct(image), end_of_the_duct(adult().anatomy));
  for (const LymphNode& node : image.nodes)
    EXPECT_EQ(node.removed, node.name == "left_axillary") << node.name;
  // It is the person whose left nodes were removed, to the last bit.
  Subject left = adult();
  apply(read_person_text("kind: person\ntitle: T\nanatomy: adult\nremoved_nodes: [left_axillary]\n",
                         "p"),
        left.anatomy, left.parameters);
  const LymphNetwork u = build_limb(image, left.parameters, kVeryCoarse, 1).network;
  const LymphNetwork v = build_limb(left.anatomy, left.parameters, kVeryCoarse, 1).network;
  EXPECT_EQ(u.resistor_conductance, v.resistor_conductance);
  EXPECT_EQ(u.valve_open, v.valve_open);
  EXPECT_EQ(u.intrinsic_rate, v.intrinsic_rate);
}

TEST(Mirror, image_with_situs_inversus_is_that_of_everything) {
  const Subject person = read_subject("adult_after_right_axillary_dissection");
  const Subject by_file = image_by_file("situs: inversus\n"), whole = image_of(person);
  EXPECT_NE(end_of_the_duct(by_file.anatomy), end_of_the_duct(person.anatomy));
  const LymphNetwork u = build_limb(by_file.anatomy, by_file.parameters, kVeryCoarse, 1).network;
  const LymphNetwork v = build_limb(whole.anatomy, whole.parameters, kVeryCoarse, 1).network;
  EXPECT_EQ(u.node_names, v.node_names);
  EXPECT_EQ(u.valve_to, v.valve_to);
  EXPECT_EQ(u.valve_open, v.valve_open);
  EXPECT_EQ(u.resistor_conductance, v.resistor_conductance);
  EXPECT_EQ(u.intrinsic_rate, v.intrinsic_rate);
  EXPECT_EQ(u.along, v.along);
}

TEST(Mirror, image_twice_is_the_person_again) {
  const LimbAnatomy& once = healthy().anatomy;
  const LimbAnatomy twice = mirror_image(mirror_image(once));
  EXPECT_FALSE(twice.mirrored);
  for (std::size_t i = 0; i < once.vessels.size(); ++i) {
    EXPECT_EQ(once.vessels[i].name, twice.vessels[i].name);
    EXPECT_EQ(once.vessels[i].angle, twice.vessels[i].angle);
  }
}

TEST(Mirror, left_limb_under_mirrored_hands_does_as_the_right_one_to_the_last_bit) {
  const Subject left = image_of(healthy());
  for (const char* name : {"mld_arm", "scoop_arm", "petrissage_arm"}) {
    const Protocol what = protocol(name);
    const auto a = treated(healthy(), kCoarse, what, 60);
    const auto b = treated(left, kCoarse, mirror_image(what), 60);
    EXPECT_EQ(a, b) << name;
  }
  // Hands that are not mirrored lie elsewhere, and do something else.
  const Protocol what = protocol("scoop_arm");
  EXPECT_GT(
      apart(coarse().limb, treated(healthy(), kCoarse, what, 60), treated(left, kCoarse, what, 60)),
      kElsewhere);
}

TEST(Mirror, left_leg_alone_does_as_the_right_one_to_the_last_bit) {
  const Subject left = image_of(healthy_leg());
  const Protocol what = protocol("mld_leg", healthy_leg().regions);
  EXPECT_EQ(treated(healthy_leg(), kCoarse, what, 60),
            treated(left, kCoarse, mirror_image(what), 60));
}

// A limb's protocol on a body: drainage of the leg, and an arm that is raised.
TEST(Mirror, protocol_of_one_limb_on_a_body_mirrors_that_on_the_other_side_to_the_last_bit) {
  const Subject subject = read_subject("adult_after_right_axillary_dissection");
  const Subject image = image_of(subject);
  const Limb limb = build_limb(subject.anatomy, subject.parameters, kVeryCoarse, 1);
  struct Case {
    Protocol of_a_limb;
    std::string member;
  };
  for (const Case& each : {Case{protocol("mld_leg", healthy_leg().regions), "right_leg"},
                           Case{protocol("arm_raised"), "right_arm"}}) {
    const Protocol right = on_side(each.of_a_limb, each.member, "right");
    const Protocol left = on_side(each.of_a_limb, each.member, "left");
    const auto a = treated(subject, kVeryCoarse, right, 30);
    EXPECT_EQ(a, treated(image, kVeryCoarse, left, 30)) << right.title;
    EXPECT_GT(apart(limb, a, treated(subject, kVeryCoarse, left, 30)), kElsewhere) << right.title;
  }
}

TEST(Mirror, member_that_begins_at_an_angle_of_its_own_is_the_other_one_of_the_image) {
  const Protocol what = read_protocol_text(
      "kind: protocol\nname: n\ntitle: T\ndescription: d\nlimb: {elevation: 0 deg, members: "
      "{right_arm: -90 deg}, skin_temperature: 33 degC}\nsteps:\n  - {technique: rest, duration: 1 "
      "min}\n",
      "p.yaml", adult().regions, member_names(adult().anatomy));
  EXPECT_EQ(mirror_image(what).member_elevations.at(0).member, "left_arm");
}

TEST(Mirror, stroke_on_one_arm_of_a_body_mirrors_that_on_the_other_to_the_last_bit) {
  const Subject subject = read_subject("adult_after_right_axillary_dissection");
  const Subject image = image_of(subject);
  Protocol what = read_protocol_text(
      "kind: protocol\nname: n\ntitle: T\ndescription: d\nlimb: {elevation: 0 deg, "
      "skin_temperature: 33 degC}\n"
      "steps:\n  - {technique: effleurage, path: [right_forearm, right_upper_arm], direction: "
      "proximal, around: [60 deg], pressure: 30 mmHg, contact_length: 10 cm, contact_width: 8 cm, "
      "speed: "
      "5 cm/s, period: 15 s, rise: 1 s, repetitions: 2}\n",
      "p.yaml", subject.regions);
  const Protocol mirrored = mirror_image(what);
  EXPECT_EQ(mirrored.steps[0].regions.front(), "left_forearm");
  const Limb limb = build_limb(subject.anatomy, subject.parameters, kVeryCoarse, 1);
  const auto a = treated(subject, kVeryCoarse, what, 30);
  EXPECT_EQ(a, treated(image, kVeryCoarse, mirrored, 30));
  EXPECT_GT(apart(limb, a, treated(subject, kVeryCoarse, mirrored, 30)), kElsewhere);
}

}  // namespace
}  // namespace cisterna
