#include "io/report/coded_picture.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace cisterna::report {
namespace {

constexpr int kLevels = 254;  // 255 is kept for unknown
constexpr std::uint8_t kMissing = 255;
constexpr double kLowTail = 0.002, kHighTail = 0.998;  // of a colour scale

std::string base64(const std::vector<std::uint8_t>& bytes) {
  static constexpr char kAlphabet[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t word = 0;
    for (std::size_t k = 0; k < 3; ++k)
      word = word << 8 | (i + k < bytes.size() ? bytes[i + k] : 0u);
    for (std::size_t k = 0; k < 4; ++k)
      text += i + k <= bytes.size() ? kAlphabet[word >> (18 - 6 * k) & 63] : '=';
  }
  return text;
}

}  // namespace

Scale scale_of(const std::vector<const Picture*>& pictures, bool from_zero) {
  std::vector<double> all;
  for (const Picture* picture : pictures)
    for (const auto& row : *picture) all.insert(all.end(), row.begin(), row.end());
  Scale scale{from_zero ? 0 : quantile(all, kLowTail), quantile(all, from_zero ? 1 : kHighTail)};
  if (!std::isfinite(scale.low) || !std::isfinite(scale.high)) return {};
  if (scale.high <= scale.low) scale.high = scale.low + 1;
  return scale;
}

std::string coded(const Picture& picture, const Scale& scale) {
  std::vector<std::uint8_t> bytes;
  for (const auto& row : picture)
    for (double x : row) {
      const double level = std::round((x - scale.low) / (scale.high - scale.low) * kLevels);
      const double inside = std::clamp(level, 0.0, static_cast<double>(kLevels));
      bytes.push_back(std::isfinite(x) ? static_cast<std::uint8_t>(inside) : kMissing);
    }
  return base64(bytes);
}

Json json_of(const Scale& scale) {
  return {{"lo", json_number(scale.low)}, {"hi", json_number(scale.high)}};
}

}  // namespace cisterna::report
