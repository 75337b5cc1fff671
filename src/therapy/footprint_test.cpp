#include "therapy/footprint.hpp"

#include <gtest/gtest.h>

#include "therapy/arm_sample.hpp"

namespace cisterna {
namespace {

constexpr double kRoundOff = 64 * std::numeric_limits<double>::epsilon();

TEST(SoftInterval, mean_is_the_integral_of_its_value) {
  const SoftInterval interval{0.1, 0.3, 0.08, 0.02};
  constexpr int kPieces = 4000;
  for (const double from : {0.0, 0.07, 0.12, 0.29}) {
    const double to = from + 0.05, h = (to - from) / kPieces;
    double sum = 0;
    for (int i = 0; i < kPieces; ++i) sum += interval.value(from + (i + 0.5) * h);
    // midpoint rule: h^2 / 24 times the largest curvature, (pi / edge)^2 / 2, over a width of 1
    const double curvature = std::pow(std::numbers::pi / 0.02, 2) / 2;
    EXPECT_NEAR(interval.mean(from, to), sum / kPieces, h * h / 24 * curvature + kRoundOff);
  }
}

TEST(SoftInterval, softer_edges_keep_the_area) {
  for (const double edge : {0.0, 0.05, 0.2}) {
    const SoftInterval interval{0.4, 0.6, edge, edge};
    EXPECT_NEAR(interval.mean(0, 1), 0.2, kRoundOff) << edge;
  }
}

// The force is pressure times nominal area wherever the hand lies and however the limb is cut.
TEST(Footprint, force_does_not_depend_on_the_patches) {
  const Footprint palm{0.08, 0.09, 0.5};
  for (const int finer : {1, 2, 3}) {
    const auto patches = sample::arm_patches(finer, 0);
    for (const double s : {0.2, 0.333, 0.41}) {
      for (const double arc : {0.0, 0.013, 0.11}) {
        double area = 0;
        for (const SurfacePatch& patch : patches)
          area += palm.along(patch, s) * palm.around(patch, 6.2, arc) * patch.length * patch.width;
        EXPECT_NEAR(area, palm.length * palm.width, 16 * kRoundOff)
            << finer << " " << s << " " << arc;
      }
    }
  }
}

TEST(Footprint, reaches_across_the_seam_of_the_angle) {
  SurfacePatch patch{0.3, 0.05, 6.2, 0.03, 0.04, 0};
  const Footprint palm{0.08, 0.06, 0.5};
  SurfacePatch turned = patch;
  turned.angle = 6.2 - 2 * std::numbers::pi;
  EXPECT_NEAR(palm.around(patch, 0.1, 0), palm.around(turned, 0.1, 0), kRoundOff);
  EXPECT_GT(palm.around(patch, 0.1, 0), 0.5);
}

TEST(Footprint, a_long_ring_is_a_full_cuff_and_a_palm_a_disc_of_its_area) {
  EXPECT_EQ((Footprint{0.1, HUGE_VAL, 0.5}.equivalent_radius(0.04)), HUGE_VAL);
  EXPECT_NEAR((Footprint{0.1, 0.08, 0.5}.equivalent_radius(0.04)),
              std::sqrt(0.008 / std::numbers::pi), kRoundOff);
}

}  // namespace
}  // namespace cisterna
