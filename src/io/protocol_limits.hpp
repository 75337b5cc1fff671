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
inline constexpr double kSlowest = 1e-4, kFastest = 5;     ///< of a gliding hand [m/s]
inline constexpr double kSteepest = std::numbers::pi / 2;  ///< of the limb, either way
inline constexpr double kColdestSkin = 278.15, kHottestSkin = 318.15;
inline constexpr int kMostRepeats = 1'000'000;
inline constexpr int kMostSites = 1000;
inline constexpr int kMostChambers = 100;
inline constexpr int kDeepestNesting = 16;
inline constexpr double kMostActions = 1e6;

}  // namespace cisterna
