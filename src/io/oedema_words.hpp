// With what oedema a run began, in words.
#pragma once
#include <fmt/format.h>

#include <string>

#include "io/display_unit.hpp"
#include "model/result.hpp"

namespace cisterna {

/// Empty where the person states none.
inline std::string oedema_words(const RunResult& run) {
  if (!(run.stated_oedema > 0)) return {};
  return fmt::format(
      "began with the stated {} of fluid beyond rest, to which tissue has yielded so that its "
      "balance lies there",
      units::format(run.stated_oedema, display_unit(Kind::volume), 4));
}

}  // namespace cisterna
