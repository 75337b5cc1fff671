// Which published findings stand beside the vessel function of a study.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "io/report/report_context.hpp"
#include "study/observation.hpp"

namespace cisterna {

/// `anatomy`: name of the limb; legs have findings of their own, other limbs are shown beside those of arms.
std::vector<PublishedRange> published_ranges(std::span<const Observation> observations,
                                             const std::string& anatomy);

}  // namespace cisterna
