// Which starts of a body are told and refused for what their tissue holds.
#include "study/tissue_start.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "arm_test.hpp"

namespace cisterna {
namespace {

struct Held {
  explicit Held(const LimbAnatomy& anatomy, const ParameterSet& parameters)
      : body(build_limb(anatomy, parameters, arm::kVeryCoarse, 1)), at(body.network, true) {
    state.resize(at.size);
    fill(1);
  }
  void fill(double times) {
    const auto& drawn = body.network.tissue.rest_volume;
    for (std::size_t i = 0; i < drawn.size(); ++i) state[at.tissue + i] = times * drawn[i];
  }
  TissueStart start() const { return tissue_start(body.network, at, state); }
  std::string why() const { return why_flooded(body, start()); }

  Limb body;
  StateLayout at;
  std::vector<double> state;
};

Held adult() { return Held(arm::adult().anatomy, arm::adult().parameters); }

TEST(TissueStart, counts_each_viscus_and_all_tissue) {
  Held held = adult();
  const TissueModel& tissue = held.body.network.tissue;
  const std::size_t liver = tissue.organ_patch(1);
  held.state[held.at.tissue + liver] *= 3;
  const TissueStart start = held.start();
  const double drawn = std::accumulate(tissue.rest_volume.begin(), tissue.rest_volume.end(), 0.0);
  ASSERT_EQ(start.organ_held.size(), tissue.organs.size());
  EXPECT_DOUBLE_EQ(start.organ_held[1], 3 * tissue.rest_volume[liver]);
  EXPECT_EQ(start.organ_drawn[1], tissue.rest_volume[liver]);
  EXPECT_EQ(start.organ_held[0], start.organ_drawn[0]);
  EXPECT_DOUBLE_EQ(start.drawn, drawn);
  EXPECT_DOUBLE_EQ(start.held, drawn + 2 * tissue.rest_volume[liver]);
}

TEST(TissueStart, body_is_refused_beyond_twice_what_is_drawn_and_not_before) {
  Held held = adult();
  held.fill(0.99 * kMostTissue);
  EXPECT_EQ(held.why(), "");
  held.fill(1.01 * kMostTissue);
  EXPECT_NE(held.why(), "");
  // What the person states beside it may be there.
  held.body.oedema.assign(held.body.network.tissue.skin_patches, -1.0);
  EXPECT_NE(held.why(), "");
  held.body.oedema[0] = 0.02 * kMostTissue * held.start().drawn;
  EXPECT_EQ(held.why(), "");
}

TEST(TissueStart, refusal_names_the_fullest_viscus_and_what_to_do) {
  Held held = adult();
  held.state[held.at.tissue + held.body.network.tissue.organ_patch(0)] *= 100;
  for (const char* part :
       {"the gut 60.0 L, 100.0 times", "2.0 times is begun with", "cut_vessels", "lymph_to_vein"})
    EXPECT_NE(held.why().find(part), std::string::npos) << held.why();
  EXPECT_EQ(held.why().find('\n'), std::string::npos);
}

TEST(TissueStart, limb_alone_may_hold_several_times_what_is_drawn) {
  const arm::Subject subject = arm::read_subject("healthy_arm");
  Held held(subject.anatomy, subject.parameters);
  held.fill(4);
  EXPECT_EQ(held.why(), "");
  EXPECT_DOUBLE_EQ(held.start().held, 4 * held.start().drawn);
}

}  // namespace
}  // namespace cisterna
