#include "body/lymph/sample_laws_test.hpp"

namespace cisterna::lymph {
namespace {

using namespace law_check;

const DimensionHalves kSection = dimension(2, 0, 0);
const Range kVolumes{1e-12, 2e-9, kVolume}, kLengths{1e-3, 2e-2, kLength},
    kDiameters{5e-5, 6e-4, kLength}, kStretches{0.3, 3, kNumber}, kPhases{0, 1, kNumber};

TEST(Wall, laws_stand_units_derivatives_and_packs) {
  Law<2>("diameter", {kVolumes, kLengths}, kLength).check([]<class T>(const std::array<T, 2>& x) {
    return T(bore(T(x[0] / x[1])).diameter);
  });
  Law<1>("open diameter", {Range{-2e-9, 4e-7, kSection}}, kLength)
      .check([]<class T>(const std::array<T, 1>& x) {
        return T(open_bore(x[0], quantity<Parameter<T>>(1e-9, kSection)).diameter);
      });
  Law<1>("Bertram's passive law", {kDiameters}, kPressure)
      .check([]<class T>(const std::array<T, 1>& x) {
        using S = Parameter<T>;
        const S scale = quantity<S>(2.5e-4, kLength);
        return T(bertram_passive(T(x[0] / scale), T(scale / x[0]), quantity<S>(20, kPressure)));
      });
  Law<2>("Bertram's active law", {kDiameters, Range{0, 2, kNumber}}, kPressure)
      .check([]<class T>(const std::array<T, 2>& x) {
        return T(bertram_active(T(1.0 / x[0]), quantity<Parameter<T>>(3.6e-3, kTension), x[1]));
      });
  Law<1>("human passive law", {kStretches}, kPressure)
      .check([]<class T>(const std::array<T, 1>& x) {
        return T(human_passive(x[0], T(1.0 / x[0]), sample_wall<Parameter<T>>()));
      });
  Law<2>("human active law", {kDiameters, kStretches}, kPressure)
      .check([]<class T>(const std::array<T, 2>& x) {
        return T(human_active(T(1.0 / x[0]), x[1], sample_wall<Parameter<T>>()));
      });
  Law<2>("roundness", {Range{0.3, 1.5, kNumber}, Range{0, 4000, kPressure}}, kNumber)
      .check([]<class T>(const std::array<T, 2>& x) {
        const T passive = human_passive(x[0], T(1.0 / x[0]), sample_wall<Parameter<T>>());
        return T(roundness(x[0], x[1], passive));
      });
  Law<1>("twitch", {kPhases}, kNumber).check([]<class T>(const std::array<T, 1>& x) {
    return T(twitch(x[0], quantity<Parameter<T>>(0.3, kNumber)));
  });
}

TEST(Wall, diameter_and_volume_are_those_of_a_cylinder) {
  const double d = 2.5e-4, length = 3e-3, volume = std::numbers::pi / 4 * d * d * length;
  EXPECT_NEAR(bore(volume / length).diameter, d, 4 * kEpsilon * d);
}

TEST(Wall, tension_is_greatest_at_the_optimal_stretch) {
  const auto wall = sample_wall<double>();
  const auto tension = [&](double l) { return human_active(1 / 1e-4, l, wall) * 1e-4 / 2; };
  EXPECT_DOUBLE_EQ(tension(wall.optimum_stretch), wall.active_tension);
  for (double off = 0.01; off < 1.2; off += 0.01) {
    EXPECT_LT(tension(wall.optimum_stretch + off), tension(wall.optimum_stretch + off - 0.01));
    EXPECT_LT(tension(wall.optimum_stretch - off), tension(wall.optimum_stretch - off + 0.01));
  }
}

TEST(Wall, passive_pressure_rises_with_stretch_and_vanishes_unloaded) {
  const auto wall = sample_wall<double>();
  EXPECT_EQ(human_passive(1.0, 1.0, wall), 0);
  for (double l = 0.2; l < 4; l += 0.01)
    EXPECT_LT(human_passive(l, 1 / l, wall), human_passive(l + 0.01, 1 / (l + 0.01), wall)) << l;
}

TEST(Wall, lumen_folds_under_compression_and_stays_round_under_tension) {
  const auto wall = sample_wall<double>();
  for (double l = 0.2; l < 2; l += 0.01) {
    const double passive = human_passive(l, 1 / l, wall);
    // Slack muscle: perimeter that of the unloaded wall, A^3/P^2 over that of a circle of section A.
    EXPECT_NEAR(roundness(l, 0.0, passive), l < 1 ? l * l : 1, 4 * kEpsilon) << l;
    EXPECT_NEAR(slack_roundness(l), roundness(l, 0.0, passive), 4 * kEpsilon) << l;
    // Muscle that balances the compression and more keeps it round; less lets it fold the less the more it pulls.
    EXPECT_EQ(roundness(l, std::abs(passive), passive), 1) << l;
    EXPECT_EQ(roundness(l, 2 * std::abs(passive), passive), 1) << l;
    double before = roundness(l, 0.0, passive);
    for (double share = 0.1; share < 1; share += 0.1) {
      const double now = roundness(l, share * std::abs(passive), passive);
      EXPECT_GE(now, before) << l;
      before = now;
    }
  }
}

TEST(Wall, twitch_begins_and_ends_relaxed_and_peaks_once) {
  constexpr double kContracting = 0.3;
  EXPECT_NEAR(twitch(0.0, kContracting), 0, 1e-30);
  EXPECT_NEAR(twitch(kContracting / 2, kContracting), 1, kEpsilon);
  EXPECT_NEAR(twitch(kContracting * (1 - 1e-9), kContracting), 0, 1e-15);
  for (double x = kContracting; x < 1; x += 0.01) EXPECT_EQ(twitch(x, kContracting), 0) << x;
}

TEST(Wall, emptied_vessel_keeps_a_lumen) {
  for (const double section : {-2e-7, -2e-10, 0.0, 2e-10})
    EXPECT_GT(open_bore(section, 1e-9).diameter, 0) << section;
}

}  // namespace
}  // namespace cisterna::lymph
