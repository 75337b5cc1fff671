// The limb's shape, its patches, and one value for each patch and map.
#include <numbers>

#include "io/display_unit.hpp"
#include "io/report/payload.hpp"
#include "io/report/text.hpp"
#include "measure/comparison.hpp"

namespace cisterna::report {
namespace {

constexpr double kCentimetre = 1e-2, kPercent = 1e-2, kHundredSquareCm = 1e-2;
constexpr double kSameRing = 1e-4;  // [m]
// Colours span the middle of the values: one extreme patch must not bleach all others.
constexpr double kColourQuantile = 0.95;

/// Sum of the widths of the patches that lie in the same ring around the limb.
double ring_girth(const LimbGeometry& g, std::size_t patch) {
  double girth = 0;
  for (std::size_t p = 0; p < g.patch_s.size(); ++p)
    if (std::abs(g.patch_s[p] - g.patch_s[patch]) < kSameRing) girth += g.patch_width[p];
  return girth;
}

double uptake(const RunResult& r, std::size_t p) {
  return p < r.patch_uptake_total.size() ? r.patch_uptake_total[p] : kUnknown;
}

/// Change of interstitial fluid from the start to the end, as a fraction.
double fluid_change(const RunResult& r, std::size_t p, std::size_t patches) {
  const std::size_t n = r.patch_volume.size();
  if (n < 2 * patches || patches == 0) return kUnknown;
  return r.patch_volume[n - patches + p] / r.patch_volume[p] - 1.0;
}

double peak_pressure(const RunResult& r, std::size_t p, std::size_t patches) {
  double peak = kUnknown;
  for (const auto* field : {&r.surface_pressure, &r.fast_surface})
    for (std::size_t i = p; i < field->size(); i += patches) peak = std::fmax(peak, (*field)[i]);
  return peak;
}

struct Map {
  std::string label, unit, note;
  bool diverging;
  double factor;                              ///< shown = SI * factor
  std::vector<std::vector<Interval>> values;  ///< [protocol][patch]
};

double colour_limit(const Map& map) {
  std::vector<double> sizes;
  for (const auto& row : map.values)
    for (const Interval& i : row) sizes.push_back(std::abs(i.central) * map.factor);
  const double limit = quantile(sizes, kColourQuantile);
  return std::isfinite(limit) && limit > 0 ? limit : 1;
}

Json json_of_map(const Map& map) {
  Json rows = Json::array();
  for (const auto& row : map.values) {
    std::vector<double> central, low, high;
    for (const Interval& i : row) {
      central.push_back(i.central);
      if (!i.bounded()) continue;
      low.push_back(i.low);
      high.push_back(i.high);
    }
    Json j{{"c", report::json_of(central, map.factor, 3)}};
    if (low.size() == central.size()) {
      j["l"] = report::json_of(low, map.factor, 3);
      j["h"] = report::json_of(high, map.factor, 3);
    }
    rows.push_back(j);
  }
  return {{"label", map.label},
          {"unit", map.unit},
          {"note", map.note},
          {"diverging", map.diverging},
          {"limit", json_number(colour_limit(map))},
          {"values", rows}};
}

/// Interval of `pick` for every protocol and patch.
template <typename Read, typename Pick>
std::vector<std::vector<Interval>> values(const StudyResult& study, const Read& read,
                                          const Pick& pick) {
  std::vector<std::vector<Interval>> all;
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    std::vector<Interval> row;
    std::size_t patch = 0;
    for (const Contrast& c : patch_contrasts(study, p, read)) row.push_back(pick(c, patch++));
    all.push_back(std::move(row));
  }
  return all;
}

Interval shifted(Interval ratio) {
  return {ratio.central - 1, ratio.low - 1, ratio.high - 1, ratio.count, ratio.median - 1};
}

std::vector<Map> maps(const StudyResult& study) {
  const LimbGeometry& g = study.geometry;
  const std::size_t patches = g.patch_s.size();
  std::vector<Map> list;
  const PatchReading flow = [&](const RunResult& r, std::size_t p) {
    return uptake(r, p) / r.stop_time / (g.patch_length[p] * g.patch_width[p]);
  };
  const double to_density = kHundredSquareCm / display_unit(Kind::volume_flow).factor;
  const char* density = "mL/h per 100 cm\u00B2";
  if (study.protocols.size() > 1) {
    const char* note =
        "Mean flow into the skin's initial lymphatics over the session, minus the control";
    list.push_back(
        {"Change in lymph uptake", density, note, true, to_density,
         values(study, flow, [](const Contrast& c, std::size_t) { return c.difference; })});
    list.push_back(
        {"Change in lymph uptake, relative", "%",
         "The same in percent of the control; hatched where the control takes up nothing", true,
         1 / kPercent,
         values(study, flow, [](const Contrast& c, std::size_t) { return shifted(c.ratio); })});
  }
  list.push_back({"Lymph uptake", density,
                  "Mean flow into the skin's initial lymphatics over the session", false,
                  to_density,
                  values(study, flow, [](const Contrast& c, std::size_t) { return c.value; })});
  const PatchReading fluid = [&](const RunResult& r, std::size_t p) {
    return fluid_change(r, p, patches);
  };
  list.push_back({"Change in tissue fluid", "%",
                  "Interstitial fluid of skin and subcutis, end against start of the session", true,
                  1 / kPercent,
                  values(study, fluid, [](const Contrast& c, std::size_t) { return c.value; })});
  const PatchReading pressure = [&](const RunResult& r, std::size_t p) {
    return peak_pressure(r, p, patches);
  };
  list.push_back({"Highest pressure", "mmHg",
                  "Highest pressure on the skin among the recorded moments", false,
                  1 / display_unit(Kind::pressure).factor,
                  values(study, pressure, [](const Contrast& c, std::size_t) { return c.value; })});
  return list;
}

/// Uptake of a whole region against control, for the table beside the arm.
Json region_rows(const StudyResult& study) {
  const LimbGeometry& g = study.geometry;
  Json all = Json::array();
  for (std::size_t p = 0; p < study.protocols.size(); ++p) {
    Json rows = Json::array();
    for (std::size_t region = 0; region < g.regions.size(); ++region) {
      const Contrast c = contrast_of(study, p, [&](const RunResult& r) {
        double sum = 0;
        for (std::size_t i = 0; i < g.patch_region.size(); ++i)
          if (g.patch_region[i] == static_cast<int>(region)) sum += uptake(r, i);
        return sum;
      });
      rows.push_back({{"volume", report::json_of(shown(c.value, display_unit(Kind::volume)), 3)},
                      {"change", report::json_of(percent_change(c.ratio), 3)}});
    }
    all.push_back(rows);
  }
  return all;
}

}  // namespace

Json shape_payload(const LimbGeometry& g) {
  Json regions = Json::array(), patches = Json::array(), vessels = Json::array();
  for (const auto& r : g.regions)
    regions.push_back({{"name", words(r.name)},
                       {"from", json_number(r.s_from / kCentimetre)},
                       {"to", json_number(r.s_to / kCentimetre)},
                       {"g0", json_number(r.girth_distal / kCentimetre)},
                       {"g1", json_number(r.girth_proximal / kCentimetre)}});
  for (std::size_t p = 0; p < g.patch_s.size(); ++p) {
    const double half = std::numbers::pi * g.patch_width[p] / ring_girth(g, p);
    patches.push_back({json_number((g.patch_s[p] - g.patch_length[p] / 2) / kCentimetre),
                       json_number((g.patch_s[p] + g.patch_length[p] / 2) / kCentimetre),
                       json_number(g.patch_angle[p] - half), json_number(g.patch_angle[p] + half),
                       g.patch_region[p]});
  }
  for (const auto& v : g.vessels) {
    Json s = Json::array(), angle = Json::array();
    for (int i = v.first; i < v.first + v.size; ++i) {
      s.push_back(json_number(g.lymphangion_s[static_cast<std::size_t>(i)] / kCentimetre));
      angle.push_back(json_number(g.lymphangion_angle[static_cast<std::size_t>(i)], 3));
    }
    vessels.push_back({{"name", words(v.name)}, {"deep", v.deep}, {"s", s}, {"a", angle}});
    if (g.body) vessels.back()["member"] = v.member;
  }
  Json nodes = Json::array();
  for (std::size_t n = 0; n < g.nodes.size() && n < g.node_s.size(); ++n)
    nodes.push_back({words(g.nodes[n]), json_number(g.node_s[n] / kCentimetre)});
  return {{"regions", regions}, {"patches", patches}, {"vessels", vessels}, {"nodes", nodes}};
}

Json maps_payload(const StudyResult& study) {
  Json list = Json::array();
  for (const Map& map : maps(study)) list.push_back(json_of_map(map));
  return list;
}

Json arm_payload(const StudyResult& study) {
  Json arm = shape_payload(study.geometry);
  arm["maps"] = maps_payload(study);
  arm["byRegion"] = region_rows(study);
  return arm;
}

}  // namespace cisterna::report
