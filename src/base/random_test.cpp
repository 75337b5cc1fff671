#include "base/random.hpp"

#include <gtest/gtest.h>

namespace cisterna {
namespace {

TEST(Philox, agrees_with_the_published_test_vectors) {
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}),
            (RandomBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr std::uint32_t kOnes = 0xffffffff;
  EXPECT_EQ(philox({kOnes, kOnes, kOnes, kOnes}, {kOnes, kOnes}),
            (RandomBlock{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (RandomBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(StandardNormal, has_mean_zero_and_variance_one) {
  constexpr unsigned kDraws = 20000;
  double sum = 0, squares = 0;
  for (unsigned i = 0; i < kDraws; ++i) {
    const double z = standard_normal({.seed = 7, .stream = stream_of("a"), .sample = i});
    sum += z;
    squares += z * z;
  }
  // Four standard errors: 1/sqrt(n) of the mean, sqrt(2/n) of the variance.
  const double mean_error = 4 / std::sqrt(kDraws), variance_error = 4 * std::sqrt(2.0 / kDraws);
  EXPECT_NEAR(sum / kDraws, 0, mean_error);
  EXPECT_NEAR(squares / kDraws, 1, variance_error);
}

TEST(StandardNormal, every_part_of_the_key_matters) {
  const RandomKey key{.seed = 1, .stream = 2, .sample = 3, .attempt = 4};
  const double z = standard_normal(key);
  EXPECT_EQ(z, standard_normal(key));
  EXPECT_NE(z, standard_normal({.seed = 9, .stream = 2, .sample = 3, .attempt = 4}));
  EXPECT_NE(z, standard_normal({.seed = 1, .stream = 9, .sample = 3, .attempt = 4}));
  EXPECT_NE(z, standard_normal({.seed = 1, .stream = 2, .sample = 9, .attempt = 4}));
  EXPECT_NE(z, standard_normal({.seed = 1, .stream = 2, .sample = 3, .attempt = 9}));
}

TEST(Stream, differs_between_similar_names) {
  EXPECT_NE(stream_of("lymph.collector.radius"), stream_of("lymph.collector.radiut"));
  EXPECT_EQ(stream_of(""), 0xCBF29CE484222325);
}

}  // namespace
}  // namespace cisterna
