// A body: where its members stand in the picture, its patches and maps, and the lymph of its parts.
#include <algorithm>
#include <array>

#include "io/display_unit.hpp"
#include "io/report/body_layout.hpp"
#include "io/report/payload.hpp"
#include "io/report/text.hpp"
#include "measure/comparison.hpp"
#include "measure/part_flows.hpp"

namespace cisterna::report {
namespace {

constexpr double kCentimetre = 1e-2;
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

}  // namespace

Json parts_payload(const StudyResult& study) {
  struct Group {
    PartGroup group;
    const char *label, *note;
  };
  constexpr std::array kGroups{
      Group{PartGroup::member, "Members", "Taken up by initial lymphatics of skin and muscle"},
      Group{PartGroup::organ, "Viscera", "Taken up by initial lymphatics of the viscus"},
      Group{PartGroup::duct, "Ducts",
            "Into the vein: together all lymph that returned to the veins"},
      Group{PartGroup::node, "Node groups",
            "Through the group; groups lie one behind the other, so these do not add up. Filled: "
            "relative to the volume at which it begins to stretch"},
      Group{PartGroup::region, "Regions", "Taken up by initial lymphatics of skin and muscle"},
      Group{
          PartGroup::quadrant, "Quadrants of the trunk",
          "Taken up by initial lymphatics of the skin alone. Upper and lower part where collectors "
          "to the armpit and to the groin do"}};
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
        day = {day.central * per_day, day.low * per_day, day.high * per_day, day.count,
               day.median * per_day};
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
  body["parts"] = parts_payload(study);
  return body;
}

}  // namespace cisterna::report
