// Contact mechanics: how much of a pressure on the skin arrives at a depth.
//
// The tissue is an incompressible elastic half-space loaded by a uniform pressure p on a disc of radius a;
// on the axis, at depth z, with q = z / sqrt(a^2 + z^2):
//
//   (1)  mean stress      s_m / p = 1 - q          drives the pressure of the tissue fluid
//   (2)  vertical stress  s_z / p = 1 - q^3        squeezes what lies in the loaded column
//
//   p  pressure on the skin [Pa]      a  radius of the loaded disc [m], infinity for a full cuff
//   z  depth below the skin [m]       s_m, s_z  stress at depth, compression positive [Pa]
//
// A full cuff or garment (a = infinity) arrives undiminished: q = 0.
// Assumes small strain, one modulus, a depth below the radius of the limb, and a Poisson ratio of 1/2,
// for which the modulus drops out. Valid for z > 0, a >= 0. The relaxation in time lives with the tissue.
// Sources: love1929, johnson1985.
#pragma once
#include <cmath>

namespace cisterna {

/// Sine of the angle under which the edge of the disc is seen from below: q in (1) and (2).
template <class T>
T edge_sine(const T& depth, const T& contact_radius) {
  using std::sqrt;
  return depth / sqrt(contact_radius * contact_radius + depth * depth);
}

/// (1) Share of the surface pressure that arrives at `depth` as mean stress.
template <class T>
T mean_stress_fraction(const T& depth, const T& contact_radius) {
  return T(1) - edge_sine(depth, contact_radius);
}

/// (2) Share of the surface pressure that arrives at `depth` as vertical stress.
template <class T>
T vertical_stress_fraction(const T& depth, const T& contact_radius) {
  const T q = edge_sine(depth, contact_radius);
  return T(1) - q * q * q;
}

/// What arrives at `depth` [m] of a pressure on the skin [Pa] under a contact: (1).
inline double arriving_pressure(double pressure, double contact_radius, double depth) {
  if (pressure <= 0) return 0;
  if (std::isinf(contact_radius)) return pressure;
  return pressure * mean_stress_fraction(depth, contact_radius);
}

}  // namespace cisterna
