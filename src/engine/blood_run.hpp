// Heart and vessels in time, whichever equations they are: those of BloodTree, or others with the same functions.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "body/circulation/blood_tree.hpp"
#include "solvers/sparse_system.hpp"
#include "solvers/stepper.hpp"

namespace cisterna {

/// Of the stepper of blood in sessions: means err by less than a thousandth (docs/circulation.md).
inline constexpr double kBloodTolerance = 4;

class BloodRun {
 public:
  virtual ~BloodRun() = default;
  virtual double time() const = 0;
  virtual StepOutcome advance(double t) = 0;
  /// What may have stopped it, in words; empty: not known.
  virtual std::string limit_near() const = 0;
  /// Inputs change now: no rate that was worked out before holds.
  virtual void inputs_change() = 0;
  /// Takes the state at t, not before the last step, for what is read next.
  virtual void look(double t) = 0;
  virtual circulation::TreeReading<double> read(const circulation::BloodOutside& outside) const = 0;
  virtual double blood() const = 0;  ///< [m3]
  virtual double beats() const = 0;
  virtual double cells() const = 0;  ///< of all blood [m3]
  virtual double level(std::size_t store, const circulation::BloodOutside& outside) const = 0;
  virtual const circulation::TreeParameters& parameters() const = 0;
  virtual void save(std::vector<double>& out) = 0;
  virtual void restore(std::span<const double> in) = 0;
};

template <class Tree>
class RunOf final : public BloodRun {
 public:
  RunOf(const ParameterSet& parameters, const circulation::BloodSurroundings& outside,
        double tolerance, circulation::HeartClock clock)
      : tree_(parameters, outside, clock),
        system_(tree_),
        stepper_(system_, ros34pw2(),
                 {.largest_step = tree_.longest_step(), .tolerance = tolerance}),
        y_(tree_.start()) {
    stepper_.start(0, y_);
  }
  double time() const override { return stepper_.time(); }
  StepOutcome advance(double t) override { return stepper_.advance(t); }
  std::string limit_near() const override {
    return tree_.limit_near(stepper_.time(), stepper_.state());
  }
  void inputs_change() override { stepper_.restart_at(stepper_.time()); }
  void look(double t) override { stepper_.interpolate(t, y_); }
  circulation::TreeReading<double> read(const circulation::BloodOutside& outside) const override {
    return tree_.template read<double>(std::span<const double>(y_).first(tree_.dynamic()), outside);
  }
  double blood() const override { return tree_.blood_of(y_); }
  double beats() const override { return y_[circulation::tree::kBeats]; }
  double cells() const override { return tree_.cells(); }
  double level(std::size_t store, const circulation::BloodOutside& outside) const override {
    return tree_.level(store, outside);
  }
  const circulation::TreeParameters& parameters() const override { return tree_.parameters(); }
  void save(std::vector<double>& out) override { stepper_.save(out); }
  void restore(std::span<const double> in) override {
    stepper_.restore(in);
    std::copy(stepper_.state().begin(), stepper_.state().end(), y_.begin());
  }

 private:
  Tree tree_;
  SparseSystem<Tree> system_;
  Stepper<SparseSystem<Tree>> stepper_;
  std::vector<double> y_;
};

enum class Heart { beats, averaged };  ///< how the heart runs

std::unique_ptr<BloodRun> make_blood_run(Heart heart, const ParameterSet& parameters,
                                         const circulation::BloodSurroundings& outside);

}  // namespace cisterna
