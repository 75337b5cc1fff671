#include "math/sparse_matrix.hpp"

#include <algorithm>

namespace cisterna {

SparseMatrix::SparseMatrix(std::size_t size,
                           const std::vector<std::pair<std::size_t, std::size_t>>& places)
    : place_(size), work_(size) {
  std::vector<std::vector<bool>> coupled(size, std::vector<bool>(size));
  for (const auto& [row, column] : places) coupled[row][column] = coupled[column][row] = true;
  for (std::size_t i = 0; i < size; ++i) coupled[i][i] = true;
  find_order(coupled);
  for (std::size_t k = 0; k < size; ++k) place_[order_[k]] = k;
  // `coupled` now holds the fill of the symmetric pattern: what lies in a row of it, ordered, is all that can appear.
  for (std::size_t k = 0; k < size; ++k) {
    starts_.push_back(columns_.size());
    for (std::size_t j = 0; j < size; ++j)
      if (coupled[order_[k]][order_[j]]) {
        if (j == k) diagonals_.push_back(columns_.size());
        columns_.push_back(j);
      }
  }
  starts_.push_back(columns_.size());
  values_.resize(columns_.size());
  for (const auto& [row, column] : places) {
    const auto begin = columns_.begin() + static_cast<long>(starts_[place_[row]]);
    const auto end = columns_.begin() + static_cast<long>(starts_[place_[row] + 1]);
    slots_.push_back(
        static_cast<std::size_t>(std::lower_bound(begin, end, place_[column]) - columns_.begin()));
  }
}

// Least degree first; eliminating a row couples all it was coupled with.
void SparseMatrix::find_order(std::vector<std::vector<bool>>& coupled) {
  const std::size_t n = coupled.size();
  std::vector<bool> gone(n);
  while (order_.size() < n) {
    std::size_t best = n, least = n + 1;
    for (std::size_t i = 0; i < n; ++i) {
      if (gone[i]) continue;
      std::size_t degree = 0;
      for (std::size_t j = 0; j < n; ++j) degree += !gone[j] && coupled[i][j];
      if (degree < least) least = degree, best = i;
    }
    gone[best] = true;
    order_.push_back(best);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        if (!gone[i] && !gone[j] && coupled[best][i] && coupled[best][j]) coupled[i][j] = true;
  }
}

void SparseMatrix::clear() { std::fill(values_.begin(), values_.end(), 0.0); }

// Row by row: the row is spread out, rows above are taken off it, and what is left is gathered.
void SparseMatrix::factor() {
  for (std::size_t i = 0; i < size(); ++i) {
    const std::size_t begin = starts_[i], middle = diagonals_[i], end = starts_[i + 1];
    for (std::size_t k = begin; k < end; ++k) work_[columns_[k]] = values_[k];
    for (std::size_t k = begin; k < middle; ++k) {
      const std::size_t above = columns_[k];
      const double share = work_[above] *= values_[diagonals_[above]];
      for (std::size_t m = diagonals_[above] + 1; m < starts_[above + 1]; ++m)
        work_[columns_[m]] -= share * values_[m];
    }
    for (std::size_t k = begin; k < end; ++k) values_[k] = work_[columns_[k]];
    values_[middle] = 1 / values_[middle];  // the diagonal is kept inverted
  }
}

void SparseMatrix::solve(std::span<double> b) {
  const std::size_t n = size();
  for (std::size_t i = 0; i < n; ++i) {
    double sum = b[order_[i]];
    for (std::size_t k = starts_[i]; k < diagonals_[i]; ++k) sum -= values_[k] * work_[columns_[k]];
    work_[i] = sum;
  }
  for (std::size_t i = n; i-- > 0;) {
    double sum = work_[i];
    for (std::size_t k = diagonals_[i] + 1; k < starts_[i + 1]; ++k)
      sum -= values_[k] * work_[columns_[k]];
    work_[i] = sum * values_[diagonals_[i]];
  }
  for (std::size_t i = 0; i < n; ++i) b[order_[i]] = work_[i];
}

}  // namespace cisterna
