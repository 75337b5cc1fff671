// Beds that set their own width beside the blood that feeds them: what BodyBlood asks before each of its chunks.
#pragma once
#include <array>
#include <span>

#include "body/circulation/blood_outside.hpp"

namespace cisterna {

struct BloodMoment;

class OwnBeds {
 public:
  using Widened = std::array<double, circulation::kBeds>;  ///< BloodOutside::widened

  virtual ~OwnBeds() = default;
  /// Over [from, to] of lymph's time, in as many equal stretches as `out` has, when blood was `before` in the mean of
  /// the chunk before. False where a bed could not be stepped on.
  virtual bool widen(double from, double to, const BloodMoment& before, std::span<Widened> out) = 0;
  /// Oxygen that muscle which works asks for beyond rest, in the mean of what was widened last [m3/s].
  virtual double asked() const = 0;
};

}  // namespace cisterna
