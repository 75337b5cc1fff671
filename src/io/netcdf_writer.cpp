#include "io/netcdf_writer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>

#include "io/blood_columns.hpp"
#include "io/netcdf_file.hpp"
#include "io/replaced_file.hpp"
#include "io/resolution_words.hpp"
#include "measure/comparison.hpp"
#include "measure/measurements.hpp"
#include "measure/part_flows.hpp"

namespace cisterna {
namespace {

using Dimension = NetcdfFile::Dimension;
using Variable = NetcdfFile::Variable;
using Type = NetcdfFile::Type;
using Dimensions = std::vector<Dimension>;
using Index = std::vector<std::size_t>;

// One entry for each run-level array; `read` gives the flat row-major field of one run.
struct CurveColumn {
  const char *name, *long_name, *units;
  std::vector<double> RunResult::*field;
};
constexpr std::array kCurves{
    CurveColumn{"outlet_flow", "lymph flow at the outlet", "m3 s-1", &RunResult::outlet_flow},
    CurveColumn{"uptake_flow", "flow into the initial lymphatics, whole limb", "m3 s-1",
                &RunResult::uptake_flow},
    CurveColumn{"filtration_flow", "capillary filtration into the tissue, whole limb", "m3 s-1",
                &RunResult::filtration_flow},
    CurveColumn{"outlet_protein", "protein flow at the outlet", "kg s-1",
                &RunResult::outlet_protein},
};

struct FieldColumn {
  const char *name, *long_name, *units, *cell_methods;
  std::vector<float> RunResult::*field;
};
constexpr std::array kPatchFields{
    FieldColumn{"surface_pressure", "pressure on the skin", "Pa", "time: point",
                &RunResult::surface_pressure},
    FieldColumn{"tissue_pressure", "total pressure in the skin layer", "Pa", "time: point",
                &RunResult::tissue_pressure},
    FieldColumn{"patch_volume", "interstitial fluid of the skin layer", "m3", "time: point",
                &RunResult::patch_volume},
    FieldColumn{"patch_uptake", "flow into the initial lymphatics of the patch", "m3 s-1",
                "time: mean", &RunResult::patch_uptake},
};
constexpr std::array kLymphangionFields{
    FieldColumn{"fast_pressure", "lumen pressure", "Pa", "fast_time: point",
                &RunResult::fast_pressure},
    FieldColumn{"fast_diameter", "inner diameter", "m", "fast_time: point",
                &RunResult::fast_diameter},
};
constexpr FieldColumn kFastSurface{"fast_surface", "pressure on the skin", "Pa", "fast_time: point",
                                   &RunResult::fast_surface};

struct HandsColumn {
  const char *name, *long_name, *units, *cell_methods;
  std::vector<double> PartPerfusion::*field;
};
constexpr std::array kHandsFields{
    HandsColumn{"muscle_flow", "blood flow into the muscle that was reached", "m3 s-1",
                "time: mean", &PartPerfusion::muscle_flow},
    HandsColumn{"skin_flow", "blood flow into the skin that was reached, without its fat", "m3 s-1",
                "time: mean", &PartPerfusion::skin_flow},
    HandsColumn{"squeezed_flow", "blood squeezed out of that muscle beyond what flows in", "m3 s-1",
                "time: mean", &PartPerfusion::squeezed},
    HandsColumn{"lactate_out", "lactate that leaves that muscle with the blood", "mol s-1",
                "time: mean", &PartPerfusion::lactate_out},
    HandsColumn{"muscle_oxygen", "oxygen pressure in that muscle", "Pa", "time: point",
                &PartPerfusion::oxygen},
    HandsColumn{"muscle_lactate", "lactate in that muscle", "mol m-3", "time: point",
                &PartPerfusion::lactate},
    HandsColumn{"skin_temperature", "temperature of that skin", "K", "time: point",
                &PartPerfusion::skin_temperature},
};

struct TotalColumn {
  const char *name, *long_name;
  std::vector<double> RunResult::*field;
};
constexpr std::array kPatchTotals{
    TotalColumn{"patch_uptake_total", "fluid taken up by initial lymphatics over the session",
                &RunResult::patch_uptake_total},
    TotalColumn{"patch_filtration_total", "fluid filtered from capillaries over the session",
                &RunResult::patch_filtration_total},
};

const char* si_unit(Kind kind) {
  switch (kind) {
    case Kind::volume: return "m3";
    case Kind::volume_flow: return "m3 s-1";
    case Kind::mass: return "kg";
    case Kind::pressure: return "Pa";
    case Kind::duration: return "s";
    case Kind::frequency: return "s-1";
    case Kind::velocity: return "m s-1";
    case Kind::fraction: return "1";
  }
  return "1";
}

std::size_t longest(const StudyResult& study, std::vector<double> RunResult::*grid) {
  std::size_t n = 0;
  for (const RunResult& run : study.runs) n = std::max(n, (run.*grid).size());
  return n;
}

class Writer {
 public:
  Writer(const StudyResult& study, const std::string& path) : study_(study), file_(path) {}

  void write() {
    define();
    file_.end_definitions();
    for (const auto& step : puts_) step();
    file_.close();
  }

 private:
  // Definitions come before data in a file: each define_ function leaves its put for later.
  void define() {
    define_file();
    define_dimensions();
    define_labels();
    define_geometry();
    define_grids();
    define_runs();
    define_assumptions();
  }

  void define_file() {
    file_.attribute("Conventions", "CF-1.8");
    file_.attribute("title", study_.geometry.body ? "Lymph drainage of a body under treatment"
                                                  : "Lymph drainage of a limb under treatment");
    file_.attribute("source", "Cisterna " + study_.version);
    file_.attribute("history", study_.started + " " + study_.command);
    file_.attribute("comment", "Research tool, not medical advice.");
    file_.attribute("command", study_.command);
    file_.attribute("version", study_.version);
    file_.attribute("started", study_.started);
    file_.number("seed", study_.seed);
    file_.attribute("resolution", study_.resolution);
    file_.attribute("resolution_agreement", resolution_words(study_));
    file_.attribute("incomplete", study_.incomplete ? "true" : "false");
    std::string hashes;
    for (const auto& [name, hash] : study_.input_hashes) hashes += name + " sha256:" + hash + "\n";
    file_.attribute("inputs", hashes);
  }

  void define_dimensions() {
    const LimbGeometry& g = study_.geometry;
    const auto make = [&](const char* name, std::size_t n) {
      return n > 0 ? std::optional(file_.dimension(name, n)) : std::nullopt;
    };
    protocol_ = make("protocol", study_.protocols.size());
    sample_ = make("sample", study_.samples + std::size_t{1});
    time_ = make("time", longest(study_, &RunResult::time));
    fast_time_ = make("fast_time", longest(study_, &RunResult::fast_time));
    patch_ = make("patch", g.patch_s.size());
    lymphangion_ = make("lymphangion", g.lymphangion_s.size());
    vessel_ = make("vessel", g.vessels.size());
    region_ = make("region", g.regions.size());
    node_ = make("node", g.nodes.size());
    assumption_ = make("assumption", study_.assumptions.size());
    if (!g.body) return;
    member_ = make("member", g.members.size());
    organ_ = make("organ", g.organs.size());
    duct_ = make("duct", g.outlets.size());
  }

  void texts(const char* name, std::optional<Dimension> over, const char* long_name,
             std::function<std::string(std::size_t)> text) {
    if (!over) return;
    const Variable v = file_.variable(name, Type::text, Dimensions{*over}, long_name, "");
    puts_.push_back([this, v, n = over->size, text = std::move(text)] {
      for (std::size_t i = 0; i < n; ++i) file_.put(v, Index{i}, text(i));
    });
  }

  void numbers(const char* name, std::optional<Dimension> over, const char* long_name,
               const char* units, std::vector<double> values) {
    if (!over) return;
    values.resize(over->size, kUnknown);
    const Variable v = file_.variable(name, Type::real64, Dimensions{*over}, long_name, units);
    puts_.push_back(
        [this, v, values = std::move(values)] { put(v, {0}, {values.size()}, values); });
  }

  void whole_numbers(const char* name, std::optional<Dimension> over, const char* long_name,
                     std::vector<int> values) {
    if (!over) return;
    values.resize(over->size, 0);
    const Variable v = file_.variable(name, Type::int32, Dimensions{*over}, long_name, "1");
    puts_.push_back([this, v, values = std::move(values)] {
      file_.put(v, Index{0}, Index{values.size()}, values);
    });
  }

  void define_labels() {
    texts("protocol", protocol_, "protocol, control first",
          [this](std::size_t i) { return study_.protocols[i]; });
    texts("protocol_title", protocol_, "title of the protocol", [this](std::size_t i) {
      const RunResult* run = run_of(study_, i, 0);
      return run ? run->protocol_title : study_.protocols[i];
    });
    std::vector<int> samples(study_.samples + std::size_t{1});
    for (std::size_t k = 0; k < samples.size(); ++k) samples[k] = static_cast<int>(k);
    whole_numbers("sample", sample_, "draw of the uncertain parameters, 0 = central values",
                  samples);
    texts("node", node_, "lymph node group",
          [this](std::size_t i) { return study_.geometry.nodes[i]; });
  }

  void define_geometry() {
    const LimbGeometry& g = study_.geometry;
    const auto either = [&g](const char* limb, const char* body) { return g.body ? body : limb; };
    const char* centre = either("centre along the limb, from the finger tips",
                                "centre on the axis on which the members lie one after another");
    std::vector<double> from, to, distal, proximal;
    for (const auto& r : g.regions) {
      from.push_back(r.s_from);
      to.push_back(r.s_to);
      distal.push_back(r.girth_distal);
      proximal.push_back(r.girth_proximal);
    }
    texts("region", region_,
          either("region of the limb, distal to proximal",
                 "region of the body, member by member, distal to proximal"),
          [&g](std::size_t i) { return g.regions[i].name; });
    numbers("region_s_from", region_,
            either("distal end, from the finger tips", "distal end, on the axis of the members"),
            "m", from);
    numbers(
        "region_s_to", region_,
        either("proximal end, from the finger tips", "proximal end, on the axis of the members"),
        "m", to);
    numbers("region_girth_distal", region_, "girth at the distal end", "m", distal);
    numbers("region_girth_proximal", region_, "girth at the proximal end", "m", proximal);
    numbers("patch_s", patch_, centre, "m", g.patch_s);
    numbers("patch_length", patch_, either("extent along the limb", "extent along the member"), "m",
            g.patch_length);
    numbers("patch_angle", patch_,
            either("centre around the limb, 0 = palmar midline, growing medially",
                   "centre around the member, 0 = front midline, growing to the person's left"),
            "radian", g.patch_angle);
    numbers("patch_width", patch_, either("extent around the limb", "extent around the member"),
            "m", g.patch_width);
    whole_numbers("patch_region", patch_, "index of the region", g.patch_region);
    numbers("lymphangion_s", lymphangion_, centre, "m", g.lymphangion_s);
    numbers("lymphangion_angle", lymphangion_,
            either("position around the limb", "position around the member"), "radian",
            g.lymphangion_angle);
    numbers("lymphangion_length", lymphangion_, "length", "m", g.lymphangion_length);
    std::vector<int> first, size, deep;
    std::vector<double> copies;
    for (const auto& v : g.vessels) {
      first.push_back(v.first);
      size.push_back(v.size);
      deep.push_back(v.deep ? 1 : 0);
      copies.push_back(v.count);
    }
    texts("vessel", vessel_, "collecting vessel",
          [&g](std::size_t i) { return g.vessels[i].name; });
    whole_numbers("vessel_first", vessel_, "index of its most distal lymphangion", first);
    whole_numbers("vessel_size", vessel_, "number of lymphangions", size);
    whole_numbers("vessel_deep", vessel_, "1 = deep, 0 = superficial", deep);
    numbers("vessel_count", vessel_, "parallel copies that the vessel stands for", "1", copies);
    if (!g.node_s.empty())
      numbers("node_s", node_,
              either("position along the limb, from the finger tips",
                     "position on the axis of the members"),
              "m", g.node_s);
    define_body();
  }

  /// What only a body has: members, viscera, several ducts.
  void define_body() {
    const LimbGeometry& g = study_.geometry;
    if (!g.body) return;
    std::vector<int> first, count, parent, up, vessel_member;
    std::vector<double> root, angle;
    for (const auto& m : g.members) {
      first.push_back(m.first_region), count.push_back(m.regions), parent.push_back(m.parent);
      up.push_back(m.points_up ? 1 : 0), root.push_back(m.root_s), angle.push_back(m.root_angle);
    }
    for (const auto& v : g.vessels) vessel_member.push_back(v.member);
    texts("member", member_, "limb, head or trunk",
          [&g](std::size_t i) { return g.members[i].name; });
    whole_numbers("member_first_region", member_, "index of its most distal region", first);
    whole_numbers("member_regions", member_, "number of its regions", count);
    whole_numbers("member_parent", member_, "index of the member it hangs on, -1 = none", parent);
    whole_numbers("member_points_up", member_, "1 = its distal end is up when the body stands", up);
    numbers("member_root_s", member_, "where on its parent, on the axis of the members", "m", root);
    numbers("member_root_angle", member_, "where around its parent", "radian", angle);
    whole_numbers("patch_member", patch_, "index of the member", g.patch_member);
    whole_numbers("vessel_member", vessel_, "index of the member", vessel_member);
    texts("organ", organ_, "viscus", [&g](std::size_t i) { return g.organs[i]; });
    texts("duct", duct_, "where lymph enters a vein", [&g](std::size_t i) { return g.outlets[i]; });
    texts("duct_vessel", duct_, "vessel that ends there",
          [&g](std::size_t i) { return i < g.ducts.size() ? g.ducts[i] : std::string(); });
  }

  /// The longest of the protocols' grids when all others are beginnings of it, else nullptr.
  const std::vector<double>* shared_grid(std::vector<double> RunResult::*field) const {
    const std::vector<double>* most = nullptr;
    for (const RunResult& run : study_.runs)
      if (!most || (run.*field).size() > most->size()) most = &(run.*field);
    for (const RunResult& run : study_.runs)
      if (!std::equal((run.*field).begin(), (run.*field).end(), most->begin())) return nullptr;
    return most;
  }

  /// One coordinate when all runs share it. Otherwise (sessions of different length, windows at
  /// different times) an auxiliary coordinate with a row for each protocol, whose name is returned.
  std::string grid(const char* axis, std::optional<Dimension> over, const char* long_name,
                   std::vector<double> RunResult::*field, const char* auxiliary) {
    if (!over || !protocol_) return "";
    if (const std::vector<double>* shared = shared_grid(field)) {
      numbers(axis, over, long_name, "s", *shared);
      return "";
    }
    const Variable v =
        file_.variable(auxiliary, Type::real64, Dimensions{*protocol_, *over}, long_name, "s");
    puts_.push_back([this, v, field] {
      for (std::size_t p = 0; p < study_.protocols.size(); ++p)
        if (const RunResult* run = run_of(study_, p, 0); run && !(run->*field).empty())
          put(v, {p, 0}, {1, (run->*field).size()}, run->*field);
    });
    return auxiliary;
  }

  void define_grids() {
    slow_ = grid("time", time_, "time since the start of the session", &RunResult::time,
                 "session_time");
    fast_ = grid("fast_time", fast_time_, "time since the start of the session, fast window",
                 &RunResult::fast_time, "window_time");
  }

  void coordinates(const Variable& v, const std::string& time, const char* others) {
    const std::string both = time.empty() || !*others ? time + others : time + " " + others;
    if (!both.empty()) file_.attribute(v, "coordinates", both);
  }

  void define_runs() {
    if (!protocol_ || !sample_) return;
    define_status();
    for (const Measurement* q : whole_measurements()) {
      const Variable v = file_.variable(q->name, Type::real64, Dimensions{*protocol_, *sample_},
                                        q->long_name, si_unit(q->kind));
      for_each_run(
          [this, v, read = reading_of(*q, study_.geometry)](const RunResult& run, Index at) {
            const double value = read(run);
            put(v, at, {1, 1}, std::vector<double>{value});
          });
    }
    for (const CurveColumn& c : kCurves)
      field<double>(c.name, c.long_name, c.units, "time: mean", slow_, "", Type::real64, {time_},
                    c.field);
    for (const FieldColumn& c : kPatchFields)
      field<float>(c.name, c.long_name, c.units, c.cell_methods, slow_, "patch_s patch_angle",
                   Type::real32, {time_, patch_}, c.field);
    for (const FieldColumn& c : kLymphangionFields)
      field<float>(c.name, c.long_name, c.units, c.cell_methods, fast_,
                   "lymphangion_s lymphangion_angle", Type::real32, {fast_time_, lymphangion_},
                   c.field);
    field<float>(kFastSurface.name, kFastSurface.long_name, kFastSurface.units,
                 kFastSurface.cell_methods, fast_, "patch_s patch_angle", Type::real32,
                 {fast_time_, patch_}, kFastSurface.field);
    for (const TotalColumn& c : kPatchTotals)
      field<double>(c.name, c.long_name, "m3", "time: sum", "", "patch_s patch_angle", Type::real64,
                    {patch_}, c.field);
    // The same from the first moment to the last, so that no method over time is said.
    field<double>("patch_yielded",
                  "how far below its law the fluid pressure of the skin lies, since its tissue has "
                  "yielded to the oedema stated there; 0 where none is",
                  "Pa", "", "", "patch_s patch_angle", Type::real64, {patch_},
                  &RunResult::patch_yielded);
    rows("node_flow", "lymph flow through the node group", node_, &RunResult::node_flow);
    rows("node_filling", "lymph in the node group relative to its slack volume", node_,
         &RunResult::node_filling, "1", "time: point");
    if (study_.geometry.body) define_parts();
    if (has_blood(study_)) define_blood();
    define_hands();
  }

  void define_blood() {
    for (const BloodColumn& c : kBloodColumns)
      curve(c.name, c.long_name, c.units, c.stock ? "time: point" : "time: mean",
            [&c](const RunResult& run) { return run.blood.*c.series; });
    for (const BloodAmount& a : kBloodAmounts) {
      const char* units = a.kind == Kind::volume ? "m3" : a.kind == Kind::mass ? "kg" : "1";
      const Variable v = file_.variable(a.name, Type::real64, Dimensions{*protocol_, *sample_},
                                        a.long_name, units);
      for_each_run([this, v, &a](const RunResult& run, Index at) {
        put(v, at, {1, 1}, std::vector<double>{a.of(run.blood)});
      });
    }
    const auto found = std::find_if(study_.runs.begin(), study_.runs.end(),
                                    [](const RunResult& run) { return run.blood.followed(); });
    const BloodResult& one = found->blood;
    const Dimension bed = file_.dimension("bed", one.beds.size());
    const Dimension place = file_.dimension("capillary_place", one.share_places.size());
    texts("bed", bed, "bed of the circulation", [&one](std::size_t i) { return one.beds[i]; });
    texts("capillary_place", place, "tissue whose capillaries a bed feeds",
          [&one](std::size_t i) { return one.share_places[i]; });
    const auto of_places = [&](const char* name, const char* long_name, const char* units,
                               std::vector<double> BloodResult::*values) {
      const Dimensions dims{*protocol_, *sample_, place};
      const Variable v = file_.variable(name, Type::real64, dims, long_name, units);
      for_each_run([this, v, values](const RunResult& run, Index at) {
        const auto& x = run.blood.*values;
        if (!x.empty()) put(v, {at[0], at[1], 0}, {1, 1, x.size()}, x);
      });
    };
    of_places("capillary_share",
              "share of the fall from artery to vein that lies behind the capillaries", "1",
              &BloodResult::capillary_shares);
    of_places("capillary_trim", "added to what the share gives, so that capillaries rest as stated",
              "Pa", &BloodResult::capillary_trims);
    of_places("small_vein_share", "share of the fall that lies behind the small veins", "1",
              &BloodResult::small_vein_shares);
    of_places("small_vein_trim",
              "added to what the share gives, so that small veins rest as stated", "Pa",
              &BloodResult::small_vein_trims);
    if (!time_) return;
    const Dimensions dims{*protocol_, *sample_, bed, *time_};
    const Variable v =
        file_.variable("bed_flow", Type::real64, dims, "blood flow through the bed", "m3 s-1");
    file_.attribute(v, "cell_methods", "time: mean");
    coordinates(v, slow_, "");
    file_.compress(v, dims);
    for_each_run([this, v](const RunResult& run, Index at) {
      for (std::size_t b = 0; b < run.blood.bed_flow.size(); ++b)
        put(v, {at[0], at[1], b, 0}, {1, 1, 1, run.blood.bed_flow[b].size()},
            run.blood.bed_flow[b]);
    });
  }

  /// A curve in time of every run.
  void curve(const char* name, const char* long_name, const char* units, const char* cell_methods,
             std::function<std::vector<double>(const RunResult&)> read) {
    if (!time_) return;
    const Dimensions dims{*protocol_, *sample_, *time_};
    const Variable v = file_.variable(name, Type::real64, dims, long_name, units);
    file_.attribute(v, "cell_methods", cell_methods);
    coordinates(v, slow_, "");
    for_each_run([this, v, read](const RunResult& run, Index at) {
      if (const std::vector<double> x = read(run); !x.empty())
        put(v, {at[0], at[1], 0}, {1, 1, x.size()}, x);
    });
  }

  /// Muscle and skin of the places of each region that something reached, and the arteries of the members.
  void define_hands() {
    const bool any = std::any_of(study_.runs.begin(), study_.runs.end(),
                                 [](const RunResult& run) { return !run.perfusion.parts.empty(); });
    if (!any || !region_ || !time_) return;
    const auto define = [&](const char* name, const char* long_name, const char* units,
                            const char* cell_methods, const Dimension& over) {
      const Dimensions dims{*protocol_, *sample_, over, *time_};
      const Variable v = file_.variable(name, Type::real64, dims, long_name, units);
      file_.attribute(v, "cell_methods", cell_methods);
      coordinates(v, slow_, "");
      file_.compress(v, dims);
      return v;
    };
    for (const HandsColumn& c : kHandsFields) {
      const Variable v = define(c.name, c.long_name, c.units, c.cell_methods, *region_);
      for_each_run([this, v, &c](const RunResult& run, Index at) {
        for (const PartPerfusion& part : run.perfusion.parts) {
          const auto& curve = part.*c.field;
          put(v, {at[0], at[1], static_cast<std::size_t>(part.region), 0}, {1, 1, 1, curve.size()},
              curve);
        }
      });
    }
    if (!member_) return;
    const Variable v =
        define("artery_flow",
               has_blood(study_) ? "blood flow into all beds of the member"
                                 : "blood flow into all muscle and skin of the member",
               "m3 s-1", "time: mean", *member_);
    for_each_run([this, v, count = member_->size](const RunResult& run, Index at) {
      const auto& curves = run.perfusion.conduit;
      for (std::size_t m = 0; m < std::min(curves.size(), count); ++m)
        put(v, {at[0], at[1], m, 0}, {1, 1, 1, curves[m].size()}, curves[m]);
    });
    const auto shunts = [](const RunResult& run) { return !run.perfusion.shunted.empty(); };
    if (std::none_of(study_.runs.begin(), study_.runs.end(), shunts)) return;
    const Variable s = define(
        "shunted_flow", "blood that pressed places of the member lose to others on its artery",
        "m3 s-1", "time: mean", *member_);
    for_each_run([this, s, count = member_->size](const RunResult& run, Index at) {
      const auto& curves = run.perfusion.shunted;
      for (std::size_t m = 0; m < std::min(curves.size(), count); ++m)
        put(s, {at[0], at[1], m, 0}, {1, 1, 1, curves[m].size()}, curves[m]);
    });
  }

  void define_parts() {
    rows("region_uptake", "flow into the initial lymphatics of the region, skin and muscle",
         region_, &RunResult::region_uptake);
    rows("organ_uptake", "flow into the initial lymphatics of the viscus", organ_,
         &RunResult::organ_uptake);
    rows("region_filtration", "net flow out of the capillaries of the region, skin and muscle",
         region_, &RunResult::region_filtration);
    rows("organ_filtration", "net flow out of the capillaries of the viscus", organ_,
         &RunResult::organ_filtration);
    rows("duct_flow", "lymph flow into the vein", duct_, &RunResult::duct_flow);
    organ_fluids("organ_fluid_start", "interstitial fluid of the viscus where the session begins",
                 &TissueStart::organ_held);
    organ_fluids("organ_fluid_drawn", "interstitial fluid of the viscus as drawn",
                 &TissueStart::organ_drawn);
    const std::vector<FlowPart> parts = flow_parts(study_.geometry);
    volumes("member_volume", "lymph taken up in the member over the session", member_,
            PartGroup::member, parts);
    volumes("region_volume", "lymph taken up in the region over the session", region_,
            PartGroup::region, parts);
    volumes("organ_volume", "lymph taken up in the viscus over the session", organ_,
            PartGroup::organ, parts);
    volumes("node_volume", "lymph through the node group over the session", node_, PartGroup::node,
            parts);
    volumes("duct_volume", "lymph into the vein over the session", duct_, PartGroup::duct, parts);
  }

  void organ_fluids(const char* name, const char* long_name,
                    std::vector<double> TissueStart::*fluids) {
    if (!organ_) return;
    const Variable v = file_.variable(name, Type::real64, Dimensions{*protocol_, *sample_, *organ_},
                                      long_name, "m3");
    for_each_run([this, v, fluids](const RunResult& run, Index at) {
      const std::vector<double>& values = run.tissue_start.*fluids;
      if (!values.empty()) put(v, {at[0], at[1], 0}, {1, 1, values.size()}, values);
    });
  }

  void volumes(const char* name, const char* long_name, std::optional<Dimension> over,
               PartGroup group, const std::vector<FlowPart>& parts) {
    if (!over) return;
    const Variable v = file_.variable(name, Type::real64, Dimensions{*protocol_, *sample_, *over},
                                      long_name, "m3");
    file_.attribute(v, "cell_methods", "time: sum");
    for_each_run([this, v, group, parts](const RunResult& run, Index at) {
      std::vector<double> values;
      for (const FlowPart& part : parts)
        if (part.group == group) values.push_back(volume_of(part, run));
      put(v, {at[0], at[1], 0}, {1, 1, values.size()}, values);
    });
  }

  void define_status() {
    const Variable stop = file_.variable("stop", Type::byte, Dimensions{*protocol_, *sample_},
                                         "why the run ended", "");
    constexpr std::array<signed char, 6> kFlags{-1, 0, 1, 2, 3, 4};
    file_.attribute(stop, "flag_values", kFlags);
    file_.attribute(stop, "flag_meanings",
                    "not_run finished interrupted step_too_small non_finite start_not_found");
    const Variable detail = file_.variable(
        "stop_detail", Type::text, Dimensions{*protocol_, *sample_}, "more on why it ended", "");
    const Variable time = file_.variable("stop_time", Type::real64,
                                         Dimensions{*protocol_, *sample_}, "time reached", "s");
    const Variable imbalance =
        file_.variable("start_imbalance", Type::real64, Dimensions{*protocol_, *sample_},
                       "what the start may be out of balance, over the flow at rest", "1");
    const Variable oedema = file_.variable(
        "stated_oedema", Type::real64, Dimensions{*protocol_, *sample_},
        "fluid beyond rest that the person states, with which the session began", "m3");
    const auto fluid = [&](const char* name, const char* long_name, double TissueStart::*amount) {
      const Variable v =
          file_.variable(name, Type::real64, Dimensions{*protocol_, *sample_}, long_name, "m3");
      for_each_run([this, v, amount](const RunResult& run, Index at) {
        if (run.tissue_start.known())
          put(v, at, {1, 1}, std::vector<double>{run.tissue_start.*amount});
      });
    };
    fluid("tissue_fluid_start", "interstitial fluid of all tissue where the session begins",
          &TissueStart::held);
    fluid("tissue_fluid_drawn", "interstitial fluid of all tissue as drawn", &TissueStart::drawn);
    puts_.push_back([this, stop] {
      const std::vector<int> none(study_.protocols.size() * (study_.samples + 1u), -1);
      file_.put(stop, Index{0, 0}, Index{study_.protocols.size(), study_.samples + 1u}, none);
    });
    for_each_run([this, stop, detail, time, imbalance, oedema](const RunResult& run, Index at) {
      file_.put(stop, at, Index{1, 1}, std::vector<int>{static_cast<int>(run.stop)});
      file_.put(detail, at, run.stop_detail);
      put(time, at, {1, 1}, std::vector<double>{run.stop_time});
      put(imbalance, at, {1, 1}, std::vector<double>{run.start_imbalance});
      put(oedema, at, {1, 1}, std::vector<double>{run.stated_oedema});
    });
  }

  /// A curve in time for each of `over`.
  void rows(const char* name, const char* long_name, std::optional<Dimension> over,
            std::vector<std::vector<double>> RunResult::*member, const char* units = "m3 s-1",
            const char* cell_methods = "time: mean") {
    if (!over || !time_) return;
    const Dimensions dims{*protocol_, *sample_, *over, *time_};
    const Variable v = file_.variable(name, Type::real64, dims, long_name, units);
    file_.attribute(v, "cell_methods", cell_methods);
    coordinates(v, slow_, "");
    file_.compress(v, dims);
    for_each_run([this, v, member, count = over->size](const RunResult& run, Index at) {
      const auto& curves = run.*member;
      for (std::size_t n = 0; n < curves.size() && n < count; ++n)
        if (!curves[n].empty())
          put(v, {at[0], at[1], n, 0}, {1, 1, 1, curves[n].size()}, curves[n]);
    });
  }

  /// An array of every run. Runs that kept only a part (interrupted, or no fields for samples)
  /// leave the rest as fill.
  template <typename T>
  void field(const char* name, const char* long_name, const char* units, const char* cell_methods,
             const std::string& grid_name, const char* others, Type type,
             std::vector<std::optional<Dimension>> over, std::vector<T> RunResult::*member) {
    Dimensions dims{*protocol_, *sample_};
    std::size_t row = 1;  // values in one step of the first of `over`
    for (std::size_t i = 0; i < over.size(); ++i) {
      if (!over[i]) return;
      dims.push_back(*over[i]);
      if (i > 0) row *= over[i]->size;
    }
    const Variable v = file_.variable(name, type, dims, long_name, units);
    if (*cell_methods) file_.attribute(v, "cell_methods", cell_methods);
    coordinates(v, grid_name, others);
    file_.compress(v, dims);
    for_each_run([this, v, dims, row, member](const RunResult& run, Index at) {
      const std::vector<T>& values = run.*member;
      const std::size_t rows = std::min(values.size() / row, dims[2].size);
      if (rows == 0) return;
      Index start(dims.size(), 0), count(dims.size(), 1);
      start[0] = at[0];
      start[1] = at[1];
      count[2] = rows;
      if (dims.size() > 3) count[3] = row;
      put(v, start, count, values);
    });
  }

  void define_assumptions() {
    const auto& rows = study_.assumptions;
    texts("assumption_key", assumption_, "which number was read",
          [&rows](std::size_t i) { return rows[i].key; });
    texts("assumption_value", assumption_, "as written, with its unit",
          [&rows](std::size_t i) { return rows[i].text; });
    texts("assumption_basis", assumption_, "measured, derived, fitted or assumed",
          [&rows](std::size_t i) { return std::string(name_of(rows[i].basis)); });
    texts("assumption_source", assumption_, "key of the reference",
          [&rows](std::size_t i) { return rows[i].source; });
    texts("assumption_place", assumption_, "file and line",
          [&rows](std::size_t i) { return rows[i].file + ":" + std::to_string(rows[i].line); });
    texts("assumption_note", assumption_, "note", [&rows](std::size_t i) { return rows[i].note; });
  }

  void for_each_run(std::function<void(const RunResult&, Index)> action) {
    puts_.push_back([this, action = std::move(action)] {
      for (std::size_t p = 0; p < study_.protocols.size(); ++p)
        for (unsigned k = 0; k <= study_.samples; ++k)
          if (const RunResult* run = run_of(study_, p, k)) action(*run, Index{p, k});
    });
  }

  /// Unknown values become the fill value, which readers show as missing.
  template <typename T>
  void put(const Variable& v, const Index& start, const Index& count, std::span<const T> values) {
    std::vector<T> clean(values.begin(), values.end());
    for (T& x : clean)
      if (!std::isfinite(x)) x = T(NetcdfFile::kMissing);
    file_.put(v, start, count, std::span<const T>(clean));
  }
  template <typename T>
  void put(const Variable& v, const Index& start, const Index& count,
           const std::vector<T>& values) {
    put(v, start, count, std::span<const T>(values));
  }

  const StudyResult& study_;
  NetcdfFile file_;
  std::optional<Dimension> protocol_, sample_, time_, fast_time_, patch_, lymphangion_, vessel_,
      region_, node_, assumption_, member_, organ_, duct_;
  std::string slow_, fast_;  // names of auxiliary time coordinates, empty where one grid serves all
  std::vector<std::function<void()>> puts_;
};

}  // namespace

void write_netcdf(const StudyResult& study, const std::string& path) {
  ReplacedFile file(path);
  Writer(study, file.temporary()).write();
  file.commit();
}

}  // namespace cisterna
