// How finely anatomies are cut, by name, and how far what they give lies from standard (docs/resolution.md).
#pragma once
#include <string>
#include <vector>

#include "body/limb/limb.hpp"

namespace cisterna {

enum class Resolution { coarse, standard, fine };

/// "coarse", "standard", "fine", in the order of the enumeration.
const std::vector<std::string>& resolution_names();
/// Throws std::invalid_argument for any other name.
Resolution resolution_named(const std::string& name);

/// Standard: patches of 5 cm on a limb alone, of 12 cm on a body; every lymphangion of its own.
LimbResolution limb_resolution(Resolution resolution, const LimbAnatomy& anatomy);
LimbResolution standard_resolution(const LimbAnatomy& anatomy);

/// How far a resolution may lie from standard, relative to it: measured, then rounded up. Above 1 an e is a ratio between
/// 1/(1 + e) and 1 + e.
struct StatedError {
  double rest = 0;       ///< flow at the outlets at rest, and what initial lymphatics take up
  double session = 0;    ///< lymph drained over a session lying down
  double upright = 0;    ///< the same of a limb that hangs and of a body that stands
  double frequency = 0;  ///< contractions a minute at rest
};
StatedError stated_error(Resolution resolution, bool body);

}  // namespace cisterna
