#include "math/sparse_matrix.hpp"

#include <gtest/gtest.h>

#include <random>

namespace cisterna {
namespace {

TEST(SparseMatrix, solves_random_dominant_matrices_of_random_patterns) {
  std::mt19937 engine(3);
  for (int trial = 0; trial < 40; ++trial) {
    const std::size_t n = 1 + engine() % 40;
    std::uniform_real_distribution<double> value(-1, 1);
    std::vector<std::pair<std::size_t, std::size_t>> places;
    std::vector<double> entries;
    std::vector<double> x(n), b(n);
    for (double& v : x) v = value(engine);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        if (engine() % 6 == 0) places.emplace_back(i, j), entries.push_back(value(engine));
    const double shift = static_cast<double>(n);
    SparseMatrix a(n, places);
    for (int again = 0; again < 2; ++again) {  // a factored matrix is filled anew
      a.clear();
      std::fill(b.begin(), b.end(), 0.0);
      for (std::size_t k = 0; k < places.size(); ++k) {
        a.entry(k) = entries[k];
        b[places[k].first] += entries[k] * x[places[k].second];
      }
      for (std::size_t i = 0; i < n; ++i) a.diagonal(i) += shift, b[i] += shift * x[i];
      a.factor();
      a.solve(b);
      for (std::size_t i = 0; i < n; ++i) ASSERT_NEAR(b[i], x[i], 1e-13) << "size " << n;
    }
  }
}

TEST(SparseMatrix, a_chain_fills_nothing) {
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (std::size_t i = 1; i < 50; ++i) places.emplace_back(i, i - 1), places.emplace_back(i - 1, i);
  EXPECT_EQ(SparseMatrix(50, places).entries(), 50 + 2 * 49u);
}

}  // namespace
}  // namespace cisterna
