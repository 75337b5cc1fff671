// Which limbs begin swollen, in one line.
#pragma once
#include <string>

#include "model/result.hpp"

namespace cisterna {

/// A limb counts as swollen from this share of its drawn volume on, by tape: where clinics begin to speak of oedema.
inline constexpr double kSwollenShare = 0.1;

/// Empty where every finished run begins with limbs within kSwollenShare of what is drawn. Starts are common to protocols.
std::string swollen_words(const StudyResult& study);

}  // namespace cisterna
