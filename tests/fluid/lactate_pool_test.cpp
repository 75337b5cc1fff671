// Lactate that is given into the blood of somebody at rest: the pool and a bed of all muscle together.
#include "body/oxygen/lactate_pool.hpp"

#include <cmath>
#include <cstdio>
#include <vector>

#include "engine/muscle_trial.hpp"
#include "fluid/dense_run_test.hpp"

namespace cisterna::oxygen {
namespace {

using namespace fluid_test;

// Volume of distribution and half-time as they are measured: one exponential over half an hour (woll1979).
TEST(LactatePool, lactate_that_is_given_spreads_and_leaves_as_measured) {
  constexpr double kLook = 15, kMixed = 3 * kMinute, kGiven = 1e-3, kLitre = 1e-3;
  const double muscle = shipped()["oxygen.lactate.muscle"];
  const LactatePool<double> pool = lactate_pool(shipped(), muscle);
  MuscleTrial trial(shipped());  // of a litre, that stands for all
  const double rest = trial.flows().in * (trial.flows().venous_lactate - pool.rest);
  const auto let_out = [&] {
    return trial.state()[MuscleBed::lactate_out] - trial.state()[MuscleBed::lactate_in];
  };
  double lactate = pool.rest + kGiven / pool.volume, muscle_took = 0;
  double n = 0, t_sum = 0, y_sum = 0, tt = 0, ty = 0;
  for (double t = kLook; t <= 30 * kMinute; t += kLook) {
    trial.bed().inputs.arterial_lactate = lactate;
    const double before = let_out();
    trial.pass(kLook);
    const double out = (let_out() - before - rest * kLook) * muscle / kLitre;
    muscle_took -= out;
    lactate = lactate_after(lactate, out / kLook, kLook, pool);
    if (t < kMixed) continue;
    const double y = std::log(lactate - pool.rest);
    n += 1, t_sum += t, y_sum += y, tt += t * t, ty += t * y;
  }
  const double slope = (n * ty - t_sum * y_sum) / (n * tt - t_sum * t_sum);
  const double volume = kGiven / std::exp((y_sum - slope * t_sum) / n) / kLitre;
  const double half_time = -std::log(2) / slope / kMinute, share = muscle_took / kGiven;
  std::printf(
      "given: spreads in %.1f L (18.9 to 21), half gone in %.1f min (14.7 +/- 2.2), %.0f %% "
      "into muscle (26)\n",
      volume, half_time, 100 * share);
  EXPECT_GT(volume, 18.9);
  EXPECT_LT(volume, 21);
  EXPECT_NEAR(half_time, 14.7, 2.2);  // the volume was set by this source, the time was not
  EXPECT_GT(share, 0.2);
  EXPECT_LT(share, 0.45);
}

// Muscle counts once: what has no bed of its own is in the pool, and takes up in the end what a bed would.
TEST(LactatePool, muscle_is_in_the_pool_or_in_a_bed) {
  const double muscle = shipped()["oxygen.lactate.muscle"];
  const auto none = lactate_pool(shipped(), 0), all = lactate_pool(shipped(), muscle);
  EXPECT_NEAR(none.volume - all.volume, shipped()["oxygen.lactate.water_share"] * muscle, 1e-12);
  MuscleTrial trial(shipped());
  const auto out = [&] {
    return trial.flows().in * (trial.flows().venous_lactate - trial.bed().inputs.arterial_lactate);
  };
  constexpr double kRise = 1,
                   kLitre = 1e-3;  // [mmol/L]; it widens vessels, which gives half a per cent
  const double rest = out();
  trial.bed().inputs.arterial_lactate += kRise;
  trial.pass(20 * kHour);
  const double uptake = (rest - out()) / kRise;
  EXPECT_NEAR((none.clearance - all.clearance) * kLitre / muscle, uptake, 1e-2 * uptake);
}

}  // namespace
}  // namespace cisterna::oxygen
