// What the picture and the table of flows share.
#pragma once
#include <span>
#include <string>

#include "measure/body_flows.hpp"

namespace cisterna::report {

/// Mean of the known values of intervals first .. last; interval i ends at time[i].
double mean_over(std::span<const double> time, std::span<const double> values, std::size_t first,
                 std::size_t last);
/// "chest and belly wall".
std::string part_label(const BodyFlow& part);

}  // namespace cisterna::report
