// Ursino's baroreflex: carotid pressure to nerve traffic to heart rate, contractility, resistances and venous tone.
//
//   (1) tau_p dP~/dt = P + tau_z dP/dt - P~              kept as x = P~ - (tau_z/tau_p) P:  dx/dt = (P - P~)/tau_p
//   (2) f_cs = (f_min + f_max e)/(1 + e),  e = exp((P~ - P_n)/k_a)            afferent
//   (3) f_es = f_inf + (f_0 - f_inf) exp(-k_es f_cs)                          sympathetic
//   (4) f_ev = (f_ev0 + f_evinf e)/(1 + e),  e = exp((f_cs - f_cs0)/k_ev)     vagal
//   (5) sigma = G ln((f_es - f_esmin)/f_1 + 1) where f_es > f_esmin, else 0   f_es of D seconds ago
//       sigma = G f_ev/f_1                                                    vagal effector, f_ev of D seconds ago
//   (6) tau dDelta/dt = sigma - Delta,  theta = theta_0 + Delta
//
//   P carotid pressure, P~ what the sensor feels, P_n its set point, k_a its width, x [Pa], f nerve traffic [1/s]
//   tau_p, tau_z, tau times, D pure delay, k_es [s], k_ev [1/s], f_1 one spike a second [1/s]
//   theta effector (elastance, resistance, volume or time), theta_0 without tone, Delta its change, G gain in its unit
//
// Assumes: one sensor; no cardiopulmonary, chemo- or lung reflex. Valid for mean pressures of 40 to 180 mmHg.
// Sources: ursino1998.
#pragma once
#include <cmath>

#include "math/dual.hpp"
#include "math/smooth.hpp"

namespace cisterna::circulation {

template <class S>
struct Baroreflex {
  S fall_time{}, lead_time{};                ///< tau_p, tau_z [s]
  S set_point{}, width{};                    ///< P_n, k_a [Pa]
  S least{}, greatest{};                     ///< f_min, f_max [1/s]
  S sympathetic_rest{}, sympathetic_most{};  ///< f_inf, f_0 [1/s]
  S sympathetic_decay{};                     ///< k_es [s]
  S sympathetic_threshold{};                 ///< f_esmin [1/s]
  S vagal_least{}, vagal_most{}, vagal_centre{},
      vagal_width{};  ///< f_ev0, f_evinf, f_cs0, k_ev [1/s]
  S one{};            ///< f_1 [1/s]
};

template <class S>
struct Effector {
  S gain{};   ///< G, in the unit of the effector
  S time{};   ///< tau [s]
  S delay{};  ///< D [s]
  S base{};   ///< theta_0
};

/// P~ from x and P [Pa]
template <class T, class S>
T felt_pressure(const T& lag, const T& pressure, const Baroreflex<S>& b) {
  return lag + (b.lead_time / b.fall_time) * pressure;
}

/// (1) dx/dt [Pa/s]
template <class T, class S>
T lag_rate(const T& lag, const T& pressure, const Baroreflex<S>& b) {
  return (pressure - felt_pressure(lag, pressure, b)) / b.fall_time;
}

/// (2) [1/s]
template <class T, class S>
T afferent_traffic(const T& felt, const Baroreflex<S>& b) {
  return b.least + (b.greatest - b.least) * sigmoid(T((felt - b.set_point) / b.width));
}

/// (3) [1/s]
template <class T, class S>
T sympathetic_traffic(const T& afferent, const Baroreflex<S>& b) {
  using std::exp;
  return b.sympathetic_rest +
         (b.sympathetic_most - b.sympathetic_rest) * exp(-(b.sympathetic_decay * afferent));
}

/// (4) [1/s]
template <class T, class S>
T vagal_traffic(const T& afferent, const Baroreflex<S>& b) {
  return b.vagal_least +
         (b.vagal_most - b.vagal_least) * sigmoid(T((afferent - b.vagal_centre) / b.vagal_width));
}

/// The logarithm of (5): the drive of all sympathetic effectors [1].
template <class T, class S>
T sympathetic_drive(const T& sympathetic, const Baroreflex<S>& b) {
  using std::log1p;
  const T above = (sympathetic - b.sympathetic_threshold) / b.one;
  return select(above > 0.0 * above, T(log1p(above)), T(0.0 * above));
}

/// (6) dDelta/dt under a drive.
template <class T, class D, class S>
T effector_rate(const T& change, const D& drive, const Effector<S>& e) {
  return (e.gain * drive - change) / e.time;
}

}  // namespace cisterna::circulation
