// Muscle and skin under the hands as beds of the body's blood: what they take the heart gives.
#include "engine/fed_beds.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>
#include <optional>

#include "arm_test.hpp"

namespace cisterna {
namespace {

using namespace circulation;

constexpr double kMmHg = 133.322387415, kPerMinute = 60, kMlPerMinute = 1e-6 / 60;

/// Somebody at rest, of whom some places are pressed or contract in rhythm for a while, or who is moved.
class Scene : public Surroundings {
 public:
  Scene(const Limb& body, std::vector<std::string> regions = {}) : skin_(body.patches.size()) {
    for (const LimbPatch& p : body.patches) {
      const std::string& name = body.region_names[static_cast<std::size_t>(p.region)];
      acts_.push_back(std::find(regions.begin(), regions.end(), name) != regions.end());
    }
  }
  double pressure = 0, within = 0, from = 0, to = 0, period = 0, contracted = 1;
  bool breathes = true;
  std::vector<double> angles;

  double next_breakpoint(double t) const override {
    if (t < from) return from;
    if (!(t < to)) return std::numeric_limits<double>::infinity();
    if (period <= 0) return to;
    const double cycle = std::floor((t - from) / period);
    for (const double share : {cycle + contracted, cycle + 1, cycle + 1 + contracted})
      if (const double next = from + share * period; next > t) return std::min(to, next);
    return to;
  }
  bool touching(double t) const override {
    if (t < from || !(t < to)) return false;
    const double share = period > 0 ? (t - from) / period : 0;
    return share - std::floor(share) < contracted;
  }
  void loads(double, DepthLoads out) const override {
    for (std::size_t i = 0; i < skin_; ++i)
      if (acts_[i]) out.skin[i] = out.muscle[i] = pressure, out.within[skin_ + i] = within;
  }
  double elevation(double) const override { return 0; }
  double skin_temperature(double) const override { return arm::kSkin; }
  bool elevations(double t, std::span<double> out) const override {
    for (std::size_t m = 0; m < angles.size(); ++m) out[m] = t < from ? 0 : angles[m];
    return !angles.empty();
  }
  CavityPressures cavities(double t) const override {
    return cavity_pressures(Breathing{}, breathes ? t : 0);
  }

 private:
  std::size_t skin_;
  std::vector<bool> acts_;
};

/// The reference adult's blood, at rest.
struct Adult {
  explicit Adult(Heart of) : heart(of), blood(body(), arm::adult().parameters, of) {
    EXPECT_EQ(blood.settle(Scene(body()), 0, 1 / Breathing{}.rate), StepOutcome::ok);
    blood.find_shares();
    rested = blood.remember(0);
  }
  static const Limb& body() {
    static const Limb one =
        build_limb(arm::adult().anatomy, arm::adult().parameters, arm::kVeryCoarse, 1);
    return one;
  }
  Heart heart;
  BodyBlood blood;
  BodyBlood::Memory rested;
};
Adult& adult(Heart heart) {
  static std::optional<Adult> beating, averaged;
  std::optional<Adult>& one = heart == Heart::beats ? beating : averaged;
  if (!one) one.emplace(heart);
  return *one;
}

/// Blood alone under a scene; what lymph exchanges is left out.
struct Course {
  Course(Heart heart, const Surroundings& what, bool with_beds, std::vector<double> times = {},
         const ParameterSet& parameters = arm::adult().parameters)
      : scene(what), blood(Adult::body(), parameters, heart) {
    blood.recall(adult(heart).rested, 0);
    if (with_beds) beds.emplace(Adult::body(), parameters, scene, blood, std::move(times));
  }
  /// Mean over [from, to].
  BloodMoment mean(double begin, double end) {
    BloodMoment sum{};
    const long count = std::lround((end - begin) / BodyBlood::spacing());
    for (long k = 1; k <= count; ++k) {
      const double t = begin + static_cast<double>(k) * BodyBlood::spacing();
      EXPECT_EQ(blood.reach(scene, t), StepOutcome::ok);
      add(sum, blood.point(blood.point_before(t)), 1.0 / static_cast<double>(count));
    }
    return sum;
  }
  const Surroundings& scene;
  BodyBlood blood;
  std::optional<FedBeds> beds;
};

/// Muscle of a region second by second, over its rest.
std::vector<double> by_seconds(Heart heart, const Surroundings& scene, const std::string& region,
                               int from, int count) {
  std::vector<double> times;
  for (int k = 0; k <= count; ++k) times.push_back(from + k);
  Course course(heart, scene, true, times);
  course.mean(0, from + count + 1);
  course.beds->take_reading();
  std::vector<double> found;
  for (int k = 0; k < count; ++k) {
    const FedBeds::Reading r = course.beds->take_reading().value();
    double now = 0, rest = 0;
    for (std::size_t i = 0; i < r.places.size(); ++i) {
      const int of = Adult::body().patches[i].region;
      if (Adult::body().region_names[static_cast<std::size_t>(of)] != region) continue;
      now += r.places[i].muscle_flow, rest += course.beds->sites().at_rest()[i].muscle_flow;
    }
    found.push_back(now / rest);
  }
  return found;
}

std::size_t bed(Part part, circulation::Organ organ) {
  for (std::size_t b = 0; b < kBeds; ++b)
    if (kBedPlaces[b].part == part && kBedPlaces[b].organ == organ) return b;
  return kBeds;
}
const std::vector<std::string> kBothLegs{"right_calf", "right_thigh", "left_calf", "left_thigh"};

/// Both legs as in the shipped walk, but lying: 70 mmHg in their muscle for 0.4 of 1.2 s.
Scene pedalling(double to) {
  Scene s(Adult::body(), kBothLegs);
  s.within = 70 * kMmHg, s.to = to, s.period = 1.2, s.contracted = 0.4;
  return s;
}
void tell(const char* what, const BloodMoment& m) {
  std::printf(
      "%s: heart %.1f/min, output %.2f L/min, aorta %.1f, atrium %.2f mmHg, right leg: muscle "
      "%.0f, skin %.0f mL/min\n",
      what, m.rate * kPerMinute, m.output / kMlPerMinute / 1000, m.aorta / kMmHg,
      m.right_atrium / kMmHg, m.flow[bed(kRightLeg, kMuscle)] / kMlPerMinute,
      m.flow[bed(kRightLeg, kSkin)] / kMlPerMinute);
}

// 29 kg in a man of 73 kg, of which 57 % lies in legs and buttocks; all that lies under the fascia would be 49 litres.
TEST(FedBeds, muscle_of_the_adult_is_what_such_a_body_has) {
  const Limb& body = Adult::body();
  double all = 0, legs = 0;
  for (const LimbPatch& p : body.patches) {
    all += p.muscle;
    const std::string& member = body.members[static_cast<std::size_t>(p.member)].name;
    if (member == "right_leg" || member == "left_leg") legs += p.muscle;
  }
  const double expected = 29e-3 / 73 * 70;
  std::printf("muscle: %.1f L, of both legs %.1f L\n", all * 1e3, legs * 1e3);
  EXPECT_NEAR(all, expected, 0.05 * expected);
  EXPECT_NEAR(legs / all, 0.57, 0.1);
}

TEST(FedBeds, rest_stays_as_it_is_without_them) {
  for (const Heart heart : {Heart::beats, Heart::averaged}) {
    const Scene rest(Adult::body());
    Course with(heart, rest, true), without(heart, rest, false);
    const BloodMoment a = with.mean(60, 180), b = without.mean(60, 180);
    for (std::size_t k = 0; k < kBeds; ++k) EXPECT_NEAR(a.flow[k] / b.flow[k], 1, 0.005) << k;
    EXPECT_NEAR(a.aorta, b.aorta, 0.1 * kMmHg);
    EXPECT_NEAR(a.rate, b.rate, 0.002 * b.rate);
  }
}

TEST(FedBeds, working_legs_draw_on_the_heart) {
  for (const Heart heart : {Heart::beats, Heart::averaged}) {
    const Scene legs = pedalling(400);
    Course with(heart, legs, true), without(heart, legs, false);
    const BloodMoment rest = adult(heart).rested.rest;
    const BloodMoment work = with.mean(240, 300), before = without.mean(240, 300);
    tell("rest", rest), tell("work", work), tell("work, beds of given width", before);
    const std::size_t leg = bed(kRightLeg, kMuscle);
    EXPECT_GT(work.flow[leg] / rest.flow[leg], 3);
    EXPECT_LT(work.flow[leg] / rest.flow[leg], 12);
    EXPECT_GT(work.output / rest.output, 1.5);
    EXPECT_LT(work.output / rest.output, 2.5);
    // Squeezed veins alone fill the heart and slow it.
    EXPECT_LT(before.flow[leg] / rest.flow[leg], 1.5);
    EXPECT_GT(work.output, 1.1 * before.output);
    EXPECT_GT(work.rate, before.rate + 3 / kPerMinute);
    EXPECT_LT(work.aorta, before.aorta);
  }
}

TEST(FedBeds, work_sets_the_reflex_to_a_higher_pressure) {
  const Scene legs = pedalling(200);
  ParameterSet none = arm::adult().parameters;
  none.set(none.find("circulation.tree.exercise.rise"), 0);
  Course reset(Heart::averaged, legs, true), as_at_rest(Heart::averaged, legs, true, {}, none);
  const BloodMoment with = reset.mean(100, 160), without = as_at_rest.mean(100, 160);
  tell("set anew", with), tell("as at rest", without);
  std::printf("muscle asks for %.0f mL/min of oxygen beyond rest\n",
              reset.beds->asked() / kMlPerMinute);
  EXPECT_GT(with.aorta, without.aorta + kMmHg);
  EXPECT_GT(with.rate, without.rate);
  reset.mean(200, 300);
  EXPECT_EQ(reset.beds->asked(), 0);
}

// What the places take, of their rest, is what the tree's bed takes of its own; reflex, press and work included.
TEST(FedBeds, bed_of_the_tree_takes_what_its_places_take) {
  const Scene legs = pedalling(400);
  Course course(Heart::averaged, legs, true, {100, 200});
  const BloodMoment rest = adult(Heart::averaged).rested.rest, work = course.mean(100, 200);
  course.mean(200, 201);
  course.beds->take_reading();
  const FedBeds::Reading r = course.beds->take_reading().value();
  EXPECT_EQ(r.span, 100);
  for (const Part part : {kRightLeg, kLeftArm, kChest}) {
    const std::size_t b = bed(part, kMuscle);
    EXPECT_NEAR(r.fed[part].muscle / r.span / work.flow[b], 1, 0.02) << part;
    EXPECT_NEAR(work.flow[b] / rest.flow[b] > 2, part == kRightLeg, 0) << part;
  }
}

TEST(FedBeds, cuff_above_systolic_pressure_stops_the_leg_and_blood_comes_back) {
  Scene cuff(Adult::body(), {"right_thigh"});
  cuff.pressure = 200 * kMmHg, cuff.from = 30, cuff.to = 210;
  Course course(Heart::averaged, cuff, true, {60, 200, 215, 230});
  const BloodMoment rest = adult(Heart::averaged).rested.rest;
  const BloodMoment shut = course.mean(60, 200), open = course.mean(214, 224);
  course.mean(229, 231);
  for (const circulation::Organ organ : {kMuscle, kSkin, kBone})
    EXPECT_LT(shut.flow[bed(kRightLeg, organ)], 0.01 * rest.flow[bed(kRightLeg, organ)]) << organ;
  EXPECT_GT(open.flow[bed(kRightLeg, kMuscle)], 1.5 * rest.flow[bed(kRightLeg, kMuscle)]);
  EXPECT_NEAR(shut.flow[bed(kLeftLeg, kMuscle)] / rest.flow[bed(kLeftLeg, kMuscle)], 1, 0.25);
  course.beds->take_reading();
  const FedBeds::Reading at_200 = course.beds->take_reading().value();
  course.beds->take_reading();
  const FedBeds::Reading at_230 = course.beds->take_reading().value();
  for (std::size_t i = 0; i < at_200.places.size(); ++i) {
    const int region = Adult::body().patches[i].region;
    const std::string& name = Adult::body().region_names[static_cast<std::size_t>(region)];
    if (name != "right_calf" && name != "right_foot" && name != "right_thigh") continue;
    const PlaceReading& before = course.beds->sites().at_rest()[i];
    EXPECT_LT(at_200.places[i].muscle_flow, 0.01 * before.muscle_flow) << name;
    EXPECT_LT(at_200.places[i].skin_flow, 0.02 * before.skin_flow) << name;
    EXPECT_GT(at_230.places[i].muscle_flow, 1.2 * before.muscle_flow) << name;
  }
}

TEST(FedBeds, exchange_once_a_second_does_not_swing) {
  Scene pressed(Adult::body(), kBothLegs);
  pressed.pressure = 30 * kMmHg, pressed.from = 20, pressed.to = 1000, pressed.breathes = false;
  Course course(Heart::averaged, pressed, true);
  course.mean(0, 160);
  const std::size_t leg = bed(kRightLeg, kMuscle);
  double last = course.mean(160, 161).flow[leg], turns = 0, before = 0;
  for (double t = 161; t < 200; ++t) {
    const double now = course.mean(t, t + 1).flow[leg], change = now / last - 1;
    EXPECT_LT(std::abs(change), 0.002) << t;
    turns += change * before < 0 && std::abs(change) > 1e-5;
    last = now, before = change;
  }
  EXPECT_LT(turns, 8);
}

TEST(FedBeds, raised_limb_gets_less_and_its_bed_of_the_tree_too) {
  const std::size_t members = Adult::body().members.size();
  Scene raised(Adult::body());
  raised.angles.assign(members, 0.0), raised.from = 30;
  for (std::size_t m = 0; m < members; ++m)
    if (Adult::body().members[m].name == "right_arm") raised.angles[m] = 1.5;
  Course course(Heart::averaged, raised, true, {100, 200});
  const BloodMoment rest = adult(Heart::averaged).rested.rest, up = course.mean(100, 200);
  course.mean(200, 201);
  course.beds->take_reading();
  const FedBeds::Reading r = course.beds->take_reading().value();
  std::array<double, 2> hand{}, other{};
  for (std::size_t i = 0; i < r.places.size(); ++i) {
    const int region = Adult::body().patches[i].region;
    const std::string& name = Adult::body().region_names[static_cast<std::size_t>(region)];
    if (name == "right_hand") hand[0] += r.places[i].muscle_flow;
    if (name == "left_hand") other[0] += r.places[i].muscle_flow;
    if (name == "right_hand") hand[1] += course.beds->sites().at_rest()[i].muscle_flow;
    if (name == "left_hand") other[1] += course.beds->sites().at_rest()[i].muscle_flow;
  }
  std::printf("arm up: hand x%.2f, arm x%.2f\n", hand[0] / hand[1],
              up.flow[bed(kRightArm, kMuscle)] / rest.flow[bed(kRightArm, kMuscle)]);
  EXPECT_LT(hand[0] / hand[1], 0.85);
  EXPECT_NEAR(other[0] / other[1], 1, 0.05);
  EXPECT_LT(up.flow[bed(kRightArm, kMuscle)] / rest.flow[bed(kRightArm, kMuscle)], 0.97);
}

// A calf that is pressed leaves a little more to the thigh; no more than it loses itself.
TEST(FedBeds, pressed_places_shunt_blood_to_their_neighbours) {
  Scene pressed(Adult::body(), {"right_calf"});
  pressed.pressure = 60 * kMmHg, pressed.from = 40, pressed.to = 1000, pressed.breathes = false;
  Course course(Heart::averaged, pressed, true, {40, 60});
  course.mean(0, 61);
  const FedBeds::Reading before = course.beds->take_reading().value(),
                         after = course.beds->take_reading().value();
  double lost = 0;
  for (std::size_t i = 0; i < after.places.size(); ++i) {
    const int region = Adult::body().patches[i].region;
    if (Adult::body().region_names[static_cast<std::size_t>(region)] == "right_calf")
      lost += before.places[i].muscle_flow + before.places[i].skin_flow -
              after.places[i].muscle_flow - after.places[i].skin_flow;
  }
  const double shunted = after.fed[kRightLeg].shunted / after.span;
  std::printf("calf under 60 mmHg: loses %.1f mL/min, shunted %.3f\n", lost / kMlPerMinute,
              shunted / kMlPerMinute);
  EXPECT_GT(lost, 0);
  EXPECT_GT(shunted, 1e-4 * lost);
  EXPECT_LT(shunted, 0.5 * lost);
  EXPECT_EQ(before.fed[kRightLeg].shunted, 0);
  EXPECT_EQ(after.fed[kLeftArm].shunted, 0);
}

// Positive controls, in the machinery in which hands do nothing to the flow of a limb: the adult's own heart gives.
TEST(FedBeds, hands_leave_the_flow_of_a_limb_that_light_work_raises_about_threefold) {
  const TreatmentSurroundings hands = arm::surroundings_of(Adult::body(), "swedish_body");
  Scene light(Adult::body(), {"right_foot", "right_calf", "right_thigh"});
  const ParameterSet& p = arm::adult().parameters;
  constexpr double kStrength = 0.05;  // of the greatest contraction, for half of each second
  light.within = p["oxygen.pressure.exercise_depth"] * p["oxygen.pressure.span"] * kStrength /
                 (kStrength + p["oxygen.pressure.half"]);
  light.to = 400, light.period = 1, light.contracted = 0.5;
  const Scene still(Adult::body());
  for (const Heart heart : {Heart::beats, Heart::averaged}) {
    // Of the whole right leg, and of its muscle.
    const auto flow = [&](const Surroundings& scene) {
      Course course(heart, scene, true);
      const BloodMoment m = course.mean(180, 240);
      std::array<double, 2> found{};
      for (std::size_t b = 0; b < kBeds; ++b)
        if (kBedPlaces[b].part == kRightLeg) found[0] += m.flow[b];
      found[1] = m.flow[bed(kRightLeg, kMuscle)];
      return found;
    };
    const auto rest = flow(still), hand = flow(hands), work = flow(light);
    std::printf("leg: hands x%.3f, light work x%.2f; its muscle x%.3f and x%.2f\n",
                hand[0] / rest[0], work[0] / rest[0], hand[1] / rest[1], work[1] / rest[1]);
    for (const std::size_t k : {0U, 1U}) EXPECT_NEAR(hand[k] / rest[k], 1, 0.1) << k;
    EXPECT_GT(work[0] / rest[0], 2.5);
    EXPECT_LT(work[0] / rest[0], 3.5);
  }
}

TEST(FedBeds, a_squeeze_of_a_second_is_followed_by_a_hyperaemia_of_seconds) {
  for (const Heart heart : {Heart::beats, Heart::averaged}) {
    Scene squeeze(Adult::body(), {"right_calf"});
    squeeze.pressure = 200 * kMmHg, squeeze.from = 20, squeeze.to = 21;
    const std::vector<double> flow = by_seconds(heart, squeeze, "right_calf", 20, 20);
    std::printf("squeezed calf:");
    for (const double x : flow) std::printf(" %.2f", x);
    std::printf("\n");
    EXPECT_LT(flow[0], 0.02);
    EXPECT_GT(*std::max_element(flow.begin(), flow.begin() + 5), 1.3);
    EXPECT_NEAR(flow[16], 1, 0.05);
  }
}

// What the beating heart shows at the root of its aorta: the lowest of each beat, on average. [Pa]
double diastolic_pressure() {
  const Scene still(Adult::body());
  Course course(Heart::beats, still, false);
  std::map<long, double> lowest;
  for (double t = BodyBlood::spacing(); t < 30; t += BodyBlood::spacing()) {
    EXPECT_EQ(course.blood.reach(still, t), StepOutcome::ok);
    const BloodMoment& now = course.blood.point(course.blood.point_before(t));
    const auto [of, first] = lowest.try_emplace(static_cast<long>(now.beats), now.aorta);
    if (!first) of->second = std::min(of->second, now.aorta);
  }
  lowest.erase(lowest.begin()), lowest.erase(std::prev(lowest.end()));  // beats that are cut
  double sum = 0;
  for (const auto& [beat, pressure] : lowest) sum += pressure;
  return sum / static_cast<double>(lowest.size());
}

TEST(FedBeds, flow_stops_where_pressure_from_outside_passes_diastolic) {
  const double diastolic = diastolic_pressure();
  for (const Heart heart : {Heart::beats, Heart::averaged}) {
    const auto pressed = [&](double share) {
      Scene calf(Adult::body(), {"right_calf"});
      calf.pressure = share * diastolic, calf.from = 10, calf.to = 1000;
      const double left = by_seconds(heart, calf, "right_calf", 40, 4).back();
      std::printf("calf under %.1f mmHg, diastolic pressure %.1f: x%.4f\n", calf.pressure / kMmHg,
                  diastolic / kMmHg, left);
      return left;
    };
    EXPECT_GT(pressed(0.95), 0.02);
    EXPECT_LT(pressed(1), 0.01);
  }
}

// Blood begins a second or two ahead.
TEST(FedBeds, places_are_read_before_blood_has_asked_them) {
  const Scene rest(Adult::body());
  Course course(Heart::averaged, rest, true, {0.4, 1});
  EXPECT_EQ(course.beds->take_reading().value().span, 0.4);
  EXPECT_NEAR(course.beds->take_reading().value().span, 0.6, 1e-12);
  EXPECT_FALSE(course.beds->take_reading().has_value());
}

TEST(FedBeds, blood_is_conserved) {
  const Scene legs = pedalling(60);
  Course course(Heart::beats, legs, true);
  const double before = course.blood.blood();
  course.mean(0, 120);
  EXPECT_NEAR(course.blood.blood(), before, 1e-12 * before);
}

}  // namespace
}  // namespace cisterna
