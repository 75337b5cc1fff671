// A body left to itself: it breathes, and may be tilted once. Nothing presses on it and no plasma is exchanged.
#pragma once
#include <array>

#include "body/circulation/blood_outside.hpp"
#include "therapy/protocol.hpp"

namespace cisterna::circulation {

/// Head up by `angle` [rad], from `start` on within `duration` [s], limbs in line with the trunk.
struct Tilt {
  double start = 0, duration = 1, angle = 0;
};

class BreathingBody : public BloodSurroundings {
 public:
  explicit BreathingBody(const Breathing& breathing, const Tilt& tilt = {})
      : breathing_(breathing), tilt_(tilt) {}
  void at(double t, BloodOutside& outside) const override;
  double next_breakpoint(double t) const override;

 private:
  Breathing breathing_;
  Tilt tilt_;
};

/// Pressures of both cavities on the beds that lie in them.
void press_inner_beds(BloodOutside& outside);
/// All limbs in line with a trunk of this sine.
void stand_in_line(double sine, BloodOutside& outside);

}  // namespace cisterna::circulation
