#include "body/lymph/sample_laws_test.hpp"

namespace cisterna::lymph {
namespace {

using namespace law_check;

constexpr double kTube = 2e11;                    // two half lymphangions [Pa s/m3]
constexpr double kOpen = 1e-11, kClosed = 5e-17;  // [m3/(s Pa)]

TEST(Valve, laws_stand_units_derivatives_and_packs) {
  Law<1>("Bertram's resistance", {Range{-2000, 60, kPressure}}, kResistance, 1.2e12)
      .check([]<class T>(const std::array<T, 1>& x) {
        return T(bertram_resistance(x[0], sample_bertram_valve<Parameter<T>>()));
      });
  const std::array<Range, 3> bertram = {Range{-40, 40, kPressure}, Range{1e9, 1e12, kResistance},
                                        Range{-30, 30, kPressure}};
  Law<3>("Bertram's flow", bertram, kFlow).check([]<class T>(const std::array<T, 3>& x) {
    return T(bertram_valve(x[0], x[1], x[2], sample_bertram_valve<Parameter<T>>()).flow);
  });
  Law<3>("Bertram's felt pressure", bertram, kPressureRate)
      .check([]<class T>(const std::array<T, 3>& x) {
        return T(bertram_valve(x[0], x[1], x[2], sample_bertram_valve<Parameter<T>>()).change);
      });
  const std::array<Range, 4> human = {Range{-400, 400, kPressure}, Range{1e9, 1e12, kResistance},
                                      Range{0, 1, kNumber}, Range{0.5, 3, kNumber}};
  const auto valve = []<class T>(const std::array<T, 4>& x) {
    using S = Parameter<T>;
    return human_valve(x[0], x[1], x[2], x[3], quantity<S>(kOpen, kConductance),
                       quantity<S>(kClosed, kConductance), sample_human_valve<S>());
  };
  Law<4>("human flow", human, kFlow).check([=]<class T>(const std::array<T, 4>& x) {
    return T(valve(x).flow);
  });
  Law<4>("human leaflets", human, kRate).check([=]<class T>(const std::array<T, 4>& x) {
    return T(valve(x).change);
  });
}

ValveRates<double> human(double dp, double open, double stretch = 1.2) {
  return human_valve(dp, kTube, open, stretch, kOpen, kClosed, sample_human_valve<double>());
}

TEST(HumanValve, closed_valve_never_passes_more_than_its_leak_backward) {
  // Prolapse adds exp(-(p_prolapse - |dp|)/width) of the open conductance: at a quarter of p_prolapse e^-22.
  const auto v = sample_human_valve<double>();
  for (double dp = -v.prolapse_pressure / 4; dp < 0; dp += 10) {
    const double prolapse = kOpen * std::exp(-0.75 * v.prolapse_pressure / v.prolapse_width);
    EXPECT_LE(-human(dp, 0).flow, -dp * (kClosed + prolapse)) << dp;
    EXPECT_LE(human(dp, 0).flow, 0);
  }
}

TEST(HumanValve, flow_vanishes_without_a_pressure_difference) {
  for (const double open : {0.0, 0.3, 1.0}) EXPECT_EQ(human(0, open).flow, 0);
}

// Between its thresholds the valve rests where it is: hysteresis.
TEST(HumanValve, open_fraction_rests_between_the_thresholds) {
  const auto v = sample_human_valve<double>();
  for (const double stretch : {0.5, 1.2, 2.0, 3.0}) {
    const double g = valve_distension(stretch, v);
    const double opening = v.opening_base + v.opening_span * g;
    const double closing = -(v.closing_base + v.closing_span * g);
    for (double share = 0.001; share < 1; share += 0.01)
      for (const double open : {0.0, 0.4, 1.0})
        EXPECT_EQ(human(closing + share * (opening - closing), open, stretch).change, 0);
    EXPECT_GT(human(opening + 1, 0.5, stretch).change, 0);
    EXPECT_LT(human(closing - 1, 0.5, stretch).change, 0);
  }
}

TEST(HumanValve, open_fraction_never_leaves_nought_to_one) {
  for (const double dp : {-1e5, -300.0, 300.0, 1e5}) {
    EXPECT_GE(human(dp, 0).change, 0) << dp;
    EXPECT_LE(human(dp, 1).change, 0) << dp;
  }
}

TEST(HumanValve, leaflets_are_never_faster_than_their_time) {
  const auto v = sample_human_valve<double>();
  for (const double dp : {-1e5, -50.0, 50.0, 1e5})
    for (const double open : {0.0, 0.5, 1.0})
      EXPECT_LE(std::abs(human(dp, open).change), 1 / v.time) << dp;
}

TEST(HumanValve, closing_pressure_grows_from_a_tenth_to_two_centimetres_with_distension) {
  const auto v = sample_human_valve<double>();
  // The reverse pressure beyond which an open valve begins to close, by bisection.
  const auto closing = [&](double stretch) {
    double low = 0, high = 5 * kCmH2O;
    while (high - low > 1e-9 * kCmH2O) {
      const double middle = 0.5 * (low + high);
      (human(-middle, 1, stretch).change < 0 ? high : low) = middle;
    }
    return high / kCmH2O;
  };
  // The rate begins as a parabola, exactly zero before: rounding hides sqrt(eps) of the corner.
  constexpr double kHidden = 1e-6;
  EXPECT_NEAR(closing(v.stretch_low), 0.1, kHidden);
  EXPECT_NEAR(closing(v.stretch_high), 2.2, kHidden);
  for (double l = v.stretch_low; l + 0.1 < v.stretch_high; l += 0.1)
    EXPECT_LT(closing(l), closing(l + 0.1));
}

// A valve that closes late, in series with a tube a twelfth of its closed resistance: over a range of the total
// drop dp the resting law dp = w (1 + R_t/R(w)) has three solutions w.
BertramValve<double> late_valve() {
  auto v = sample_bertram_valve<double>();
  v.opening_pressure *= 2;
  return v;
}
constexpr double kStrongTube = 1e11;

double resting_drop(double felt) {
  return felt * (1 + kStrongTube / bertram_resistance(felt, late_valve()));
}

// Sweeps the total drop so slowly that the leaflets always rest.
class Sweep {
 public:
  static constexpr double kMove = 0.02;  // of the total drop [Pa]

  explicit Sweep(double drop) : dp_(drop), felt_(drop) { settle(); }
  /// `jump` becomes the largest change of the felt pressure in one move, `jumped_at` where it happened.
  void go(double to) {
    jump = 0;
    for (const double move = to > dp_ ? kMove : -kMove; (to - dp_) * move > 0;) {
      dp_ += move;
      const double before = felt_;
      settle();
      if (std::abs(felt_ - before) > jump) jump = std::abs(felt_ - before), jumped_at = dp_;
    }
  }
  double flow() const { return bertram_valve(dp_, kStrongTube, felt_, valve_).flow; }
  double felt() const { return felt_; }
  double drop() const { return dp_; }

  double jump = 0, jumped_at = 0;

 private:
  // Linearly implicit steps of one lag: stable, and they never leave a stable branch.
  void settle() {
    for (int k = 0; k < 1000; ++k) {
      using D = Dual<double, 1>;
      const D rate = bertram_valve(D(dp_), D(kStrongTube), D::variable(felt_, 0), valve_).change;
      felt_ += rate.v / (1 / valve_.lag - std::min(0.0, rate.d[0]));
    }
  }

  double dp_, felt_;
  BertramValve<double> valve_ = late_valve();
};

TEST(BertramValve, felt_pressure_changes_branch_only_where_its_branch_ends) {
  // The ends of the two branches: the resting law's local maximum and minimum.
  double fold_up = -1e9, fold_down = 0;
  for (double w = -150; w < 0; w += 1e-3) {
    const double before = resting_drop(w - 1e-3), here = resting_drop(w),
                 after = resting_drop(w + 1e-3);
    if (here > before && here > after) fold_up = here;
    if (here < before && here < after) fold_down = here;
  }
  ASSERT_LT(fold_down, fold_up - 5) << "three solutions over a wide range";
  Sweep sweep(fold_down - 30);
  sweep.go(fold_up - Sweep::kMove);  // the closed branch to its end
  // Near an end the branch turns like a square root: one move takes it this far at most.
  constexpr double kTurn = 1.0;
  EXPECT_LT(sweep.jump, kTurn);
  sweep.go(5);
  EXPECT_GT(sweep.jump, 3 * kTurn);
  // The passage at the end takes many lags within the first moves beyond it.
  constexpr double kPassage = 5 * Sweep::kMove;
  EXPECT_NEAR(sweep.jumped_at, fold_up, kPassage);
  sweep.go(fold_down + Sweep::kMove);  // back on the open branch, past where it opened
  EXPECT_LT(sweep.jump, kTurn);
  sweep.go(fold_down - 30);
  EXPECT_GT(sweep.jump, 3 * kTurn);
  EXPECT_NEAR(sweep.jumped_at, fold_down, kPassage);
}

TEST(BertramValve, tenfold_leak_depends_on_history) {
  Sweep closed(-300), open(5);
  closed.go(-38);
  open.go(closed.drop());
  ASSERT_NEAR(open.drop(), closed.drop(), Sweep::kMove);
  EXPECT_GT(open.flow() / closed.flow(), 10);
  for (const Sweep* s : {&closed, &open})  // both rest on the published law
    EXPECT_NEAR(resting_drop(s->felt()), s->drop(), 1e-6 * std::abs(s->drop()));
}

TEST(BertramValve, published_chain_has_one_branch) {
  // Half lymphangions at their start diameter: no history where the tube is weaker than the closed valve.
  const auto v = sample_bertram_valve<double>();
  const double tube = 128 * 1e-3 * 3e-3 / (std::numbers::pi * std::pow(2.5e-4, 4));
  const auto drop = [&](double w) { return w * (1 + tube / bertram_resistance(w, v)); };
  for (double w = -60; w < 20; w += 0.01) EXPECT_LT(drop(w), drop(w + 0.01)) << w;
}

TEST(BertramValve, resistance_is_that_of_an_open_a_closed_and_a_failed_valve) {
  const auto v = sample_bertram_valve<double>();
  // The switches are complete to e^-20 some tens of pascals away.
  constexpr double kComplete = 1e-6;
  EXPECT_NEAR(bertram_resistance(-500.0, v), v.open_resistance + v.closed_resistance,
              kComplete * v.closed_resistance);
  for (const double felt : {60.0, -2000.0})
    EXPECT_NEAR(bertram_resistance(felt, v), v.open_resistance, kComplete * v.closed_resistance);
}

}  // namespace
}  // namespace cisterna::lymph
