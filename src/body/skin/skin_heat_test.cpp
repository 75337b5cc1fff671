#include "body/skin/skin_heat.hpp"

#include "body/law_check_test.hpp"

namespace cisterna::skin {
namespace {

using namespace law_check;

const DimensionHalves kKelvin = dimension(0, 0, 0, 1), kSpeed = dimension(1, 0, -1),
                      kFlux = dimension(0, 1, -3), kTransfer = dimension(0, 1, -3, -1);

template <class S>
SkinHeat<S> sample_skin() {
  SkinHeat<S> p;
  p.capacity = quantity<S>(11e3, dimension(0, 1, -2, -1));
  p.under_capacity = quantity<S>(18e3, dimension(0, 1, -2, -1));
  p.under_skin = quantity<S>(75, kTransfer), p.under_transfer = quantity<S>(60, kTransfer);
  p.core_transfer = quantity<S>(5.28, kTransfer), p.room_transfer = quantity<S>(8, kTransfer);
  p.hand_transfer = quantity<S>(40, kTransfer);
  p.blood_heat = quantity<S>(4e6, dimension(-1, 1, -2, -1)), p.flow = quantity<S>(1.75e-6, kSpeed);
  p.flow_temperature = quantity<S>(306.85, kKelvin);
  p.warmth_gain = quantity<S>(0.27, dimension(0, 0, 0, -1)),
  p.warmth_time = quantity<S>(120, kTime);
  p.friction_share = quantity<S>(0.5, kNumber);
  p.core = quantity<S>(309.95, kKelvin), p.artery = quantity<S>(309.65, kKelvin);
  return p;
}

template <class T>
SkinGains<T> gains_at(const std::array<T, 2>& x) {
  using S = Parameter<T>;
  const SkinInputs<S> in{quantity<S>(295, kKelvin), quantity<S>(307, kKelvin),
                         quantity<S>(0.5, kNumber), quantity<S>(60, kFlux),
                         quantity<S>(0.9, kNumber)};
  return skin_gains(x[0], x[0], x[1], in, sample_skin<S>());
}

TEST(SkinHeat, laws_stand_units_derivatives_and_packs) {
  const Range temperatures{295, 316, kKelvin}, warmth{-2, 3, kNumber};
  const std::array<Range, 2> in{temperatures, warmth};
  Law<2>("blood", in, kFlux).check([]<class T>(const std::array<T, 2>& x) {
    return T(gains_at(x).blood);
  });
  Law<2>("all ways", in, kFlux).check([]<class T>(const std::array<T, 2>& x) {
    const SkinGains<T> g = gains_at(x);
    return T(g.core + g.blood + g.room + g.hand + g.friction);
  });
  Law<2>("warmth", {warmth, temperatures}, kRate).check([]<class T>(const std::array<T, 2>& x) {
    return T(warmth_rate(x[0], x[1], sample_skin<Parameter<T>>()));
  });
  Law<1>("flow", {warmth}, kSpeed).check([]<class T>(const std::array<T, 1>& x) {
    return T(skin_flow(x[0], quantity<Parameter<T>>(0.9, kNumber), sample_skin<Parameter<T>>()));
  });
}

// At one temperature everywhere no heat flows.
TEST(SkinHeat, nothing_flows_between_like_temperatures) {
  SkinHeat<double> p = sample_skin<double>();
  p.core = p.artery = 300;
  const SkinGains<double> g =
      skin_gains(300.0, 300.0, 1.0, SkinInputs<double>{300, 300, 0.5, 0, 1}, p);
  for (const double part : {g.core, g.blood, g.room, g.hand, g.friction}) EXPECT_EQ(part, 0);
}

// Skin of no pressure of its own: pressed below its vein it hardly notices, pressed as hard as its artery it gets nothing.
TEST(SkinHeat, pressing_takes_driving_pressure_once_above_the_vein) {
  const double corner = 500, artery = 12400, vein = 1070;
  const double rest = skin_driving(artery, vein, 0.0, corner);
  EXPECT_NEAR(rest, artery - vein - 0.5 * corner, 0.2 * corner);
  EXPECT_GT(skin_driving(artery, vein, 0.5 * vein, corner), 0.97 * rest);
  EXPECT_NEAR(skin_driving(artery, vein, 0.5 * artery, corner) / rest, 0.55, 0.02);
  EXPECT_EQ(skin_driving(artery, vein, artery, corner), 0);
}

TEST(SkinHeat, rest_is_where_gains_and_losses_agree) {
  SkinBalance skin(sample_skin<double>());
  for (const double room : {283.0, 295.0, 303.0}) {
    skin.inputs.room = room;
    const auto y = skin.rest();
    std::array<double, SkinBalance::kStates> f{};
    skin.rates<double>(0, y, {}, f);
    for (std::size_t k = 0; k < SkinBalance::first_gain; ++k)
      EXPECT_NEAR(f[k], 0, 1e-13 * y[0]) << room << " " << k;
    EXPECT_NEAR(skin.room_for(y[0]), room, 1e-9 * room);
    EXPECT_GT(y[SkinBalance::temperature], room);
    EXPECT_LT(y[SkinBalance::temperature], 309.95);
  }
}

}  // namespace
}  // namespace cisterna::skin
