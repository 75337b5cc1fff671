#include "units/units.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <numbers>

#include "base/spelling.hpp"

namespace cisterna::units {
namespace {

constexpr double kMmHg = 133.322387415;  // conventional millimetre of mercury [Pa]
constexpr double kCmH2O = 98.0665;       // conventional centimetre of water [Pa]
constexpr double kGravity = 9.80665;     // standard gravity [m/s2]
constexpr double kMinute = 60, kHour = 3600, kDay = 86400;
constexpr double kLitre = 1e-3, kMillilitre = 1e-6, kMicrolitre = 1e-9, kNanolitre = 1e-12;
constexpr double kDegree = std::numbers::pi / 180;
constexpr double kIcePoint = 273.15;

constexpr auto kUnits = std::to_array<Unit>({
    {"", kNumber, 1},
    {"%", kNumber, 0.01},
    {"m", kLength, 1},
    {"cm", kLength, 1e-2},
    {"mm", kLength, 1e-3},
    {"um", kLength, 1e-6},
    {"m2", kArea, 1},
    {"cm2", kArea, 1e-4},
    {"mm2", kArea, 1e-6},
    {"mL", kVolume, kMillilitre},
    {"L", kVolume, kLitre},
    {"uL", kVolume, kMicrolitre},
    {"nL", kVolume, kNanolitre},
    {"m3", kVolume, 1},
    {"s", kTime, 1},
    {"ms", kTime, 1e-3},
    {"min", kTime, kMinute},
    {"h", kTime, kHour},
    {"day", kTime, kDay},
    {"kg", kMass, 1},
    {"g", kMass, 1e-3},
    {"mg", kMass, 1e-6},
    {"degC", kTemperature, 1, kIcePoint},
    {"K", kTemperature, 1},
    {"/K", kPerTemperature, 1},
    {"deg", kAngle, kDegree},
    {"rad", kAngle, 1},
    {"mmHg", kPressure, kMmHg},
    {"cmH2O", kPressure, kCmH2O},
    {"Pa", kPressure, 1},
    {"kPa", kPressure, 1e3},
    {"kgf/cm2", kPressure, kGravity * 1e4},
    {"gf/cm2", kPressure, kGravity * 10},
    {"dyn/cm2", kPressure, 0.1},
    {"N", kForce, 1},
    {"mN", kForce, 1e-3},
    {"N/m", kTension, 1},
    {"mN/mm", kTension, 1},
    {"mN/m", kTension, 1e-3},
    {"dyn/cm", kTension, 1e-3},
    {"Hz", kRate, 1},
    {"/min", kRate, 1 / kMinute},
    {"/s", kRate, 1},
    {"/h", kRate, 1 / kHour},
    {"cm/s", kSpeed, 1e-2},
    {"um/s", kSpeed, 1e-6},
    {"mm/s", kSpeed, 1e-3},
    {"m/s", kSpeed, 1},
    {"cm/min", kSpeed, 1e-2 / kMinute},
    {"m/s2", kAcceleration, 1},
    {"mL/s", kFlow, kMillilitre},
    {"L/min", kFlow, kLitre / kMinute},
    {"mL/h", kFlow, kMillilitre / kHour},
    {"mL/min", kFlow, kMillilitre / kMinute},
    {"uL/min", kFlow, kMicrolitre / kMinute},
    {"uL/h", kFlow, kMicrolitre / kHour},
    {"L/day", kFlow, kLitre / kDay},
    {"m3/s", kFlow, 1},
    {"cP", kViscosity, 1e-3},
    {"poise", kViscosity, 0.1},
    {"Pa.s", kViscosity, 1},
    {"mmHg/(mL/h)", kResistance, kMmHg* kHour / kMillilitre},
    {"dyn.s/cm5", kResistance, 1e5},
    {"mmHg.s/mL", kResistance, kMmHg / kMillilitre},
    {"mmHg.s2/mL", kInertance, kMmHg / kMillilitre},
    {"mmHg/mL", kElastance, kMmHg / kMillilitre},
    {"s/mL", kPerFlow, 1 / kMillilitre},
    {"/mL", kPerVolume, 1 / kMillilitre},
    {"s2", kTimeSquared, 1},
    {"Pa.s/m3", kResistance, 1},
    {"mL/h/mmHg", kConductance, kMillilitre / kHour / kMmHg},
    {"m3/(Pa.s)", kConductance, 1},
    {"mL/mmHg", kCompliance, kMillilitre / kMmHg},
    {"uL/mmHg", kCompliance, kMicrolitre / kMmHg},
    {"m3/Pa", kCompliance, 1},
    {"/mmHg", kPerPressure, 1 / kMmHg},
    {"/Pa", kPerPressure, 1},
    {"cm2/dyn", kPerPressure, 10},
    {"mmHg/m", kPressureGradient, kMmHg},
    {"Pa/m", kPressureGradient, 1},
    {"g/L", kConcentration, 1},
    {"g/dL", kConcentration, 10},
    {"kg/m3", kConcentration, 1},
    {"mL/kg", kSpecificVolume, kMillilitre},
    {"mg/h", kMassFlow, 1e-6 / kHour},
    {"kg/s", kMassFlow, 1},
    {"m2/s", kDiffusivity, 1},
    {"/m", kPerLength, 1},
    {"m2/(Pa.s)", kMobility, 1},
    {"m/(Pa.s)", kSurfaceConductance, 1},
    {"/(Pa.s)", kVolumeConductance, 1},
    {"mL/h/mmHg/L", kVolumeConductance, kMillilitre / kHour / kMmHg / kLitre},
    {"mmol/L", kMolarity, 1},
    {"mmol/L/min", kMolarityRate, 1 / kMinute},
    {"W/(m2.K)", kHeatTransfer, 1},
    {"J/(kg.K)", kSpecificHeat, 1},
    {"W/m3", kHeatSource, 1},
    {"mmHg/(g/L)", kOsmoticSlope, kMmHg},
    {"mmHg/(g/L)2", kOsmoticCurvature, kMmHg},
});

bool is_space(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Long or strange input is cut before it goes into a message.
std::string quoted(std::string_view text) {
  constexpr std::size_t kShown = 40;
  std::string shown = "\"";
  shown.append(text.substr(0, kShown)).append(text.size() > kShown ? "...\"" : "\"");
  return shown;
}

// Reads the number at the front of `text` and removes it.
double take_number(std::string_view& text) {
  const std::string_view whole = text;
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) {
    throw UnitError(quoted(whole) + " is too large or too small for a number");
  }
  if (error != std::errc()) throw UnitError("expected a number, found " + quoted(whole));
  if (!std::isfinite(value)) throw UnitError("expected a finite number, found " + quoted(whole));
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.empty() && text.front() == ',') {
    throw UnitError("expected a number with a decimal point, found " + quoted(whole));
  }
  return value;
}

}  // namespace

std::span<const Unit> all_units() { return kUnits; }

const Unit* find_unit(std::string_view name) {
  for (const Unit& unit : kUnits) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

const Unit& unit_named(std::string_view name) {
  if (const Unit* unit = find_unit(name)) return *unit;
  std::vector<std::string> names;
  for (const Unit& unit : kUnits) {
    if (!unit.name.empty()) names.emplace_back(unit.name);
  }
  throw UnitError("unknown unit " + quoted(name) + suggestion(name, names));
}

std::vector<std::string> units_of(const Dimension& dimension) {
  std::vector<std::string> names;
  for (const Unit& unit : kUnits) {
    if (unit.dimension == dimension && !unit.name.empty()) names.emplace_back(unit.name);
  }
  return names;
}

double parse_number(std::string_view text) {
  std::string_view rest = trimmed(text);
  const double value = take_number(rest);
  if (!rest.empty()) throw UnitError("expected a number, found " + quoted(trimmed(text)));
  return value;
}

Quantity parse(std::string_view text) {
  std::string_view rest = trimmed(text);
  const double shown = take_number(rest);
  const Unit& unit = unit_named(trimmed(rest));
  const double si = unit.to_si(shown);
  if (!std::isfinite(si)) throw UnitError(quoted(text) + " is too large for a number");
  return {si, unit.dimension, &unit};
}

std::string format(double si, const Unit& unit, int digits) {
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, unit.from_si(si),
                                 std::chars_format::general, digits);
  std::string text(buffer, end.ptr);
  if (!unit.name.empty()) text.append(" ").append(unit.name);
  return text;
}

}  // namespace cisterna::units
