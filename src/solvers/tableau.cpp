#include "solvers/tableau.hpp"

#include <cmath>

namespace cisterna {
namespace {

using Matrix = Tableau::Matrix;
using Row = std::array<double, kMaxStages>;

// Rewrites the textbook coefficients (alpha, gamma_ij, b, b_hat) in the product-free form.
Tableau product_free(const char* name, int stages, int order, const Matrix& alpha,
                     const Matrix& gamma, const Row& b, const Row& b_hat) {
  Matrix inverse{};  // of the lower triangular gamma_ij
  for (int j = 0; j < stages; ++j) {
    inverse[j][j] = 1.0 / gamma[j][j];
    for (int i = j + 1; i < stages; ++i) {
      double sum = 0;
      for (int k = j; k < i; ++k) sum += gamma[i][k] * inverse[k][j];
      inverse[i][j] = -sum / gamma[i][i];
    }
  }
  Tableau t;
  t.name = name;
  t.stages = stages;
  t.order = order;
  t.gamma = gamma[0][0];
  for (int i = 0; i < stages; ++i)
    for (int j = 0; j < stages; ++j) {
      for (int k = 0; k < stages; ++k) t.a[i][j] += alpha[i][k] * inverse[k][j];
      t.c[i][j] = i == j ? 0.0 : -inverse[i][j];
      t.m[j] += b[i] * inverse[i][j];
      t.e[j] += (b[i] - b_hat[i]) * inverse[i][j];
      t.alpha[i] += alpha[i][j];
    }
  return t;
}

}  // namespace

const Tableau& ros2() {
  static const Tableau tableau = [] {
    const double g = 1.0 - 1.0 / std::sqrt(2.0);
    Matrix alpha{}, gamma{};
    alpha[1][0] = 1;
    gamma[0][0] = gamma[1][1] = g;
    gamma[1][0] = -2 * g;
    return product_free("ROS2", 2, 2, alpha, gamma, {0.5, 0.5}, {1, 0});
  }();
  return tableau;
}

const Tableau& ros34pw2() {
  static const Tableau tableau = [] {
    const double g = 4.3586652150845900e-01;
    Matrix alpha{}, gamma{};
    alpha[1] = {8.7173304301691801e-01};
    alpha[2] = {8.4457060015369423e-01, -1.1299064236484185e-01};
    alpha[3] = {0, 0, 1};
    gamma[0] = {g};
    gamma[1] = {-8.7173304301691801e-01, g};
    gamma[2] = {-9.0338057013044082e-01, 5.4180672388095326e-02, g};
    gamma[3] = {2.4212380706095346e-01, -1.2232505839045147e+00, 5.4526025533510214e-01, g};
    const Row b = {2.4212380706095346e-01, -1.2232505839045147e+00, 1.5452602553351020e+00,
                   4.3586652150845900e-01};
    const Row b_hat = {3.7810903145819369e-01, -9.6042292212423178e-02, 0.5,
                       2.1793326075422950e-01};
    return product_free("ROS34PW2", 4, 3, alpha, gamma, b, b_hat);
  }();
  return tableau;
}

const Tableau& rodas3() {
  static const Tableau tableau = [] {
    Tableau t;
    t.name = "RODAS3";
    t.stages = 4, t.order = 3, t.gamma = 0.5, t.w_method = false;
    t.a[2] = {2}, t.a[3] = {2, 0, 1};
    t.c[1] = {4}, t.c[2] = {1, -1}, t.c[3] = {1, -1, -8.0 / 3};
    t.alpha = {0, 0, 1, 1}, t.drift = {0.5, 1.5, 0, 0};
    t.m = {2, 0, 1, 1}, t.e = {0, 0, 0, 1};
    return t;
  }();
  return tableau;
}

}  // namespace cisterna
