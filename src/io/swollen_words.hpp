// Which limbs and viscera begin swollen, in one line.
#pragma once
#include <string>

#include "model/result.hpp"

namespace cisterna {

/// Empty where no start is (measure/swelling.hpp).
std::string swollen_words(const StudyResult& study);

}  // namespace cisterna
