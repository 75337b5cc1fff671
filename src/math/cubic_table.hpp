// Several quantities on a regular grid of three coordinates, between its nodes by cubics (Catmull and Rom).
//
// Value and slope are continuous; quadratics along each coordinate are met exactly. Beyond the grid the outermost cubic
// goes on: whether that makes sense is for the caller to know, who has inside().
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace cisterna {

struct GridAxis {
  double low = 0, high = 1;
  std::size_t count = 3;  ///< nodes, at least three
  double at(std::size_t i) const {
    return low + (high - low) * static_cast<double>(i) / static_cast<double>(count - 1);
  }
};

template <std::size_t kQuantities>
class CubicTable {
 public:
  using Values = std::array<double, kQuantities>;
  static constexpr std::size_t kAxes = 3;
  using Point = std::array<double, kAxes>;
  struct Reading {
    Values value{};
    std::array<Values, kAxes> slope{};  ///< along each coordinate
  };

  CubicTable() = default;
  /// node(i, j, k) gives the quantities there; asked in order, the first index fastest.
  template <class Node>
  CubicTable(const std::array<GridAxis, kAxes>& axes, Node&& node) : axes_(axes) {
    values_.resize(padded(0) * padded(1) * padded(2));
    for (std::size_t k = 0; k < axes[2].count; ++k)
      for (std::size_t j = 0; j < axes[1].count; ++j)
        for (std::size_t i = 0; i < axes[0].count; ++i)
          values_[place(i + 1, j + 1, k + 1)] = node(i, j, k);
    pad();
  }

  const GridAxis& axis(std::size_t a) const { return axes_[a]; }
  bool inside(const Point& x) const {
    for (std::size_t a = 0; a < kAxes; ++a)
      if (!(x[a] >= axes_[a].low && x[a] <= axes_[a].high)) return false;
    return true;
  }

  Reading at(const Point& x) const {
    std::array<Weights, kAxes> w;
    for (std::size_t a = 0; a < kAxes; ++a) w[a] = weights(a, x[a]);
    Reading r;
    for (std::size_t k = 0; k < 4; ++k)
      for (std::size_t j = 0; j < 4; ++j) {
        Values line{}, along{};
        const Values* row = &values_[place(w[0].first, w[1].first + j, w[2].first + k)];
        for (std::size_t i = 0; i < 4; ++i)
          for (std::size_t q = 0; q < kQuantities; ++q) {
            line[q] += w[0].value[i] * row[i][q];
            along[q] += w[0].slope[i] * row[i][q];
          }
        const double both = w[1].value[j] * w[2].value[k], second = w[1].slope[j] * w[2].value[k],
                     third = w[1].value[j] * w[2].slope[k];
        for (std::size_t q = 0; q < kQuantities; ++q) {
          r.value[q] += both * line[q];
          r.slope[0][q] += both * along[q];
          r.slope[1][q] += second * line[q];
          r.slope[2][q] += third * line[q];
        }
      }
    return r;
  }

 private:
  struct Weights {
    std::size_t first;
    std::array<double, 4> value, slope;
  };
  Weights weights(std::size_t a, double x) const {
    const GridAxis& axis = axes_[a];
    const double step = (axis.high - axis.low) / static_cast<double>(axis.count - 1);
    const double p = (x - axis.low) / step;
    // Written so that what is not a number ends at a node, and comes out as it went in.
    const double cell = p > 0 ? std::min(std::floor(p), static_cast<double>(axis.count - 2)) : 0;
    const double u = p - cell;
    return {static_cast<std::size_t>(cell),
            {-0.5 * u * (1 - u) * (1 - u), 1 - 0.5 * u * u * (5 - 3 * u),
             0.5 * u * (1 + u * (4 - 3 * u)), -0.5 * u * u * (1 - u)},
            {(-0.5 + u * (2 - 1.5 * u)) / step, u * (4.5 * u - 5) / step,
             (0.5 + u * (4 - 4.5 * u)) / step, u * (1.5 * u - 1) / step}};
  }
  std::size_t padded(std::size_t a) const { return axes_[a].count + 2; }
  std::size_t place(std::size_t i, std::size_t j, std::size_t k) const {
    return i + padded(0) * (j + padded(1) * k);
  }
  // A node beyond each end, on the parabola through the last three.
  void pad() {
    const auto extend = [&](std::size_t at, std::ptrdiff_t stride) {
      const auto index = static_cast<std::ptrdiff_t>(at);
      for (std::size_t q = 0; q < kQuantities; ++q) {
        const auto v = [&](int n) {
          return values_[static_cast<std::size_t>(index + n * stride)][q];
        };
        values_[at][q] = 3 * v(1) - 3 * v(2) + v(3);
      }
    };
    const std::array<std::ptrdiff_t, kAxes> stride{
        1, static_cast<std::ptrdiff_t>(padded(0)),
        static_cast<std::ptrdiff_t>(padded(0) * padded(1))};
    for (std::size_t a = 0; a < kAxes; ++a)
      for (std::size_t m = 0; m < padded((a + 2) % kAxes); ++m)
        for (std::size_t l = 0; l < padded((a + 1) % kAxes); ++l) {
          std::array<std::size_t, kAxes> at{};
          at[(a + 1) % kAxes] = l, at[(a + 2) % kAxes] = m;
          extend(place(at[0], at[1], at[2]), stride[a]);
          at[a] = padded(a) - 1;
          extend(place(at[0], at[1], at[2]), -stride[a]);
        }
  }

  std::array<GridAxis, kAxes> axes_;
  std::vector<Values> values_;
};

}  // namespace cisterna
