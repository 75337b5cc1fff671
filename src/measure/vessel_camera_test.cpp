#include "measure/vessel_camera.hpp"

#include <gtest/gtest.h>

#include <numbers>

#include "body/limb/sample_limb_test.hpp"

namespace cisterna {
namespace {

constexpr double kSingle = 1e-6;  // relative; films are kept in single precision

TEST(VesselCamera, films_what_the_equations_read_of_superficial_vessels_and_nothing_of_deep_ones) {
  Limb limb;
  limb.network = sample::looped_limb();
  const LymphNetwork& w = limb.network;
  const int deep = static_cast<int>(w.lymphangions) / 2;
  limb.vessels = {
      {.name = "hidden", .deep = true, .first = 0, .size = deep},
      {.name = "seen", .deep = false, .first = deep, .size = int(w.lymphangions) - deep}};
  limb.lymphangion_s.assign(w.lymphangions, 0.1), limb.length = 1;
  const sample::Pressed pressed(w.tissue.skin_patches);
  LymphSystem system(w, &pressed, {});
  const StateLayout& at = system.layout();
  std::vector<double> y = system.rest_guess(1), f(y.size());
  VesselCamera camera(limb, 0.25, 8);
  constexpr std::size_t kPictures = 67;                        // gathered by the dozen, and some
  std::vector<std::vector<double>> volumes, pressures, flows;  // [picture]
  for (std::size_t k = 0; k < kPictures; ++k) {
    for (std::size_t i = 0; i < w.lymphangions; ++i) y[at.volume + i] *= 1.01;
    system.rates(0, y, f);
    volumes.emplace_back(y.begin() + std::ptrdiff_t(at.volume), y.end());
    pressures.emplace_back(system.pressures().begin(), system.pressures().end());
    flows.emplace_back(system.valve_flows().begin(), system.valve_flows().end());
    camera.picture(system, y);
  }
  const VesselRecording& film = camera.film();
  ASSERT_EQ(film.samples(), kPictures);
  EXPECT_DOUBLE_EQ(film.duration(), 0.25 * kPictures);
  const VesselRecording last = camera.last(5);
  EXPECT_EQ(last.samples(), 5u);
  EXPECT_TRUE(film.diameter[0].empty());
  for (auto i = static_cast<std::size_t>(deep); i < w.lymphangions; ++i)
    for (std::size_t k = 0; k < kPictures; ++k) {
      const double d = film.diameter[i][k];
      EXPECT_NEAR(std::numbers::pi / 4 * d * d * w.length[i] * w.copies[i], volumes[k][i],
                  4 * kSingle * volumes[k][i]);
      EXPECT_EQ(film.pressure[i][k], static_cast<float>(pressures[k][i]));
      if (k + 5 >= kPictures) {
        EXPECT_EQ(last.pressure[i][k + 5 - kPictures], film.pressure[i][k]);
      }
      const auto out = static_cast<std::size_t>(valve_out_of(w, static_cast<int>(i)));
      EXPECT_EQ(film.flow[out][k], static_cast<float>(flows[k][out] / w.copies[i]));
    }
}

}  // namespace
}  // namespace cisterna
