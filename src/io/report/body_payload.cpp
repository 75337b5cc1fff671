// A body: where its members stand in the picture, its patches and maps, moments of the session, and the lymph of its
// parts.
#include <algorithm>
#include <array>

#include "io/display_unit.hpp"
#include "io/report/body_layout.hpp"
#include "io/report/coded_picture.hpp"
#include "io/report/payload.hpp"
#include "io/report/text.hpp"
#include "measure/comparison.hpp"
#include "measure/part_flows.hpp"

namespace cisterna::report {
namespace {

constexpr double kCentimetre = 1e-2, kHundredSquareCm = 1e-2, kMinute = 60;
constexpr std::size_t kLargestMoments = 700'000;  // numbers of all pictures of moments together
constexpr double kMillilitresOfLitre = 1000;

Json members_of(const LimbGeometry& g) {
  const std::vector<MemberPlace> places = body_layout(g);
  Json list = Json::array();
  for (std::size_t i = 0; i < g.members.size(); ++i) {
    const auto& m = g.members[i];
    const auto& first = g.regions[static_cast<std::size_t>(m.first_region)];
    const auto& last = g.regions[static_cast<std::size_t>(m.first_region + m.regions - 1)];
    list.push_back({{"name", words(m.name)},
                    {"kind", places[i].kind},
                    {"side", places[i].side},
                    {"first", m.first_region},
                    {"count", m.regions},
                    {"from", json_number(first.s_from / kCentimetre, 6)},
                    {"to", json_number(last.s_to / kCentimetre, 6)},
                    {"x", json_number(places[i].x / kCentimetre)},
                    {"y", json_number(places[i].y / kCentimetre)},
                    {"turn", json_number(places[i].turn)}});
  }
  return list;
}

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

/// The session moment by moment: what the slider of the map runs over.
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

}  // namespace

Json parts_payload(const StudyResult& study) {
  struct Group {
    PartGroup group;
    const char *label, *note;
  };
  constexpr std::array kGroups{
      Group{PartGroup::member, "Members", "Taken up by initial lymphatics of skin and muscle"},
      Group{PartGroup::organ, "Viscera", "Taken up by initial lymphatics of the viscus"},
      Group{PartGroup::duct, "Ducts", "Into the vein: together all lymph that left the body"},
      Group{PartGroup::node, "Node groups",
            "Through the group; groups lie one behind the other, so these do not add up. Filled: "
            "relative to the volume at which it begins to stretch"},
      Group{PartGroup::region, "Regions", "Taken up by initial lymphatics of skin and muscle"}};
  const std::vector<FlowPart> parts = flow_parts(study.geometry);
  const double per_day = kMillilitresOfLitre / units::unit_named("L/day").factor;
  Json groups = Json::array();
  for (const Group& group : kGroups) {
    Json rows = Json::array();
    std::size_t node = 0;  // groups come in their order
    for (const FlowPart& part : parts) {
      if (part.group != group.group) continue;
      Json values = Json::array();
      for (std::size_t p = 0; p < study.protocols.size(); ++p) {
        const Contrast volume = volume_contrast(study, p, part);
        Interval day =
            value_of(study, p, [&](const RunResult& r) { return mean_flow_of(part, r); });
        day = {day.central * per_day, day.low * per_day, day.high * per_day, day.count};
        values.push_back(
            {{"volume", report::json_of(shown(volume.value, display_unit(Kind::volume)), 3)},
             {"day", report::json_of(day, 3)},
             {"change", report::json_of(percent_change(volume.ratio), 3)}});
        if (part.group == PartGroup::node) {
          const Interval filled =
              value_of(study, p, [&](const RunResult& r) { return filling_of(node, r); });
          values.back()["filled"] = report::json_of(filled, 3);
        }
      }
      ++node;
      rows.push_back({{"name", words(part.name)}, {"values", values}});
    }
    if (!rows.empty())
      groups.push_back({{"label", group.label}, {"note", group.note}, {"parts", rows}});
  }
  return groups;
}

Json body_payload(const StudyResult& study) {
  Json body = shape_payload(study.geometry);
  body["members"] = members_of(study.geometry);
  body["maps"] = maps_payload(study);
  body["moments"] = moments_payload(study);
  body["parts"] = parts_payload(study);
  return body;
}

}  // namespace cisterna::report
