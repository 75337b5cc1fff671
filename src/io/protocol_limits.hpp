// What a protocol may ask for at most (SI). Beyond these a number is taken for a slip of the pen.
#pragma once
#include <numbers>

namespace cisterna {

inline constexpr double kHighestPressure =
    1000 * 133.322387415;  ///< 1,000 mmHg, above any tourniquet
inline constexpr double kHighestTraction = 1e5;
inline constexpr double kShortestTime = 1e-3;
inline constexpr double kLongestTime = 7 * 86400.0;
inline constexpr double kShortestLength = 1e-3;
inline constexpr double kLongestLength = 2;
inline constexpr double kSlowest = 1e-4, kFastest = 5;                  ///< of a gliding hand [m/s]
inline constexpr double kSlowestRubbing = 0.1, kFastestRubbing = 4;     ///< circles [1/s]
inline constexpr double kSlowestImpacts = 1, kFastestImpacts = 12;      ///< [1/s]
inline constexpr double kShortestImpact = 5e-3;                         ///< [s]
inline constexpr double kSlowestVibration = 1, kFastestVibration = 30;  ///< [1/s]
inline constexpr double kWidestRubbing = 0.1;                           ///< [m]
inline constexpr double kSlowestCadence = 1 / 60.0, kFastestCadence = 4;  ///< contractions [1/s]
inline constexpr double kShortestContraction = 0.05;                      ///< share of a cycle
inline constexpr double kSlowestBreathing = 1 / 60.0, kFastestBreathing = 1;  ///< breaths [1/s]
inline constexpr double kShortestBreathPart = 0.1;         ///< share of a breath, in or out
inline constexpr double kLongestBreathPause = 0.8;         ///< share of a breath
inline constexpr double kStrongestBreath = 100 * 98.0665;  ///< 100 cmH2O, either way
inline constexpr double kSteepest = std::numbers::pi / 2;  ///< of the limb, either way
inline constexpr double kColdestSkin = 278.15, kHottestSkin = 318.15;
inline constexpr double kLeastGiven = 1e-6;  ///< into a vein in one step [m3]
/// Into veins, by all steps [m3]: 40 mL for each kg, the most that volunteers were given in an hour to three in trials.
inline constexpr double kMostGiven = 3e-3;
inline constexpr double kMostTaken =
    1e-3;  ///< blood, by all steps: short of what empties veins [m3]
inline constexpr double kFastestGiven = 1e-3 / 60;  ///< into a vein [m3/s]
inline constexpr double kFastestTaken =
    1e-4 / 60;  ///< what an arm's vein gives before it collapses [m3/s]
inline constexpr double kMostProtein = 250;        ///< of a fluid given [kg/m3]
inline constexpr double kMostWater = 2e-3 / 3600;  ///< of a standing way [m3/s]
inline constexpr int kMostRepeats = 1'000'000;
inline constexpr int kMostSites = 1000;
inline constexpr int kMostChambers = 100;
inline constexpr int kDeepestNesting = 16;
inline constexpr double kMostActions = 1e6;

}  // namespace cisterna
