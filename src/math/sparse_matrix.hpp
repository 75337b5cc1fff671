// A sparse square matrix that is factored many times over one pattern: the order of elimination and all fill are found once.
//
// Pivots stay on the diagonal. Suits I/(gamma h) - A of stores that exchange amounts, whose diagonal dominates.
#pragma once
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace cisterna {

class SparseMatrix {
 public:
  SparseMatrix() = default;
  /// `places` are (row, column), each once, in any order; the diagonal is always there.
  SparseMatrix(std::size_t size, const std::vector<std::pair<std::size_t, std::size_t>>& places);

  std::size_t size() const { return order_.size(); }
  /// Entries of L and U together, fill included.
  std::size_t entries() const { return columns_.size(); }

  void clear();
  /// The entry of the k-th of `places`.
  double& entry(std::size_t k) { return values_[slots_[k]]; }
  double& diagonal(std::size_t row) { return values_[diagonals_[place_[row]]]; }
  void factor();
  /// Of the factored matrix, in place.
  void solve(std::span<double> b);

 private:
  void find_order(std::vector<std::vector<bool>>& coupled);

  std::vector<std::size_t> order_, place_;  // row eliminated k-th; and when a row is eliminated
  // By rows in the order of elimination, columns in that order too: below, on and above the diagonal.
  std::vector<std::size_t> starts_, diagonals_, columns_, slots_;
  std::vector<double> values_, work_;
};

}  // namespace cisterna
