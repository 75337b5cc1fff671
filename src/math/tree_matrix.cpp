#include "math/tree_matrix.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

namespace cisterna {

TreeMatrix::TreeMatrix(std::vector<int> parent) : parent_(std::move(parent)) {
  const int n = static_cast<int>(parent_.size());
  std::vector<int> children(n, 0);
  for (int p : parent_)
    if (p >= 0) ++children[p];
  natural_ = true;
  for (int i = 0; i < n; ++i) natural_ = natural_ && parent_[i] == (i + 1 < n ? i + 1 : -1);
  order_.reserve(n);
  for (int leaf = 0; leaf < n; ++leaf) {
    if (children[leaf] != 0) continue;
    // Follow the branch up as long as it is this row's last open child: memory runs along vessels.
    for (int i = leaf; i >= 0 && children[i] == 0; i = parent_[i]) {
      order_.push_back(i);
      children[i] = -1;
      if (parent_[i] < 0 || --children[parent_[i]] != 0) break;
    }
  }
  if (static_cast<int>(order_.size()) != n) throw std::invalid_argument("the tree has a cycle");
  diagonal.assign(n, 1.0);
  to_parent.assign(n, 0.0);
  from_parent.assign(n, 0.0);
  inverse_.assign(n, 1.0);
  multiplier_.assign(n, 0.0);
}

void TreeMatrix::factor() {
  const std::size_t n = parent_.size();
  if (natural_) {
    double carry = 0;
    for (std::size_t i = 0; i < n; ++i) {
      inverse_[i] = 1.0 / (diagonal[i] - carry);
      multiplier_[i] = from_parent[i] * inverse_[i];
      carry = multiplier_[i] * to_parent[i];
    }
    return;
  }
  for (std::size_t i = 0; i < n; ++i) inverse_[i] = diagonal[i];
  for (int i : order_) {
    inverse_[i] = 1.0 / inverse_[i];
    const int p = parent_[i];
    if (p < 0) continue;
    multiplier_[i] = from_parent[i] * inverse_[i];
    inverse_[p] -= multiplier_[i] * to_parent[i];
  }
}

void TreeMatrix::solve(double* b) const {
  const std::size_t n = parent_.size();
  if (natural_) {
    for (std::size_t i = 0; i + 1 < n; ++i) b[i + 1] -= multiplier_[i] * b[i];
    double above = 0;
    for (std::size_t i = n; i-- > 0;) {
      above = b[i] * inverse_[i] - (to_parent[i] * inverse_[i]) * above;
      b[i] = above;
    }
    return;
  }
  for (int i : order_)
    if (parent_[i] >= 0) b[parent_[i]] -= multiplier_[i] * b[i];
  for (std::size_t k = n; k-- > 0;) {
    const int i = order_[k];
    const double above = parent_[i] >= 0 ? to_parent[i] * b[parent_[i]] : 0.0;
    b[i] = (b[i] - above) * inverse_[i];
  }
}

void ClosingBorder::resize(std::size_t rows, std::size_t count) {
  rows_ = rows;
  terms.assign(count, {});
  columns_.assign(rows * count, 0.0);
  small_.assign(count * count, 0.0);
  pivots_.assign(count, 0);
  y_.assign(count, 0.0);
}

void ClosingBorder::factor(const TreeMatrix& tree) {
  const std::size_t k = terms.size();
  for (std::size_t c = 0; c < k; ++c) {
    double* column = columns_.data() + c * rows_;
    for (std::size_t i = 0; i < rows_; ++i) column[i] = 0;
    if (terms[c].from >= 0) column[terms[c].from] = 1;
    if (terms[c].to >= 0) column[terms[c].to] = -1;
    tree.solve(column);
  }
  // (I + V^T T^-1 U) with U = e_from - e_to, so that A = T + U V^T
  for (std::size_t r = 0; r < k; ++r)
    for (std::size_t c = 0; c < k; ++c) {
      const double* column = columns_.data() + c * rows_;
      double sum = r == c ? 1.0 : 0.0;
      if (terms[r].from >= 0) sum += terms[r].a_from * column[terms[r].from];
      if (terms[r].to >= 0) sum += terms[r].a_to * column[terms[r].to];
      small_[r * k + c] = sum;
    }
  for (std::size_t c = 0; c < k; ++c) {
    std::size_t best = c;
    for (std::size_t r = c + 1; r < k; ++r)
      if (std::abs(small_[r * k + c]) > std::abs(small_[best * k + c])) best = r;
    pivots_[c] = static_cast<int>(best);
    if (best != c)
      for (std::size_t j = 0; j < k; ++j) std::swap(small_[c * k + j], small_[best * k + j]);
    for (std::size_t r = c + 1; r < k; ++r) {
      const double f = small_[r * k + c] /= small_[c * k + c];
      for (std::size_t j = c + 1; j < k; ++j) small_[r * k + j] -= f * small_[c * k + j];
    }
  }
}

void ClosingBorder::solve(const TreeMatrix& tree, double* b) {
  tree.solve(b);
  const std::size_t k = terms.size();
  if (k == 0) return;
  std::vector<double>& y = y_;
  for (std::size_t r = 0; r < k; ++r) {
    y[r] = 0;
    if (terms[r].from >= 0) y[r] += terms[r].a_from * b[terms[r].from];
    if (terms[r].to >= 0) y[r] += terms[r].a_to * b[terms[r].to];
  }
  for (std::size_t c = 0; c < k; ++c) std::swap(y[c], y[pivots_[c]]);
  for (std::size_t r = 1; r < k; ++r)
    for (std::size_t c = 0; c < r; ++c) y[r] -= small_[r * k + c] * y[c];
  for (std::size_t r = k; r-- > 0;) {
    for (std::size_t c = r + 1; c < k; ++c) y[r] -= small_[r * k + c] * y[c];
    y[r] /= small_[r * k + r];
  }
  for (std::size_t c = 0; c < k; ++c) {
    const double* column = columns_.data() + c * rows_;
    for (std::size_t i = 0; i < rows_; ++i) b[i] -= column[i] * y[c];
  }
}

}  // namespace cisterna
