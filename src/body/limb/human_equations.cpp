// The human laws inside LymphSystem: wall with twitch, hysteretic valves, pacemaking, shear inhibition.
#include <cmath>

#include "body/limb/lymph_system.hpp"
#include "body/lymph/flow.hpp"
#include "body/lymph/pacemaker.hpp"
#include "body/lymph/shear.hpp"
#include "body/lymph/valve.hpp"
#include "body/lymph/wall.hpp"
#include "math/pack.hpp"

namespace cisterna {

template <bool Linear>
void LymphSystem::human_cells(const double* y) {
  const HumanLaw& law = w_.human;
  const double delay_per_length =
      law.pacemaker.contracting / (law.conduction_speed * law.pacemaker.contraction_time);
  for_each_pack(0, w_.lymphangions, [&]<class T>(std::size_t i) {
    using D = std::conditional_t<Linear, Dual<T, 1>, T>;
    const T copies = load<T>(&w_.copies[i]), length = load<T>(&w_.length[i]);
    D volume = load<T>(&y[at_.volume + i]);
    D x = phase_fraction(load<T>(&y[at_.phase + i]));
    if constexpr (Linear) volume.d[0] = T(1.0), x.d[0] = T(1.0);
    const T unloaded = load<T>(&w_.unloaded_diameter[i]);
    const T residual = law.residual_lumen * (unloaded * unloaded * length);
    const D d = lymph::open_diameter(D(volume / copies), length, residual);
    const D stretch = d / unloaded;
    const T strength = load<T>(&w_.tension_scale[i]) /
                       (1.0 + law.shear.amplitude_gain * load<T>(&y[at_.slow + i]));
    const D active = lymph::human_active(d, stretch, law.wall) * strength;
    const D twitch = lymph::twitch(x, law.pacemaker.contracting);
    const D passive = lymph::human_passive(stretch, law.wall) + load<T>(&outside_[i]);
    const D r = lymph::half_resistance(d, length, w_.viscosity) / copies;
    if constexpr (Linear) {
      store<T>(&p_[i], passive.v + active.v * twitch.v);
      store<T>(&p_v_[i], passive.d[0] + active.d[0] * twitch.v);
      store<T>(&p_phase_[i], active.v * twitch.d[0]);
      store<T>(&half_r_[i], r.v), store<T>(&half_r_v_[i], r.d[0]);
      store<T>(&stretch_[i], stretch.v), store<T>(&stretch_v_[i], stretch.d[0]);
      store<T>(&window_[i],
               lymph::trigger_window(x.v, T(delay_per_length * length), law.pacemaker));
    } else {
      store<T>(&p_[i], passive + active * twitch);
      store<T>(&half_r_[i], r), store<T>(&stretch_[i], stretch);
      store<T>(&window_[i], lymph::trigger_window(x, T(delay_per_length * length), law.pacemaker));
    }
  });
}

template <bool Linear>
void LymphSystem::human_valves(const double* y, double* f) {
  const auto& valve = w_.human.valve;
  const double weight = w_.lymph_density * w_.gravity * sine_;
  for_each_pack(0, w_.valves(), [&]<class T>(std::size_t e) {
    const int *from = &w_.valve_from[e], *to = &w_.valve_to[e];
    const T column = weight * (gather<T>(along_.data(), from) - gather<T>(along_.data(), to));
    const T drop = gather<T>(p_.data(), from) - gather<T>(p_.data(), to) + column;
    const T tube = gather<T>(half_r_.data(), from) + gather<T>(half_r_.data(), to);
    const T stretch = 0.5 * (gather<T>(stretch_.data(), from) + gather<T>(stretch_.data(), to));
    const T open = load<T>(&y[at_.valve + e]);
    const T g_open = load<T>(&w_.valve_open[e]), g_closed = load<T>(&w_.valve_closed[e]);
    if constexpr (!Linear) {
      const auto rates = lymph::human_valve(drop, tube, open, stretch, g_open, g_closed, valve);
      store<T>(&valve_flow_[e], rates.flow), store<T>(&f[at_.valve + e], rates.change);
    } else {
      // derivatives to: pressure difference, tube resistance, open fraction, stretch
      using D = Dual<T, 4>;
      const auto rates =
          lymph::human_valve(D::variable(drop, 0), D::variable(tube, 1), D::variable(open, 2),
                             D::variable(stretch, 3), g_open, g_closed, valve);
      store<T>(&valve_flow_[e], rates.flow.v), store<T>(&f[at_.valve + e], rates.change.v);
      const auto& q = rates.flow.d;
      const auto& x = rates.change.d;
      const auto side = [&](const int* cell, double sign, double* q_out, double* x_out) {
        const T pv = sign * gather<T>(p_v_.data(), cell), rv = gather<T>(half_r_v_.data(), cell);
        const T sv = 0.5 * gather<T>(stretch_v_.data(), cell);
        store<T>(q_out, q[0] * pv + q[1] * rv + q[3] * sv);
        store<T>(x_out, x[0] * pv + x[1] * rv + x[3] * sv);
      };
      side(from, 1.0, &q_a_[e], &x_a_[e]);
      side(to, -1.0, &q_b_[e], &x_b_[e]);
      store<T>(&q_x_[e], q[2]), store<T>(&x_x_[e], x[2]), store<T>(&q_p_[e], q[0]),
          store<T>(&x_p_[e], x[0]);
    }
  });
}

void LymphSystem::human_rates(const double* y, double* f) {
  const std::size_t l = w_.lymphangions;
  std::fill(passing_.begin(), passing_.end(), 0.0);
  std::fill(triggers_.begin(), triggers_.end(), 0.0);
  for (std::size_t e = 0; e < w_.valves(); ++e) {
    const std::size_t a = w_.valve_from[e], b = w_.valve_to[e];
    passing_[a] += 0.5 * valve_flow_[e];
    passing_[b] += 0.5 * valve_flow_[e];
    if (a < l && b < l) triggers_[a] += window_[b], triggers_[b] += window_[a];
  }
  const HumanLaw& law = w_.human;
  for_each_pack(0, l, [&]<class T>(std::size_t i) {
    const T copies = load<T>(&w_.copies[i]);
    const T d = load<T>(&stretch_[i]) * load<T>(&w_.unloaded_diameter[i]);
    const T shear = lymph::wall_shear(T(load<T>(&passing_[i]) / copies), d, w_.viscosity);
    const T fast = load<T>(&y[at_.fast + i]), slow = load<T>(&y[at_.slow + i]);
    const T felt = load<T>(&y[at_.felt + i]);
    const T across = load<T>(&p_[i]) - load<T>(&outside_[i]);
    const T x = phase_fraction(load<T>(&y[at_.phase + i]));
    store<T>(&shear_[i], shear);
    store<T>(&f[at_.phase + i],
             lymph::phase_rate(x, felt, across, load<T>(&triggers_[i]), fast,
                               load<T>(&w_.intrinsic_rate[i]), heat_, law.pacemaker));
    store<T>(&f[at_.felt + i], (across - felt) / law.pacemaker.pressure_time);
    const auto inhibition = lymph::shear_rates(shear, fast, slow, law.shear);
    store<T>(&f[at_.fast + i], inhibition.fast), store<T>(&f[at_.slow + i], inhibition.slow);
  });
}

template void LymphSystem::human_cells<false>(const double*);
template void LymphSystem::human_cells<true>(const double*);
template void LymphSystem::human_valves<false>(const double*, double*);
template void LymphSystem::human_valves<true>(const double*, double*);

}  // namespace cisterna
