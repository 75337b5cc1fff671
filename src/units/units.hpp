// The closed table of units that input files may use, and reading and writing "35 mmHg".
// Every string that is not in the table is refused: general unit parsers guess, and guess wrong.
#pragma once
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "units/dimension.hpp"

namespace cisterna::units {

/// SI value = factor * shown value + offset. Only degC has an offset: it is an absolute temperature,
/// and a temperature difference is written in K.
struct Unit {
  std::string_view name;
  Dimension dimension;
  double factor = 1;
  double offset = 0;

  double to_si(double shown) const { return factor * shown + offset; }
  double from_si(double si) const { return (si - offset) / factor; }
};

struct Quantity {
  double value = 0;  ///< SI
  Dimension dimension;
  const Unit* unit = nullptr;  ///< as written; never null after parse()
};

/// The text is no number, or its unit is not in the table. what() says which, with the nearest units.
class UnitError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::span<const Unit> all_units();
/// nullptr when the table has no such unit. The empty name is the pure number.
const Unit* find_unit(std::string_view name);
/// As find_unit, but throws UnitError with the nearest names.
const Unit& unit_named(std::string_view name);
/// Names of the units of one dimension, most usual first.
std::vector<std::string> units_of(const Dimension& dimension);

/// A decimal number in any locale: digits, point, exponent. Throws UnitError, also for nan and inf.
double parse_number(std::string_view text);
/// A number followed by a unit of the table.
Quantity parse(std::string_view text);
/// "35 mmHg", with at most `digits` significant digits. A pure number has no unit.
std::string format(double si, const Unit& unit, int digits = 4);

}  // namespace cisterna::units
