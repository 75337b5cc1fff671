#include "body/lymph/flow.hpp"

#include "body/law_check_test.hpp"

namespace cisterna::lymph {
namespace {

using namespace law_check;

TEST(Flow, laws_stand_units_derivatives_and_packs) {
  const Range diameters{5e-5, 6e-4, kLength};
  Law<2>("half resistance", {diameters, Range{1e-3, 2e-2, kLength}}, kResistance)
      .check([]<class T>(const std::array<T, 2>& x) {
        return T(half_resistance(T(1.0 / x[0]), x[1], quantity<Parameter<T>>(1e-3, kViscosity)));
      });
  Law<2>("wall shear", {Range{-1e-11, 1e-11, kFlow}, diameters}, kPressure)
      .check([]<class T>(const std::array<T, 2>& x) {
        return T(wall_shear(x[0], T(1.0 / x[1]), quantity<Parameter<T>>(1e-3, kViscosity)));
      });
}

TEST(Flow, two_halves_are_the_resistance_of_poiseuille) {
  const double d = 3e-4, length = 5e-3, viscosity = 1e-3;
  const double whole = 128 * viscosity * length / (std::numbers::pi * std::pow(d, 4));
  EXPECT_NEAR(2 * half_resistance(1 / d, length, viscosity), whole, 16 * kEpsilon * whole);
}

// Pressure drop on the cross-section balances shear on the wall.
TEST(Flow, wall_shear_balances_the_pressure_drop) {
  const double d = 3e-4, length = 5e-3, viscosity = 1e-3, flow = 2e-12;
  const double drop = 2 * half_resistance(1 / d, length, viscosity) * flow;
  const double shear = wall_shear(flow, 1 / d, viscosity);
  EXPECT_NEAR(shear, drop * d / (4 * length), 16 * kEpsilon * shear);
  EXPECT_EQ(wall_shear(-flow, 1 / d, viscosity), -shear);
}

}  // namespace
}  // namespace cisterna::lymph
