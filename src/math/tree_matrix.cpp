#include "math/tree_matrix.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "math/pack.hpp"

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

void TreeMatrix::eliminate(double* b) const {
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
}

void TreeMatrix::substitute(double* b) const {
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

std::vector<int> TreeMatrix::eliminated_into() const {
  std::vector<int> next = parent_;
  for (const Run& run : runs_)
    if (run.middle() < run.last) {
      next[run.middle()] = -1;
      for (int i = run.middle() + 1; i <= run.last; ++i) next[i] = i - 1;
    }
  return next;
}

std::vector<int> TreeMatrix::elimination_order() const {
  std::vector<int> order = leaves_;
  for (const Run& run : runs_) {
    for (int i = run.first; i < run.middle(); ++i) order.push_back(i);
    for (int i = run.last; i >= run.middle(); --i) order.push_back(i);
  }
  return order;
}

ClosingBorder::ClosingBorder(const TreeMatrix& tree, std::vector<ClosingTerm> given)
    : terms(std::move(given)) {
  const int rows = static_cast<int>(tree.size());
  const std::vector<int> into = tree.eliminated_into();
  std::vector<int> place(tree.size(), -1);
  const auto row = [rows](int end) { return end < rows ? end : -1; };
  for (const ClosingTerm& term : terms)
    for (int end : {row(term.from), row(term.to)})
      for (; end >= 0 && place[end] < 0; end = into[end]) place[end] = 0;
  for (const int i : tree.elimination_order())
    if (place[i] == 0) place[i] = static_cast<int>(rows_.size()), rows_.push_back(i);
  for (const int i : rows_) next_.push_back(into[i] < 0 ? -1 : place[into[i]]);
  for (const ClosingTerm& term : terms) {
    const int from = row(term.from), to = row(term.to);
    ends_.push_back({from < 0 ? -1 : place[from], to < 0 ? -1 : place[to]});
  }
  const std::size_t k = terms.size();
  width_ = (k + kLanes - 1) / kLanes * kLanes;
  columns_.assign(rows_.size() * width_, 0.0);
  way_.assign(rows_.size(), 0.0);
  small_.assign(k * k, 0.0), pivots_.assign(k, 0), y_.assign(k, 0.0);
}

std::size_t ClosingBorder::bytes() const {
  return sizeof(double) * (columns_.size() + way_.size() + small_.size() + y_.size()) +
         sizeof(int) * (rows_.size() + next_.size()) +
         terms.size() * (sizeof(ClosingTerm) + sizeof(Ends) + sizeof(int));
}

void ClosingBorder::factor(const TreeMatrix& tree) {
  const std::size_t k = terms.size();
  std::fill(columns_.begin(), columns_.end(), 0.0);
  for (std::size_t c = 0; c < k; ++c) {
    if (ends_[c].from >= 0) columns_[ends_[c].from * width_ + c] += 1;
    if (ends_[c].to >= 0) columns_[ends_[c].to * width_ + c] -= 1;
  }
  // All columns side by side, along the ways only.
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (next_[i] < 0) continue;
    const double m = tree.multiplier_[rows_[i]];
    const double* own = &columns_[i * width_];
    double* next = &columns_[next_[i] * width_];
    for (std::size_t c = 0; c < width_; c += kLanes)
      store<Pack>(next + c, load<Pack>(next + c) - m * load<Pack>(own + c));
  }
  for (std::size_t i = rows_.size(); i-- > 0;) {
    const double inverse = tree.inverse_[rows_[i]];
    const double above = next_[i] < 0 ? 0 : tree.above_[rows_[i]];
    double* own = &columns_[i * width_];
    const double* next = next_[i] < 0 ? own : &columns_[next_[i] * width_];
    for (std::size_t c = 0; c < width_; c += kLanes)
      store<Pack>(own + c, inverse * load<Pack>(own + c) - above * load<Pack>(next + c));
  }
  // (I + V^T T^-1 U) with U = e_from - e_to, so that A = T + U V^T
  for (std::size_t r = 0; r < k; ++r)
    for (std::size_t c = 0; c < k; ++c) {
      double sum = r == c ? 1.0 : 0.0;
      if (ends_[r].from >= 0) sum += terms[r].a_from * columns_[ends_[r].from * width_ + c];
      if (ends_[r].to >= 0) sum += terms[r].a_to * columns_[ends_[r].to * width_ + c];
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

void ClosingBorder::solve_small() {
  const std::size_t k = terms.size();
  std::vector<double>& y = y_;
  for (std::size_t c = 0; c < k; ++c) std::swap(y[c], y[pivots_[c]]);
  for (std::size_t r = 1; r < k; ++r)
    for (std::size_t c = 0; c < r; ++c) y[r] -= small_[r * k + c] * y[c];
  for (std::size_t r = k; r-- > 0;) {
    for (std::size_t c = r + 1; c < k; ++c) y[r] -= small_[r * k + c] * y[c];
    y[r] /= small_[r * k + r];
  }
}

// x = T^-1 (b - U w), where the small system S w = V^T T^-1 b asks for T^-1 b at the ends only.
void ClosingBorder::solve(const TreeMatrix& tree, double* b) {
  tree.eliminate(b);
  for (std::size_t i = rows_.size(); i-- > 0;) {
    way_[i] = b[rows_[i]] * tree.inverse_[rows_[i]];
    if (next_[i] >= 0) way_[i] -= tree.above_[rows_[i]] * way_[next_[i]];
  }
  for (std::size_t r = 0; r < terms.size(); ++r) {
    y_[r] = 0;
    if (ends_[r].from >= 0) y_[r] += terms[r].a_from * way_[ends_[r].from];
    if (ends_[r].to >= 0) y_[r] += terms[r].a_to * way_[ends_[r].to];
  }
  solve_small();
  std::fill(way_.begin(), way_.end(), 0.0);
  for (std::size_t r = 0; r < terms.size(); ++r) {
    if (ends_[r].from >= 0) way_[ends_[r].from] += y_[r];
    if (ends_[r].to >= 0) way_[ends_[r].to] -= y_[r];
  }
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    b[rows_[i]] -= way_[i];
    if (next_[i] >= 0) way_[next_[i]] -= tree.multiplier_[rows_[i]] * way_[i];
  }
  tree.substitute(b);
}

}  // namespace cisterna
