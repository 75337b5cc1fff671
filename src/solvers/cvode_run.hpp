// The oracle and the baseline: SUNDIALS CVODE (BDF, Newton, KLU) on the same assembled equations.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "math/tolerance.hpp"
#include "solvers/difference_jacobian.hpp"

namespace cisterna {

/// A system as CVODE sees it. Its matrix is either what the system knows itself (`visit` lists the entries after
/// `linearise`, always in one order; entries that repeat add up) or, where `couplings` are given, the full Jacobian
/// by differences over that pattern.
struct CvodeSystem {
  std::size_t size = 0;
  std::function<void(double, std::span<const double>, std::span<double>)> rates;
  std::function<void(double, std::span<const double>)> linearise;
  std::function<void(const std::function<void(std::size_t, std::size_t, double)>&)> visit;
  std::vector<std::pair<std::size_t, std::size_t>> couplings;  ///< (row, column)
  std::vector<ToleranceBlock> tolerances;  ///< of relative error 1; scaled by the run's tolerance
  std::function<double(double)> next_breakpoint;  ///< where rates jump; empty: nowhere
  /// Whether the rates are defined there: if not, a shorter step is tried. Empty: always.
  std::function<bool(std::span<const double>)> admissible;
};

struct CvodeCounts {
  std::uint64_t steps = 0, evaluations = 0, jacobians = 0, factorisations = 0;
  std::uint64_t error_failures = 0, newton_failures = 0;
};

/// One run from t0. Tolerances: absolute = tolerance * block.absolute, relative = tolerance * block.relative.
class CvodeRun {
 public:
  CvodeRun(CvodeSystem system, double t0, std::span<const double> y0, double tolerance);
  ~CvodeRun();
  CvodeRun(const CvodeRun&) = delete;
  CvodeRun& operator=(const CvodeRun&) = delete;

  /// Goes on to t; false on failure, with the reason in trouble().
  bool advance(double t);
  /// One step of CVODE's own choice, not beyond a breakpoint; false on failure.
  bool step();
  /// Begins anew at t.
  void start(double t, std::span<const double> y);
  void limit_step(double largest);
  double time() const;
  /// At time().
  std::span<const double> state() const;
  /// At t within the last step.
  void interpolate(double t, std::span<double> out);
  CvodeCounts counts() const;
  const std::string& trouble() const { return trouble_; }

  struct Parts;  ///< SUNDIALS' own objects

 private:
  bool succeeded(int flag);
  void restart();
  std::unique_ptr<Parts> parts_;
  CvodeCounts kept_;  // before the last restart
  std::string trouble_;
};

/// A stepping system (solvers/system.hpp) with visit_matrix, for CVODE: the baseline, with the steppers' own matrix.
template <class System>
CvodeSystem cvode_system(System& system) {
  CvodeSystem c;
  c.size = system.dynamic();
  auto scratch = std::make_shared<std::vector<double>>(system.size());
  c.rates = [&system](double t, std::span<const double> y, std::span<double> f) {
    system.rates(t, y, f);
  };
  c.linearise = [&system, scratch](double t, std::span<const double> y) {
    system.linearise(t, y, *scratch);
  };
  c.visit = [&system](const auto& visit) { system.visit_matrix(visit); };
  c.next_breakpoint = [&system](double t) { return system.next_breakpoint(t); };
  for (const ToleranceBlock& b : system.tolerances()) c.tolerances.push_back(b);
  return c;
}

/// The same with the full Jacobian, over the pattern that the system's visit_couplings(visit(row, column)) declares:
/// the oracle.
template <class System>
CvodeSystem cvode_oracle(System& system) {
  CvodeSystem c = cvode_system(system);
  c.admissible = [&system](std::span<const double> y) { return system.admissible(y); };
  system.visit_couplings(
      [&c](std::size_t row, std::size_t column) { c.couplings.emplace_back(row, column); });
  return c;
}

}  // namespace cisterna
