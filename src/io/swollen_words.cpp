#include "io/swollen_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/spelling.hpp"
#include "measure/measurements.hpp"

namespace cisterna {
namespace {

constexpr double kMillilitre = 1e-6, kLitre = 1e-3;

// Fluid of one place of the body in the start where it is most against what is drawn.
struct Most {
  double held = 0, times = 0;
  bool take(double now, double drawn, double least) {
    if (!(now > least)) return false;
    if (now / drawn > times) held = now, times = now / drawn;
    return true;
  }
};

std::string told(const std::string& place, const Most& most) {
  return fmt::format("{} {:.1f} L ({:.{}f} times what is drawn)", place, most.held / kLitre,
                     most.times, most.times < 10 ? 1 : 0);
}

// What of the starts is swollen beyond what is stated, and by how much at most.
struct Swelling {
  explicit Swelling(const LimbGeometry& geometry)
      : of(geometry), organs(geometry.organs.size()), members(measured_members(geometry)) {}

  bool take(const RunResult& run) {
    bool any = false;
    for (const std::size_t member : members) {
      const double beyond =
          excess(of, run, member) - (of.stated_oedema.empty() ? 0.0 : of.stated_oedema[member]);
      const double part = beyond / (volume(of, run, member) - beyond);
      if (!(part > kSwollenShare)) continue;
      any = true;
      if (part > share) share = part, limb = beyond;
    }
    const TissueStart& start = run.tissue_start;
    for (std::size_t k = 0; k < std::min(organs.size(), start.organ_held.size()); ++k)
      any = organs[k].take(start.organ_held[k], start.organ_drawn[k],
                           start.organ_drawn[k] + kSwollenViscus * start.drawn) ||
            any;
    if (of.body && start.known())
      any = whole.take(start.held, start.drawn, kSwollenTissue * start.drawn + run.stated_oedema) ||
            any;
    return any;
  }

  std::string words(bool of_several) const {
    const std::string holds = of_several ? " holds up to" : " holds";
    std::vector<std::string> parts;
    if (share > 0)
      parts.push_back(fmt::format("a limb holds up to {:.0f} mL ({:.0f} %) more than {}",
                                  limb / kMillilitre, 100 * share,
                                  of.stated_oedema.empty() ? "drawn" : "drawn and stated"));
    for (std::size_t k = 0; k < organs.size(); ++k)
      if (organs[k].times > 0) parts.push_back(told("the " + of.organs[k] + holds, organs[k]));
    if (whole.times > 0) parts.push_back(told("all tissue" + holds, whole));
    return joined_names(parts, " and ");
  }

  const LimbGeometry& of;
  std::vector<Most> organs;
  std::vector<std::size_t> members;
  Most whole;
  double limb = 0, share = 0;
  double (*volume)(const LimbGeometry&, const RunResult&,
                   std::size_t) = measurement_named("limb_volume_tape").read;
  double (*excess)(const LimbGeometry&, const RunResult&,
                   std::size_t) = measurement_named("limb_excess_tape").read;
};

// A start that still moves has its balance somewhere else.
std::string balance_words(std::size_t swollen, std::size_t balanced) {
  const bool one = swollen == 1;
  if (balanced == swollen)
    return std::string(one ? "Its" : "Their") +
           " balance lies there; what is drained of it is an oedema's";
  const std::string drained =
      "; what is drained of it is an oedema's, or the start that still settles";
  if (balanced == 0)
    return std::string(one ? "It is" : "They are") + " not in balance there" + drained;
  return fmt::format("The balance of {} of them lies there, the others are not in balance{}",
                     balanced, drained);
}

}  // namespace

std::string swollen_words(const StudyResult& study) {
  Swelling swelling(study.geometry);
  std::size_t starts = 0, swollen = 0, balanced = 0;
  bool central = false;
  for (const RunResult& run : study.runs) {
    if (run.protocol != study.protocols.front() || run.stop != StopReason::finished) continue;
    ++starts;
    if (!swelling.take(run)) continue;
    ++swollen, central = central || run.sample == 0;
    balanced += !(run.start_imbalance > kBalancedStart);
  }
  if (swollen == 0) return {};
  const std::string which =
      starts == 1 ? "The start is"
                  : fmt::format("{} of {} starts {}", swollen, starts, swollen == 1 ? "is" : "are");
  const char* among = starts == 1    ? ""
                      : central      ? ", that with central parameters among them"
                      : swollen == 1 ? ", not that with central parameters"
                                     : ", none of them with central parameters";
  return fmt::format("{} swollen: {}{}. {}", which, swelling.words(starts > 1), among,
                     balance_words(swollen, balanced));
}

}  // namespace cisterna
