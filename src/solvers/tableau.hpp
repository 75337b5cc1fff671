// Coefficients of the linearly implicit (Rosenbrock-W) steppers, in the form that needs no products J*k.
#pragma once
#include <array>

namespace cisterna {

inline constexpr int kMaxStages = 4;

/// (I/(gamma h) - A) U_i = f(t + alpha_i h, y + sum_j a_ij U_j) + sum_j c_ij U_j / h + drift_i h df/dt
/// y_new = y + sum m_i U_i,  error = sum e_i U_i.   (Hairer & Wanner, Solving ODEs II, IV.7)
/// A W-method keeps its order with any matrix A and without df/dt: only its stability needs them. The others
/// need A = df/dy.
struct Tableau {
  using Matrix = std::array<std::array<double, kMaxStages>, kMaxStages>;
  const char* name = "";
  int stages = 0, order = 0;
  double gamma = 0;
  Matrix a{}, c{};
  std::array<double, kMaxStages> alpha{}, drift{}, m{}, e{};
  bool w_method = true;
};

/// ROS2 (Verwer, Spee, Blom & Hundsdorfer 1999): two stages, order 2 with any matrix, L-stable.
const Tableau& ros2();
/// ROS34PW2 (Rang & Angermann 2005): four stages, order 3 with any matrix, stiffly accurate, L-stable.
const Tableau& ros34pw2();
/// RODAS3 (Sandu, Verwer, Blom, Spee, Carmichael & Potra 1997): four stages of which two share an evaluation,
/// order 3 with the exact matrix, stiffly accurate, L-stable.
const Tableau& rodas3();

}  // namespace cisterna
