#include "math/checked.hpp"

#include <gtest/gtest.h>

#include "math/smooth.hpp"

namespace cisterna {
namespace {

const Checked kMetre(2.0, dimension(1, 0, 0));
const Checked kPascal(5.0, dimension(-1, 1, -2));
const Checked kSecond(3.0, dimension(0, 0, 1));

TEST(Checked, adding_metres_to_pascals_throws) {
  EXPECT_THROW(kMetre + kPascal, UnitMismatch);
  EXPECT_THROW(kMetre - kPascal, UnitMismatch);
  EXPECT_THROW((void)(kMetre < kPascal), UnitMismatch);
  EXPECT_THROW((void)(kMetre > kPascal), UnitMismatch);
  EXPECT_THROW(kMetre + 1.0, UnitMismatch);
  EXPECT_THROW(select(true, kMetre, kPascal), UnitMismatch);
}

TEST(Checked, functions_of_a_quantity_with_a_dimension_throw) {
  EXPECT_THROW(exp(kMetre), UnitMismatch);
  EXPECT_THROW(log1p(kPascal), UnitMismatch);
  EXPECT_THROW(cos(kSecond), UnitMismatch);
  EXPECT_THROW(floor(kSecond), UnitMismatch);
  EXPECT_THROW(sigmoid(kPascal), UnitMismatch);
  EXPECT_THROW(smooth_step(kPascal), UnitMismatch);
  EXPECT_THROW(rounded_positive(kMetre, kPascal), UnitMismatch);
  EXPECT_THROW(ramp(kMetre, kPascal), UnitMismatch);
}

TEST(Checked, products_combine_dimensions) {
  EXPECT_EQ((kMetre * kPascal).dim(), dimension(0, 1, -2));
  EXPECT_EQ((kMetre / kSecond).dim(), dimension(1, 0, -1));
  EXPECT_EQ((kMetre / kSecond).value(), 2.0 / 3.0);
  EXPECT_TRUE((kPascal / kPascal).dimensionless());
}

TEST(Checked, square_root_halves_dimensions) {
  EXPECT_EQ(sqrt(kMetre * kMetre).dim(), dimension(1, 0, 0));
  const Checked half = sqrt(kMetre);  // metre to the half, once more is not represented
  EXPECT_EQ((half * half).dim(), dimension(1, 0, 0));
  EXPECT_THROW(sqrt(half), UnitMismatch);
}

TEST(Checked, literal_zero_fits_every_dimension) {
  EXPECT_EQ((kMetre + 0.0).dim(), kMetre.dim());
  EXPECT_TRUE(kPascal > 0.0);
  EXPECT_EQ(select(false, kMetre, Checked(0.0)).dim(), kMetre.dim());
}

TEST(Checked, zero_with_a_dimension_is_still_checked) {
  EXPECT_THROW(0.0 * kMetre + kPascal, UnitMismatch);
}

TEST(Checked, message_names_both_dimensions) {
  try {
    kMetre + kPascal;
    FAIL();
  } catch (const UnitMismatch& error) {
    const std::string text = error.what();
    EXPECT_NE(text.find("m^1"), std::string::npos) << text;
    EXPECT_NE(text.find("kg^1"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace cisterna
