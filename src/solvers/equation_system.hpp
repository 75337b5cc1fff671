// What the systems of plain equations have in common, whatever their matrix: equations f(t, y, carried) on any scalar, with
// `size`, `dynamic`, `tolerances`, and where they have them `admissible`, `transport`, `next_breakpoint`.
#pragma once
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "math/dual.hpp"
#include "math/tolerance.hpp"

namespace cisterna {

template <class Equations>
class EquationSystem {
 public:
  explicit EquationSystem(const Equations& equations)
      : equations_(equations), moved_(equations.dynamic()), moved_rates_(equations.dynamic()) {}

  std::size_t size() const { return equations_.size(); }
  std::size_t dynamic() const { return equations_.dynamic(); }
  std::span<const ToleranceBlock> tolerances() const { return equations_.tolerances(); }

  void rates(double t, std::span<const double> y, std::span<double> f) const {
    const std::size_t n = dynamic();
    equations_.template rates<double>(t, y.first(n), y.subspan(n), f.first(n));
  }

  void drift(double t, std::span<const double> y, std::span<double> f) {
    const std::size_t n = dynamic();
    for (std::size_t i = 0; i < n; ++i) moved_[i] = D(y[i]);
    evaluate(D::variable(t, 0), y);
    for (std::size_t i = 0; i < n; ++i) f[i] = moved_rates_[i].d[0];
  }

  bool admissible(std::span<const double> y) const {
    if constexpr (requires { equations_.admissible(y); })
      return equations_.admissible(y);
    else
      return true;
  }
  void transport(double t, double h, std::span<const double> y_old, std::span<double> y_new) const {
    if constexpr (requires { equations_.transport(t, h, y_old, y_new); })
      equations_.transport(t, h, y_old, y_new);
  }
  double next_breakpoint(double t) const {
    if constexpr (requires { equations_.next_breakpoint(t); })
      return equations_.next_breakpoint(t);
    else
      return std::numeric_limits<double>::infinity();
  }

 protected:
  static constexpr std::size_t kLanesAtOnce = 8;  // derivatives of one evaluation
  using D = Dual<double, static_cast<int>(kLanesAtOnce)>;

  void evaluate(const D& t, std::span<const double> y) {
    equations_.template rates<D>(t, std::span<const D>(moved_), y.subspan(dynamic()),
                                 std::span<D>(moved_rates_));
  }

  const Equations& equations_;
  std::vector<D> moved_, moved_rates_;
};

}  // namespace cisterna
