// Pictures of numbers with 254 steps, coded as text: a picture on a page shows no more.
#pragma once
#include <string>
#include <vector>

#include "io/report/payload.hpp"

namespace cisterna::report {

/// Rows, row by row, in shown units.
using Picture = std::vector<std::vector<double>>;

struct Scale {
  double low = 0, high = 1;
};

/// One scale for all pictures; a few outliers do not bleach the rest unless it starts at zero.
Scale scale_of(const std::vector<const Picture*>& pictures, bool from_zero);
/// One byte a number, 255 where it is not known; base 64.
std::string coded(const Picture& picture, const Scale& scale);
Json json_of(const Scale& scale);

}  // namespace cisterna::report
