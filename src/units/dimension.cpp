#include "units/dimension.hpp"

#include <utility>

namespace cisterna::units {
namespace {

constexpr std::pair<Dimension, const char*> kNames[] = {
    {kNumber, "pure number"},
    {kLength, "length"},
    {kMass, "mass"},
    {kTime, "time"},
    {kTemperature, "temperature"},
    {kAngle, "angle"},
    {kArea, "area"},
    {kVolume, "volume"},
    {kRate, "rate"},
    {kSpeed, "speed"},
    {kAcceleration, "acceleration"},
    {kForce, "force"},
    {kPressure, "pressure"},
    {kTension, "tension"},
    {kFlow, "flow"},
    {kViscosity, "viscosity"},
    {kResistance, "flow resistance"},
    {kConductance, "flow conductance"},
    {kCompliance, "compliance"},
    {kPerPressure, "inverse pressure"},
    {kPressureGradient, "pressure gradient"},
    {kConcentration, "concentration"},
    {kMassFlow, "mass flow"},
    {kDiffusivity, "diffusivity"},
    {kPerTemperature, "inverse temperature"},
    {kPerLength, "inverse length"},
    {kMobility, "tissue mobility"},
    {kSurfaceConductance, "conductance per area"},
    {kVolumeConductance, "conductance per volume"},
    {kMolarity, "molar concentration"},
    {kMolarityRate, "molar concentration per time"},
    {kHeatTransfer, "heat transfer coefficient"},
    {kSpecificHeat, "specific heat"},
    {kHeatSource, "heat source"},
    {kOsmoticSlope, "pressure per concentration"},
    {kOsmoticCurvature, "pressure per concentration squared"},
};

}  // namespace

std::string name_of(const Dimension& d) {
  for (const auto& [dimension, name] : kNames) {
    if (dimension == d) return name;
  }
  const std::pair<const char*, int> parts[] = {
      {"m", d.length},      {"kg", d.mass},    {"s", d.time},        {"A", d.current},
      {"K", d.temperature}, {"mol", d.amount}, {"cd", d.luminosity}, {"rad", d.angle}};
  std::string text;
  for (const auto& [base, exponent] : parts) {
    if (exponent == 0) continue;
    if (!text.empty()) text += " ";
    text += base;
    if (exponent != 1) text += std::to_string(exponent);
  }
  return text;
}

}  // namespace cisterna::units
