// Whole limbs under the shipped protocols, cut coarsely so that they run in seconds.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "arm_test.hpp"
#include "io/limb_of_body.hpp"
#include "measure/depot_clearance.hpp"
#include "measure/flow_probe.hpp"
#include "measure/measurements.hpp"
#include "study/resolution.hpp"
#include "study/study_run.hpp"

namespace cisterna {
namespace {

using namespace arm;

const std::atomic<bool> kGoOn{false};

Amounts run_part(const Begun& begun, const std::string& name, double duration) {
  const LymphNetwork& w = begun.limb.network;
  const TreatmentSurroundings surroundings = surroundings_of(begun.limb, name);
  Simulation run(w, surroundings, {});
  run.start(0, begun.state);
  EXPECT_EQ(run.advance(duration), StopReason::finished) << name;
  std::vector<double> y(run.layout().size);
  run.state_at(duration, y);
  return amounts(w, run.layout(), begun.state, y);
}

TEST(LimbRun, every_shipped_protocol_fits_a_shipped_limb) {
  std::set<std::string> fitting;
  for (const std::string& anatomy : shipped("body")) {
    const LimbAnatomy limb = read_anatomy(kData + "/body/" + anatomy + ".yaml");
    for (const std::string& name : protocols_for(region_names(limb), member_names(limb)))
      fitting.insert(name);
  }
  for (const std::string& name : shipped("protocols")) EXPECT_TRUE(fitting.contains(name)) << name;
}

// Hands and sleeves have sizes, and people have others. On the right: the left is its mirror image.
TEST(LimbRun, every_shipped_protocol_can_be_done_to_every_shipped_person_who_has_the_limb_for_it) {
  for (const std::string& name : shipped("persons")) {
    const Subject s = read_subject(name);
    const Limb limb = build_limb(s.anatomy, s.parameters, kVeryCoarse, 1);
    std::vector<Protocol> theirs;
    for (const std::string& each : protocols_for(s.regions, member_names(s.anatomy)))
      theirs.push_back(protocol(each, s.regions, member_names(s.anatomy)));
    for (const Subject* own : {&healthy(), &healthy_leg()}) {
      const std::string member = limb_of_body(s.anatomy, own->anatomy, "right");
      if (member.empty()) continue;
      for (const std::string& each : protocols_for(own->regions))
        theirs.push_back(on_side(protocol(each, own->regions), member, "right"));
    }
    EXPECT_FALSE(theirs.empty());
    for (const Protocol& each : theirs)
      EXPECT_NO_THROW(make_treatment(each, spans_of(limb), surface_of(limb)))
          << each.name << " on " << name;
  }
}

void expect_conserved(const Begun& begun) {
  for (const std::string& name : protocols_for(begun.limb.region_names)) {
    const Amounts a = run_part(begun, name, 60);
    EXPECT_LT(a.volume_residual, kConserved) << name;
    EXPECT_LT(a.protein_residual, kConserved) << name;
  }
}

TEST(LimbRun, volume_and_protein_are_conserved_under_every_shipped_protocol) {
  expect_conserved(coarse());
}

TEST(LimbRun, volume_and_protein_are_conserved_on_a_leg_under_every_protocol_that_fits_it) {
  expect_conserved(begin(kCoarse, 60, 1, healthy_leg()));
}

// A steady pressure on every layer of [from, to] of the limb, risen within a second.
class Band : public Surroundings {
 public:
  Band(const Limb& limb, double from, double to, double pressure) : pressure_(pressure) {
    for (const LimbPatch& patch : limb.patches) under_.push_back(patch.s > from && patch.s < to);
  }
  double next_breakpoint(double t) const override {
    return t < 1 ? 1 : std::numeric_limits<double>::infinity();
  }
  bool touching(double) const override { return true; }
  void loads(double t, DepthLoads out) const override {
    for (std::size_t i = 0; i < under_.size(); ++i) {
      out.skin[i] = out.collector[i] = out.muscle[i] = under_[i] ? std::min(t, 1.0) * pressure_ : 0;
      out.traction[i] = 0;
    }
  }
  double elevation(double) const override { return 0; }
  double skin_temperature(double) const override { return kSkin; }

 private:
  std::vector<bool> under_;
  double pressure_;
};

// Pressed for long, nodes and the tissue under a band give up nearly all they hold, and never more: the steps then
// stay as long as at rest (docs/decisions/0004-stores-that-empty.md).
TEST(LimbRun, sleeve_and_band_that_press_stores_empty_run_to_their_end) {
  constexpr double kMmHg = 133.322;
  const LymphNetwork& w = coarse().limb.network;
  struct Case {
    double from, to, pressure, duration;
  };
  const double whole = coarse().limb.length;
  for (const Case& c : {Case{0, whole, 200 * kMmHg, 300}, Case{0.25, 0.4, 200 * kMmHg, 1200}}) {
    const Band band(coarse().limb, c.from, c.to, c.pressure);
    Simulation run(w, band, {});
    run.start(0, coarse().state);
    ASSERT_EQ(run.advance(c.duration), StopReason::finished) << c.pressure / kMmHg << " mmHg";
    std::vector<double> y(run.layout().size);
    run.state_at(c.duration, y);
    double node = 1, tissue = 1;  // smallest relative volume
    for (std::size_t i = 0; i < w.nodes; ++i)
      node = std::min(node, y[w.lymphangions + w.initials + i] / w.node_slack[i]);
    for (std::size_t i = 0; i < w.tissue.patches; ++i)
      tissue = std::min(tissue, y[run.layout().tissue + i] / w.tissue.rest_volume[i]);
    RecordProperty("node", std::to_string(node)), RecordProperty("tissue", std::to_string(tissue));
    EXPECT_GT(std::min(node, tissue), 0.01);
    // Where the straight laws would have held less than nothing.
    EXPECT_LT(c.duration < 600 ? node : tissue, 1.0 / 3);
    // A trial step may be too long, but no state of the run is driven out of the equations' domain.
    EXPECT_LT(run.counts().left_domain, run.counts().steps / 100);
    for (std::size_t i = 0; i < w.cells() + w.tissue.patches; ++i)
      ASSERT_GE(y[run.layout().protein + i], 0) << i;
    const Amounts a = amounts(w, run.layout(), coarse().state, y);
    EXPECT_LT(a.volume_residual, kConserved);
    EXPECT_LT(a.protein_residual, kConserved);
  }
}

TEST(LimbRun, restored_run_goes_on_bit_for_bit) {
  const Begun& begun = coarse();
  const TreatmentSurroundings surroundings = surroundings_of(begun.limb, "mld_arm");
  Simulation run(begun.limb.network, surroundings, {}), again(begun.limb.network, surroundings, {});
  run.start(0, begun.state);
  ASSERT_EQ(run.advance(20.25), StopReason::finished);
  ASSERT_TRUE(again.restore(run.save()));
  std::vector<double> a(run.layout().size), b(a.size());
  for (const double t : {20.25, 25.0, 40.0}) {
    ASSERT_EQ(run.advance(t), StopReason::finished);
    ASSERT_EQ(again.advance(t), StopReason::finished);
    run.state_at(t, a), again.state_at(t, b);
    EXPECT_EQ(a, b) << t;
  }
}

TEST(LimbRun, the_same_run_twice_and_looked_at_more_often_has_the_same_bits) {
  const Begun& begun = coarse();
  const TreatmentSurroundings surroundings = surroundings_of(begun.limb, "ipc_arm");
  std::vector<double> last[2];
  for (std::vector<double>& y : last) {
    y.resize(begun.state.size());
    Simulation run(begun.limb.network, surroundings, {});
    run.start(0, begun.state);
    const int looks = &y == last ? 1 : 80;
    for (int k = 1; k <= looks; ++k) {
      ASSERT_EQ(run.advance(40.0 * k / looks), StopReason::finished);
      run.state_at(40.0 * k / looks, y);
    }
  }
  EXPECT_EQ(last[0], last[1]);
}

// Over several draws of the phases, each treated one way and the other from the same state: the mean of the
// differences against its standard error.
TEST(LimbRun, turning_the_strokes_or_the_chambers_around_changes_what_drains) {
  constexpr int kDraws = 5;
  constexpr double kErrors = 3;
  std::vector<Begun> begun;
  for (int draw = 1; draw <= kDraws; ++draw)
    begun.push_back(begin({}, 120, static_cast<std::uint64_t>(draw)));
  // The whole drainage, three cycles of the sleeve [s]. Patches of the shipped size: a hand travels less than a coarse one.
  for (const auto& [name, duration] :
       {std::pair<std::string, double>{"mld_arm", 1200}, {"ipc_arm", 3 * 240}}) {
    double sum = 0, squares = 0, drained = 0;
    for (const Begun& b : begun) {
      const double one = run_part(b, name, duration).drained;
      const double more = run_part(b, name + "_reversed", duration).drained - one;
      sum += more, squares += more * more, drained += one;
    }
    const double mean = sum / kDraws;
    const double error = std::sqrt((squares / kDraws - mean * mean) / (kDraws - 1));
    RecordProperty(name + "_reversed_over_forward", std::to_string(1 + sum / drained));
    RecordProperty(name + "_standard_error", std::to_string(error * kDraws / drained));
    EXPECT_GT(std::abs(mean), kErrors * error) << name;
  }
}

TEST(LimbRun, hand_presses_a_shallow_collector_harder_than_a_deep_one_beneath) {
  const LymphNetwork& w = coarse().limb.network;
  const TreatmentSurroundings hands = surroundings_of(coarse().limb, "mld_arm");
  const std::size_t skin = w.tissue.skin_patches, sites = w.site_patch.size();
  std::vector<double> patches[3], site(sites), within(2 * skin);
  for (auto& v : patches) v.resize(skin);
  int pairs = 0;
  for (double t = 0.5; t < 120; t += 1) {
    if (!hands.touching(t)) continue;
    hands.loads(t, {patches[0], site, patches[1], patches[2], within});
    for (std::size_t a = 0; a < sites; ++a)
      for (std::size_t b = 0; b < sites; ++b) {
        if (w.site_patch[a] != w.site_patch[b] || w.site_depth[a] >= w.site_depth[b]) continue;
        if (site[a] <= 0) continue;
        EXPECT_GT(site[a], site[b]);
        ++pairs;
      }
  }
  EXPECT_GT(pairs, 0);
}

TEST(LimbRun, squeeze_shorter_than_a_picture_shows_in_the_peaks) {
  PreparedLimb prepared{coarse().limb, {}, {}};
  prepared.rest.found = true;
  prepared.rest.state = coarse().state;
  Step wait, squeeze;
  wait.duration = 5.03;
  squeeze.technique = Technique::garment;
  squeeze.regions = {"forearm"};
  squeeze.pressure = squeeze.pressure_proximal = 8000;
  squeeze.rise = 0.05, squeeze.duration = 0.14;  // [s], between two pictures
  Protocol brief;
  brief.steps = {wait, squeeze, wait};
  const RunResult run = run_protocol(
      {&prepared, &brief, {}, true}, [](double) {}, kGoOn);
  ASSERT_EQ(run.stop, StopReason::finished);
  EXPECT_EQ(run.safety.peak_surface_pressure, 8000);
  // At once arrives at least the instantaneous share of it.
  const double share = prepared.limb.network.tissue.instantaneous_share;
  EXPECT_GT(run.safety.peak_tissue_pressure, 0.95 * share * 8000);
  EXPECT_GT(run.safety.peak_wall_pressure, 0.95 * share * 8000);
  EXPECT_LT(run.safety.peak_wall_pressure, 8000);
}

TEST(LimbRun, time_in_which_the_skin_is_pressed_as_hard_as_damages_is_counted) {
  PreparedLimb prepared{coarse().limb, {}, {}};
  prepared.rest.found = true;
  prepared.rest.state = coarse().state;
  Step squeeze;
  squeeze.technique = Technique::garment;
  squeeze.regions = {"forearm"};
  squeeze.rise = 0.5, squeeze.duration = 10;
  const auto counted = [&](double pressure) {
    squeeze.pressure = squeeze.pressure_proximal = pressure;
    Protocol hard;
    hard.steps = {squeeze};
    return run_protocol(
               {&prepared, &hard, {}, true}, [](double) {}, kGoOn)
        .safety.pressed_above_harm;
  };
  EXPECT_EQ(counted(9000), 0);
  // 70 mmHg are 9333 Pa.
  EXPECT_NEAR(counted(10000), squeeze.duration - squeeze.rise, squeeze.rise);
}

// A thumb on a tenth of a patch: the mean over the patch stays far below what damages, what is under the thumb does not.
TEST(LimbRun, a_thumb_counts_as_hard_as_it_presses_however_the_limb_is_cut) {
  Step thumb;
  thumb.technique = Technique::pump;
  thumb.regions = {"forearm"}, thumb.angles = {0};
  thumb.pressure = 40000;                             // [Pa]
  thumb.contact_length = thumb.contact_width = 0.02;  // [m]
  thumb.soft_edge = 0.2, thumb.travel = 0, thumb.sites = 1;
  thumb.period = 4, thumb.pressed = 0.75, thumb.rise = 0.2, thumb.repetitions = 3;  // [s]
  Protocol hard;
  hard.steps = {thumb};
  std::vector<Safety> found;
  for (const double patch : {0.1, 0.05}) {
    const Begun begun = begin({.largest_patch = patch, .lymphangion_factor = 4}, 0, 1, healthy());
    PreparedLimb prepared{begun.limb, {}, {}};
    prepared.rest.found = true, prepared.rest.state = begun.state;
    const RunResult run = run_protocol(
        {&prepared, &hard, {}, true}, [](double) {}, kGoOn);
    ASSERT_EQ(run.stop, StopReason::finished);
    found.push_back(run.safety);
    const double mean = *std::max_element(run.surface_pressure.begin(), run.surface_pressure.end());
    EXPECT_LT(mean, 9333);  // 70 mmHg
    EXPECT_EQ(run.safety.peak_surface_pressure, thumb.pressure);
    const double pressed = thumb.repetitions * thumb.pressed * thumb.period;
    EXPECT_NEAR(run.safety.pressed_above_harm, pressed, thumb.repetitions * thumb.rise);
    EXPECT_GT(run.safety.longest_above_harm, 0.9 * pressed - thumb.repetitions * thumb.rise);
    EXPECT_LT(run.safety.peak_tissue_pressure, thumb.pressure);
  }
  EXPECT_NEAR(found[0].peak_tissue_pressure / found[1].peak_tissue_pressure, 1, 0.01);
  EXPECT_NEAR(found[0].peak_wall_pressure / found[1].peak_wall_pressure, 1, 0.05);
}

// Beside the lymph: what a sleeve does to muscle and skin of the region that it squeezes, on the same points in time.
TEST(LimbRun, keeps_muscle_and_skin_of_the_places_that_were_reached) {
  PreparedLimb prepared{coarse().limb, {}, {}, healthy().parameters};
  prepared.rest.found = true, prepared.rest.state = coarse().state;
  Step wait, squeeze;
  wait.duration = 10;
  squeeze.technique = Technique::garment;
  squeeze.regions = {"forearm"};
  squeeze.pressure = squeeze.pressure_proximal = 10000;
  squeeze.rise = 0.5, squeeze.duration = 10;  // [s]
  Protocol cuff;
  cuff.steps = {wait, squeeze, wait};
  const auto session = [&](bool fields) {
    return run_protocol(
        {&prepared, &cuff, {}, fields}, [](double) {}, kGoOn);
  };
  const RunResult run = session(true);
  ASSERT_EQ(run.perfusion.parts.size(), 1u);
  const PartPerfusion& part = run.perfusion.parts[0];
  EXPECT_EQ(coarse().limb.region_names[static_cast<std::size_t>(part.region)], "forearm");
  ASSERT_EQ(part.muscle_flow.size(), run.time.size());
  ASSERT_EQ(run.perfusion.conduit.size(), 1u);
  for (std::size_t k = 0; k < run.time.size(); ++k) {
    const bool squeezed = run.time[k] > 12 && run.time[k] < 19;
    const bool before = run.time[k] < 9;
    if (squeezed) {
      EXPECT_LT(part.muscle_flow[k], 0.5 * part.muscle_flow[0]) << run.time[k];
    } else if (before) {
      EXPECT_NEAR(part.muscle_flow[k], part.muscle_flow[0], 1e-3 * part.muscle_flow[0]);
    }
    EXPECT_GT(run.perfusion.conduit[0][k], part.muscle_flow[k] + part.skin_flow[k]);
  }
  EXPECT_GT(part.muscle_flow.back(), part.muscle_flow[0]);  // blood comes back
  EXPECT_TRUE(session(false).perfusion.parts.empty());
}

TEST(LimbRun, tape_and_perometer_read_the_fluid_that_the_tissue_gained) {
  PreparedLimb prepared{coarse().limb, {}, {}};
  prepared.rest.found = true, prepared.rest.state = coarse().state;
  Protocol hanging;
  hanging.elevation = -1.5;  // fills the limb: more than tape and perometer round
  Step wait;
  wait.duration = 120;
  hanging.steps = {wait};
  const RunResult run = run_protocol(
      {&prepared, &hanging, {}, true}, [](double) {}, kGoOn);
  ASSERT_EQ(run.stop, StopReason::finished);
  const double gained =
      std::accumulate(run.patch_fluid_gain.begin(), run.patch_fluid_gain.end(), 0.0);
  EXPECT_NEAR(gained, run.volume.store_change_tissue, kConserved * run.volume.filtered);
  const LimbGeometry g = geometry_of(prepared.limb, healthy().anatomy);
  const auto read = [&](const char* name) { return measurement_named(name).read(g, run, 0); };
  EXPECT_GT(gained, 0);
  // Coarse rings are 6 to 12 cm long, and marks of the tape lie 4 cm apart.
  EXPECT_NEAR(read("limb_volume_change_tape"), gained, 0.2 * gained);
  EXPECT_NEAR(read("limb_volume_change_perometer"), gained, 0.02 * gained);
  EXPECT_GT(read("tissue_pressure_after"), read("tissue_pressure_before"));
}

// A node passes on what its vessels bring, but for what it takes and stores.
TEST(LimbRun, probes_around_the_vessels_of_a_node_count_what_it_passes_on) {
  const Begun& begun = coarse();
  const LymphNetwork& w = begun.limb.network;
  const TreatmentSurroundings surroundings = surroundings_of(begun.limb, "ipc_arm");
  Simulation run(w, surroundings, {});
  run.start(0, begun.state);
  ASSERT_EQ(run.advance(120), StopReason::finished);
  const StateLayout& at = run.layout();
  const std::span<const double> y = run.state();  // at the end of a step, where all counters agree
  const auto k = static_cast<std::size_t>(
      std::find(w.node_names.begin(), w.node_names.end(), "cubital") - w.node_names.begin());
  double brought = 0, moved = 0;
  for (const Vessel& vessel : healthy().anatomy.vessels) {
    if (vessel.drains_to != "cubital") continue;
    const FlowProbe probe(begun.limb, vessel.name);
    const double passed = probe.passed(y) - probe.passed(begun.state);
    brought += passed, moved += std::abs(passed);
  }
  const auto change = [&](std::size_t i) { return y[i] - begun.state[i]; };
  const std::size_t cell = w.lymphangions + w.initials + k;
  const double taken = change(at.absorbed + k) + change(at.volume + cell);
  ASSERT_GT(moved, 0);
  EXPECT_NEAR(brought, change(at.node_passed + k) + taken, kConserved * moved);
}

TEST(LimbRun, depots_lie_in_the_middle_of_each_member_so_in_forearm_and_calf) {
  const auto regions = [](const Limb& limb) {
    std::set<std::string> names;
    for (const std::size_t patch : depot_patches(limb))
      names.insert(limb.region_names[static_cast<std::size_t>(limb.patches[patch].region)]);
    return names;
  };
  EXPECT_EQ(regions(coarse().limb), std::set<std::string>{"forearm"});
  const Subject& leg = healthy_leg();
  EXPECT_EQ(regions(build_limb(leg.anatomy, leg.parameters, kCoarse, 1)),
            std::set<std::string>{"calf"});
  const Limb body = build_limb(adult().anatomy, adult().parameters, kVeryCoarse, 1);
  EXPECT_EQ(depot_patches(body).size(), body.members.size());
  for (const char* name : {"right_forearm", "left_forearm", "right_calf", "left_calf"})
    EXPECT_TRUE(regions(body).contains(name)) << name;
}

StudyResult study(unsigned threads) {
  StudyRequest request;
  request.anatomy = healthy().anatomy, request.parameters = healthy().parameters;
  request.protocols = {protocol("rest_arm"), protocol("effleurage_arm")};
  request.threads = threads;
  request.resolution = kCoarse;
  return run_study(request, {}, kGoOn);
}

void expect_same_bits(const StudyResult& one, const StudyResult& other) {
  ASSERT_EQ(one.runs.size(), other.runs.size());
  for (std::size_t k = 0; k < one.runs.size(); ++k) {
    const RunResult &a = one.runs[k], &b = other.runs[k];
    EXPECT_EQ(a.stop, StopReason::finished);
    EXPECT_EQ(a.outlet_flow, b.outlet_flow);
    EXPECT_EQ(a.patch_volume, b.patch_volume);
    EXPECT_EQ(a.fast_pressure, b.fast_pressure);
    EXPECT_EQ(a.drained_protein, b.drained_protein);
    EXPECT_LT(std::abs(a.volume.residual), kConserved);
    EXPECT_LT(std::abs(a.protein.residual), kConserved);
  }
}

TEST(FullStudy, one_thread_two_threads_and_a_second_time_give_the_same_bits) {
  const StudyResult one = study(1);
  for (const StudyResult& other : {study(1), study(2)}) expect_same_bits(one, other);
}

TEST(FullStudy, one_thread_and_two_give_the_same_bits_with_the_blood_of_a_body) {
  const Subject subject = read_subject("reference_adult");
  const auto study_of = [&](unsigned threads, Heart heart) {
    StudyRequest request;
    request.anatomy = subject.anatomy, request.parameters = subject.parameters;
    for (const char* name : {"standing_body", "abdominal_pump_body"})
      request.protocols.push_back(protocol(name, subject.regions, member_names(subject.anatomy)));
    request.threads = threads, request.heart = heart;
    request.resolution = limb_resolution(Resolution::coarse, subject.anatomy);
    return run_study(request, {}, kGoOn);
  };
  for (const Heart heart : {Heart::beats, Heart::averaged}) {
    const StudyResult one = study_of(1, heart), two = study_of(2, heart);
    expect_same_bits(one, two);
    for (std::size_t k = 0; k < one.runs.size(); ++k) {
      EXPECT_FALSE(one.runs[k].blood.plasma_volume.empty());
      EXPECT_EQ(one.runs[k].blood.plasma_volume, two.runs[k].blood.plasma_volume);
    }
  }
}

// The mean flow of the balance, over several draws of the phases: each may find another wave pattern.
TEST(FullStudy, halving_the_patches_changes_the_mean_flow_below_two_per_cent) {
  const RestSurroundings rest(0, kSkin);
  constexpr std::uint64_t kDraws = 3;
  double flow[2] = {0, 0};
  for (int k = 0; k < 2; ++k) {
    const Limb limb =
        build_limb(healthy().anatomy, healthy().parameters, {k == 0 ? 0.05 : 0.025, 1}, 1);
    for (std::uint64_t draw = 1; draw <= kDraws; ++draw) {
      RestOptions options;
      options.seed = draw, options.bound = 0.03;
      const RestState start = find_rest(limb, rest, options);
      ASSERT_TRUE(start.found) << start.reason;
      flow[k] += start.uptake_flow / kDraws;
    }
  }
  RecordProperty("ratio", std::to_string(flow[1] / flow[0]));
  EXPECT_NEAR(flow[1], flow[0], 0.02 * flow[0]);
}

}  // namespace
}  // namespace cisterna
