// Oxygen in blood: saturation of haemoglobin, its shift with acidity, content, and pressure from content.
//
//   (1) S(P) = x/(x + a^3),  x = P'(P'^2 + b^2)                          Severinghaus, P' the pressure at pH 7.4
//   (2) P'   = P exp(-[(P/p_B)^n - m](pH - pH_0))                        Bohr shift, valid for P > 0
//   (3) C(P) = h S(P) + alpha P                                          content, gas at standard conditions
//   (4) P(C): root of h x + (alpha P - C)(x + a^3) = 0 (pH 7.4), Newton's method from Hill's curve
//
//   P oxygen pressure [Pa], S saturation [1], a, b, p_B [Pa], n, m [1], C, h volume of oxygen per volume of blood [1]
//   alpha dissolved oxygen per pressure [1/Pa]
//
// (1) holds to 0.0055 of saturation over all pressures. (4) is exact to rounding for contents below saturation.
// Sources: severinghaus1979 (1, 2); h is 1.34 mL/g times the haemoglobin.
#pragma once
#include <cmath>

#include "math/smooth.hpp"

namespace cisterna::oxygen {

template <class S>
struct Haemoglobin {
  S scale{}, knee{};                                  ///< a, b [Pa]
  S bohr_pressure{}, bohr_exponent{}, bohr_offset{};  ///< p_B [Pa], n, m [1]
  S reference_ph{};                                   ///< pH_0
  S capacity{};                                       ///< h [1]
  S dissolved{};                                      ///< alpha [1/Pa]
  S hill{};  ///< exponent of the curve that (4) begins from [1]
};

/// (1) at pH 7.4.
template <class T, class S>
T saturation(const T& pressure, const Haemoglobin<S>& h) {
  const T x = pressure * (pressure * pressure + h.knee * h.knee);
  return x / (x + h.scale * h.scale * h.scale);
}

/// (2): the pressure at pH 7.4 that saturates as `pressure` does at `ph`.
template <class T, class S>
T standard_pressure(const T& pressure, const T& ph, const Haemoglobin<S>& h) {
  using std::exp;
  using std::log1p;
  const T power = exp(h.bohr_exponent * log1p(T(pressure / h.bohr_pressure - 1.0)));
  return pressure * exp(-((power - h.bohr_offset) * (ph - h.reference_ph)));
}

/// (3) at pH 7.4.
template <class T, class S>
T oxygen_content(const T& pressure, const Haemoglobin<S>& h) {
  return h.capacity * saturation(pressure, h) + h.dissolved * pressure;
}

/// (4) [Pa]
template <class T, class S>
T oxygen_pressure(const T& content, const Haemoglobin<S>& h) {
  using std::exp;
  using std::log1p;
  constexpr int kSteps = 8;  // from Hill's curve four halve the digits left, the others make sure
  const S cube = h.scale * h.scale * h.scale, knee = h.knee * h.knee;
  const T held = rounded_positive(
      content, S(h.capacity / (16 * 16 * 4)));  // a solver's trial may lie below zero
  const T open = rounded_positive(T(h.capacity - content), S(h.capacity / (16 * 4)));
  T p = h.scale * exp(log1p(T(held / open - 1.0)) / h.hill);
  for (int k = 0; k < kSteps; ++k) {
    const T x = p * (p * p + knee), slope = 3.0 * p * p + knee, left = h.dissolved * p - content;
    p = p - (h.capacity * x + left * (x + cube)) /
                (h.capacity * slope + h.dissolved * (x + cube) + left * slope);
  }
  return p;
}

}  // namespace cisterna::oxygen
