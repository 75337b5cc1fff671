// Adaptive linearly implicit stepping with dense output (Rosenbrock methods, see tableau.hpp).
//
// One fresh matrix a step. Steps depend on nothing but the system, its breakpoints and the tolerances:
// asking for output, or stopping in between, interpolates (cubic Hermite, carried states linearly) and
// never changes the steps. When inputs change at a time t already stepped over, restart_at(t) takes the
// step again up to t.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "math/pack.hpp"
#include "solvers/system.hpp"
#include "solvers/tableau.hpp"

namespace cisterna {

struct StepperOptions {
  double first_step = 1e-3;
  double largest_step = std::numeric_limits<double>::infinity();
  double smallest_step = 1e-12;
  double tolerance = 1;  ///< error per step, in units of the system's tolerances
};

enum class StepOutcome { ok, step_too_small, non_finite };

struct StepCounts {
  std::uint64_t steps = 0, rejected = 0, evaluations = 0, factorisations = 0;
  std::uint64_t left_domain = 0;  ///< of the rejected: a state left the domain of the equations
};

/// An end of a step: time, states, and rates of the first of them.
struct StepEnd {
  double t;
  const double *y, *f;
};

/// The states at t between two ends of a step: `dynamic` of them on a cubic (Hermite), the others on a straight line.
inline void between(const StepEnd& a, const StepEnd& e, double t, std::size_t dynamic,
                    std::span<double> out) {
  constexpr double kBend =
      1.0 / 16;  // of a state: more than an accepted step bends between its ends
  const double h = e.t - a.t, x = (t - a.t) / h;
  const double b = x * x * (3 - 2 * x), c = h * x * (1 - x) * (1 - x), d = h * x * x * (x - 1);
  for (std::size_t i = 0; i < dynamic; ++i) {
    const double before = a.y[i], after = e.y[i], chord = before + x * (after - before);
    const double cubic = before + b * (after - before) + c * a.f[i] + d * e.f[i];
    // Where a step passes over something fast, slopes at its ends say nothing about its middle: there the chord
    // serves. A bend that the step's error test has let pass is far smaller. An amount positive at both ends stays so.
    const double size = std::max(std::abs(after), std::abs(before));
    const bool bent = std::abs(cubic - chord) > std::abs(after - before) + kBend * size;
    const bool emptied = chord > 0 && !(cubic > 0) && after > 0 && before > 0;
    out[i] = bent || emptied ? chord : cubic;
  }
  for (std::size_t i = dynamic; i < out.size(); ++i) out[i] = a.y[i] + x * (e.y[i] - a.y[i]);
}

template <SteppableSystem System>
class Stepper {
 public:
  Stepper(System& system, const Tableau& tableau, StepperOptions options)
      : system_(system), tableau_(tableau), options_(options), h_(options.first_step) {
    const std::size_t n = system.size();
    y_.resize(n), y_old_.resize(n), y_new_.resize(n), f_.resize(n), f_old_.resize(n);
    for (int i = 0; i < tableau_.stages; ++i) stage_[i].resize(n);
    if (!tableau.w_method) drift_.resize(n);
    // Stiffly accurate: the last stage is evaluated at the new state less its own increment.
    const int last = tableau.stages - 1;
    ends_on_last_ = tableau.m[last] == 1;
    for (int j = 0; j < last; ++j) ends_on_last_ &= tableau.m[j] == tableau.a[last][j];
  }

  void start(double t, std::span<const double> y) { start(t, y, options_.first_step); }
  /// With the first step of a length that is known to suit.
  void start(double t, std::span<const double> y, double h) {
    std::copy(y.begin(), y.end(), begin(t, h).begin());
    y_old_ = y_;
  }
  /// The same from the state that is then written into what this returns. Cheap, for who begins anew at each step.
  std::span<double> begin(double t) { return begin(t, options_.first_step); }
  std::span<double> begin(double t, double h) {
    t_ = t_old_ = t;
    h_ = h;
    fresh_ = false;
    return y_;
  }

  /// Steps until the stepper's own time reaches t (it may lie beyond). Stops early on trouble.
  StepOutcome advance(double t) {
    while (t_ < t)
      if (const StepOutcome outcome = step(limit()); outcome != StepOutcome::ok) return outcome;
    return StepOutcome::ok;
  }

  /// The state at t within the last step, into `out`.
  void interpolate(double t, std::span<double> out) {
    if (t >= t_) {
      std::copy(y_.begin(), y_.end(), out.begin());
      return;
    }
    refresh();
    between({t_old_, y_old_.data(), f_old_.data()}, {t_, y_.data(), f_.data()}, t,
            system_.dynamic(), out);
  }

  /// Inputs change at t (in the last step): takes that step again, to end at t, then goes on from there.
  StepOutcome restart_at(double t) {
    if (t >= t_) {
      fresh_ = false;
      return StepOutcome::ok;
    }
    t_ = t_old_;
    y_ = y_old_;
    fresh_ = false;
    while (t_ < t)
      if (const StepOutcome outcome = step(std::min(limit(), t)); outcome != StepOutcome::ok)
        return outcome;
    return StepOutcome::ok;
  }

  double time() const { return t_; }
  double last_start() const { return t_old_; }
  double step_size() const { return h_; }
  std::span<const double> state() const { return y_; }
  std::span<double> mutable_state() {
    fresh_ = false;
    return y_;
  }
  const StepCounts& counts() const { return counts_; }
  /// Memory of the states and stages.
  std::size_t bytes() const {
    return sizeof(double) *
           (y_.size() * (5 + static_cast<std::size_t>(tableau_.stages)) + drift_.size());
  }

  /// Everything needed to go on bitwise alike: t, t_old, h, y, y_old, f_old.
  void save(std::vector<double>& out) {
    for (const double x : {t_, t_old_, h_}) out.push_back(x);
    for (const auto* v : {&y_, &y_old_, &f_old_})
      for (const double x : *v) out.push_back(x);
  }
  /// Reads what save() wrote; returns how many numbers were taken, 0 if too few.
  std::size_t restore(std::span<const double> in) {
    const std::size_t n = y_.size(), need = 3 + 3 * n;
    if (in.size() < need) return 0;
    t_ = in[0], t_old_ = in[1], h_ = in[2];
    std::copy_n(in.begin() + 3, n, y_.begin());
    std::copy_n(in.begin() + 3 + n, n, y_old_.begin());
    std::copy_n(in.begin() + 3 + 2 * n, n, f_old_.begin());
    fresh_ = false;
    return need;
  }

 private:
  double limit() { return system_.next_breakpoint(t_); }

  void refresh() {
    if (fresh_) return;
    system_.linearise(t_, y_, f_);
    if (!tableau_.w_method) system_.drift(t_, y_, drift_);
    ++counts_.evaluations;
    fresh_ = true;
  }

  // One accepted step, not beyond `bound`.
  StepOutcome step(double bound) {
    refresh();
    // Rates may look at carried states, and transport() begins from them.
    for (std::size_t i = system_.dynamic(); i < y_.size(); ++i) y_new_[i] = y_[i];
    for (;;) {
      const double room = bound - t_;
      double h = std::min(h_, options_.largest_step);
      bool to_bound = false;
      if (h >= room * (1 - 1e-9))
        h = room, to_bound = true;
      else if (2 * h > room)
        h = 0.5 * room;  // no sliver before the bound
      if (!(h >= options_.smallest_step) && !to_bound) return StepOutcome::step_too_small;
      const double error = attempt(h);
      if (std::isfinite(error) && error <= 1 && system_.admissible(y_new_)) {
        const double grow =
            std::clamp(0.8 * std::pow(std::max(error, 1e-10), -1.0 / tableau_.order), 0.2, 2.0);
        accept(to_bound ? bound : t_ + h, h);
        // A step cut short by a bound says little about the step that would have passed.
        h_ = to_bound && h * grow < h_ ? h_ : h * grow;
        return StepOutcome::ok;
      }
      ++counts_.rejected;
      if (!std::isfinite(error) || error <= 1) ++counts_.left_domain;
      const double shrink = std::isfinite(error) && error > 1
                                ? std::clamp(0.8 * std::pow(error, -1.0 / tableau_.order), 0.2, 0.9)
                                : 0.25;
      h_ = h * shrink;
      if (h_ < options_.smallest_step)
        return std::isfinite(error) ? StepOutcome::step_too_small : StepOutcome::non_finite;
    }
  }

  void accept(double t_next, double h) {
    system_.transport(t_, h, y_, y_new_);
    t_old_ = t_;
    t_ = t_next;
    std::swap(y_old_, y_);
    std::swap(y_, y_new_);
    std::swap(f_old_, f_);
    fresh_ = false;
    ++counts_.steps;
  }

  double attempt(double h) {
    const std::size_t n = system_.dynamic();
    system_.factor(1.0 / (tableau_.gamma * h));
    ++counts_.factorisations;
    for (int i = 0; i < tableau_.stages; ++i) {
      auto& u = stage_[i];
      const std::vector<double>* base = &f_;
      if (!begins_at_start(i)) {
        combine(y_new_, y_, tableau_.a[i], i, 1.0, 0.0, n);
        system_.rates(t_ + tableau_.alpha[i] * h, y_new_, u);
        ++counts_.evaluations;
        base = &u;
      }
      combine(u, *base, tableau_.c[i], i, 1.0 / h, h * tableau_.drift[i], n);
      system_.solve(u);
    }
    if (ends_on_last_) {
      const double* last = stage_[tableau_.stages - 1].data();
      for (std::size_t k = 0; k < n; ++k) y_new_[k] += last[k];
    } else {
      combine(y_new_, y_, tableau_.m, tableau_.stages, 1.0, 0.0, n);
    }
    return error_norm();
  }

  bool begins_at_start(int i) const {
    for (int j = 0; j < i; ++j)
      if (tableau_.a[i][j] != 0) return false;
    return tableau_.alpha[i] == 0;
  }

  // out = base + factor * sum_{j < count} w_j U_j + drift * df/dt
  void combine(std::vector<double>& out, const std::vector<double>& base,
               const std::array<double, kMaxStages>& w, int count, double factor, double drift,
               std::size_t n) {
    const double* u[kMaxStages + 1];
    double s[kMaxStages + 1];
    int used = 0;
    for (int j = 0; j < count; ++j)
      if (w[j] != 0) u[used] = stage_[j].data(), s[used++] = factor * w[j];
    if (drift != 0) u[used] = drift_.data(), s[used++] = drift;
    const double* b = base.data();
    double* o = out.data();
    switch (used) {
      case 0:
        if (o != b) std::copy_n(b, n, o);
        break;
      case 1:
        for (std::size_t k = 0; k < n; ++k) o[k] = b[k] + s[0] * u[0][k];
        break;
      case 2:
        for (std::size_t k = 0; k < n; ++k) o[k] = b[k] + (s[0] * u[0][k] + s[1] * u[1][k]);
        break;
      case 3:
        for (std::size_t k = 0; k < n; ++k)
          o[k] = b[k] + (s[0] * u[0][k] + s[1] * u[1][k] + s[2] * u[2][k]);
        break;
      case 4:
        for (std::size_t k = 0; k < n; ++k)
          o[k] = b[k] + (s[0] * u[0][k] + s[1] * u[1][k] + s[2] * u[2][k] + s[3] * u[3][k]);
        break;
      default:
        for (std::size_t k = 0; k < n; ++k)
          o[k] = b[k] + (s[0] * u[0][k] + s[1] * u[1][k] + s[2] * u[2][k] + s[3] * u[3][k] +
                         s[4] * u[4][k]);
    }
  }

  // Root mean square over all states of error / (absolute + relative |y|).
  double error_norm() const {
    double sum = 0;
    std::size_t count = 0;
    for (const ToleranceBlock& block : system_.tolerances()) {
      if (block.absolute <= 0) continue;
      count += block.end - block.begin;
      const double per_absolute = 1 / block.absolute;
      Pack lanes(0.0);
      for_each_pack(block.begin, block.end, [&]<class T>(std::size_t i) {
        using std::abs, std::max;
        T e(0.0);
        for (int j = 0; j < tableau_.stages; ++j)
          if (tableau_.e[j] != 0) e += tableau_.e[j] * load<T>(&stage_[j][i]);
        T ratio = e * per_absolute;
        if (block.relative > 0) {
          const T size = max(T(abs(load<T>(&y_[i]))), T(abs(load<T>(&y_new_[i]))));
          ratio = e * inverse(T(block.absolute + block.relative * size));
        }
        if constexpr (std::is_same_v<T, double>)
          sum += ratio * ratio;
        else if constexpr (std::is_same_v<T, HalfPack>)
          sum += xsimd::hadd(T(ratio * ratio));
        else
          lanes += ratio * ratio;
      });
      for (std::size_t k = 0; k < kLanes; ++k) sum += lanes.get(k);
    }
    return count == 0 ? 0 : std::sqrt(sum / static_cast<double>(count)) / options_.tolerance;
  }

  System& system_;
  const Tableau& tableau_;
  StepperOptions options_;
  double t_ = 0, t_old_ = 0, h_;
  bool fresh_ = false;  // f_ and the system's matrix belong to (t_, y_)
  bool ends_on_last_ = false;
  std::vector<double> y_, y_old_, y_new_, f_, f_old_, drift_;
  std::vector<double> stage_[kMaxStages];
  StepCounts counts_;
};

}  // namespace cisterna
