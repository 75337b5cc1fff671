#include "body/circulation/veno_arteriolar.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "body/law_check_test.hpp"

namespace cisterna::circulation {
namespace {

using namespace law_check;

constexpr double kMmHg = 133.322387415;

template <class S>
VenoArteriolar<S> response() {
  return {quantity<S>(21 * kMmHg, kPressure), quantity<S>(48 * kMmHg, kPressure),
          quantity<S>(15, kTime), quantity<S>(0.5, kNumber), quantity<S>(0.3, kNumber)};
}

TEST(VenoArteriolarLaws, units_derivatives_and_packs_are_right) {
  const Range share{0, 1, kNumber};
  Law("distended", std::array{Range{-2e3, 1e4, kPressure}}, kNumber).check([](const auto& x) {
    using S = Parameter<std::decay_t<decltype(x[0])>>;
    return distended_share(x[0], response_width(quantity<S>(2e3, kPressure), response<S>()),
                           response<S>());
  });
  Law("constricts", std::array{share, share}, kRate, 0.1).check([](const auto& x) {
    using S = Parameter<std::decay_t<decltype(x[0])>>;
    return constriction_rate(x[0], x[1], response<S>());
  });
  Law("conductance", std::array{share}, kNumber).check([](const auto& x) {
    using S = Parameter<std::decay_t<decltype(x[0])>>;
    return constricted_conductance(x[0], quantity<S>(0.5, kNumber));
  });
}

// Subcutis under suction: resistance up by 9 % at 20 mmHg, by about 90 % at 40, no more beyond (skagen1983).
TEST(VenoArteriolarLaws, suction_does_what_was_measured) {
  const VenoArteriolar<double> v = response<double>();
  const auto rise = [&](double suction) {
    const double share = distended_share((8 + suction) * kMmHg, response_width(0.0, v), v);
    return 1 / constricted_conductance(share, v.skin_loss) - 1;
  };
  EXPECT_NEAR(rise(20), 0.09, 0.02);
  EXPECT_NEAR(rise(40), 0.9, 0.1);
  EXPECT_NEAR(rise(250), rise(40), 0.1);
  EXPECT_EQ(rise(0), 0);
}

// The mean over thin slices of a limb that tapers to nothing, each answering by itself, from its root to three times `middle`.
TEST(VenoArteriolarLaws, width_is_that_of_many_slices) {
  const VenoArteriolar<double> v = response<double>();
  constexpr int kSlices = 1000;
  for (const double middle : {0.0, 10.0, 20.0, 27.0})
    for (double pressure = 0; pressure < 80; pressure += 4) {
      double sum = 0;
      for (int i = 0; i < kSlices; ++i) {
        const double along = 1 - std::sqrt(1 - (i + 0.5) / kSlices);  // of equal mass
        sum += distended_share((pressure + middle * (3 * along - 1)) * kMmHg,
                               response_width(0.0, v), v);
      }
      EXPECT_NEAR(distended_share(pressure * kMmHg, response_width(middle * kMmHg, v), v),
                  sum / kSlices, 0.07)
          << middle << " " << pressure;
    }
}

}  // namespace
}  // namespace cisterna::circulation
