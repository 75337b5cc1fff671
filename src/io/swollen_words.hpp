// Which limbs and viscera begin swollen, in one line.
#pragma once
#include <string>

#include "model/result.hpp"

namespace cisterna {

/// A limb counts as swollen from this share of its drawn volume on, by tape: where clinics begin to speak of oedema.
inline constexpr double kSwollenShare = 0.1;
/// All tissue of a body, from this many times its drawn fluid on: oedema shows from a third more on.
inline constexpr double kSwollenTissue = 4.0 / 3;
/// A viscus, from this share of the fluid drawn for all tissue on that it holds beyond its own. A healthy adult's viscera
/// stay below.
inline constexpr double kSwollenViscus = 0.05;

/// A start that moves by no more than this, of the flow at rest, lies in balance: as the search for a start aims at.
inline constexpr double kBalancedStart = 0.05;

/// Empty where every finished run begins with limbs and tissue within these of what is drawn. Starts are common to protocols.
std::string swollen_words(const StudyResult& study);

}  // namespace cisterna
