// Whole limbs under the shipped protocols, cut coarsely so that they run in seconds.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <set>

#include "engine/treatment_surroundings.hpp"
#include "io/anatomy_reader.hpp"
#include "io/parameter_reader.hpp"
#include "io/person_reader.hpp"
#include "io/protocol_reader.hpp"
#include "study/study_run.hpp"
#include "therapy/treatment.hpp"

namespace cisterna {
namespace {

const std::string kData = CISTERNA_DATA_DIR;
constexpr LimbResolution kCoarse{0.12, 4};
constexpr double kSkin = 306.15;     // [K]
constexpr double kConserved = 1e-9;  // of throughput
const std::atomic<bool> kGoOn{false};

struct Subject {
  LimbAnatomy anatomy;
  ParameterSet parameters;
  std::vector<std::string> regions;
};

const Subject& healthy() {
  static const Subject subject = [] {
    Subject s;
    s.parameters = read_parameters(kData + "/parameters");
    const Person who = read_person(kData + "/persons/healthy_arm.yaml");
    s.anatomy = read_anatomy(kData + "/body/" + who.anatomy + ".yaml");
    apply(who, s.anatomy, s.parameters);
    for (const Region& region : s.anatomy.regions) s.regions.push_back(region.name);
    return s;
  }();
  return subject;
}

Protocol protocol(const std::string& name) {
  return read_protocol(kData + "/protocols/" + name + ".yaml", healthy().regions);
}

// A coarse limb and a state to begin from that needs no search: vessels run for a while with the tissue held.
struct Begun {
  Limb limb;
  std::vector<double> state;
};

Begun begin(const LimbResolution& resolution, double settle = 60) {
  Begun b{build_limb(healthy().anatomy, healthy().parameters, resolution, 1), {}};
  const RestSurroundings rest(0, kSkin);
  Simulation run(b.limb.network, rest, {});
  b.state = run.system().rest_guess(1);
  run.start(0, b.state);
  EXPECT_EQ(run.advance(settle), StopReason::finished);
  run.state_at(settle, b.state);
  RestState::reset_counted(run.layout(), b.state);
  return b;
}

const Begun& coarse() {
  static const Begun begun = begin(kCoarse);
  return begun;
}

TreatmentSurroundings surroundings_of(const Limb& limb, const std::string& name) {
  std::vector<LimbRegionSpan> spans;
  for (std::size_t r = 0; r < limb.region_ends.size(); ++r)
    spans.push_back(
        {limb.region_names[r], r == 0 ? 0 : limb.region_ends[r - 1], limb.region_ends[r]});
  return {limb, make_treatment(protocol(name), spans, surface_of(limb))};
}

struct Amounts {
  double drained = 0, filtered = 0, volume_residual = 0, protein_residual = 0;
};

Amounts run_part(const Begun& begun, const std::string& name, double duration) {
  const LymphNetwork& w = begun.limb.network;
  const TreatmentSurroundings surroundings = surroundings_of(begun.limb, name);
  Simulation run(w, surroundings, {});
  run.start(0, begun.state);
  EXPECT_EQ(run.advance(duration), StopReason::finished) << name;
  std::vector<double> y(run.layout().size);
  run.state_at(duration, y);
  const StateLayout& at = run.layout();
  const std::size_t cells = w.cells(), patches = w.tissue.patches;
  const auto change = [&](std::size_t first, std::size_t count) {
    double sum = 0;
    for (std::size_t i = first; i < first + count; ++i) sum += y[i] - begun.state[i];
    return sum;
  };
  Amounts a;
  a.filtered = change(at.filtered, patches);
  a.drained = change(at.metered, at.dynamic - at.metered - w.closing);
  const double tissue = change(at.tissue, patches), lymph = change(at.volume, cells);
  a.volume_residual =
      std::abs(a.filtered - a.drained - tissue - lymph) /
      (std::abs(a.filtered) + std::abs(a.drained) + std::abs(tissue) + std::abs(lymph));
  const double in = change(at.protein_filtered, 1), out = change(at.protein_out, 1);
  const double kept = change(at.protein, cells + patches);
  a.protein_residual = std::abs(in - out - kept) / (std::abs(in) + std::abs(out) + std::abs(kept));
  return a;
}

std::vector<std::string> shipped() {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kData + "/protocols"))
    if (entry.path().extension() == ".yaml") names.insert(entry.path().stem().string());
  return {names.begin(), names.end()};
}

TEST(LimbRun, volume_and_protein_are_conserved_under_every_shipped_protocol) {
  for (const std::string& name : shipped()) {
    const Amounts a = run_part(coarse(), name, 60);
    EXPECT_LT(a.volume_residual, kConserved) << name;
    EXPECT_LT(a.protein_residual, kConserved) << name;
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

TEST(LimbRun, turning_the_strokes_or_the_chambers_around_changes_what_drains) {
  for (const std::string name : {"mld_arm", "ipc_arm"}) {
    const double one = run_part(coarse(), name, 120).drained;
    const double other = run_part(coarse(), name + "_reversed", 120).drained;
    RecordProperty(name, std::to_string(other / one));
    // Far above the error of stepping, which is a thousandth of each state.
    EXPECT_GT(std::abs(one - other), 0.01 * std::abs(one)) << name;
  }
}

StudyResult study(unsigned threads) {
  StudyRequest request;
  request.anatomy = healthy().anatomy, request.parameters = healthy().parameters;
  request.protocols = {protocol("rest_arm"), protocol("effleurage_arm")};
  request.threads = threads;
  request.resolution = kCoarse;
  return run_study(request, {}, kGoOn);
}

TEST(FullStudy, one_thread_two_threads_and_a_second_time_give_the_same_bits) {
  const StudyResult one = study(1);
  for (const StudyResult& other : {study(1), study(2)})
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
      flow[k] += start.outlet_flow / kDraws;
    }
  }
  RecordProperty("ratio", std::to_string(flow[1] / flow[0]));
  EXPECT_NEAR(flow[1], flow[0], 0.02 * flow[0]);
}

}  // namespace
}  // namespace cisterna
