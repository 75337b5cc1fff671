// Coarse, standard and fine: what lumps keep, and that flows agree within what is stated for them.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <fstream>
#include <sstream>

#include "arm_test.hpp"
#include "body/limb/mirror.hpp"
#include "study/study_run.hpp"

namespace cisterna {
namespace {

using namespace arm;

Limb cut_as(Resolution resolution, const Subject& subject) {
  return build_limb(subject.anatomy, subject.parameters,
                    limb_resolution(resolution, subject.anatomy), 1);
}

TEST(Resolution, coarse_adult_is_about_150_lumps_and_the_standard_one_1500_lymphangions_a_side) {
  const Subject adult = read_subject("reference_adult");
  const std::size_t lumps = cut_as(Resolution::coarse, adult).network.lymphangions;
  EXPECT_GT(lumps, 130u);
  EXPECT_LT(lumps, 170u);
  EXPECT_GE(cut_as(Resolution::standard, adult).network.lymphangions, 2 * 1500u);
}

TEST(Resolution, fine_solves_copies_of_vessels_that_standard_solves_once) {
  for (const std::string person : {"healthy_arm", "healthy_leg", "reference_adult"}) {
    const Subject subject = read_subject(person);
    const Limb fine = cut_as(Resolution::fine, subject),
               standard = cut_as(Resolution::standard, subject);
    EXPECT_GT(fine.network.lymphangions, 3 * standard.network.lymphangions / 2) << person;
    double copies = 0, all = 0;
    for (const LimbVessel& v : fine.vessels) copies += v.count * v.size;
    for (const LimbVessel& v : standard.vessels) {
      EXPECT_EQ(v.representatives, 1) << v.name;
      all += v.count * v.size;
    }
    EXPECT_EQ(copies, all) << person << ": halves, thirds and quarters of a few copies add up";
  }
}

TEST(Resolution, lumps_keep_length_lumen_valves_and_the_fastest_pacemaker_of_each_vessel) {
  // Diameters are those of the middle of a piece: of a tapering vessel sums differ by the taper within a piece.
  constexpr double kTaper = 0.08;
  const Limb coarse = cut_as(Resolution::coarse, healthy());
  const Limb whole = cut_as(Resolution::standard, healthy());
  struct Sums {
    double length = 0, lumen = 0, valves = 0, pace = 0;
  };
  const auto sums = [](const Limb& limb, const LimbVessel& vessel) {
    const LymphNetwork& w = limb.network;
    Sums s;
    for (int k = 0; k < vessel.size; ++k) {
      const std::size_t i = static_cast<std::size_t>(vessel.first + k);
      s.length += w.length[i];
      s.lumen += w.length[i] * w.unloaded_diameter[i] * w.unloaded_diameter[i];
      s.valves += 1 / w.valve_open[i];
      s.pace = std::max(s.pace, w.intrinsic_rate[i]);
    }
    return s;
  };
  ASSERT_EQ(coarse.vessels.size(), whole.vessels.size());
  for (std::size_t v = 0; v < whole.vessels.size(); ++v) {
    const Sums a = sums(coarse, coarse.vessels[v]), b = sums(whole, whole.vessels[v]);
    EXPECT_NEAR(a.length, b.length, kConserved * b.length) << whole.vessels[v].name;
    EXPECT_NEAR(a.lumen, b.lumen, kTaper * b.lumen) << whole.vessels[v].name;
    EXPECT_NEAR(a.valves, b.valves, kTaper * b.valves) << whole.vessels[v].name;
    EXPECT_EQ(a.pace, b.pace) << whole.vessels[v].name;
  }
}

// Activation takes longer to cross two of these lymphangions than a short one stays locked.
TEST(Resolution, waves_of_long_lymphangions_do_not_run_to_and_fro) {
  constexpr double kBegin = 300, kEnd = 600, kLook = 1, kFactor = 4.5, kMinute = 60;
  const Subject& s = healthy();
  const Limb limb = build_limb(s.anatomy, s.parameters, {0.12, kFactor}, 1);
  const LymphNetwork& w = limb.network;
  const double longest = *std::max_element(w.length.begin(), w.length.end());
  const double locked = s.parameters["lymph.pacemaker.contraction_time"] +
                        s.parameters["lymph.pacemaker.refractory_time"];
  ASSERT_GT(2 * longest / w.human.conduction_speed, locked);
  const RestSurroundings lying(0, kSkin);
  Simulation run(w, lying, {});
  run.start(0, run.system().rest_guess(1));
  std::vector<double> y(run.layout().size), before = y;
  double beats = 0;
  for (double t = kBegin; t <= kEnd; t += kLook) {
    ASSERT_EQ(run.advance(t), StopReason::finished);
    run.state_at(t, y);
    for (std::size_t i = run.layout().phase; i < run.layout().phase + w.lymphangions; ++i)
      if (t > kBegin) beats += std::floor(y[i]) - std::floor(before[i]);
    before = y;
  }
  // To and fro they would beat every six to nine seconds.
  EXPECT_LT(beats / static_cast<double>(w.lymphangions) * kMinute / (kEnd - kBegin), 3);
  EXPECT_GT(beats, static_cast<double>(w.lymphangions));
}

TEST(Resolution, coarse_image_of_a_limb_does_as_the_limb_to_the_last_bit) {
  Subject left = healthy();
  left.anatomy = mirror_image(std::move(left.anatomy));
  left.regions = region_names(left.anatomy);
  const auto treated = [](const Subject& subject, const Protocol& what) {
    const Begun begun = begin(limb_resolution(Resolution::coarse, subject.anatomy), 20, 1, subject);
    const TreatmentSurroundings surroundings(
        begun.limb, make_treatment(what, spans_of(begun.limb), surface_of(begun.limb)));
    Simulation run(begun.limb.network, surroundings, {});
    run.start(0, begun.state);
    EXPECT_EQ(run.advance(60), StopReason::finished);
    std::vector<double> y(run.layout().size);
    run.state_at(60, y);
    return y;
  };
  const Protocol what = protocol("mld_arm");
  EXPECT_EQ(treated(healthy(), what), treated(left, mirror_image(what)));
}

// What a study of a person gives at a resolution: rest first.
struct Given {
  double rest = 0, uptake = 0, frequency = 0;
  std::vector<double> drained;  // of each protocol
};

Given given(const std::string& person, const std::vector<std::string>& protocols,
            Resolution resolution) {
  const Subject subject = read_subject(person);
  StudyRequest request;
  request.anatomy = subject.anatomy, request.parameters = subject.parameters;
  for (const std::string& name : protocols)
    request.protocols.push_back(protocol(name, subject.regions, member_names(subject.anatomy)));
  request.resolution = limb_resolution(resolution, subject.anatomy);
  request.threads = 1;
  const std::atomic<bool> stop{false};
  const StudyResult study = run_study(request, {}, stop);
  Given g;
  g.rest = study.rest_outlet_flow;
  for (const RunResult& run : study.runs) {
    EXPECT_EQ(run.stop, StopReason::finished) << run.protocol << ": " << run.stop_detail;
    EXPECT_LT(std::abs(run.volume.residual), kConserved);
    g.drained.push_back(run.drained_volume);
  }
  const RunResult& rest = study.runs.front();
  for (std::size_t i = 1; i < rest.time.size(); ++i)
    g.uptake += rest.uptake_flow[i] * (rest.time[i] - rest.time[i - 1]);
  g.frequency = rest.before.frequency;
  return g;
}

TEST(Resolution, patches_take_up_what_all_parts_of_their_nets_do) {
  constexpr double kPatterns =
      0.25;  // vessels beat in other patterns where copies have paces of their own
  const auto share_of_skin = [](int representatives) {
    StudyRequest request;
    request.anatomy = healthy().anatomy, request.parameters = healthy().parameters;
    request.protocols = {protocol("rest_arm_20min")};
    request.resolution = {0.12, 2, 1, representatives};
    request.threads = 1;
    const std::atomic<bool> stop{false};
    const RunResult run = run_study(request, {}, stop).runs.at(0);
    double all = 0, skin = 0;
    for (std::size_t i = 1; i < run.time.size(); ++i)
      all += run.uptake_flow[i] * (run.time[i] - run.time[i - 1]);
    for (const double patch : run.patch_uptake_total) skin += patch;
    return skin / all;
  };
  EXPECT_NEAR(share_of_skin(4), share_of_skin(1), kPatterns * share_of_skin(1));
}

// Sessions lying down, rest first, and upright ones.
void expect_agreement(const std::string& person, const std::vector<std::string>& lying,
                      const std::vector<std::string>& upright,
                      std::initializer_list<Resolution> others) {
  std::vector<std::string> protocols = lying;
  protocols.insert(protocols.end(), upright.begin(), upright.end());
  const Given standard = given(person, protocols, Resolution::standard);
  const bool body = read_subject(person).anatomy.body;
  for (const Resolution resolution : others) {
    const Given g = given(person, protocols, resolution);
    const StatedError error = stated_error(resolution, body);
    const auto agrees = [&](double value, double of, double within, const std::string& what) {
      const std::string name = resolution_names()[static_cast<std::size_t>(resolution)];
      testing::Test::RecordProperty(
          what + ", standard and " + name,
          std::to_string(of * 3.6e9) + " " + std::to_string(value / of - 1));
      // More than everything is no bound below: there as far below as above, which nothing and a flow backwards are not.
      if (within < 1)
        EXPECT_NEAR(value / of, 1, within) << person << ", " << what << ", " << name;
      else
        EXPECT_LT(std::abs(std::log(value / of)), std::log1p(within))
            << person << ", " << what << ", " << name;
    };
    agrees(g.rest, standard.rest, error.rest, "flow at rest");
    agrees(g.uptake, standard.uptake, error.rest, "uptake at rest");
    agrees(g.frequency, standard.frequency, error.frequency, "contractions a minute");
    for (std::size_t p = 0; p < protocols.size(); ++p)
      agrees(g.drained[p], standard.drained[p], p < lying.size() ? error.session : error.upright,
             protocols[p]);
  }
}

TEST(Resolution, coarse_arm_agrees_with_the_standard_one_within_its_stated_error) {
  expect_agreement("healthy_arm", {"rest_arm", "mld_arm"}, {"arm_hanging"}, {Resolution::coarse});
}

TEST(FullResolution, fine_arm_agrees_with_the_standard_one_within_its_stated_error) {
  expect_agreement("healthy_arm", {"rest_arm", "mld_arm", "effleurage_arm"}, {"arm_hanging"},
                   {Resolution::fine});
}

TEST(FullResolution, leg_agrees_at_all_resolutions_within_the_stated_error) {
  expect_agreement("healthy_leg", {"rest_leg", "mld_leg", "ipc_leg_80_50s"}, {"leg_standing"},
                   {Resolution::coarse, Resolution::fine});
}

TEST(FullResolution, coarse_adult_agrees_with_the_standard_one_within_its_stated_error) {
  expect_agreement("reference_adult", {"rest_body", "swedish_body"}, {"standing_body"},
                   {Resolution::coarse});
}

TEST(FullResolution, fine_adult_agrees_with_the_standard_one_within_its_stated_error) {
  expect_agreement("reference_adult", {"rest_body", "swedish_body"}, {"standing_body"},
                   {Resolution::fine});
}

TEST(Resolution, document_states_the_errors_that_results_state) {
  std::ifstream file(kData + "/../docs/resolution.md");
  std::stringstream text;
  text << file.rdbuf();
  for (const bool body : {false, true})
    for (const Resolution resolution : {Resolution::coarse, Resolution::fine}) {
      const StatedError e = stated_error(resolution, body);
      const auto percent = [](double share) { return std::to_string(std::lround(share * 100)); };
      const std::string row = "| " + std::string(body ? "body" : "limb") + ", " +
                              resolution_names()[static_cast<int>(resolution)] + " | " +
                              percent(e.rest) + " % | " + percent(e.session) + " % | " +
                              percent(e.upright) + " % | " + percent(e.frequency) + " % |";
      EXPECT_NE(text.str().find(row), std::string::npos) << "docs/resolution.md has no row " << row;
    }
}

}  // namespace
}  // namespace cisterna
