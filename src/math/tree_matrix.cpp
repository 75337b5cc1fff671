#include "math/tree_matrix.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace cisterna {

TreeMatrix::TreeMatrix(std::vector<int> parent) : parent_(std::move(parent)) {
  const int n = static_cast<int>(parent_.size());
  std::vector<int> children(n, 0);
  for (int p : parent_)
    if (p >= 0) ++children[p];
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
  std::vector<char> single(n, 1);
  for (int p : parent_)
    if (p >= 0) single[p] = 0;
  for (int i = 0; i < n; ++i) single[i] = single[i] && parent_[i] >= 0 && parent_[i] != i + 1;
  for (int i : order_) {
    if (single[i]) {
      leaves_.push_back(i);
      continue;
    }
    if (!runs_.empty() && runs_.back().last + 1 == i && runs_.back().parent == i)
      runs_.back().last = i, runs_.back().parent = parent_[i];
    else
      runs_.push_back({i, i, parent_[i]});
  }
  for (auto* v : {&diagonal, &inverse_}) v->assign(n, 1.0);
  for (auto* v : {&to_parent, &from_parent, &multiplier_, &above_}) v->assign(n, 0.0);
}

// Along a run only a division stands in line; products are made before and after, many at once. The run at a
// root is eliminated from both ends towards its middle: two lines that do not wait for one another.
void TreeMatrix::factor() {
  const std::size_t n = parent_.size();
  for (std::size_t i = 0; i < n; ++i) {
    inverse_[i] = diagonal[i];
    multiplier_[i] = from_parent[i] * to_parent[i];
  }
  for (const int i : leaves_) {
    inverse_[i] = 1.0 / inverse_[i];
    inverse_[parent_[i]] -= multiplier_[i] * inverse_[i];
  }
  for (const Run& run : runs_) {
    const int middle = run.middle();
    double up = 1.0 / inverse_[run.first], down = 1.0 / inverse_[run.last];
    const int both = std::min(middle - run.first, run.last - middle);
    for (int k = 0; k < both; ++k) {
      const int i = run.first + k, j = run.last - k;
      inverse_[i] = up, inverse_[j] = down;
      up = 1.0 / (inverse_[i + 1] - multiplier_[i] * up);
      down = 1.0 / (inverse_[j - 1] - multiplier_[j - 1] * down);
    }
    for (int i = run.first + both; i < middle; ++i) {
      inverse_[i] = up;
      up = 1.0 / (inverse_[i + 1] - multiplier_[i] * up);
    }
    if (middle == run.last) {
      inverse_[middle] = up;
      if (run.parent >= 0) inverse_[run.parent] -= multiplier_[middle] * up;
    } else {
      double pivot = inverse_[middle] - multiplier_[middle] * inverse_[middle + 1];
      if (middle > run.first) pivot -= multiplier_[middle - 1] * inverse_[middle - 1];
      inverse_[middle] = 1.0 / pivot;
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    multiplier_[i] = from_parent[i] * inverse_[i];
    above_[i] = to_parent[i] * inverse_[i];
  }
  for (const Run& run : runs_)
    for (int i = run.middle() + 1; i <= run.last; ++i) {
      multiplier_[i] = to_parent[i - 1] * inverse_[i];
      above_[i] = from_parent[i - 1] * inverse_[i];
    }
}

void TreeMatrix::solve(double* b) const {
  for (const int i : leaves_) b[parent_[i]] -= multiplier_[i] * b[i];
  for (const Run& run : runs_) {
    const int middle = run.middle();
    double up = b[run.first], down = b[run.last];
    const int both = std::min(middle - run.first, run.last - middle);
    for (int k = 1; k < both; ++k) {
      const int i = run.first + k, j = run.last - k;
      up = b[i] - multiplier_[i - 1] * up, down = b[j] - multiplier_[j + 1] * down;
      b[i] = up, b[j] = down;
    }
    for (int i = run.first + std::max(both, 1); i < middle; ++i)
      b[i] = up = b[i] - multiplier_[i - 1] * up;
    if (middle > run.first) b[middle] -= multiplier_[middle - 1] * up;
    if (middle < run.last)
      b[middle] -= multiplier_[middle + 1] * down;
    else if (run.parent >= 0)
      b[run.parent] -= multiplier_[middle] * b[middle];
  }
  for (std::size_t k = runs_.size(); k-- > 0;) {
    const Run& run = runs_[k];
    const int middle = run.middle();
    const bool ends_here = middle == run.last && run.parent >= 0;
    double below = b[middle] * inverse_[middle];
    if (ends_here) below -= above_[middle] * b[run.parent];
    b[middle] = below;
    double above = below;
    const int both = std::min(middle - run.first, run.last - middle);
    for (int q = 1; q <= both; ++q) {
      const int i = middle - q, j = middle + q;
      below = b[i] * inverse_[i] - above_[i] * below;
      above = b[j] * inverse_[j] - above_[j] * above;
      b[i] = below, b[j] = above;
    }
    for (int i = middle - both - 1; i >= run.first; --i)
      b[i] = below = b[i] * inverse_[i] - above_[i] * below;
  }
  for (const int i : leaves_) b[i] = b[i] * inverse_[i] - above_[i] * b[parent_[i]];
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
