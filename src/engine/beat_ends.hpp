// Highest and lowest pressure of each beat, in the mean over those that were seen from their beginning to their end.
#pragma once
#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/body_blood.hpp"

namespace cisterna {

class BeatEnds {
 public:
  /// Moments in their order, those of the grid.
  void see(double beats, double pressure) {
    if (std::floor(beats) != beat_) {
      if (whole_) highs_ += high_, lows_ += low_, ++count_;
      whole_ = !std::isnan(beat_);
      beat_ = std::floor(beats), high_ = low_ = pressure;
    }
    high_ = std::max(high_, pressure), low_ = std::min(low_, pressure);
  }
  /// Of the beats that ended since the last call; not numbers where none did.
  BeatPressures take() {
    const auto mean = [this](double sum) { return sum / static_cast<double>(count_); };
    const BeatPressures found =
        count_ > 0 ? BeatPressures{mean(highs_), mean(lows_)} : BeatPressures{};
    highs_ = lows_ = 0, count_ = 0;
    return found;
  }

 private:
  double beat_ = std::numeric_limits<double>::quiet_NaN();  // that goes on
  bool whole_ = false;
  double high_ = 0, low_ = 0, highs_ = 0, lows_ = 0;
  long count_ = 0;
};

}  // namespace cisterna
