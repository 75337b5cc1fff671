// What a run writes down of its heart and vessels (BloodResult), from the grid that blood keeps.
#pragma once
#include <span>

#include "engine/beat_ends.hpp"
#include "engine/body_blood.hpp"
#include "model/result.hpp"

namespace cisterna {

class BloodRecord {
 public:
  /// Without blood nothing is written.
  BloodRecord(const BodyBlood* blood, BloodResult& result) : blood_(blood), r_(result) {}
  /// `state` of lymph, the first.
  void begin(const LymphNetwork& network, const StateLayout& at, std::span<const double> state);
  void look(double t);  ///< at every picture: blood does not keep its past for long
  void slow_point(double t);
  /// Mean of the interval that ended at the last slow point; as it rests before the first.
  const BloodMoment& mean() const { return mean_; }
  /// `state` of lymph, the last.
  void end(BodyBlood& blood, const LymphNetwork& network, const StateLayout& at,
           std::span<const double> state);

 private:
  void see(const BloodMoment& now);
  void put(const BloodMoment& mean, const BeatPressures& beats, const BloodMoment& now);

  const BodyBlood* blood_;
  BloodResult& r_;
  long seen_ = 0, count_ = 0;  // the last point of the grid, and how many since the last slow one
  BloodMoment sum_{}, mean_{};
  BeatEnds beats_;
};

}  // namespace cisterna
