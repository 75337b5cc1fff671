#include "solvers/stepper.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <utility>

namespace cisterna {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Which matrix the system hands to the stepper: its exact Jacobian, or nothing at all.
enum class MatrixKind { exact, zero };

// Small dense systems. One state behind the dynamic ones, if any, counts the steps' left sums of y_0.
class Toy {
 public:
  using Rates = std::function<void(double, const double*, double*)>;
  using Jacobian = std::function<void(double, const double*, double*)>;  // row-major

  Toy(std::size_t n, Rates rates, Jacobian jacobian, MatrixKind kind = MatrixKind::exact)
      : n_(n), rates_(std::move(rates)), jacobian_(std::move(jacobian)), kind_(kind), a_(n * n) {
    tolerances_.push_back({0, n, 1e-6, 1e-6});
  }

  std::size_t size() const { return n_ + carried; }
  std::size_t dynamic() const { return n_; }
  void rates(double t, std::span<const double> y, std::span<double> f) {
    rates_(t, y.data(), f.data());
  }
  void linearise(double t, std::span<const double> y, std::span<double> f) {
    rates(t, y, f);
    a_.assign(n_ * n_, 0.0);
    if (kind_ == MatrixKind::exact) jacobian_(t, y.data(), a_.data());
  }
  void drift(double t, std::span<const double> y, std::span<double> ft) {
    constexpr double kMoment =
        1e-5;  // central difference: error 1e-10, far below that of any step here
    std::vector<double> before(n_), after(n_);
    rates(t - kMoment, y, before), rates(t + kMoment, y, after);
    for (std::size_t i = 0; i < n_; ++i) ft[i] = (after[i] - before[i]) / (2 * kMoment);
  }
  void factor(double shift) {
    m_ = a_;
    for (std::size_t i = 0; i < n_; ++i)
      for (std::size_t j = 0; j < n_; ++j) m_[i * n_ + j] = (i == j ? shift : 0.0) - m_[i * n_ + j];
  }
  void solve(std::span<double> b) {  // plain elimination: the systems are diagonally dominant
    std::vector<double> m = m_;
    for (std::size_t c = 0; c < n_; ++c)
      for (std::size_t r = c + 1; r < n_; ++r) {
        const double w = m[r * n_ + c] / m[c * n_ + c];
        for (std::size_t j = c; j < n_; ++j) m[r * n_ + j] -= w * m[c * n_ + j];
        b[r] -= w * b[c];
      }
    for (std::size_t r = n_; r-- > 0;) {
      for (std::size_t j = r + 1; j < n_; ++j) b[r] -= m[r * n_ + j] * b[j];
      b[r] /= m[r * n_ + r];
    }
  }
  std::span<const ToleranceBlock> tolerances() const { return tolerances_; }
  bool admissible(std::span<const double> y) const { return y[0] > lowest; }
  void transport(double t, double h, std::span<const double> y_old, std::span<double> y_new) {
    begun.push_back(t);
    for (std::size_t i = n_; i < y_new.size(); ++i) y_new[i] += h * y_old[0];
  }
  double next_breakpoint(double t) const {
    for (const double b : breakpoints)
      if (b > t) return b;
    return kInfinity;
  }

  std::vector<double> breakpoints, begun;  // begun: where each accepted step began
  std::size_t carried = 0;
  double lowest = -kInfinity;

 private:
  std::size_t n_;
  Rates rates_;
  Jacobian jacobian_;
  MatrixKind kind_;
  std::vector<ToleranceBlock> tolerances_;
  std::vector<double> a_, m_;
};

static_assert(SteppableSystem<Toy>);

Toy hyperbola(MatrixKind kind) {  // y = 1/(1 + t)
  return {1, [](double, const double* y, double* f) { f[0] = -y[0] * y[0]; },
          [](double, const double* y, double* a) { a[0] = -2 * y[0]; }, kind};
}

// y = (exp(sin t), sin t): depends on time by itself, and the second feeds the first.
Toy swinging(MatrixKind kind) {
  return {2,
          [](double t, const double* y, double* f) {
            f[0] = y[0] * std::cos(t) + 0.5 * (y[1] - std::sin(t));
            f[1] = std::cos(t);
          },
          [](double t, const double*, double* a) { a[0] = std::cos(t), a[1] = 0.5; }, kind};
}

Toy van_der_pol(double mu, MatrixKind kind = MatrixKind::exact) {
  return {2,
          [mu](double, const double* y, double* f) {
            f[0] = y[1];
            f[1] = mu * (1 - y[0] * y[0]) * y[1] - y[0];
          },
          [mu](double, const double* y, double* a) {
            a[1] = 1;
            a[2] = -2 * mu * y[0] * y[1] - 1;
            a[3] = mu * (1 - y[0] * y[0]);
          },
          kind};
}

// Prothero & Robinson: y follows sin t, pulled by `stiffness`.
Toy follower(double stiffness) {
  return {1,
          [=](double t, const double* y, double* f) {
            f[0] = -stiffness * (y[0] - std::sin(t)) + std::cos(t);
          },
          [=](double, const double*, double* a) { a[0] = -stiffness; }};
}

StepperOptions fixed(double h) { return {.first_step = h, .largest_step = h, .tolerance = 1e30}; }

double error_at(Toy system, const Tableau& tableau, double h, double t, std::vector<double> y,
                double exact) {
  Stepper<Toy> stepper(system, tableau, fixed(h));
  stepper.start(0, y);
  EXPECT_EQ(stepper.advance(t), StepOutcome::ok);
  stepper.interpolate(t, y);
  return std::abs(y[0] - exact);
}

const Tableau* const kAll[] = {&ros2(), &ros34pw2(), &rodas3()};

// Error C h^p (1 + c h + ...): at h = 1/128 the second term shifts the observed order by well below this.
constexpr double kOrderSlack = 0.1;

void expect_order(const std::function<Toy(MatrixKind)>& make, const std::vector<double>& y,
                  double t, double exact) {
  for (const Tableau* tableau : kAll)
    for (const MatrixKind kind : {MatrixKind::exact, MatrixKind::zero}) {
      if (kind == MatrixKind::zero && !tableau->w_method) continue;
      const double coarse = error_at(make(kind), *tableau, 1.0 / 128, t, y, exact);
      const double fine = error_at(make(kind), *tableau, 1.0 / 256, t, y, exact);
      // Where a method happens to be exact only rounding is left, which has no order.
      constexpr double kRounding = 64 * std::numeric_limits<double>::epsilon();
      if (coarse < kRounding && fine < kRounding) continue;
      EXPECT_GT(std::log2(coarse / fine), tableau->order - kOrderSlack)
          << tableau->name << (kind == MatrixKind::zero ? ", zero matrix" : ", exact matrix");
    }
}

TEST(Stepper, order_is_reached_with_the_exact_matrix_and_with_none) {
  expect_order(hyperbola, {1}, 1, 0.5);
}

TEST(Stepper, order_is_reached_when_time_itself_acts) {
  expect_order(swinging, {1, 0}, 2, std::exp(std::sin(2.0)));
}

TEST(Stepper, order_is_reached_on_an_oscillator) {
  std::vector<double> exact = {2, 0};
  Toy system = van_der_pol(1);
  // A fortieth of the coarser step: its error is below 40^-3 of that measured.
  Stepper<Toy> reference(system, ros34pw2(), fixed(1.0 / 4096));
  reference.start(0, exact);
  ASSERT_EQ(reference.advance(1.5), StepOutcome::ok);
  expect_order([](MatrixKind kind) { return van_der_pol(1, kind); }, {2, 0}, 1.5,
               reference.state()[0]);
}

TEST(Stepper, order_holds_between_the_steps_as_well) {
  const double t = 1 + 1.0 / 512;  // a quarter into the finest step
  for (const MatrixKind kind : {MatrixKind::exact, MatrixKind::zero}) {
    const double coarse = error_at(hyperbola(kind), ros34pw2(), 1.0 / 64, t, {1}, 1 / (1 + t));
    const double fine = error_at(hyperbola(kind), ros34pw2(), 1.0 / 128, t, {1}, 1 / (1 + t));
    EXPECT_GT(std::log2(coarse / fine), 3 - kOrderSlack);
  }
}

TEST(Stepper, between_the_ends_of_a_step_over_a_fast_transient_nothing_overshoots) {
  // From 2 to nearly 0 in one step: the slope at its beginning is a million times that of the chord.
  for (const Tableau* tableau : kAll) {
    Toy system(
        1, [](double, const double* y, double* f) { f[0] = -1e6 * y[0]; },
        [](double, const double*, double* a) { a[0] = -1e6; });
    Stepper<Toy> stepper(system, *tableau, fixed(1));
    stepper.start(0, std::vector<double>{2});
    ASSERT_EQ(stepper.advance(1), StepOutcome::ok);
    std::vector<double> y(1);
    for (double t = 0; t <= 1; t += 1.0 / 64) {
      stepper.interpolate(t, y);
      EXPECT_LE(std::abs(y[0]), 2.5) << tableau->name << ' ' << t;
    }
  }
}

TEST(Stepper, one_step_forgets_what_decays_far_faster) {
  constexpr double kRate = 1e8;
  // R(z) ~ c/z with c of order gamma^-2, which is below 12 for all methods.
  constexpr double kLeft = 12 / kRate;
  for (const Tableau* tableau : kAll) {
    Toy system(
        1, [](double, const double* y, double* f) { f[0] = -kRate * y[0]; },
        [](double, const double*, double* a) { a[0] = -kRate; });
    Stepper<Toy> stepper(system, *tableau, fixed(1));
    stepper.start(0, std::vector<double>{1});
    ASSERT_EQ(stepper.advance(1), StepOutcome::ok);
    EXPECT_LT(std::abs(stepper.state()[0]), kLeft) << tableau->name;
  }
}

TEST(Stepper, stiff_follower_stays_with_its_leader_however_stiff) {
  // The leader moves by at most h in a step; an unstable or lagging method would leave it by that much.
  constexpr double kStep = 1.0 / 32;
  for (const Tableau* tableau : kAll)
    for (const double stiffness : {1e2, 1e4, 1e6, 1e9})
      EXPECT_LT(error_at(follower(stiffness), *tableau, kStep, 2, {0}, std::sin(2.0)), 0.5 * kStep)
          << tableau->name << ' ' << stiffness;
}

TEST(Stepper, stiff_oscillator_is_stepped_to_its_tolerance) {
  std::vector<double> loose(2), tight(2);
  for (auto [tolerance, y] : {std::pair{1.0, &loose}, std::pair{1e-3, &tight}}) {
    Toy system = van_der_pol(100);
    Stepper<Toy> stepper(system, ros34pw2(), {.tolerance = tolerance});
    stepper.start(0, std::vector<double>{2, 0});
    ASSERT_EQ(stepper.advance(50), StepOutcome::ok);
    stepper.interpolate(50, *y);
  }
  // Errors of 1e-6 a step add up over some hundred steps at most: contracting motion forgets them.
  EXPECT_NEAR(loose[0], tight[0], 100 * 1e-6 * 2);
}

Toy driven() {  // a stiff pair, an input that jumps at the breakpoints, one carried state
  Toy system(
      2,
      [](double t, const double* y, double* f) {
        f[0] = -40 * (y[0] - (t < 0.3 ? 1.0 : t < 0.7 ? 3.0 : 0.5)) + y[1];
        f[1] = -y[1] * y[1] * y[0];
      },
      [](double, const double* y, double* a) {
        a[0] = -40, a[1] = 1, a[2] = -y[1] * y[1], a[3] = -2 * y[1] * y[0];
      });
  system.breakpoints = {0.3, 0.7, 1.0};
  system.carried = 1;
  return system;
}

const std::vector<double> kDrivenStart = {1, 2, 0};

TEST(Stepper, breakpoints_are_met_exactly) {
  Toy system = driven();
  Stepper<Toy> stepper(system, ros34pw2(), {});
  stepper.start(0, kDrivenStart);
  for (const double b : system.breakpoints) {
    ASSERT_EQ(stepper.advance(b), StepOutcome::ok);
    EXPECT_EQ(stepper.time(), b);
  }
  ASSERT_EQ(stepper.advance(1.1), StepOutcome::ok);
  for (const double b : system.breakpoints)
    EXPECT_EQ(std::count(system.begun.begin(), system.begun.end(), b), 1) << b;
}

TEST(Stepper, asking_for_output_never_changes_a_bit) {
  std::vector<double> common[2], last[2];
  for (const int grid : {0, 1}) {
    Toy system = driven();
    Stepper<Toy> stepper(system, ros34pw2(), {});
    stepper.start(0, kDrivenStart);
    std::vector<double> y(3);
    const int points = grid == 0 ? 2 : 64;
    for (int k = 1; k <= points; ++k) {
      const double t = static_cast<double>(k) / points;
      ASSERT_EQ(stepper.advance(t), StepOutcome::ok);
      for (const double back : {0.0, 1e-9}) stepper.interpolate(t - back, y);
      stepper.interpolate(t, y);
      if (t == 0.5) common[grid] = y;
    }
    last[grid] = y;
  }
  EXPECT_EQ(common[0], common[1]);
  EXPECT_EQ(last[0], last[1]);
}

TEST(Stepper, stepping_in_pieces_is_one_run_bit_for_bit) {
  Toy whole_system = driven(), pieces_system = driven();
  Stepper<Toy> whole(whole_system, ros34pw2(), {}), pieces(pieces_system, ros34pw2(), {});
  whole.start(0, kDrivenStart), pieces.start(0, kDrivenStart);
  ASSERT_EQ(whole.advance(2), StepOutcome::ok);
  for (int k = 1; k <= 37; ++k) ASSERT_EQ(pieces.advance(2.0 * k / 37), StepOutcome::ok);
  EXPECT_EQ(whole.time(), pieces.time());
  EXPECT_EQ(whole.counts().steps, pieces.counts().steps);
  EXPECT_TRUE(std::equal(whole.state().begin(), whole.state().end(), pieces.state().begin()));
}

TEST(Stepper, restored_run_goes_on_bit_for_bit) {
  Toy system = driven(), other = driven();
  Stepper<Toy> run(system, ros34pw2(), {}), again(other, ros34pw2(), {});
  run.start(0, kDrivenStart);
  ASSERT_EQ(run.advance(0.45), StepOutcome::ok);
  std::vector<double> saved;
  run.save(saved);
  ASSERT_EQ(again.restore(saved), saved.size());
  std::vector<double> a(3), b(3);
  run.interpolate(0.45, a), again.interpolate(0.45, b);
  EXPECT_EQ(a, b);
  ASSERT_EQ(run.advance(2), StepOutcome::ok);
  ASSERT_EQ(again.advance(2), StepOutcome::ok);
  run.interpolate(2, a), again.interpolate(2, b);
  EXPECT_EQ(a, b);
  EXPECT_EQ(run.step_size(), again.step_size());
}

TEST(Stepper, too_short_a_record_is_refused) {
  Toy system = driven();
  Stepper<Toy> stepper(system, ros34pw2(), {});
  std::vector<double> saved;
  stepper.save(saved);
  saved.pop_back();
  EXPECT_EQ(stepper.restore(saved), 0u);
}

TEST(Stepper, changed_input_acts_from_its_own_time_on) {
  double input = 1;
  Toy system(
      1, [&](double, const double*, double* f) { f[0] = input; },
      [](double, const double*, double*) {});
  Stepper<Toy> stepper(system, ros34pw2(), {});
  stepper.start(0, std::vector<double>{0});
  ASSERT_EQ(stepper.advance(0.37), StepOutcome::ok);
  ASSERT_GT(stepper.time(), 0.37);  // the step in which the change falls went beyond it
  ASSERT_EQ(stepper.restart_at(0.37), StepOutcome::ok);
  EXPECT_EQ(stepper.time(), 0.37);
  input = -2;
  ASSERT_EQ(stepper.advance(1), StepOutcome::ok);
  std::vector<double> y(1);
  stepper.interpolate(1, y);
  EXPECT_NEAR(y[0], 0.37 - 2 * 0.63, 1e-13);  // straight lines: only rounding is left
}

TEST(Stepper, restart_without_a_change_stays_within_tolerance) {
  Toy system = driven(), other = driven();
  Stepper<Toy> plain(system, ros34pw2(), {}), restarted(other, ros34pw2(), {});
  plain.start(0, kDrivenStart), restarted.start(0, kDrivenStart);
  for (int k = 1; k <= 20; ++k) {
    ASSERT_EQ(restarted.advance(0.05 * k), StepOutcome::ok);
    ASSERT_EQ(restarted.restart_at(0.05 * k), StepOutcome::ok);
  }
  ASSERT_EQ(plain.advance(1), StepOutcome::ok);
  // 1e-6 relative error in each of some dozens of steps
  EXPECT_NEAR(plain.state()[1], restarted.state()[1], 1e-4);
}

TEST(Stepper, carried_states_move_once_in_each_accepted_step) {
  Toy system(
      1, [](double, const double*, double* f) { f[0] = 0; }, [](double, const double*, double*) {});
  system.carried = 1;
  Stepper<Toy> stepper(system, ros2(), {});
  stepper.start(0, std::vector<double>{3, 0});
  ASSERT_EQ(stepper.advance(1), StepOutcome::ok);
  EXPECT_EQ(system.begun.size(), stepper.counts().steps);
  std::vector<double> y(2);
  stepper.interpolate(1, y);
  EXPECT_NEAR(y[1], 3.0, 1e-12);
}

TEST(Stepper, step_that_leaves_the_domain_is_taken_again_shorter) {
  Toy system(
      1, [](double, const double* y, double* f) { f[0] = -std::sqrt(y[0]); },
      [](double, const double* y, double* a) { a[0] = -0.5 / std::sqrt(y[0]); });
  system.lowest = 0;
  Stepper<Toy> stepper(system, ros34pw2(), {.first_step = 10, .tolerance = 1e30});
  stepper.start(0, std::vector<double>{1});
  ASSERT_EQ(stepper.advance(0.5), StepOutcome::ok);
  EXPECT_GT(stepper.state()[0], 0);
  EXPECT_GT(stepper.counts().left_domain, 0u);
}

TEST(Stepper, rates_that_are_no_numbers_end_the_run_with_their_name) {
  Toy system(
      1, [](double t, const double*, double* f) { f[0] = t > 0.5 ? std::nan("") : 1; },
      [](double, const double*, double*) {});
  Stepper<Toy> stepper(system, ros34pw2(), {});
  stepper.start(0, std::vector<double>{0});
  EXPECT_EQ(stepper.advance(1), StepOutcome::non_finite);
  EXPECT_LE(stepper.time(), 0.5);
}

}  // namespace
}  // namespace cisterna
