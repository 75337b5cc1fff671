// Anderson's mixing: what repeats under x -> g(x) is found from how the last few trials missed it.
//
//   x_next = g_k - sum_j c_j (g_{j+1} - g_j),  c the least squares fit of the miss g_k - x_k by its own last changes
//
// Each component should be of like size. A linear map is solved in as many trials as it has slow directions, and one.
// Trials older than its depth are forgotten.
#pragma once
#include <cmath>
#include <cstddef>
#include <deque>
#include <span>
#include <vector>

namespace cisterna {

class Mixing {
 public:
  explicit Mixing(std::size_t depth) : depth_(depth) {}
  void clear() { past_.clear(); }

  /// Of a trial x and what it gave; writes the next trial over `gave`.
  void next(std::span<const double> x, std::span<double> gave) {
    const std::size_t n = x.size();
    Trial now{{gave.begin(), gave.end()}, std::vector<double>(n)};
    for (std::size_t i = 0; i < n; ++i) now.miss[i] = gave[i] - x[i];
    past_.push_back(now);
    if (past_.size() > depth_ + 1) past_.pop_front();
    const std::size_t m = past_.size() - 1;
    // Changes made orthogonal one after the other, the newest first: old ones add only what they know beyond it.
    std::vector<std::vector<double>> change, moved;
    std::vector<double> miss = past_.back().miss;
    for (std::size_t j = 0; j < m; ++j) {
      std::vector<double> q(n), g(n);
      for (std::size_t i = 0; i < n; ++i) {
        q[i] = past_[m - j].miss[i] - past_[m - j - 1].miss[i];
        g[i] = past_[m - j].gave[i] - past_[m - j - 1].gave[i];
      }
      const double whole = dot(q, q);
      for (std::size_t l = 0; l < change.size(); ++l) {
        const double c = dot(change[l], q);
        for (std::size_t i = 0; i < n; ++i) q[i] -= c * change[l][i], g[i] -= c * moved[l][i];
      }
      const double left = dot(q, q);
      if (!(left > kIndependent * whole)) break;
      const double scale = 1 / std::sqrt(left);
      for (std::size_t i = 0; i < n; ++i) q[i] *= scale, g[i] *= scale;
      const double c = dot(q, miss);
      for (std::size_t i = 0; i < n; ++i) gave[i] -= c * g[i], miss[i] -= c * q[i];
      change.push_back(q), moved.push_back(g);
    }
  }

 private:
  static constexpr double kIndependent = 1e-8;  // of the square of a change
  struct Trial {
    std::vector<double> gave, miss;
  };
  static double dot(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
  }
  std::size_t depth_;
  std::deque<Trial> past_;
};

}  // namespace cisterna
