// As dense_system.hpp, which says what equations are, for sets whose states each move few rates.
//
// The pattern is found by running the equations once with scalars that remember where they come from (math/traced.hpp). The
// exact matrix then takes few evaluations with dual numbers, since columns that share no row are moved together (Curtis,
// Powell, Reid), and few operations to factor.
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "math/sparse_matrix.hpp"
#include "math/traced.hpp"
#include "solvers/equation_system.hpp"
#include "solvers/system.hpp"

namespace cisterna {

template <class Equations>
class SparseSystem : public EquationSystem<Equations> {
  using Base = EquationSystem<Equations>;
  using Base::equations_, Base::moved_, Base::moved_rates_, Base::evaluate;
  using Base::kLanesAtOnce;
  using typename Base::D;

 public:
  using Base::size, Base::dynamic;
  explicit SparseSystem(const Equations& equations) : Base(equations) {
    trace();
    matrix_ = SparseMatrix(dynamic(), places_);
    jacobian_.resize(places_.size());
    colour();
  }

  void linearise(double t, std::span<const double> y, std::span<double> f) {
    const std::size_t n = dynamic();
    for (std::size_t first = 0; first < colours_; first += kLanesAtOnce) {
      for (std::size_t i = 0; i < n; ++i) {
        moved_[i] = D(y[i]);
        if (colour_[i] >= first && colour_[i] < first + kLanesAtOnce)
          moved_[i].d[colour_[i] - first] = 1;
      }
      evaluate(D(t), y);
      for (std::size_t k = 0; k < places_.size(); ++k) {
        const std::size_t colour = colour_[places_[k].second];
        if (colour >= first && colour < first + kLanesAtOnce)
          jacobian_[k] = moved_rates_[places_[k].first].d[colour - first];
      }
    }
    for (std::size_t i = 0; i < n; ++i) f[i] = moved_rates_[i].v;
  }

  void factor(double shift) {
    matrix_.clear();
    for (std::size_t k = 0; k < places_.size(); ++k) matrix_.entry(k) = -jacobian_[k];
    for (std::size_t i = 0; i < dynamic(); ++i) matrix_.diagonal(i) += shift;
    matrix_.factor();
  }
  void solve(std::span<double> x) { matrix_.solve(x.first(dynamic())); }

  /// For CVODE: visit(row, column, value) of the matrix at the last linearise().
  template <class Visit>
  void visit_matrix(Visit&& visit) const {
    for (std::size_t k = 0; k < places_.size(); ++k)
      visit(places_[k].first, places_[k].second, jacobian_[k]);
  }
  /// For CVODE: visit(row, column) of all places that may differ from zero.
  template <class Visit>
  void visit_couplings(Visit&& visit) const {
    for (const auto& [row, column] : places_) visit(row, column);
  }
  std::size_t colours() const { return colours_; }
  std::size_t entries() const { return places_.size(); }
  std::size_t filled_entries() const { return matrix_.entries(); }

 private:
  void trace() {
    const std::size_t n = dynamic();
    std::vector<Traced> y, f(n);
    for (std::size_t i = 0; i < n; ++i) y.push_back(Traced::variable(1, i));
    const std::vector<double> carried(size() - n);
    equations_.template rates<Traced>(Traced(0.0), std::span<const Traced>(y),
                                      std::span<const double>(carried), std::span<Traced>(f));
    for (std::size_t j = 0; j < n; ++j)
      for (std::size_t i = 0; i < n; ++i)
        if (f[i].from[j]) places_.emplace_back(i, j);
  }

  // Columns one after the other, each the first colour that none of its rows has.
  void colour() {
    const std::size_t n = dynamic();
    std::vector<std::vector<bool>> taken(n, std::vector<bool>(n));  // of row i: colour c
    colour_.assign(n, 0);
    std::vector<std::vector<std::size_t>> rows(n);
    for (const auto& [row, column] : places_) rows[column].push_back(row);
    for (std::size_t j = 0; j < n; ++j) {
      std::size_t c = 0;
      const auto free = [&] {
        return std::none_of(rows[j].begin(), rows[j].end(),
                            [&](std::size_t i) { return taken[i][c]; });
      };
      while (!free()) ++c;
      for (const std::size_t i : rows[j]) taken[i][c] = true;
      colour_[j] = c;
      colours_ = std::max(colours_, c + 1);
    }
  }

  std::vector<std::pair<std::size_t, std::size_t>> places_;  // (row, column) of the pattern
  std::vector<double> jacobian_;                             // in the order of places_
  std::vector<std::size_t> colour_;                          // of each column
  std::size_t colours_ = 0;
  SparseMatrix matrix_;
};

}  // namespace cisterna
