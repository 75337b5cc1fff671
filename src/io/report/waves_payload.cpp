// Pictures in space and time of the fast window: pressure under the hands, pressure and diameter of
// the lymphangions.
#include <algorithm>
#include <map>

#include "io/display_unit.hpp"
#include "io/report/coded_picture.hpp"
#include "io/report/payload.hpp"
#include "io/report/text.hpp"
#include "measure/comparison.hpp"

namespace cisterna::report {
namespace {

// 2.4 MB of samples become 3.2 MB of text, so that the page stays below 6 MB. A body has other pictures too.
constexpr std::size_t kLargestPictures = 2'400'000, kLargestOfBody = 1'600'000;
constexpr double kCoarsest = 0.8;  // between frames, for a contraction to show [s]
constexpr double kCentimetre = 1e-2;

/// Which frames are shown: every `stride`-th, at most `count`.
struct Frames {
  std::size_t stride = 1, count = 0;
};

/// The shown frames of one column of a [frame][column] field.
std::vector<double> series(const std::vector<float>& field, std::size_t columns, std::size_t column,
                           const Frames& frames, double factor) {
  std::vector<double> values;
  for (std::size_t i = column; i < field.size() && values.size() < frames.count;
       i += columns * frames.stride)
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

Json surface_picture(const StudyResult& study, const RunResult& run, const Frames& frames) {
  const LimbGeometry& g = study.geometry;
  const double factor = 1 / display_unit(Kind::pressure).factor;
  Picture picture;
  Json from = Json::array(), to = Json::array();
  for (const auto& [millimetre, patches] : rings(g)) {
    std::vector<double> highest;
    for (std::size_t p : patches) {
      const auto values = series(run.fast_surface, g.patch_s.size(), p, frames, factor);
      highest.resize(values.size(), 0.0);
      for (std::size_t i = 0; i < values.size(); ++i) highest[i] = std::max(highest[i], values[i]);
    }
    picture.push_back(std::move(highest));
    from.push_back(
        json_number((g.patch_s[patches[0]] - g.patch_length[patches[0]] / 2) / kCentimetre));
    to.push_back(
        json_number((g.patch_s[patches[0]] + g.patch_length[patches[0]] / 2) / kCentimetre));
  }
  const Scale scale = scale_of({&picture}, true);
  return {{"from", from}, {"to", to}, {"scale", json_of(scale)}, {"data", coded(picture, scale)}};
}

/// Of its own largest diameter in the window, in percent: a contraction shows whatever the calibre.
void relative_to_largest(std::vector<double>& row) {
  const double largest = row.empty() ? 0 : *std::max_element(row.begin(), row.end());
  for (double& x : row) x = largest > 0 ? 100 * x / largest : kUnknown;
}

struct VesselPictures {
  Picture pressure, diameter;
};

VesselPictures pictures_of(const StudyResult& study, const RunResult& run,
                           const LimbGeometry::VesselRow& vessel, const Frames& frames) {
  const std::size_t columns = study.geometry.lymphangion_s.size();
  const double factor = 1 / display_unit(Kind::pressure).factor;
  VesselPictures pictures;
  for (int i = 0; i < vessel.size; ++i) {
    const auto l = static_cast<std::size_t>(vessel.first + i);
    pictures.pressure.push_back(series(run.fast_pressure, columns, l, frames, factor));
    pictures.diameter.push_back(series(run.fast_diameter, columns, l, frames, 1));
    relative_to_largest(pictures.diameter.back());
  }
  return pictures;
}

/// All vessels on two common scales, so that a path through several is one picture.
Json vessel_payload(const StudyResult& study, const RunResult& run, const Frames& frames) {
  std::vector<VesselPictures> all;
  for (const auto& vessel : study.geometry.vessels)
    all.push_back(pictures_of(study, run, vessel, frames));
  std::vector<const Picture*> pressures, diameters;
  for (const VesselPictures& p : all) {
    pressures.push_back(&p.pressure);
    diameters.push_back(&p.diameter);
  }
  const Scale pressure = scale_of(pressures, false), diameter = scale_of(diameters, false);
  Json vessels = Json::array();
  for (const VesselPictures& p : all)
    vessels.push_back(
        {{"pressure", coded(p.pressure, pressure)}, {"diameter", coded(p.diameter, diameter)}});
  return {{"pressure", json_of(pressure)}, {"diameter", json_of(diameter)}, {"data", vessels}};
}

/// The ways lymph takes: from each vessel that no other drains into, on to the end.
Json paths_of(const LimbGeometry& g) {
  std::vector<bool> fed(g.vessels.size(), false);
  const auto next = [&](std::size_t v) {
    const int n = g.vessels[v].next;
    return n >= 0 && static_cast<std::size_t>(n) < g.vessels.size() ? static_cast<std::size_t>(n)
                                                                    : g.vessels.size();
  };
  for (std::size_t v = 0; v < g.vessels.size(); ++v)
    if (next(v) < fed.size()) fed[next(v)] = true;
  Json paths = Json::array();
  for (std::size_t start = 0; start < g.vessels.size(); ++start) {
    if (fed[start]) continue;
    Json path = Json::array();
    for (std::size_t v = start; v < g.vessels.size() && path.size() <= g.vessels.size();
         v = next(v))
      path.push_back(v);
    paths.push_back(path);
  }
  return paths;
}

Json places_of(const LimbGeometry& g) {
  Json list = Json::array();
  for (const auto& vessel : g.vessels) {
    Json from = Json::array(), to = Json::array();
    for (int i = 0; i < vessel.size; ++i) {
      const auto l = static_cast<std::size_t>(vessel.first + i);
      const double half = g.lymphangion_length[l] / 2;
      from.push_back(json_number((g.lymphangion_s[l] - half) / kCentimetre));
      to.push_back(json_number((g.lymphangion_s[l] + half) / kCentimetre));
    }
    list.push_back(
        {{"name", words(vessel.name)}, {"deep", vessel.deep}, {"from", from}, {"to", to}});
    if (g.body) list.back()["member"] = vessel.member;
  }
  return list;
}

/// Leaves out frames until all pictures fit; a body's window is cut rather than drawn too coarsely.
Frames shown_frames(const StudyResult& study) {
  std::size_t bytes = 0, most = 0;
  double step = 0;
  for (std::size_t p = 0; p < study.protocols.size(); ++p)
    if (const RunResult* run = central_run(study, p); run && run->fast_time.size() > 1) {
      const std::size_t frames = run->fast_time.size();
      bytes += frames * (rings(study.geometry).size() + 2 * study.geometry.lymphangion_s.size());
      most = std::max(most, frames);
      step = (run->fast_time.back() - run->fast_time.front()) / static_cast<double>(frames - 1);
    }
  const auto fitting = [&](std::size_t limit) {
    return std::max<std::size_t>(1, (bytes + limit - 1) / limit);
  };
  if (!study.geometry.body || bytes == 0) return {fitting(kLargestPictures), most};
  const std::size_t needed = fitting(kLargestOfBody);
  const auto coarsest = std::max<std::size_t>(1, static_cast<std::size_t>(kCoarsest / step));
  return {std::min(needed, coarsest), most / needed};
}

}  // namespace

Json waves_payload(const StudyResult& study) {
  const Frames frames = shown_frames(study);
  Json runs = Json::array();
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    const RunResult* run = central_run(study, p);
    if (!run || run->fast_time.empty()) {
      runs.push_back(nullptr);
      continue;
    }
    std::vector<double> time;
    for (std::size_t i = 0; i < run->fast_time.size() && time.size() < frames.count;
         i += frames.stride)
      time.push_back(run->fast_time[i]);
    runs.push_back({{"t", report::json_of(time, 1, 6)},
                    {"surface", surface_picture(study, *run, frames)},
                    {"vessels", vessel_payload(study, *run, frames)}});
  }
  return {
      {"vessels", places_of(study.geometry)}, {"paths", paths_of(study.geometry)}, {"runs", runs}};
}

}  // namespace cisterna::report
