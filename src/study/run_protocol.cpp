#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
#include <numbers>
#include <optional>

#include "engine/fed_beds.hpp"
#include "engine/treatment_surroundings.hpp"
#include "measure/depot_clearance.hpp"
#include "measure/hardest_pressed.hpp"
#include "measure/near_infrared.hpp"
#include "measure/readings.hpp"
#include "measure/vessel_camera.hpp"
#include "measure/wick.hpp"
#include "study/blood_record.hpp"
#include "study/perfusion_record.hpp"
#include "study/study_run.hpp"
#include "therapy/treatment.hpp"

namespace cisterna {
namespace {

constexpr double kHarm = 70 * 133.322387415;  // pressure that damages collectors when it lasts [Pa]
constexpr double kFastWindow = 120;           // length of the window kept in full time [s]
constexpr long kFastEvery = 2;                // pictures between two points of it
constexpr double kAfter = 300;                // the last part of a session, "after" [s]
constexpr int kIntervals = 180;               // of the slow grid

// Share of an interval in which a value lies at or above `limit`, going straight from `before` to `after`.
double share_above(double limit, double before, double after) {
  if (before >= limit && after >= limit) return 1;
  if (before < limit && after < limit) return 0;
  return (std::max(before, after) - limit) / std::abs(after - before);
}

std::size_t pictures_of(const Treatment& treatment) {
  return static_cast<std::size_t>(std::max(1L, std::lround(treatment.duration() / kPicture)));
}

// Everything one run writes down.
class Recorder {
 public:
  Recorder(const PreparedLimb& prepared, const Surroundings& surroundings,
           const Treatment& treatment, const SimulationOptions& options,
           const std::vector<std::size_t>& depots, bool fields, RunResult& result)
      : limb_(prepared.limb),
        w_(limb_.network),
        treatment_(treatment),
        watch_(w_, &surroundings, options.system),
        at_(watch_.layout()),
        outlet_of_(metered_boundaries(w_)),
        depots_(depots),
        wicks_(limb_.patches.size()),
        hardest_(limb_),
        fields_(fields),
        r_(result),
        camera_(limb_, kPicture, pictures_of(treatment)) {
    f_.resize(at_.size), load_.resize(limb_.patches.size());
    above_.assign(limb_.patches.size(), 0.0), tissue_before_ = above_;
    duration_ = treatment.duration();
    fast_from_ = std::floor(0.3 * duration_ / kPicture) * kPicture;
    rest_outside_.assign(w_.lymphangions, 0.0);
  }

  /// What is looked at from now on; it stays while that is done.
  void see(std::span<const double> state) { y_ = state; }

  void begin(double rest_outlet) {
    last_.assign(y_.begin(), y_.end());
    start_ = last_;
    evaluate(0);
    std::copy(watch_.outside_pressures().begin(), watch_.outside_pressures().end(),
              rest_outside_.begin());
    hardest_.look(0, load_, watch_);
    std::copy(hardest_.skin().begin(), hardest_.skin().end(), tissue_before_.begin());
    wicks_.look(0, watch_);
    r_.wick_before = wicks_.readings();
    slow_point(0, rest_outlet);
  }

  // Peaks are looked for at every step, since one may last less than a picture. At a picture its own look serves.
  void stepped(double t, std::span<const double> state) {
    watch_.press(t, state);
    take_loads(t);
    find_peaks(t);
  }

  void picture(long number, double t, bool stepped) {
    evaluate(t);
    if (stepped) find_peaks(t);
    camera_.picture(watch_, y_);
    wicks_.look(t, watch_);
    if (t > duration_ - kAfter) ++pictures_after_;
    const bool fast = t >= fast_from_ && t < fast_from_ + kFastWindow;
    if (fields_ && fast && number % kFastEvery == 0) fast_point(t);
  }

  void slow_point(double t, double rest_outlet = 0) {
    const double span = t - (r_.time.empty() ? t : r_.time.back());
    const auto rate = [&](std::size_t i) { return span > 0 ? (y_[i] - last_[i]) / span : 0.0; };
    const auto sum = [&](std::size_t first, std::size_t count) {
      double s = 0;
      for (std::size_t i = 0; i < count; ++i) s += rate(first + i);
      return s;
    };
    r_.time.push_back(t);
    r_.outlet_flow.push_back(span > 0 ? sum(at_.metered, outlets()) : rest_outlet);
    r_.uptake_flow.push_back(sum(at_.uptake, w_.initials));
    r_.filtration_flow.push_back(sum(at_.filtered, w_.tissue.patches));
    r_.outlet_protein.push_back(rate(at_.protein_out));
    r_.node_flow.resize(w_.nodes), r_.node_filling.resize(w_.nodes);
    for (std::size_t k = 0; k < w_.nodes; ++k) {
      r_.node_flow[k].push_back(rate(at_.node_passed + k));
      const double volume = y_[at_.volume + w_.lymphangions + w_.initials + k];
      r_.node_filling[k].push_back(volume / w_.node_slack[k]);
    }
    parts_point(span > 0, rate);
    r_.depot_left.resize(depots_.size());
    for (std::size_t k = 0; k < depots_.size(); ++k)
      r_.depot_left[k].push_back(depot_counts(w_, depots_[k], y_) /
                                 depot_counts(w_, depots_[k], start_));
    if (fields_) {
      const std::size_t skin = w_.tissue.skin_patches;
      std::vector<double> taken(w_.tissue.patches, 0.0);
      for (std::size_t k = 0; k < w_.initials; ++k)
        taken[static_cast<std::size_t>(w_.initial_patch[k])] += rate(at_.uptake + k);
      for (std::size_t i = 0; i < skin; ++i) {
        r_.surface_pressure.push_back(static_cast<float>(load_[i].pressure));
        r_.tissue_pressure.push_back(static_cast<float>(watch_.total_pressures()[i]));
        r_.patch_volume.push_back(static_cast<float>(y_[at_.tissue + i]));
        r_.patch_uptake.push_back(static_cast<float>(taken[i]));
      }
    }
    std::copy(y_.begin(), y_.end(), last_.begin());
  }

  void end(double t) {
    r_.stop_time = t;
    const std::span<const double> y = y_;
    const std::size_t cells = w_.cells(), patches = w_.tissue.patches;
    const auto change = [&](std::size_t first, std::size_t count) {
      double s = 0;
      for (std::size_t i = first; i < first + count; ++i) s += y[i] - start_[i];
      return s;
    };
    const auto close = [](Balance& b) {
      const double throughput = std::abs(b.filtered) + std::abs(b.drained) + std::abs(b.absorbed) +
                                std::abs(b.store_change_tissue) + std::abs(b.store_change_lymph);
      b.residual = throughput > 0 ? (b.filtered - b.drained - b.absorbed - b.store_change_tissue -
                                     b.store_change_lymph) /
                                        throughput
                                  : 0;
    };
    r_.volume = {change(at_.filtered, patches),
                 change(at_.metered, outlets()),
                 change(at_.absorbed, w_.node_exchange.size()),
                 change(at_.tissue, patches),
                 change(at_.volume, cells),
                 0};
    r_.protein = {change(at_.protein_filtered, 1),      change(at_.protein_out, 1), 0,
                  change(at_.protein + cells, patches), change(at_.protein, cells), 0};
    close(r_.volume), close(r_.protein);
    r_.drained_volume = r_.volume.drained, r_.drained_protein = r_.protein.drained;
    const std::size_t skin = w_.tissue.skin_patches;
    r_.patch_uptake_total.assign(skin, 0.0), r_.patch_filtration_total.assign(skin, 0.0);
    for (std::size_t i = 0; i < skin; ++i)
      r_.patch_filtration_total[i] = y[at_.filtered + i] - start_[at_.filtered + i];
    for (std::size_t k = 0; k < w_.initials; ++k)
      if (const auto i = static_cast<std::size_t>(w_.initial_patch[k]); i < skin)
        r_.patch_uptake_total[i] += y[at_.uptake + k] - start_[at_.uptake + k];
    r_.patch_fluid_gain.assign(skin, 0.0);
    for (std::size_t i = 0; i < skin; ++i)
      for (const std::size_t layer : {i, skin + i})
        r_.patch_fluid_gain[i] += y[at_.tissue + layer] - start_[at_.tissue + layer];
    r_.wick_after = wicks_.readings();
    const VesselRecording last = camera_.last(pictures_after_);
    const auto keep = [&](VesselFunctions of, VesselFunction& whole, auto& members) {
      whole = of.whole, members = std::move(of.members);
    };
    keep(vessel_functions(limb_, camera_.film()), r_.during, r_.members_during);
    keep(vessel_functions(limb_, last), r_.after, r_.members_after);
    r_.safety.peak_surface_pressure = treatment_.peak_pressure(t);
    r_.safety.longest_above_harm = *std::max_element(above_.begin(), above_.end());
  }

 private:
  std::size_t outlets() const { return outlet_of_.size(); }

  // Uptake and filtration of each region (skin and muscle) and viscus, and flow at each outlet.
  template <class Rate>
  void parts_point(bool known, const Rate& rate) {
    const double first = known ? 0 : std::numeric_limits<double>::quiet_NaN();
    const auto begin = [&](std::vector<std::vector<double>>& rows, std::size_t count) {
      rows.resize(count);
      for (auto& row : rows) row.push_back(first);
    };
    begin(r_.region_uptake, limb_.region_names.size());
    begin(r_.organ_uptake, w_.tissue.organs.size()), begin(r_.duct_flow, w_.boundaries());
    begin(r_.region_filtration, limb_.region_names.size());
    begin(r_.organ_filtration, w_.tissue.organs.size());
    const std::size_t skin = w_.tissue.skin_patches;
    const auto row = [&](std::size_t i, auto& regions, auto& organs) -> std::vector<double>& {
      return w_.tissue.is_organ(i)
                 ? organs[i - w_.tissue.organ_patch(0)]
                 : regions[static_cast<std::size_t>(limb_.patches[i % skin].region)];
    };
    for (std::size_t k = 0; k < w_.initials; ++k)
      row(static_cast<std::size_t>(w_.initial_patch[k]), r_.region_uptake, r_.organ_uptake)
          .back() += rate(at_.uptake + k);
    for (std::size_t i = 0; i < w_.tissue.patches; ++i)
      row(i, r_.region_filtration, r_.organ_filtration).back() += rate(at_.filtered + i);
    for (std::size_t m = 0; m < outlets(); ++m)
      r_.duct_flow[static_cast<std::size_t>(outlet_of_[m])].back() += rate(at_.metered + m);
  }

  void find_peaks(double t) {
    hardest_.look(t, load_, watch_);
    const auto tissue = hardest_.skin();
    const auto outside = hardest_.walls();
    Safety& s = r_.safety;
    for (std::size_t i = 0; i < tissue.size(); ++i) {
      s.peak_tissue_pressure = std::max(s.peak_tissue_pressure, tissue[i]);
      above_[i] += share_above(kHarm, tissue_before_[i], tissue[i]) * (t - stepped_);
      tissue_before_[i] = tissue[i];
    }
    for (std::size_t i = 0; i < outside.size(); ++i)
      s.peak_wall_pressure = std::max(s.peak_wall_pressure, outside[i] - rest_outside_[i]);
    double pressed = 0;
    for (const SurfaceLoad& load : load_) pressed = std::max(pressed, load.highest);
    s.pressed_above_harm += share_above(kHarm, pressed_before_, pressed) * (t - stepped_);
    pressed_before_ = pressed;
    stepped_ = t;
  }

  void evaluate(double t) {
    watch_.look(t, y_, f_);
    take_loads(t);
  }

  void take_loads(double t) {
    std::fill(load_.begin(), load_.end(), SurfaceLoad{});
    if (treatment_.touching(t)) treatment_.loads(t, load_);
  }

  void fast_point(double t) {
    r_.fast_time.push_back(t);
    for (std::size_t i = 0; i < w_.lymphangions; ++i) {
      r_.fast_pressure.push_back(static_cast<float>(watch_.pressures()[i]));
      r_.fast_diameter.push_back(
          static_cast<float>(watch_.stretches()[i] * w_.unloaded_diameter[i]));
    }
    for (const SurfaceLoad& load : load_)
      r_.fast_surface.push_back(static_cast<float>(load.pressure));
  }

  const Limb& limb_;
  const LymphNetwork& w_;
  const Treatment& treatment_;
  LymphSystem watch_;  // its own evaluation, so that looking never touches the run
  const StateLayout& at_;
  std::vector<int> outlet_of_;  // each metered edge
  const std::vector<std::size_t>& depots_;
  Wicks wicks_;
  HardestPressed hardest_;
  bool fields_;
  RunResult& r_;
  VesselCamera camera_;
  std::size_t pictures_after_ = 0;
  std::span<const double> y_;
  std::vector<double> f_, start_, last_, above_, tissue_before_, rest_outside_;
  std::vector<SurfaceLoad> load_;
  double duration_ = 0, fast_from_ = 0, stepped_ = 0, pressed_before_ = 0;
};

}  // namespace

namespace {

/// Index of the vessel that lymph from one reaches next, through nodes; -1 for none.
int next_vessel(const Limb& limb, const LimbAnatomy& anatomy, const LimbVessel& vessel) {
  std::string name;
  for (const Vessel& v : anatomy.vessels)
    if (v.name == vessel.entry) {
      name = v.drains_to;
      break;
    }
  for (std::size_t hops = 0; hops <= anatomy.nodes.size(); ++hops) {
    for (std::size_t i = 0; i < limb.vessels.size(); ++i)
      if (limb.vessels[i].entry == name)
        return static_cast<int>(i) + vessel.representative % limb.vessels[i].representatives;
    for (const LymphNode& n : anatomy.nodes)
      if (n.name == name) {
        name = n.drains_to;
        break;
      }
  }
  return -1;
}

/// Where a node group lies on the axis.
double place_of(const Limb& limb, const LimbAnatomy& anatomy, const std::string& node) {
  for (const LymphNode& n : anatomy.nodes)
    if (n.name == node) return place_along(anatomy, n.region, n.fraction);
  return limb.length;
}

}  // namespace

LimbGeometry geometry_of(const Limb& limb, const LimbAnatomy& anatomy) {
  LimbGeometry g;
  for (const Region& region : anatomy.regions)
    g.regions.push_back(
        {region.name, region.from, region.to(), region.girth_distal, region.girth_proximal});
  for (const Member& m : anatomy.members)
    g.members.push_back(
        {m.name, m.first_region, m.regions, m.parent, m.root_s, m.angle, m.points_up});
  g.body = anatomy.body;
  for (const Organ& organ : anatomy.organs) {
    g.organs.push_back(organ.name);
    g.organ_in_thorax.push_back(organ.cavity == Cavity::thorax);
  }
  for (const Outlet& outlet : anatomy.outlets) {
    g.outlets.push_back(outlet.name), g.ducts.emplace_back();
    for (const Vessel& v : anatomy.vessels)
      if (v.drains_to == outlet.name) g.ducts.back() = v.name;
    for (const LymphToVein& link : anatomy.vein_connections)
      if (link.name == outlet.name) g.ducts.back() = link.from.vessel;
  }
  for (const LimbPatch& p : limb.patches) {
    g.patch_member.push_back(p.member);
    const double angle = p.angle < 0 && anatomy.mirrored ? p.angle + 2 * std::numbers::pi : p.angle;
    g.patch_s.push_back(p.s), g.patch_length.push_back(p.length), g.patch_angle.push_back(angle);
    g.patch_width.push_back(p.width), g.patch_region.push_back(p.region);
  }
  if (!limb.oedema.empty()) g.stated_oedema.assign(g.members.size(), 0.0);
  for (std::size_t i = 0; i < limb.oedema.size(); ++i)
    g.stated_oedema[static_cast<std::size_t>(limb.patches[i].member)] +=
        std::max(limb.oedema[i], 0.0);
  for (const LimbVessel& v : limb.vessels) {
    g.vessels.push_back(
        {v.name, v.deep, v.count, v.first, v.size, next_vessel(limb, anatomy, v), v.member});
    for (int k = 0; k < v.size; ++k) g.lymphangion_angle.push_back(v.angle);
  }
  g.lymphangion_s = limb.lymphangion_s;
  g.lymphangion_length.assign(limb.network.length.begin(), limb.network.length.end());
  g.nodes = limb.network.node_names;
  for (const std::string& node : g.nodes) g.node_s.push_back(place_of(limb, anatomy, node));
  return g;
}

RunResult run_protocol(const RunRequest& request, const std::function<void(double)>& progress,
                       const std::atomic<bool>& stop) {
  const auto begin = std::chrono::steady_clock::now();
  const PreparedLimb& prepared = *request.prepared;
  const Limb& limb = prepared.limb;
  RunResult result = start_of(prepared);
  result.protocol = request.protocol->name;
  result.protocol_title = request.protocol->title;
  if (!prepared.rest.found) {
    result.stop = stop.load(std::memory_order_relaxed) ? StopReason::interrupted
                                                       : StopReason::start_not_found;
    if (result.stop == StopReason::start_not_found) result.stop_detail = prepared.rest.reason;
    return result;
  }
  const auto treatment = make_treatment(*request.protocol, spans_of(limb), surface_of(limb));
  const TreatmentSurroundings surroundings(limb, treatment);
  const double duration = treatment->duration();
  std::unique_ptr<BodyBlood> blood;
  if (prepared.blood) {
    blood = std::make_unique<BodyBlood>(limb, prepared.blood->parameters, prepared.blood->heart);
    blood->recall(prepared.blood->memory, 0);
  }
  // The slow grid falls on pictures, so that one look serves both.
  const long slow = std::max(1L, std::lround(std::ceil(duration / kIntervals / kPicture)));
  const auto pictures = static_cast<long>(pictures_of(*treatment));
  const auto time_of = [&](long picture) {
    return picture == pictures ? duration : static_cast<double>(picture) * kPicture;
  };
  std::optional<FedBeds> beds;
  if (blood && prepared.parameters.size() > 0) {
    std::vector<double> looks;
    for (long k = 1; request.fields && k <= pictures; ++k)
      if (k % slow == 0 || k == pictures) looks.push_back(time_of(k));
    beds.emplace(limb, prepared.parameters, surroundings, *blood, looks);
  }
  CoupledBody body(limb, surroundings, blood.get(), request.simulation);
  Simulation& run = body.lymph();
  BloodRecord blood_record(blood.get(), result.blood);
  const std::vector<std::size_t> depots = depot_patches(limb);
  std::vector<double> start = prepared.rest.state;
  put_depots(limb.network, depots, start);
  run.start(0, start);
  Recorder record(prepared, body.surroundings(), *treatment, request.simulation, depots,
                  request.fields, result);
  // A picture mostly falls on the end of a step: then its state is seen where it stands.
  std::vector<double> between(run.layout().size);
  std::span<const double> seen;
  const auto see = [&](double when) {
    if (run.time() == when) {
      seen = run.state();
    } else {
      run.state_at(when, between);
      seen = between;
    }
    record.see(seen);
  };
  see(0);
  record.begin(prepared.rest.outlet_flow);
  blood_record.begin(limb.network, run.layout(), seen);
  std::optional<PerfusionRecord> hands;
  if (request.fields && prepared.parameters.size() > 0)
    hands.emplace(limb, prepared.parameters, surroundings, beds ? &*beds : nullptr);
  double t = 0;
  for (long number = 1; number <= pictures; ++number) {
    const bool last = number == pictures;
    const double next = time_of(number);
    if (stop.load(std::memory_order_relaxed)) result.stop = StopReason::interrupted;
    while (result.stop == StopReason::finished && run.time() < next) {
      result.stop = body.step();
      if (result.stop == StopReason::finished && run.time() != next)
        record.stepped(run.time(), run.state());
    }
    if (result.stop != StopReason::finished) {
      result.stop_detail = body.trouble();
      if (result.stop == StopReason::step_too_small && result.stop_detail.empty() &&
          request.simulation.integrator == Integrator::cvode)
        result.stop_detail =
            "SUNDIALS finds no next step; multirate, ros2 and ros34pw2 are our own";
      break;
    }
    t = next;
    see(t);
    record.picture(number, t, run.time() == t);
    blood_record.look(t);
    if (number % slow == 0 || last) {
      record.slow_point(t), blood_record.slow_point(t);
      if (hands) hands->look(t);
      progress(t / duration);
    }
  }
  // Between its steps a run keeps its balance only nearly: one cut short is told as it stood after its last step.
  if (t < duration && run.time() > t) see(t = run.time());
  record.end(t);
  if (blood) blood_record.end(*blood, limb.network, run.layout(), seen);
  if (hands) result.perfusion = hands->result(result.blood);
  const StepCounts& counts = run.counts();
  result.counts.steps = counts.steps, result.counts.rejected = counts.rejected;
  result.counts.evaluations = counts.evaluations,
  result.counts.factorisations = counts.factorisations;
  result.counts.run_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

}  // namespace cisterna
