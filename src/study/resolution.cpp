#include "study/resolution.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace cisterna {
namespace {

// coarse, standard, fine
constexpr std::array kLimbPatch = {0.12, 0.05, 0.025};  // [m]
constexpr std::array kBodyPatch = {0.24, 0.12, 0.08};   // [m]
constexpr int kLump = 22;            // 3,028 lymphangions of the reference adult make 151 lumps
constexpr int kRepresentatives = 4;  // fine takes twice the time that its patches alone take

// docs/resolution.md: what was measured
constexpr std::array kLimbError = {StatedError{0.35, 0.5, 1.0, 0.6}, StatedError{},
                                   StatedError{0.15, 0.35, 0.5, 0.1}};
constexpr std::array kBodyError = {StatedError{0.35, 0.4, 0.8, 0.5}, StatedError{},
                                   StatedError{0.1, 0.1, 0.25, 0.1}};

std::size_t index(Resolution resolution) { return static_cast<std::size_t>(resolution); }

}  // namespace

const std::vector<std::string>& resolution_names() {
  static const std::vector<std::string> names = {"coarse", "standard", "fine"};
  return names;
}

Resolution resolution_named(const std::string& name) {
  const auto found = std::ranges::find(resolution_names(), name);
  if (found == resolution_names().end()) throw std::invalid_argument("unknown resolution " + name);
  return static_cast<Resolution>(found - resolution_names().begin());
}

LimbResolution limb_resolution(Resolution resolution, const LimbAnatomy& anatomy) {
  LimbResolution cut;
  cut.largest_patch = (anatomy.body ? kBodyPatch : kLimbPatch)[index(resolution)];
  if (resolution == Resolution::coarse) cut.in_series = kLump;
  if (resolution == Resolution::fine) cut.representatives = kRepresentatives;
  return cut;
}

LimbResolution standard_resolution(const LimbAnatomy& anatomy) {
  return limb_resolution(Resolution::standard, anatomy);
}

StatedError stated_error(Resolution resolution, bool body) {
  return (body ? kBodyError : kLimbError)[index(resolution)];
}

}  // namespace cisterna
