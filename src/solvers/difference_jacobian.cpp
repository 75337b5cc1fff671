#include "solvers/difference_jacobian.hpp"

namespace cisterna {

SparsityPattern::SparsityPattern(std::size_t size,
                                 std::vector<std::pair<std::size_t, std::size_t>> places) {
  for (std::size_t i = 0; i < size; ++i) places.emplace_back(i, i);
  std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) {
    return std::pair(a.second, a.first) < std::pair(b.second, b.first);
  });
  places.erase(std::unique(places.begin(), places.end()), places.end());
  starts_.assign(size + 1, 0);
  rows_.reserve(places.size());
  for (const auto& [row, column] : places) {
    rows_.push_back(row);
    ++starts_[column + 1];
  }
  for (std::size_t i = 0; i < size; ++i) starts_[i + 1] += starts_[i];
}

std::size_t SparsityPattern::slot(std::size_t row, std::size_t column) const {
  const auto begin = rows_.begin() + static_cast<std::ptrdiff_t>(starts_[column]);
  const auto end = rows_.begin() + static_cast<std::ptrdiff_t>(starts_[column + 1]);
  return static_cast<std::size_t>(std::lower_bound(begin, end, row) - rows_.begin());
}

bool SparsityPattern::holds(std::size_t row, std::size_t column) const {
  const std::size_t at = slot(row, column);
  return at < starts_[column + 1] && rows_[at] == row;
}

DifferenceJacobian::DifferenceJacobian(const SparsityPattern& pattern, std::vector<double> scale)
    : pattern_(pattern),
      scale_(std::move(scale)),
      moved_(pattern.size()),
      base_(pattern.size()),
      rates_(pattern.size()) {
  // Greedy: each column takes the first colour none of its rows has met.
  std::vector<std::vector<std::size_t>> met(pattern.size());  // colours seen by each row
  std::vector<std::size_t> taken;                             // last column that saw a colour taken
  for (std::size_t column = 0; column < pattern.size(); ++column) {
    const auto rows = pattern.rows().subspan(
        pattern.starts()[column], pattern.starts()[column + 1] - pattern.starts()[column]);
    for (const std::size_t row : rows)
      for (const std::size_t colour : met[row]) taken[colour] = column + 1;
    std::size_t colour = 0;
    while (colour < taken.size() && taken[colour] == column + 1) ++colour;
    if (colour == taken.size()) taken.push_back(0), groups_.emplace_back();
    groups_[colour].push_back(column);
    for (const std::size_t row : rows) met[row].push_back(colour);
  }
}

void DifferenceJacobian::evaluate(const Rates& rates, double t, std::span<const double> y,
                                  std::span<double> values) {
  const double share = std::sqrt(std::numeric_limits<double>::epsilon());
  rates(t, y, base_);
  std::copy_n(y.begin(), moved_.size(), moved_.begin());
  for (const auto& columns : groups_) {
    for (const std::size_t c : columns) moved_[c] += share * (std::abs(y[c]) + scale_[c]);
    rates(t, moved_, rates_);
    for (const std::size_t c : columns) {
      const double step = moved_[c] - y[c];  // what rounding left of it
      for (std::size_t k = pattern_.starts()[c]; k < pattern_.starts()[c + 1]; ++k)
        values[k] = (rates_[pattern_.rows()[k]] - base_[pattern_.rows()[k]]) / step;
      moved_[c] = y[c];
    }
  }
}

}  // namespace cisterna
