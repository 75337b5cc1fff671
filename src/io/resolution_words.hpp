// How finely a study was cut, and what was stated about that, in words.
#pragma once
#include <fmt/format.h>

#include <cmath>
#include <string>

#include "model/result.hpp"

namespace cisterna {

inline std::string resolution_words(const StudyResult& study) {
  if (study.resolution == "standard") return study.resolution;
  const auto percent = [](double share) { return std::lround(share * 100); };
  return fmt::format(
      "{}; against standard, measured on {}: flows at rest within {} %, lymph drained in a session "
      "lying down within {} %, upright by a factor of {:.3g} at most, contractions a minute within "
      "{} % (docs/resolution.md)",
      study.resolution, study.geometry.body ? "the healthy reference adult" : "healthy persons",
      percent(study.rest_error), percent(study.session_error), 1 + study.upright_error,
      percent(study.frequency_error));
}

}  // namespace cisterna
