#include "measure/vessel_camera.hpp"

#include <gtest/gtest.h>

#include "body/limb/sample_limb_test.hpp"

namespace cisterna {
namespace {

TEST(VesselCamera, films_superficial_vessels_as_a_recording_has_them_and_nothing_of_deep_ones) {
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
  std::vector<double> y = system.rest_guess(1), f(y.size());
  VesselRecording all;
  VesselCamera camera(limb, all.step = 0.25, 8);
  constexpr std::size_t kPictures = 37;  // not a whole number of what is gathered
  for (std::size_t k = 0; k < kPictures; ++k) {
    for (std::size_t i = 0; i < w.lymphangions; ++i) y[system.layout().volume + i] *= 1.01;
    system.rates(0, y, f);
    all.add(system, y), camera.picture(system, y);
  }
  const VesselRecording& film = camera.film();
  EXPECT_EQ(film.samples(), kPictures);
  EXPECT_EQ(film.duration(), all.duration());
  const VesselRecording last = camera.last(5);
  EXPECT_EQ(last.samples(), 5u);
  EXPECT_TRUE(film.diameter[0].empty());
  for (auto i = static_cast<std::size_t>(deep); i < w.lymphangions; ++i) {
    EXPECT_EQ(film.diameter[i], all.diameter[i]);
    EXPECT_EQ(film.pressure[i], all.pressure[i]);
    EXPECT_EQ(last.pressure[i],
              std::vector<float>(all.pressure[i].end() - 5, all.pressure[i].end()));
    for (std::size_t e = 0; e < w.valves(); ++e)
      if (w.valve_to[e] == int(i) || w.valve_from[e] == int(i)) {
        EXPECT_EQ(film.flow[e], all.flow[e]);
      }
  }
}

}  // namespace
}  // namespace cisterna
