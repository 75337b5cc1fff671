// The dimension of a quantity: exponents of the SI base units, and of plane angle.
//
// SI counts an angle as a pure number. Here it is kept apart, so that "elevation: 30" without a unit is
// refused instead of being read as 30 rad. Inside the model an angle is a number in rad.
#pragma once
#include <array>
#include <string>

namespace cisterna::units {

struct Dimension {
  int length = 0, mass = 0, time = 0, current = 0, temperature = 0, amount = 0, luminosity = 0;
  int angle = 0;

  friend constexpr bool operator==(const Dimension&, const Dimension&) = default;
  friend constexpr Dimension operator*(const Dimension& a, const Dimension& b) {
    return combined(a, b, 1);
  }
  friend constexpr Dimension operator/(const Dimension& a, const Dimension& b) {
    return combined(a, b, -1);
  }

 private:
  friend constexpr Dimension combined(const Dimension& a, const Dimension& b, int sign) {
    return {a.length + sign * b.length,
            a.mass + sign * b.mass,
            a.time + sign * b.time,
            a.current + sign * b.current,
            a.temperature + sign * b.temperature,
            a.amount + sign * b.amount,
            a.luminosity + sign * b.luminosity,
            a.angle + sign * b.angle};
  }
};

inline constexpr Dimension kNumber{};
inline constexpr Dimension kLength{.length = 1};
inline constexpr Dimension kMass{.mass = 1};
inline constexpr Dimension kTime{.time = 1};
inline constexpr Dimension kTemperature{.temperature = 1};
inline constexpr Dimension kAngle{.angle = 1};
inline constexpr Dimension kArea = kLength * kLength;
inline constexpr Dimension kVolume = kArea * kLength;
inline constexpr Dimension kRate = kNumber / kTime;
inline constexpr Dimension kSpeed = kLength / kTime;
inline constexpr Dimension kAcceleration = kSpeed / kTime;
inline constexpr Dimension kForce = kMass * kAcceleration;
inline constexpr Dimension kPressure = kForce / kArea;
inline constexpr Dimension kTension = kForce / kLength;
inline constexpr Dimension kFlow = kVolume / kTime;
inline constexpr Dimension kViscosity = kPressure * kTime;
inline constexpr Dimension kResistance = kPressure / kFlow;
inline constexpr Dimension kConductance = kFlow / kPressure;
inline constexpr Dimension kCompliance = kVolume / kPressure;
inline constexpr Dimension kElastance = kPressure / kVolume;
inline constexpr Dimension kInertance = kResistance * kTime;
inline constexpr Dimension kPerFlow = kNumber / kFlow;
inline constexpr Dimension kPerVolume = kNumber / kVolume;
inline constexpr Dimension kTimeSquared = kTime * kTime;
inline constexpr Dimension kPerPressure = kNumber / kPressure;
inline constexpr Dimension kPressureGradient = kPressure / kLength;
inline constexpr Dimension kConcentration = kMass / kVolume;
inline constexpr Dimension kSpecificVolume = kVolume / kMass;
inline constexpr Dimension kMassFlow = kMass / kTime;
inline constexpr Dimension kAmount{.amount = 1};
inline constexpr Dimension kMolarity = kAmount / kVolume;
inline constexpr Dimension kMolarityRate = kMolarity / kTime;
inline constexpr Dimension kPower = kForce * kSpeed;
inline constexpr Dimension kHeatTransfer = kPower / kArea / kTemperature;          ///< W/(m2 K)
inline constexpr Dimension kSpecificHeat = kPower * kTime / kMass / kTemperature;  ///< J/(kg K)
inline constexpr Dimension kHeatSource = kPower / kVolume;                         ///< W/m3
inline constexpr Dimension kDiffusivity = kArea / kTime;
inline constexpr Dimension kPerTemperature = kNumber / kTemperature;
inline constexpr Dimension kPerLength = kNumber / kLength;
inline constexpr Dimension kMobility = kArea / kViscosity;               ///< m2/(Pa s)
inline constexpr Dimension kSurfaceConductance = kConductance / kArea;   ///< m/(Pa s)
inline constexpr Dimension kVolumeConductance = kConductance / kVolume;  ///< 1/(Pa s)
inline constexpr Dimension kOsmoticSlope = kPressure / kConcentration;
inline constexpr Dimension kOsmoticCurvature = kOsmoticSlope / kConcentration;

/// "pressure", "flow", ... or the exponents, "m2 kg s-3", where the dimension has no common name.
std::string name_of(const Dimension& dimension);

}  // namespace cisterna::units
