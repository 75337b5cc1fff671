// What a look at a resting limb shows: amounts that passed, as means over blocks, and the flows behind them.
//
//   (1) flow = slope of the line through the blocks by least squares
//   (2) e    = sqrt[(a_2^2 + a_3^2 + a_4^2)/3]/|a_1|     relative standard error of the total flow
//
//   a_k coefficients of the total passed in polynomials of degree k that are orthonormal on the blocks. Beats make
//   neighbouring parts of a look undo one another, so that the spread of their flows overstates e by 3 to 5 times; what a
//   curve of the next degrees takes up is as large as what a line does by chance (docs/decisions/0005-start.md). A slow drift
//   within the look is in a_2.
#pragma once
#include <Eigen/Core>
#include <vector>

namespace cisterna {

/// Means over blocks, [block][patch] or [block][node].
struct RestLook {
  using Series = std::vector<Eigen::VectorXd>;
  // What the nets passed on (uptake less what they hold more), took up, and what the tissue let them have (uptake and what
  // it holds more) [m3]; pressures in the nets and of the tissue [Pa].
  Series passed, taken, supplied, inside, tissue;
  // Of nodes: pressure above what lies around [Pa], share of their walls that lymph wets, how far they are open [1].
  Series head, wetted, open;
  Series volume, protein,
      through;  // of nodes that exchange water [m3, kg/m3], and what passed [m3]

  int blocks() const { return static_cast<int>(passed.size()); }
  /// Forgets all but the last so many blocks.
  void keep(int blocks);
  static Eigen::VectorXd mean(const Series& series);
  /// (1), of blocks of this length [m3/s]
  static Eigen::VectorXd flow(const Series& series, double block);
  /// (2); unknown (1) where there are too few blocks.
  double standard_error() const;
};

}  // namespace cisterna
