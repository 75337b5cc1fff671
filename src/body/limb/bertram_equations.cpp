// Bertram 2011 inside LymphSystem: prescribed contractions, valves with their own pressure drop.
#include <cmath>
#include <numbers>

#include "body/limb/lymph_system.hpp"
#include "body/lymph/flow.hpp"
#include "body/lymph/valve.hpp"
#include "body/lymph/wall.hpp"
#include "math/pack.hpp"

namespace cisterna {

template <bool Linear>
void LymphSystem::bertram_cells(double t, const double* y) {
  const BertramLaw& law = w_.bertram;
  const double pace = 2 * std::numbers::pi * law.frequency;
  for_each_pack(0, w_.lymphangions, [&]<class T>(std::size_t i) {
    using std::cos;
    using D = std::conditional_t<Linear, Dual<T, 1>, T>;
    D volume = load<T>(&y[at_.volume + i]);
    if constexpr (Linear) volume.d[0] = T(1.0);
    const T length = load<T>(&w_.length[i]);
    const D d = lymph::diameter(D(volume / load<T>(&w_.copies[i])), length);
    const T since = t - load<T>(&law.start_time[i]);
    const T swing = select(since > 0.0, T(1.0 - cos(pace * since)), T(0.0 * since));
    const D p = lymph::bertram_passive(d, load<T>(&law.scale_pressure[i]),
                                       load<T>(&law.scale_diameter[i])) +
                lymph::bertram_active(d, law.tension, swing) + law.outside_pressure;
    const D r = lymph::half_resistance(d, length, w_.viscosity) / load<T>(&w_.copies[i]);
    if constexpr (Linear) {
      store<T>(&p_[i], p.v), store<T>(&p_v_[i], p.d[0]);
      store<T>(&half_r_[i], r.v), store<T>(&half_r_v_[i], r.d[0]);
    } else {
      store<T>(&p_[i], p), store<T>(&half_r_[i], r);
    }
  });
}

template <bool Linear>
void LymphSystem::bertram_valves(const double* y, double* f) {
  const auto& valve = w_.bertram.valve;
  for_each_pack(0, w_.valves(), [&]<class T>(std::size_t e) {
    const int *from = &w_.valve_from[e], *to = &w_.valve_to[e];
    const T p_a = gather<T>(p_.data(), from), p_b = gather<T>(p_.data(), to);
    const T r_a = gather<T>(half_r_.data(), from), r_b = gather<T>(half_r_.data(), to);
    const T felt = load<T>(&y[at_.valve + e]);
    if constexpr (!Linear) {
      const auto rates = lymph::bertram_valve(T(p_a - p_b), T(r_a + r_b), felt, valve);
      store<T>(&valve_flow_[e], rates.flow), store<T>(&f[at_.valve + e], rates.change);
    } else {
      // derivatives to: pressure difference, tube resistance, felt pressure
      using D = Dual<T, 3>;
      const auto rates = lymph::bertram_valve(D::variable(p_a - p_b, 0), D::variable(r_a + r_b, 1),
                                              D::variable(felt, 2), valve);
      store<T>(&valve_flow_[e], rates.flow.v), store<T>(&f[at_.valve + e], rates.change.v);
      const T pv_a = gather<T>(p_v_.data(), from), pv_b = gather<T>(p_v_.data(), to);
      const T rv_a = gather<T>(half_r_v_.data(), from), rv_b = gather<T>(half_r_v_.data(), to);
      const auto& q = rates.flow.d;
      const auto& x = rates.change.d;
      store<T>(&q_a_[e], q[0] * pv_a + q[1] * rv_a), store<T>(&q_b_[e], q[1] * rv_b - q[0] * pv_b);
      store<T>(&x_a_[e], x[0] * pv_a + x[1] * rv_a), store<T>(&x_b_[e], x[1] * rv_b - x[0] * pv_b);
      store<T>(&q_x_[e], q[2]), store<T>(&x_x_[e], x[2]), store<T>(&q_p_[e], q[0]),
          store<T>(&x_p_[e], x[0]);
    }
  });
}

template void LymphSystem::bertram_cells<false>(double, const double*);
template void LymphSystem::bertram_cells<true>(double, const double*);
template void LymphSystem::bertram_valves<false>(const double*, double*);
template void LymphSystem::bertram_valves<true>(const double*, double*);

}  // namespace cisterna
