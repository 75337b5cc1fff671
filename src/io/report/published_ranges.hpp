// Which published findings stand beside the vessel function of a study.
#pragma once
#include <span>
#include <vector>

#include "io/report/report_context.hpp"
#include "study/observation.hpp"

namespace cisterna {

std::vector<PublishedRange> published_ranges(std::span<const Observation> observations);

}  // namespace cisterna
