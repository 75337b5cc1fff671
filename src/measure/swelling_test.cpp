// Which starts count as swollen, at the borders of what does.
#include "measure/swelling.hpp"

#include <gtest/gtest.h>

#include <numbers>

namespace cisterna {
namespace {

constexpr double kGirth = 0.25, kLength = 0.2;
constexpr double kDrawn = kGirth * kGirth * kLength / (4 * std::numbers::pi);  // a cylinder [m3]

/// One arm on a trunk and a gut; each run begins with `beyond` of the arm's volume more than drawn.
StudyResult study(const std::vector<double>& beyond) {
  StudyResult s;
  s.protocols = {"rest", "massage"};
  s.samples = static_cast<unsigned>(beyond.size() - 1);
  LimbGeometry& g = s.geometry;
  g.body = true;
  g.regions = {{"chest", 0, 0.5, 1, 1}, {"hand", 1, 1 + kLength, kGirth, kGirth}};
  g.members = {{"trunk", 0, 1, -1, 0, 0, false}, {"arm", 1, 1, 0, 0.5, 0, false}};
  g.organs = {"gut"};
  g.patch_s = {1 + kLength / 2}, g.patch_length = {kLength}, g.patch_region = {1};
  for (const std::string& protocol : s.protocols)
    for (std::size_t k = 0; k < beyond.size(); ++k) {
      RunResult run;
      run.protocol = protocol, run.sample = static_cast<unsigned>(k);
      run.patch_excess = {beyond[k] * kDrawn};
      run.tissue_start = {{1e-3}, {1e-3}, 10e-3, 10e-3};
      s.runs.push_back(run);
    }
  return s;
}

TEST(Swelling, limb_counts_from_a_tenth_of_its_drawn_volume_on_and_each_start_once) {
  const Swelling s = swelling_of(study({0.099, 0.101, 0.3}));
  EXPECT_EQ(s.starts, 3u) << "not those of both protocols";
  EXPECT_EQ(s.swollen, 2u);
  EXPECT_FALSE(s.central);
  constexpr double kRounding = 1e-12;
  EXPECT_NEAR(s.limb_share, 0.3, kRounding);
  EXPECT_NEAR(s.limb, 0.3 * kDrawn, kRounding);
  EXPECT_TRUE(swelling_of(study({0.2})).central);
}

TEST(Swelling, what_is_stated_of_a_limb_is_no_swelling) {
  StudyResult s = study({0.3});
  s.geometry.stated_oedema = {0, 0.25 * kDrawn};
  EXPECT_EQ(swelling_of(s).swollen, 0u);
  s.geometry.stated_oedema = {0, 0.15 * kDrawn};
  EXPECT_EQ(swelling_of(s).swollen, 1u);
}

TEST(Swelling, viscus_counts_by_its_part_of_all_tissue_and_tissue_from_a_third_more_on) {
  StudyResult s = study({0});
  TissueStart& start = s.runs[0].tissue_start;
  start = {{1.49e-3}, {1e-3}, 13.3e-3, 10e-3};
  EXPECT_EQ(swelling_of(s).swollen, 0u);
  start.organ_held = {1.51e-3};
  EXPECT_EQ(swelling_of(s).organs[0].held, 1.51e-3);
  EXPECT_EQ(swelling_of(s).tissue.times, 0);
  start.held = 13.4e-3;
  EXPECT_DOUBLE_EQ(swelling_of(s).tissue.times, 1.34);
  EXPECT_EQ(swelling_of(s).swollen, 1u) << "one start, at two places";
}

TEST(Swelling, only_finished_starts_count_and_balance_is_that_of_swollen_ones) {
  StudyResult s = study({0.2, 0.2, 0.2, 0});
  s.runs[0].stop = StopReason::start_not_found;
  s.runs[1].start_imbalance = kBalancedStart, s.runs[2].start_imbalance = 2 * kBalancedStart;
  const Swelling found = swelling_of(s);
  EXPECT_EQ(found.starts, 3u);
  EXPECT_EQ(found.swollen, 2u);
  EXPECT_EQ(found.balanced, 1u);
  EXPECT_FALSE(found.central);
}

}  // namespace
}  // namespace cisterna
