// A sparse matrix whose graph is a forest plus a few closing edges, factored in linear time.
//
// Elimination runs from the leaves to the roots (Hines 1984): no fill. The closing edges add a border,
// solved by Woodbury's identity: A = T + sum_k u_k v_k^T, with u_k, v_k sparse vectors. What the border needs of
// T^-1 lies on the ways from the ends of closing edges to where their elimination ends: a few hundred rows of thousands.
#pragma once
#include <cstddef>
#include <vector>

namespace cisterna {

class TreeMatrix {
 public:
  /// parent[i] is the row that i hangs on, or -1 for a root. Throws std::invalid_argument on a cycle.
  explicit TreeMatrix(std::vector<int> parent);
  TreeMatrix() = default;

  std::size_t size() const { return parent_.size(); }
  const std::vector<int>& parent() const { return parent_; }
  /// Rows so ordered that each comes before its parent.
  const std::vector<int>& order() const { return order_; }

  /// Entries, to be filled before factor(): A(i,i), A(i,parent i), A(parent i,i).
  std::vector<double> diagonal, to_parent, from_parent;

  void factor();
  std::size_t bytes() const {
    return size() * (6 * sizeof(double) + 2 * sizeof(int)) + runs_.capacity() * sizeof(Run);
  }
  /// Solves T x = b in place.
  void solve(double* b) const {
    eliminate(b);
    substitute(b);
  }

 private:
  friend class ClosingBorder;
  void eliminate(double* b) const;   // b becomes L^-1 b
  void substitute(double* b) const;  // and that T^-1 b
  // The row that each is eliminated into, -1 where elimination ends; rows in an order in which they may be eliminated.
  std::vector<int> eliminated_into() const;
  std::vector<int> elimination_order() const;
  // Rows first, first + 1, ..., last, each hanging on the next; last hangs on `parent`, or on nothing (-1).
  struct Run {
    int first, last, parent;
    // Rows behind it are eliminated downwards, which only a run without a parent allows.
    int middle() const { return parent >= 0 ? last : first + (last - first + 1) / 2; }
  };
  std::vector<int> parent_, order_;  // order_: every row before its parent
  std::vector<int> leaves_;          // single rows that nothing hangs on, each with a parent
  std::vector<Run> runs_;            // the other rows of order_, cut into runs
  std::vector<double> inverse_;      // 1 / pivot
  std::vector<double> multiplier_;   // A(parent, i) / pivot
  std::vector<double> above_;        // A(i, parent) / pivot
};

/// One closing edge as a rank-one term: value * (e_to - e_from) (a_from e_from + a_to e_to)^T.
struct ClosingTerm {
  int from = -1, to = -1;
  double a_from = 0, a_to = 0;  ///< d(flow)/d(state of from, to); the matrix gets -1/+1 times these
};

/// Border of a TreeMatrix: solves (T - sum_k (e_to - e_from)(a_from e_from + a_to e_to)^T) x = b.
class ClosingBorder {
 public:
  ClosingBorder() = default;
  /// The ends of `terms` stay; an end that is no row (a given value) is left out. `tree` need not be factored yet.
  ClosingBorder(const TreeMatrix& tree, std::vector<ClosingTerm> terms);
  /// Their coefficients, to be filled before factor().
  std::vector<ClosingTerm> terms;
  void factor(const TreeMatrix& tree);
  void solve(const TreeMatrix& tree, double* b);
  std::size_t bytes() const;

 private:
  struct Ends {
    int from, to;  // places in rows_, -1 for none
  };
  void solve_small();

  std::vector<int> rows_;  // on the ways, each before the one it is eliminated into
  std::vector<int> next_;  // that one, as a place in rows_
  std::vector<Ends> ends_;
  std::size_t width_ = 0;        // terms, filled up to whole packs
  std::vector<double> columns_;  // T^-1 (e_from - e_to) of all terms at rows_, by row
  std::vector<double> small_;    // LU of the small matrix
  std::vector<int> pivots_;
  std::vector<double> y_, way_;
};

}  // namespace cisterna
