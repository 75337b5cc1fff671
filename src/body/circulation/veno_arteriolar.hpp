// The veno-arteriolar response: arterioles of a limb's tissue constrict where its own small veins are distended.
//
//   (1) d = S((P - P_h)/w + 1/2),  P = P_v - P_e                  share of a bed that is distended
//   (2) P_h = (P_b + P_f)/2,  w^2 = (P_f - P_b)^2 + 10 (rho g r sin(limb))^2     its half and its width
//   (3) tau dc/dt = d - c                                         as arterioles answer
//   (4) G/G_0 = 1 - k c                                           of the bed; all of it in its arterioles
//
//   S 0 below 0, 1 above 1, 3x^2 - 2x^3 between; P_v veins in the middle of the limb, P_e around the small vessels of the bed,
//   P_b where the response of a piece of tissue begins, P_f where it is full [Pa], d, c shares of the bed [1], k share of its
//   flow that tissue loses which is distended all over, at equal pressures [1], G conductance of the bed, G_0 without this
//   [m3/(Pa s)], tau [s], r from the root of the limb to the middle of its blood [m], limb its angle: -90 deg hanging; rho, g
//   as in vessel.hpp
//
// (2): a piece of tissue answers by S over P_b to P_f, which is the sum of a density of variance (P_f - P_b)^2/20. Along a limb
// that tapers to its end, so that its middle is a third of the way, pressures have a variance of (rho g r sin)^2/2. Both add up.
// It is local: of nerves it needs only endings in the tissue itself. It protects what lies low, and holds pressure up when
// one stands.
// Assumes: pieces of a bed side by side, of equal flow; slow against a beat and a breath. Shown in skin, subcutis and muscle
// of limbs; bone is left out. Valid whatever distends the veins: a column of blood, a cuff above them, suction.
// Sources: henriksen1976, henriksen1977, skagen1983.
#pragma once
#include <cmath>

#include "math/dual.hpp"
#include "math/smooth.hpp"

namespace cisterna::circulation {

template <class S>
struct VenoArteriolar {
  S begins{}, full{};            ///< P_b, P_f [Pa]
  S time{};                      ///< tau [s]
  S skin_loss{}, muscle_loss{};  ///< k [1]
};

/// w of (2) [Pa]; `column` rho g r sin(limb) [Pa]
template <class S>
S response_width(const S& column, const VenoArteriolar<S>& v) {
  using std::sqrt;
  const S own = v.full - v.begins;
  return sqrt(S(own * own + 10.0 * (column * column)));
}

/// (1) [1]; `transmural` P [Pa]
template <class T, class S>
T distended_share(const T& transmural, const S& width, const VenoArteriolar<S>& v) {
  return smooth_step(T((transmural - 0.5 * (v.begins + v.full)) / width + 0.5));
}

/// (3) [1/s]
template <class T, class S>
T constriction_rate(const T& distended, const T& constriction, const VenoArteriolar<S>& v) {
  return (distended - constriction) / v.time;
}

/// (4): G/G_0 [1]
template <class T, class S>
T constricted_conductance(const T& constriction, const S& loss) {
  return 1.0 - loss * constriction;
}

}  // namespace cisterna::circulation
