// SUNDIALS CVODE where a Stepper would stand (solvers/stepper.hpp): the same calls, for any steppable system that
// declares its couplings. Slow, and there to be compared with.
//
// Carried states move once in each of CVODE's steps. A restored run begins its history of steps anew, so that unlike a
// Stepper it does not go on bit for bit.
#pragma once
#include <algorithm>
#include <memory>
#include <span>
#include <vector>

#include "solvers/cvode_run.hpp"
#include "solvers/stepper.hpp"

namespace cisterna {

template <SteppableSystem System>
class CvodeStepper {
 public:
  CvodeStepper(System& system, StepperOptions options)
      : system_(&system), options_(options), y_(system.size()), y_old_(system.size()) {}

  void start(double t, std::span<const double> y) {
    t_ = t_old_ = t;
    std::copy(y.begin(), y.end(), y_.begin());
    y_old_ = y_;
    begin();
  }

  StepOutcome advance(double t) {
    while (t_ < t)
      if (const StepOutcome outcome = step(); outcome != StepOutcome::ok) return outcome;
    return StepOutcome::ok;
  }

  void interpolate(double t, std::span<double> out) {
    if (t >= t_) {
      std::copy(y_.begin(), y_.end(), out.begin());
      return;
    }
    run_->interpolate(t, out);
    for (const std::size_t i : moved_) out[i] = y_[i];
    const double x = (t - t_old_) / (t_ - t_old_);
    for (std::size_t i = system_->dynamic(); i < y_.size(); ++i)
      out[i] = y_old_[i] + x * (y_[i] - y_old_[i]);
  }

  /// Inputs change at t, in the last step: goes on from there.
  StepOutcome restart_at(double t) {
    if (t < t_) {
      std::vector<double> y(y_.size());
      interpolate(t, y);
      y_ = y, t_ = t;
    }
    y_old_ = y_, t_old_ = t_;
    run_->start(t_, y_);
    return StepOutcome::ok;
  }

  double time() const { return t_; }
  std::span<const double> state() const { return y_; }
  StepCounts counts() const {
    const CvodeCounts c = run_ ? run_->counts() : CvodeCounts{};
    return {c.steps, c.error_failures + c.newton_failures, c.evaluations, c.factorisations, 0};
  }

  void save(std::vector<double>& out) const {
    out.push_back(t_);
    out.insert(out.end(), y_.begin(), y_.end());
  }
  std::size_t restore(std::span<const double> in) {
    if (in.size() < y_.size() + 1) return 0;
    start(in[0], in.subspan(1, y_.size()));
    return y_.size() + 1;
  }

 private:
  static constexpr double kShorter = 1.0 / 4;  // of a step that led out of the equations' domain

  void begin() {
    if (!run_) {
      CvodeSystem seen = cvode_oracle(*system_);
      seen.rates = [this, rates = seen.rates](double t, std::span<const double> y,
                                              std::span<double> f) {
        if (moved_.empty() && y_.size() == y.size()) return rates(t, y, f);
        seen_.assign(y.begin(), y.end());
        seen_.insert(seen_.end(), y_.begin() + static_cast<long>(y.size()), y_.end());  // carried
        for (const std::size_t i : moved_) seen_[i] = y_[i];
        rates(t, seen_, f);
      };
      run_ = std::make_unique<CvodeRun>(std::move(seen), t_, y_, options_.tolerance);
      run_->limit_step(options_.largest_step);
    } else {
      run_->start(t_, y_);
    }
  }

  StepOutcome step() {
    const std::size_t n = system_->dynamic();
    y_old_ = y_, t_old_ = t_;
    double longest = options_.largest_step;
    for (;;) {
      if (!run_->step()) return StepOutcome::step_too_small;
      if (system_->admissible(run_->state())) break;
      // CVODE asks for rates before it corrects a last time: what it accepts may lie just outside.
      longest = kShorter * (run_->time() - t_old_);
      if (longest < options_.smallest_step) return StepOutcome::step_too_small;
      run_->start(t_old_, y_old_), run_->limit_step(longest);
    }
    if (longest < options_.largest_step) run_->limit_step(options_.largest_step);
    t_ = run_->time();
    std::copy_n(run_->state().begin(), n, y_.begin());
    system_->transport(t_old_, t_ - t_old_, y_old_, y_);
    moved_.clear();
    for (std::size_t i = 0; i < n; ++i)
      if (y_[i] != run_->state()[i]) moved_.push_back(i);
    return StepOutcome::ok;
  }

  System* system_;
  StepperOptions options_;
  double t_ = 0, t_old_ = 0;
  std::vector<double> y_, y_old_;
  // States that are still between steps and that transport() sets. CVODE keeps its own history of them, so the rates are
  // shown them as they are.
  std::vector<std::size_t> moved_;
  std::vector<double> seen_;
  std::unique_ptr<CvodeRun> run_;
};

}  // namespace cisterna
