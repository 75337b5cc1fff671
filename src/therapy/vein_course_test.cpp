// What a protocol gives into veins, takes from them and lets pass, as amounts in time.
#include "therapy/vein_course.hpp"

#include <gtest/gtest.h>

#include "therapy/arm_sample.hpp"
#include "therapy/treatment.hpp"

namespace cisterna {
namespace {

constexpr double kMl = 1e-6;

Step at_a_vein_for(Technique technique, double volume, double duration) {
  Step step;
  step.technique = technique, step.volume = volume, step.duration = duration;
  return step;
}

Step resting(double duration) {
  Step step;
  step.duration = duration;
  return step;
}

Protocol given_and_taken() {
  Protocol p;
  Step infusion = at_a_vein_for(Technique::infusion, 300 * kMl, 60);
  infusion.protein = 50, infusion.arm = "left";
  p.steps = {resting(10), infusion, at_a_vein_for(Technique::bleeding, 450 * kMl, 100),
             resting(30)};
  p.water = {1 * kMl, 2 * kMl, 0.5 * kMl, 1};
  return p;
}

OutsideExchange exchanged(const Protocol& p, double t) {
  return make_treatment(p, sample::arm_regions(), sample::arm_patches())->exchanged(t);
}

TEST(VeinCourse, gives_and_takes_evenly_over_each_step_and_then_no_more) {
  const Protocol p = given_and_taken();
  EXPECT_EQ(exchanged(p, 10).infused(), 0);
  EXPECT_DOUBLE_EQ(exchanged(p, 25).infused_left, 75 * kMl);
  EXPECT_DOUBLE_EQ(exchanged(p, 25).infused_protein, 50 * 75 * kMl);
  EXPECT_EQ(exchanged(p, 25).infused_right, 0);
  EXPECT_DOUBLE_EQ(exchanged(p, 120).bled_right, 225 * kMl);
  for (const double t : {200.0, 1000.0}) {
    EXPECT_DOUBLE_EQ(exchanged(p, t).bled(), 450 * kMl) << t;
    EXPECT_DOUBLE_EQ(exchanged(p, t).infused(), 300 * kMl) << t;
  }
}

TEST(VeinCourse, water_passes_from_the_beginning_of_a_protocol_to_its_end) {
  const Protocol p = given_and_taken();
  EXPECT_EQ(exchanged(p, -5).out(), 0);
  EXPECT_DOUBLE_EQ(exchanged(p, 100).urine, 200 * kMl);
  EXPECT_DOUBLE_EQ(exchanged(p, 1000).drinking, 200 * kMl);
  EXPECT_DOUBLE_EQ(exchanged(p, 1000).insensible, 100 * kMl);
}

TEST(VeinCourse, of_the_mirror_image_is_at_the_other_arm) {
  const OutsideExchange image = exchanged(mirror_image(given_and_taken()), 200);
  EXPECT_DOUBLE_EQ(image.infused_right, 300 * kMl);
  EXPECT_DOUBLE_EQ(image.bled_left, 450 * kMl);
}

TEST(VeinCourse, blood_of_repeated_steps_is_counted_as_often_as_it_is_taken) {
  Protocol p;
  Step group;
  group.repeat = 3, group.steps = {at_a_vein_for(Technique::bleeding, 100 * kMl, 60)};
  p.steps = {resting(10)};
  EXPECT_EQ(step_at_a_vein(p), nullptr);
  p.steps.push_back(group);
  ASSERT_NE(step_at_a_vein(p), nullptr);
  EXPECT_DOUBLE_EQ(blood_taken(p), 300 * kMl);
  EXPECT_DOUBLE_EQ(exchanged(p, 1000).bled(), 300 * kMl);
}

}  // namespace
}  // namespace cisterna
