#include "io/swollen_words.hpp"

#include <fmt/format.h>

#include <vector>

#include "base/spelling.hpp"
#include "measure/swelling.hpp"

namespace cisterna {
namespace {

constexpr double kMillilitre = 1e-6, kLitre = 1e-3;

std::string told(const std::string& place, const MostHeld& most) {
  return fmt::format("{} {:.1f} L ({:.{}f} times what is drawn)", place, most.held / kLitre,
                     most.times, most.times < 10 ? 1 : 0);
}

std::string places_words(const StudyResult& study, const Swelling& swelling) {
  const LimbGeometry& of = study.geometry;
  const std::string holds = swelling.starts > 1 ? " holds up to" : " holds";
  std::vector<std::string> parts;
  if (swelling.limb_share > 0)
    parts.push_back(fmt::format("a limb holds up to {:.0f} mL ({:.0f} %) more than {}",
                                swelling.limb / kMillilitre, 100 * swelling.limb_share,
                                of.stated_oedema.empty() ? "drawn" : "drawn and stated"));
  for (std::size_t k = 0; k < swelling.organs.size(); ++k)
    if (swelling.organs[k].times > 0)
      parts.push_back(told("the " + of.organs[k] + holds, swelling.organs[k]));
  if (swelling.tissue.times > 0) parts.push_back(told("all tissue" + holds, swelling.tissue));
  return joined_names(parts, " and ");
}

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
  const Swelling swelling = swelling_of(study);
  const std::size_t starts = swelling.starts, swollen = swelling.swollen;
  if (swollen == 0) return {};
  const std::string which =
      starts == 1 ? "The start is"
                  : fmt::format("{} of {} starts {}", swollen, starts, swollen == 1 ? "is" : "are");
  const char* among = starts == 1        ? ""
                      : swelling.central ? ", that with central parameters among them"
                      : swollen == 1     ? ", not that with central parameters"
                                         : ", none of them with central parameters";
  return fmt::format("{} swollen: {}{}. {}", which, places_words(study, swelling), among,
                     balance_words(swollen, swelling.balanced));
}

}  // namespace cisterna
