#include "measure/swelling.hpp"

#include <algorithm>

#include "measure/measurements.hpp"

namespace cisterna {
namespace {

bool take(double now, double drawn, double least, MostHeld& most) {
  if (!(now > least)) return false;
  if (now / drawn > most.times) most = {now, now / drawn};
  return true;
}

bool take_limbs(const LimbGeometry& geometry, const RunResult& run, Swelling& swelling) {
  const auto volume = measurement_named("limb_volume_tape").read;
  const auto excess = measurement_named("limb_excess_tape").read;
  bool any = false;
  for (const std::size_t member : measured_members(geometry)) {
    const double beyond = excess(geometry, run, member) -
                          (geometry.stated_oedema.empty() ? 0.0 : geometry.stated_oedema[member]);
    const double share = beyond / (volume(geometry, run, member) - beyond);
    if (!(share > kSwollenShare)) continue;
    any = true;
    if (share > swelling.limb_share) swelling.limb_share = share, swelling.limb = beyond;
  }
  return any;
}

bool take_tissue(const LimbGeometry& geometry, const RunResult& run, Swelling& swelling) {
  const TissueStart& start = run.tissue_start;
  bool any = false;
  for (std::size_t k = 0; k < std::min(swelling.organs.size(), start.organ_held.size()); ++k)
    any = take(start.organ_held[k], start.organ_drawn[k],
               start.organ_drawn[k] + kSwollenViscus * start.drawn, swelling.organs[k]) ||
          any;
  if (geometry.body && start.known())
    any = take(start.held, start.drawn, kSwollenTissue * start.drawn + run.stated_oedema,
               swelling.tissue) ||
          any;
  return any;
}

}  // namespace

Swelling swelling_of(const StudyResult& study) {
  Swelling swelling;
  swelling.organs.resize(study.geometry.organs.size());
  for (const RunResult& run : study.runs) {
    if (run.protocol != study.protocols.front() || run.stop != StopReason::finished) continue;
    ++swelling.starts;
    const bool limbs = take_limbs(study.geometry, run, swelling);
    if (!take_tissue(study.geometry, run, swelling) && !limbs) continue;
    ++swelling.swollen, swelling.central = swelling.central || run.sample == 0;
    swelling.balanced += !(run.start_imbalance > kBalancedStart);
  }
  return swelling;
}

}  // namespace cisterna
