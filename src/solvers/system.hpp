// What a solver asks of a system: the whole seam. A solver never learns what the states mean.
#pragma once
#include <concepts>
#include <cstddef>
#include <span>

#include "math/tolerance.hpp"

namespace cisterna {

/// y' = f(t, y) for the first `dynamic()` states; the other `size() - dynamic()` are carried along and
/// moved once an accepted step by `transport`.
template <class S>
concept SteppableSystem = requires(S s, double t, std::span<const double> y, std::span<double> f) {
  { s.size() } -> std::convertible_to<std::size_t>;
  { s.dynamic() } -> std::convertible_to<std::size_t>;
  {s.rates(t, y, f)};
  /// Rates, and the matrix A ~ df/dy kept inside for factor().
  {s.linearise(t, y, f)};
  /// Factors (shift I - A).
  {s.factor(t)};
  /// Solves in place.
  {s.solve(f)};
  { s.tolerances() } -> std::convertible_to<std::span<const ToleranceBlock>>;
  /// df/dt at (t, y), asked for after linearise(t, y, ...) by methods that need it.
  {s.drift(t, y, f)};
  /// False where the new state is outside the equations' domain (a volume not positive): step again, shorter.
  { s.admissible(y) } -> std::convertible_to<bool>;
  /// Moves the carried states over an accepted step (t, t + h): reads y_old, updates y_new's tail.
  {s.transport(t, t, y, f)};
  { s.next_breakpoint(t) } -> std::convertible_to<double>;
};

}  // namespace cisterna
