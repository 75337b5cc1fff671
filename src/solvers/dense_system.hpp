// A small set of equations as a system that every stepper and CVODE can run: dense matrix, exact by dual numbers.
//
// The equations know nothing of solvers. They are an object with
//   size()         how many states there are in all
//   dynamic()      how many of them, the first, obey y' = f(t, y)
//   rates(t, y, carried, f)   template on T: y and f of the dynamic states, carried the others, plain numbers
//   tolerances()
// and, where they need it,
//   admissible(y)                    whether a new state lies in their domain          (else: always)
//   transport(t, h, y_old, y_new)    moves the carried states over an accepted step    (else: they stay)
//   next_breakpoint(t)               when an input jumps next                          (else: never)
//
// The factorisation pivots by rows. Cost goes with the cube of the states: for some tens of them.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "solvers/equation_system.hpp"
#include "solvers/system.hpp"

namespace cisterna {

/// Square matrix by rows, factored in place with row pivoting.
class DenseMatrix {
 public:
  explicit DenseMatrix(std::size_t n) : n_(n), a_(n * n), pivot_(n) {}

  double& operator()(std::size_t row, std::size_t column) { return a_[row * n_ + column]; }
  double operator()(std::size_t row, std::size_t column) const { return a_[row * n_ + column]; }

  /// Into L U. A matrix that is singular gives infinities, which the error test of a step refuses.
  void factor() {
    for (std::size_t k = 0; k < n_; ++k) {
      std::size_t best = k;
      for (std::size_t i = k + 1; i < n_; ++i)
        if (std::abs(a_[i * n_ + k]) > std::abs(a_[best * n_ + k])) best = i;
      pivot_[k] = best;
      if (best != k) std::swap_ranges(&a_[k * n_], &a_[k * n_] + n_, &a_[best * n_]);
      const double* top = &a_[k * n_];
      const double inverse = 1 / top[k];
      for (std::size_t i = k + 1; i < n_; ++i) {
        double* row = &a_[i * n_];
        if (row[k] == 0) continue;
        const double l = row[k] *= inverse;
        for (std::size_t j = k + 1; j < n_; ++j) row[j] -= l * top[j];
      }
    }
  }
  /// Of the factored matrix, in place.
  void solve(std::span<double> b) const {
    for (std::size_t k = 0; k < n_; ++k) std::swap(b[k], b[pivot_[k]]);
    for (std::size_t i = 1; i < n_; ++i)
      for (std::size_t j = 0; j < i; ++j) b[i] -= a_[i * n_ + j] * b[j];
    for (std::size_t i = n_; i-- > 0;) {
      for (std::size_t j = i + 1; j < n_; ++j) b[i] -= a_[i * n_ + j] * b[j];
      b[i] /= a_[i * n_ + i];
    }
  }

 private:
  std::size_t n_;
  std::vector<double> a_;
  std::vector<std::size_t> pivot_;
};

template <class Equations>
class DenseSystem : public EquationSystem<Equations> {
  using Base = EquationSystem<Equations>;
  using Base::moved_, Base::moved_rates_, Base::evaluate, Base::kLanesAtOnce;
  using typename Base::D;

 public:
  using Base::size, Base::dynamic;
  explicit DenseSystem(const Equations& equations)
      : Base(equations), jacobian_(equations.dynamic()), factored_(equations.dynamic()) {}

  void linearise(double t, std::span<const double> y, std::span<double> f) {
    const std::size_t n = dynamic();
    for (std::size_t first = 0; first < n; first += kLanesAtOnce) {
      const std::size_t count = std::min(kLanesAtOnce, n - first);
      for (std::size_t i = 0; i < n; ++i) moved_[i] = D(y[i]);
      for (std::size_t k = 0; k < count; ++k) moved_[first + k].d[k] = 1;
      evaluate(D(t), y);
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < count; ++k) jacobian_(i, first + k) = moved_rates_[i].d[k];
    }
    for (std::size_t i = 0; i < n; ++i) f[i] = moved_rates_[i].v;
  }

  void factor(double shift) {
    const std::size_t n = dynamic();
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) factored_(i, j) = -jacobian_(i, j);
      factored_(i, i) += shift;
    }
    factored_.factor();
  }
  void solve(std::span<double> x) const { factored_.solve(x); }

  /// For CVODE: visit(row, column, value) of the matrix at the last linearise().
  template <class Visit>
  void visit_matrix(Visit&& visit) const {
    for (std::size_t j = 0; j < dynamic(); ++j)
      for (std::size_t i = 0; i < dynamic(); ++i) visit(i, j, jacobian_(i, j));
  }
  /// For CVODE: visit(row, column) of all places that may differ from zero.
  template <class Visit>
  void visit_couplings(Visit&& visit) const {
    for (std::size_t j = 0; j < dynamic(); ++j)
      for (std::size_t i = 0; i < dynamic(); ++i) visit(i, j);
  }
  const DenseMatrix& jacobian() const { return jacobian_; }

 private:
  DenseMatrix jacobian_, factored_;
};

}  // namespace cisterna
