// Coefficients of the linearly implicit (Rosenbrock-W) steppers, in the form that needs no products J*k.
#pragma once
#include <array>

namespace cisterna {

inline constexpr int kMaxStages = 4;

/// A Rosenbrock-W method: its order does not need the exact Jacobian, only its stability does.
/// (I/(gamma h) - A) U_i = f(t + alpha_i h, y + sum_j a_ij U_j) + sum_j c_ij U_j / h
/// y_new = y + sum m_i U_i,  error = sum e_i U_i.   (Hairer & Wanner, Solving ODEs II, IV.7)
struct Tableau {
  using Matrix = std::array<std::array<double, kMaxStages>, kMaxStages>;
  const char* name = "";
  int stages = 0, order = 0;
  double gamma = 0;
  Matrix a{}, c{};
  std::array<double, kMaxStages> alpha{}, m{}, e{};
};

/// ROS2 (Verwer, Spee, Blom & Hundsdorfer 1999): two stages, order 2 with any matrix, L-stable.
const Tableau& ros2();
/// ROS34PW2 (Rang & Angermann 2005): four stages, order 3 with any matrix, stiffly accurate, L-stable.
const Tableau& ros34pw2();

}  // namespace cisterna
