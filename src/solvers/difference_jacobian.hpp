// A sparse Jacobian by difference quotients: columns that share no row are moved together (Curtis, Powell, Reid).
//
// The pattern is the system's own declaration (which state moves which rate) and need not know any derivative.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace cisterna {

/// Places (row, column) that may differ from zero, sorted by column, each once.
class SparsityPattern {
 public:
  SparsityPattern() = default;
  /// The diagonal is always there.
  SparsityPattern(std::size_t size, std::vector<std::pair<std::size_t, std::size_t>> places);

  std::size_t size() const { return starts_.empty() ? 0 : starts_.size() - 1; }
  std::size_t entries() const { return rows_.size(); }
  /// Rows of a column stand at [starts()[column], starts()[column + 1]) of rows().
  std::span<const std::size_t> starts() const { return starts_; }
  std::span<const std::size_t> rows() const { return rows_; }
  /// Slot of a place that is there.
  std::size_t slot(std::size_t row, std::size_t column) const;
  bool holds(std::size_t row, std::size_t column) const;

 private:
  std::vector<std::size_t> starts_, rows_;
};

class DifferenceJacobian {
 public:
  using Rates = std::function<void(double, std::span<const double>, std::span<double>)>;

  /// `scale` is each state's usual size: differences are taken over sqrt(eps) of it and of |y|.
  DifferenceJacobian(const SparsityPattern& pattern, std::vector<double> scale);

  /// Into `values`, in the pattern's order.
  void evaluate(const Rates& rates, double t, std::span<const double> y, std::span<double> values);
  /// Evaluations of the rates that one Jacobian costs, less one.
  std::size_t colours() const { return groups_.size(); }

 private:
  const SparsityPattern& pattern_;
  std::vector<double> scale_, moved_, base_, rates_;
  std::vector<std::vector<std::size_t>> groups_;  // columns of each colour
};

}  // namespace cisterna
