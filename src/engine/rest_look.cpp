#include "engine/rest_look.hpp"

#include <cmath>

namespace cisterna {

using Eigen::VectorXd;

void RestLook::keep(int blocks) {
  for (Series* series : {&passed, &taken, &supplied, &inside, &tissue, &head, &wetted, &open,
                         &volume, &protein, &through})
    if (const auto n = static_cast<std::ptrdiff_t>(series->size()); n > blocks)
      series->erase(series->begin(), series->begin() + (n - blocks));
}

VectorXd RestLook::mean(const Series& series) {
  VectorXd sum = series.front();
  for (std::size_t b = 1; b < series.size(); ++b) sum += series[b];
  return sum / static_cast<double>(series.size());
}

VectorXd RestLook::flow(const Series& series, double block) {
  const double middle = 0.5 * static_cast<double>(series.size() - 1);
  VectorXd sum = VectorXd::Zero(series.front().size());
  double squares = 0;
  for (std::size_t b = 0; b < series.size(); ++b) {
    const double x = static_cast<double>(b) - middle;
    sum += x * (series[b] - series.front()), squares += x * x;
  }
  return sum / (squares * block);
}

double RestLook::standard_error() const {
  constexpr int kLine = 1, kHighest = 4;
  const Eigen::Index n = blocks();
  if (n <= kHighest + 1) return 1;
  VectorXd total(n);
  Eigen::MatrixXd basis(n, kHighest + 1);
  for (Eigen::Index b = 0; b < n; ++b) {
    const double x = 2.0 * static_cast<double>(b) / static_cast<double>(n - 1) - 1;
    total[b] = (passed[static_cast<std::size_t>(b)] - passed.front()).sum();
    for (int k = 0; k <= kHighest; ++k) basis(b, k) = std::pow(x, k);
  }
  for (int k = 0; k <= kHighest; ++k) {
    for (int j = 0; j < k; ++j) basis.col(k) -= basis.col(j).dot(basis.col(k)) * basis.col(j);
    basis.col(k).normalize();
  }
  const VectorXd a = basis.transpose() * total;
  return std::sqrt(a.tail(kHighest - kLine).squaredNorm() / (kHighest - kLine)) /
         std::abs(a[kLine]);
}

}  // namespace cisterna
