// The angle of one member through a treatment: its own, or that of the trunk it hangs on.
//
//   (1)  e = (1 - S) a + S b,   S = smooth rise within the ramp of a change
//
//   a, b  angle before and after: constants, or, where the member follows, the trunk's at the same moment [rad]
// So a member that follows moves with the trunk, and one that comes back to it needs not know where the trunk then is.
#pragma once
#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "therapy/footprint.hpp"
#include "therapy/programme.hpp"

namespace cisterna {

class MemberCourse {
 public:
  void begin(double angle) { initial_ = angle; }
  /// `to` is reached `ramp` after `start`; without it the member follows the trunk from then on.
  void add(double start, double ramp, std::optional<double> to) {
    changes_.push_back({start, ramp, to});
  }

  /// False when two changes overlap in time by more than `slack`.
  bool settle(double slack) {
    std::stable_sort(changes_.begin(), changes_.end(),
                     [](const Change& a, const Change& b) { return a.start < b.start; });
    for (std::size_t k = 1; k < changes_.size(); ++k)
      if (changes_[k].start < changes_[k - 1].end() - slack) return false;
    return true;
  }

  double at(double t, double trunk) const {
    std::optional<double> before = initial_;
    double angle = before.value_or(trunk);
    for (const Change& change : changes_) {
      if (change.start > t) break;
      angle = std::lerp(before.value_or(trunk), change.to.value_or(trunk),
                        smooth_rise(t - change.start, change.ramp));
      before = change.to;
    }
    return angle;
  }

  double next_breakpoint(double t) const {
    for (const Change& change : changes_)
      for (const double moment : {change.start, change.end()})
        if (moment > t) return moment;
    return kNever;
  }

 private:
  struct Change {
    double start, ramp;
    std::optional<double> to;
    double end() const { return start + ramp; }
  };
  std::optional<double> initial_;
  std::vector<Change> changes_;
};

}  // namespace cisterna
