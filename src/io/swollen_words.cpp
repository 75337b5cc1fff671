#include "io/swollen_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "measure/measurements.hpp"

namespace cisterna {

std::string swollen_words(const StudyResult& study) {
  const auto volume = measurement_named("limb_volume_tape").read;
  const auto excess = measurement_named("limb_excess_tape").read;
  std::size_t starts = 0, swollen = 0;
  bool central = false;
  double most = 0, share = 0;
  for (const RunResult& run : study.runs) {
    if (run.protocol != study.protocols.front() || run.stop != StopReason::finished) continue;
    ++starts;
    bool one = false;
    for (const std::size_t member : measured_members(study.geometry)) {
      const double beyond = excess(study.geometry, run, member);
      const double part = beyond / (volume(study.geometry, run, member) - beyond);
      if (!(part > kSwollenShare)) continue;
      one = true;
      if (part > share) share = part, most = beyond;
    }
    swollen += one, central = central || (one && run.sample == 0);
  }
  if (swollen == 0) return {};
  constexpr double kMillilitre = 1e-6;
  const std::string which =
      starts == 1 ? "The start is"
                  : fmt::format("{} of {} starts {}", swollen, starts, swollen == 1 ? "is" : "are");
  const char* of = starts == 1    ? ""
                   : central      ? ", that with central parameters among them"
                   : swollen == 1 ? ", not that with central parameters"
                                  : ", none of them with central parameters";
  return fmt::format(
      "{} swollen: a limb holds up to {:.0f} mL ({:.0f} %) more than drawn{}. "
      "Its balance lies there; what is drained of it is an oedema's",
      which, most / kMillilitre, 100 * share, of);
}

}  // namespace cisterna
