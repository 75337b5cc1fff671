// How exactly a group of states wants to be stepped.
#pragma once
#include <cstddef>

namespace cisterna {

/// States [begin, end) share a tolerance: an error e weighs e / (absolute + relative * |y|).
/// absolute <= 0 leaves the group out (amounts that only count what passed).
struct ToleranceBlock {
  std::size_t begin = 0, end = 0;
  double absolute = 0, relative = 0;
};

}  // namespace cisterna
