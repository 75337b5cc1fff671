#include "body/oxygen/organ_use.hpp"

#include <cstdio>

#include "body/oxygen/muscle_bed.hpp"
#include "fluid/dense_run_test.hpp"

namespace cisterna::oxygen {
namespace {

using namespace fluid_test;

TEST(OrganUse, organs_together_use_a_quarter_of_a_litre_a_minute) {
  double use = 0, share = 0;
  for (const OrganUse& organ : organ_use(shipped())) use += organ.use, share += organ.flow_share;
  constexpr double kPublished = 250,
                   kShare = 0.02;  // [mL/min]; organs of another publication than the total
  EXPECT_NEAR(use / kMillilitre * kMinute, kPublished, kShare * kPublished);
  EXPECT_NEAR(share, 1, 1e-12);
}

TEST(OrganUse, every_organ_leaves_oxygen_in_its_blood_and_the_heart_least) {
  const MuscleBedParameters bed = muscle_bed(shipped(), 1e-3);
  const double arterial = oxygen_content(bed.arterial_oxygen, bed.blood);
  const double output = shipped()["oxygen.organ.cardiac_output"];
  const auto organs = organ_use(shipped());
  double heart = 0, least = arterial, mixed = 0;
  for (std::size_t k = 0; k < organs.size(); ++k) {
    const double content = venous_content(arterial, organs[k].use, organs[k].flow_share * output);
    EXPECT_GT(content, 0) << kOrgans[k];
    EXPECT_LT(content, arterial) << kOrgans[k];
    std::printf("%-10s venous %4.1f mL/dL, %4.1f mmHg\n", std::string(kOrgans[k]).c_str(),
                100 * content, oxygen_pressure(content, bed.blood) / kMmHg);
    least = std::min(least, content), mixed += organs[k].flow_share * content;
    if (kOrgans[k] == "heart") heart = content;
  }
  EXPECT_EQ(heart, least);
  const double pressure = oxygen_pressure(mixed, bed.blood) / kMmHg;
  EXPECT_GT(pressure, 36);
  EXPECT_LT(pressure, 46);
}

}  // namespace
}  // namespace cisterna::oxygen
