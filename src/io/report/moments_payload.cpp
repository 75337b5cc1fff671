// The session moment by moment: what the slider runs over, and what the map shows there.
#include <algorithm>

#include "io/display_unit.hpp"
#include "io/report/coded_picture.hpp"
#include "io/report/payload.hpp"
#include "measure/comparison.hpp"

namespace cisterna::report {
namespace {

constexpr double kHundredSquareCm = 1e-2, kMinute = 60;
constexpr std::size_t kLargestMoments = 700'000;  // numbers of all pictures of moments together

/// A field over patches at the moments shown, in shown units: row = moment.
Picture moments_of(const LimbGeometry& g, const RunResult& run,
                   const std::vector<std::size_t>& shown,
                   const std::vector<float> RunResult::*field, bool by_area, double factor) {
  const std::size_t patches = g.patch_s.size();
  const std::vector<float>& values = run.*field;
  Picture picture;
  for (std::size_t i : shown) {
    std::vector<double> row(patches, kUnknown);
    for (std::size_t p = 0; p < patches && i * patches + p < values.size(); ++p) {
      const double area = by_area ? g.patch_length[p] * g.patch_width[p] : 1;
      row[p] = values[i * patches + p] * factor / area;
    }
    picture.push_back(std::move(row));
  }
  return picture;
}

/// Every n-th interval, without the first point, at which no interval has ended yet.
std::vector<std::size_t> shown_moments(const RunResult& run, std::size_t stride) {
  std::vector<std::size_t> shown;
  for (std::size_t i = stride; i < run.time.size(); i += stride) shown.push_back(i);
  return shown;
}

Picture minus(const Picture& a, const Picture& b) {
  Picture d(a);
  for (std::size_t i = 0; i < d.size(); ++i)
    for (std::size_t p = 0; p < d[i].size(); ++p) d[i][p] -= i < b.size() ? b[i][p] : kUnknown;
  return d;
}

struct MomentField {
  const char *label, *unit, *note;
  bool diverging;
  std::vector<Picture> pictures;  ///< each protocol
};

Json json_of(const MomentField& field) {
  std::vector<const Picture*> all;
  for (const Picture& p : field.pictures) all.push_back(&p);
  Scale scale = scale_of(all, false);
  if (field.diverging) {
    scale.high = std::max(std::abs(scale.low), std::abs(scale.high));
    scale.low = -scale.high;
  }
  Json data = Json::array();
  for (const Picture& p : field.pictures) data.push_back(coded(p, scale));
  return {{"label", field.label},
          {"unit", field.unit},
          {"note", field.note},
          {"diverging", field.diverging},
          {"scale", report::json_of(scale)},
          {"data", data}};
}

}  // namespace

Json moments_payload(const StudyResult& study) {
  const LimbGeometry& g = study.geometry;
  std::size_t numbers = 0;
  for (std::size_t p = 0; p < study.protocols.size(); ++p)
    if (const RunResult* run = central_run(study, p)) numbers += 3 * run->patch_uptake.size();
  const std::size_t stride =
      std::max<std::size_t>(1, (numbers + kLargestMoments - 1) / kLargestMoments);
  MomentField uptake{
      "Lymph uptake",
      "mL/h per 100 cm\u00B2",
      "Flow into the skin's initial lymphatics, mean over the interval that ends here",
      false,
      {}};
  MomentField change{
      "Change in lymph uptake",
      "mL/h per 100 cm\u00B2",
      "Flow into the skin's initial lymphatics, minus that of the control at the same time",
      true,
      {}};
  MomentField pressure{
      "Tissue pressure", "mmHg", "Total pressure in the skin layer at this moment", false, {}};
  const double density = kHundredSquareCm / display_unit(Kind::volume_flow).factor;
  Json times = Json::array();
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    std::vector<double> time;
    Picture up, at;
    if (const RunResult* run = central_run(study, p)) {
      const auto shown = shown_moments(*run, stride);
      for (std::size_t i : shown) time.push_back(run->time[i]);
      up = moments_of(g, *run, shown, &RunResult::patch_uptake, true, density);
      at = moments_of(g, *run, shown, &RunResult::tissue_pressure, false,
                      1 / display_unit(Kind::pressure).factor);
    }
    times.push_back(report::json_of(time, 1 / kMinute));
    uptake.pictures.push_back(std::move(up)), pressure.pictures.push_back(std::move(at));
  }
  Json fields = Json::array();
  if (study.protocols.size() > 1) {
    for (const Picture& picture : uptake.pictures)
      change.pictures.push_back(minus(picture, uptake.pictures[0]));
    fields.push_back(json_of(change));
  }
  fields.push_back(json_of(uptake)), fields.push_back(json_of(pressure));
  return {{"t", times}, {"fields", fields}};
}

}  // namespace cisterna::report
