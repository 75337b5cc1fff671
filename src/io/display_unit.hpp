// The unit in which each kind of quantity is shown to people.
#pragma once
#include "measure/comparison.hpp"
#include "units/units.hpp"

namespace cisterna {

inline const units::Unit& display_unit(Kind kind) {
  switch (kind) {
    case Kind::volume: return units::unit_named("mL");
    case Kind::volume_flow: return units::unit_named("mL/h");
    case Kind::mass: return units::unit_named("mg");
    case Kind::pressure: return units::unit_named("mmHg");
    case Kind::duration: return units::unit_named("min");
    case Kind::frequency: return units::unit_named("/min");
    case Kind::velocity: return units::unit_named("cm/s");
    case Kind::fraction: return units::unit_named("");
  }
  return units::unit_named("");
}

/// The same interval in another unit. Differences and ratios need no offset: none of these has one.
inline Interval shown(Interval si, const units::Unit& unit) {
  return {unit.from_si(si.central), unit.from_si(si.low), unit.from_si(si.high), si.count,
          unit.from_si(si.median)};
}

}  // namespace cisterna
