// The one class that runs limbs and films them.
#include <gtest/gtest.h>

#include <stdexcept>

#include "arm_test.hpp"
#include "body/limb/cuff.hpp"
#include "measure/near_infrared.hpp"
#include "study/filmed_run.hpp"

namespace cisterna {
namespace {

using namespace arm;

TEST(FilmedRun, looking_changes_nothing_and_both_ends_are_kept) {
  const Begun& begun = coarse();
  const RestSurroundings lying(0, kSkin);
  constexpr double kSpan = 30;
  FilmedRun passed(begun.limb, lying, begun.state), filmed(begun.limb, lying, begun.state);
  const VesselRecording unseen = passed.pass(kSpan);
  std::size_t looks = 0;
  const VesselRecording film = filmed.film(kSpan, kPicture, [&](const LymphSystem&) { ++looks; });
  EXPECT_EQ(unseen.before, begun.state);
  EXPECT_EQ(film.before, begun.state);
  EXPECT_EQ(film.after, unseen.after);  // to the bit
  EXPECT_EQ(unseen.samples(), 0u);
  EXPECT_EQ(film.samples(), 150u);
  EXPECT_EQ(looks, 150u);
  EXPECT_EQ(film.begin, 0);
  EXPECT_EQ(film.end, kSpan);
  const Amounts a = amounts(begun.limb.network, filmed.layout(), begun.state, film.after);
  EXPECT_LT(a.volume_residual, kConserved);
  EXPECT_GT(filmed.counted().uptake, 0);
  EXPECT_EQ(filmed.counted().uptake, passed.counted().uptake);
}

TEST(FilmedRun, stops_where_it_is_told_to) {
  const Begun& begun = coarse();
  const RestSurroundings lying(0, kSkin);
  FilmedRun run(begun.limb, lying, begun.state);
  VesselCamera camera(begun.limb, kPicture, 10);
  EXPECT_EQ(run.film_to(10, kPicture, camera, [](double t) { return t < 1; }),
            StopReason::interrupted);
  EXPECT_DOUBLE_EQ(run.time(), 1);
  EXPECT_EQ(run.film_to(1.5, kPicture, camera), StopReason::finished);
  EXPECT_EQ(run.time(), 1.5) << "the last picture is taken at the end";
  EXPECT_EQ(camera.film().samples(), 8u);
}

TEST(FilmedRun, a_cuff_presses_what_lies_under_it_from_when_it_is_inflated) {
  const Begun& begun = coarse();
  const RestSurroundings lying(0, kSkin);
  constexpr double kPressure = 4000;
  const LimbPatch& under = begun.limb.patches[begun.limb.patches.size() / 2];
  const Cuff cuff(lying, begun.limb, 0, under.s - under.length / 2, under.s + under.length / 2,
                  kPressure, 5);
  FilmedRun run(begun.limb, lying, begun.state);
  const auto pressures = [&](double t) {
    run.pass_to(t);
    run.state();
    const auto all = run.system().total_pressures();
    return std::vector<double>(all.begin(), all.end());
  };
  const std::vector<double> before = pressures(5);
  run.surround(cuff);
  const std::vector<double> after = pressures(20);
  EXPECT_DOUBLE_EQ(cuff.next_breakpoint(0), 5);
  EXPECT_DOUBLE_EQ(cuff.next_breakpoint(5.5), 6);
  for (std::size_t i = 0; i < begun.limb.patches.size(); ++i) {
    const bool covered = begun.limb.patches[i].s == under.s;
    // The creep of the tissue, 2 s, is over; what it gives up in a quarter of a minute is little.
    EXPECT_NEAR(after[i] - before[i], covered ? kPressure : 0, 0.05 * kPressure) << i;
  }
}

TEST(FilmedRun, refuses_the_start_of_another_limb) {
  const RestSurroundings lying(0, kSkin);
  EXPECT_THROW(FilmedRun(coarse().limb, lying, std::vector<double>(7)), std::runtime_error);
}

}  // namespace
}  // namespace cisterna
