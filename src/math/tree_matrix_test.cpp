#include "math/tree_matrix.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <stdexcept>

namespace cisterna {
namespace {

// The matrices are strictly dominant by rows, so elimination is stable: errors stay near rounding.
constexpr double kRounding = 1e-12;

using Dense = std::vector<std::vector<double>>;

std::vector<double> dense_solve(Dense a, std::vector<double> b) {
  const std::size_t n = b.size();
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t best = c;
    for (std::size_t r = c; r < n; ++r)
      if (std::abs(a[r][c]) > std::abs(a[best][c])) best = r;
    std::swap(a[c], a[best]), std::swap(b[c], b[best]);
    for (std::size_t r = c + 1; r < n; ++r) {
      const double w = a[r][c] / a[c][c];
      for (std::size_t j = c; j < n; ++j) a[r][j] -= w * a[c][j];
      b[r] -= w * b[c];
    }
  }
  for (std::size_t r = n; r-- > 0;) {
    for (std::size_t j = r + 1; j < n; ++j) b[r] -= a[r][j] * b[j];
    b[r] /= a[r][r];
  }
  return b;
}

class Sample {
 public:
  explicit Sample(unsigned seed) : engine_(seed) {}
  double between(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(engine_);
  }
  int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(engine_); }
  std::vector<double> vector(std::size_t n) {
    std::vector<double> v(n);
    for (double& x : v) x = between(-1, 1);
    return v;
  }
  /// A forest whose rows are numbered in no particular order; every tenth row or so is a root.
  std::vector<int> forest(int n) {
    std::vector<int> name(n), parent(n, -1);
    std::iota(name.begin(), name.end(), 0);
    std::shuffle(name.begin(), name.end(), engine_);
    for (int i = 1; i < n; ++i)
      if (below(10) > 0) parent[name[i]] = name[below(i)];
    return parent;
  }

 private:
  std::mt19937 engine_;
};

Dense fill(TreeMatrix& tree, Sample& draw) {
  const std::size_t n = tree.size();
  Dense a(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i) {
    const int p = tree.parent()[i];
    if (p < 0) continue;
    a[i][p] = tree.to_parent[i] = draw.between(-1, 1);
    a[p][i] = tree.from_parent[i] = draw.between(-1, 1);
  }
  for (std::size_t i = 0; i < n; ++i) {
    double sum = 12;  // room for the closing terms
    for (const double x : a[i]) sum += std::abs(x);
    a[i][i] = tree.diagonal[i] = sum;
  }
  return a;
}

void expect_equal(const std::vector<double>& x, const std::vector<double>& y) {
  for (std::size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(x[i], y[i], kRounding) << i;
}

std::vector<int> chain_up(int length) {
  std::vector<int> parent(length);
  for (int i = 0; i < length; ++i) parent[i] = i + 1 < length ? i + 1 : -1;
  return parent;
}
std::vector<int> chain_down(int length) {
  std::vector<int> parent(length);
  for (int i = 0; i < length; ++i) parent[i] = i - 1;
  return parent;
}

// Adds minus (e_to - e_from) (a_from e_from + a_to e_to)^T; an end that is no row is left out.
void close(Dense& a, const std::vector<ClosingTerm>& terms) {
  const int n = static_cast<int>(a.size());
  const auto add = [&](int row, int column, double value) {
    if (row >= 0 && row < n && column >= 0 && column < n) a[row][column] += value;
  };
  for (const ClosingTerm& t : terms) {
    add(t.to, t.from, -t.a_from), add(t.to, t.to, -t.a_to);
    add(t.from, t.from, t.a_from), add(t.from, t.to, t.a_to);
  }
}

void expect_solved(TreeMatrix& tree, const Dense& a, std::vector<double> b) {
  const std::vector<double> expected = dense_solve(a, b);
  tree.factor();
  tree.solve(b.data());
  expect_equal(b, expected);
}

void expect_solved(TreeMatrix& tree, Dense a, const std::vector<ClosingTerm>& terms,
                   std::vector<double> b) {
  close(a, terms);
  const std::vector<double> expected = dense_solve(a, b);
  ClosingBorder border(tree, terms);
  tree.factor();
  border.factor(tree);
  border.solve(tree, b.data());
  expect_equal(b, expected);
}

TEST(TreeMatrix, solves_any_forest_as_dense_elimination_does) {
  Sample draw(1);
  for (int n = 1; n <= 40; n += 3) {
    TreeMatrix tree(draw.forest(n));
    const Dense a = fill(tree, draw);
    expect_solved(tree, a, draw.vector(n));
  }
}

TEST(TreeMatrix, solves_a_chain_in_either_numbering) {
  Sample draw(2);
  constexpr int kLength = 25;
  for (const std::vector<int>& parent : {chain_up(kLength), chain_down(kLength)}) {
    TreeMatrix tree(parent);
    const Dense a = fill(tree, draw);
    expect_solved(tree, a, draw.vector(kLength));
  }
}

TEST(TreeMatrix, is_factored_again_from_new_entries) {
  Sample draw(3);
  TreeMatrix tree(draw.forest(17));
  for (int round = 0; round < 3; ++round) {
    const Dense a = fill(tree, draw);
    expect_solved(tree, a, draw.vector(17));
  }
}

TEST(TreeMatrix, orders_each_row_once_and_before_its_parent) {
  Sample draw(4);
  const TreeMatrix tree(draw.forest(200));
  std::vector<int> place(200, -1);
  for (std::size_t k = 0; k < tree.order().size(); ++k)
    place[tree.order()[k]] = static_cast<int>(k);
  for (int i = 0; i < 200; ++i) {
    ASSERT_GE(place[i], 0) << i;
    const int p = tree.parent()[i];
    EXPECT_LT(place[i], p >= 0 ? place[p] : 200);
  }
}

TEST(TreeMatrix, cycle_is_refused) {
  EXPECT_THROW(TreeMatrix({1, 2, 0}), std::invalid_argument);
  EXPECT_THROW(TreeMatrix({-1, 0, 3, 2}), std::invalid_argument);
  EXPECT_THROW(TreeMatrix(std::vector<int>{0}), std::invalid_argument);
}

TEST(TreeMatrix, empty_matrix_is_no_trouble) {
  TreeMatrix tree{std::vector<int>{}};
  tree.factor();
  EXPECT_EQ(tree.size(), 0u);
}

TEST(ClosingBorder, loops_are_solved_as_dense_elimination_does) {
  Sample draw(5);
  for (const int terms : {0, 1, 2, 5, 17}) {
    constexpr int kRows = 120;
    TreeMatrix tree(draw.forest(kRows));
    const Dense a = fill(tree, draw);
    std::vector<ClosingTerm> closing;
    for (int k = 0; k < terms; ++k) {
      const int from = draw.below(kRows), to = (from + 1 + draw.below(kRows - 1)) % kRows;
      closing.push_back({from, to, draw.between(0, 0.3), draw.between(-0.3, 0)});
    }
    expect_solved(tree, a, closing, draw.vector(kRows));
  }
}

TEST(ClosingBorder, loops_in_a_chain_are_solved_in_either_numbering) {
  Sample draw(7);
  constexpr int kLength = 25;
  for (const std::vector<int>& parent : {chain_up(kLength), chain_down(kLength)}) {
    TreeMatrix tree(parent);
    const Dense a = fill(tree, draw);
    expect_solved(tree, a, {{2, 20, 0.3, -0.2}, {24, 0, 0.1, -0.3}, {11, 13, 0.2, -0.2}},
                  draw.vector(kLength));
  }
}

TEST(ClosingBorder, end_at_a_given_value_is_left_out) {
  Sample draw(6);
  constexpr int kRows = 25;
  TreeMatrix tree(draw.forest(kRows));
  const Dense a = fill(tree, draw);
  expect_solved(tree, a, {{3, kRows, 0.2, -0.1}, {-1, 7, 0.1, -0.3}}, draw.vector(kRows));
}

TEST(ClosingBorder, large_small_matrix_needs_its_pivots) {
  // Weak diagonal, strong loops: without row exchanges the small system would lose all digits.
  TreeMatrix tree({-1, -1, -1, -1});
  tree.diagonal = {1e-9, 1, 1, 1};
  Dense a(4, std::vector<double>(4, 0.0));
  for (int i = 0; i < 4; ++i) a[i][i] = tree.diagonal[i];
  expect_solved(tree, a, {{1, 2, -0.5, 0.5}, {2, 3, 2, -1}}, {1e-9, 2, 3, 4});
}

}  // namespace
}  // namespace cisterna
