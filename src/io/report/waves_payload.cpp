// Pictures in space and time of the fast window: pressure under the hands, pressure and diameter of
// the lymphangions. Quantised to 8 bits and coded as text: a picture shows no more.
#include <algorithm>
#include <cstdint>
#include <map>

#include "io/display_unit.hpp"
#include "io/report/payload.hpp"
#include "io/report/text.hpp"
#include "measure/comparison.hpp"

namespace cisterna::report {
namespace {

// 2.4 MB of samples become 3.2 MB of text, so that the page stays below 6 MB.
constexpr std::size_t kLargestPictures = 2'400'000;
constexpr double kCentimetre = 1e-2;
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

/// Rows over time, row-major by row, in shown units.
struct Picture {
  std::vector<std::vector<double>> rows;
};

Json json_of(const Picture& picture, bool from_zero) {
  std::vector<double> all;
  for (const auto& row : picture.rows) all.insert(all.end(), row.begin(), row.end());
  const double low = from_zero ? 0 : quantile(all, kLowTail);
  double high = from_zero ? quantile(all, 1) : quantile(all, kHighTail);
  if (!std::isfinite(low) || !std::isfinite(high)) return nullptr;
  if (high <= low) high = low + 1;
  std::vector<std::uint8_t> bytes;
  bytes.reserve(all.size());
  for (double x : all) {
    const double level = std::round((x - low) / (high - low) * kLevels);
    bytes.push_back(std::isfinite(x) ? static_cast<std::uint8_t>(
                                           std::clamp(level, 0.0, static_cast<double>(kLevels)))
                                     : kMissing);
  }
  return {{"lo", json_number(low)}, {"hi", json_number(high)}, {"data", base64(bytes)}};
}

/// Every `stride`-th frame of one column of a [frame][column] field.
std::vector<double> series(const std::vector<float>& field, std::size_t columns, std::size_t column,
                           std::size_t stride, double factor) {
  std::vector<double> values;
  for (std::size_t i = column; i < field.size(); i += columns * stride)
    values.push_back(field[i] * factor);
  return values;
}

/// Rings of patches around the limb, distal first, by the millimetre.
std::map<long, std::vector<std::size_t>> rings(const LimbGeometry& g) {
  std::map<long, std::vector<std::size_t>> found;
  for (std::size_t p = 0; p < g.patch_s.size(); ++p)
    found[std::lround(g.patch_s[p] * 1e3)].push_back(p);
  return found;
}

Json surface_picture(const StudyResult& study, const RunResult& run, std::size_t stride) {
  const LimbGeometry& g = study.geometry;
  const double factor = 1 / display_unit(Kind::pressure).factor;
  Picture picture;
  Json from = Json::array(), to = Json::array();
  for (const auto& [millimetre, patches] : rings(g)) {
    std::vector<double> highest;
    for (std::size_t p : patches) {
      const auto values = series(run.fast_surface, g.patch_s.size(), p, stride, factor);
      highest.resize(values.size(), 0.0);
      for (std::size_t i = 0; i < values.size(); ++i) highest[i] = std::max(highest[i], values[i]);
    }
    picture.rows.push_back(std::move(highest));
    from.push_back(
        json_number((g.patch_s[patches[0]] - g.patch_length[patches[0]] / 2) / kCentimetre));
    to.push_back(
        json_number((g.patch_s[patches[0]] + g.patch_length[patches[0]] / 2) / kCentimetre));
  }
  return {{"from", from}, {"to", to}, {"pressure", json_of(picture, true)}};
}

/// Of its own largest diameter in the window, in percent: a contraction shows whatever the calibre.
void relative_to_largest(std::vector<double>& row) {
  const double largest = row.empty() ? 0 : *std::max_element(row.begin(), row.end());
  for (double& x : row) x = largest > 0 ? 100 * x / largest : kUnknown;
}

Json vessel_picture(const StudyResult& study, const RunResult& run,
                    const LimbGeometry::VesselRow& vessel, std::size_t stride) {
  const LimbGeometry& g = study.geometry;
  const std::size_t columns = g.lymphangion_s.size();
  Picture pressure, diameter;
  Json from = Json::array(), to = Json::array();
  for (int i = 0; i < vessel.size; ++i) {
    const auto l = static_cast<std::size_t>(vessel.first + i);
    pressure.rows.push_back(
        series(run.fast_pressure, columns, l, stride, 1 / display_unit(Kind::pressure).factor));
    diameter.rows.push_back(series(run.fast_diameter, columns, l, stride, 1));
    relative_to_largest(diameter.rows.back());
    from.push_back(json_number((g.lymphangion_s[l] - g.lymphangion_length[l] / 2) / kCentimetre));
    to.push_back(json_number((g.lymphangion_s[l] + g.lymphangion_length[l] / 2) / kCentimetre));
  }
  return {{"name", words(vessel.name)},
          {"deep", vessel.deep},
          {"from", from},
          {"to", to},
          {"pressure", json_of(pressure, false)},
          {"diameter", json_of(diameter, false)}};
}

/// Leaves out frames until all pictures fit.
std::size_t frame_stride(const StudyResult& study) {
  std::size_t bytes = 0;
  for (std::size_t p = 0; p < study.protocols.size(); ++p)
    if (const RunResult* run = central_run(study, p))
      bytes += run->fast_time.size() *
               (rings(study.geometry).size() + 2 * study.geometry.lymphangion_s.size());
  return std::max<std::size_t>(1, (bytes + kLargestPictures - 1) / kLargestPictures);
}

}  // namespace

Json waves_payload(const StudyResult& study) {
  const std::size_t stride = frame_stride(study);
  Json all = Json::array();
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    const RunResult* run = central_run(study, p);
    if (!run || run->fast_time.empty()) {
      all.push_back(nullptr);
      continue;
    }
    Json vessels = Json::array();
    for (const auto& vessel : study.geometry.vessels)
      vessels.push_back(vessel_picture(study, *run, vessel, stride));
    std::vector<double> time;
    for (std::size_t i = 0; i < run->fast_time.size(); i += stride)
      time.push_back(run->fast_time[i]);
    all.push_back({{"t", report::json_of(time, 1, 6)},
                   {"surface", surface_picture(study, *run, stride)},
                   {"vessels", vessels}});
  }
  return all;
}

}  // namespace cisterna::report
