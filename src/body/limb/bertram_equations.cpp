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
[[gnu::flatten]] void LymphSystem::bertram_cells(double t, const double* y) {
  const BertramLaw& law = w_.bertram;
  const double pace = 2 * std::numbers::pi * law.frequency;
  const double cosine = std::cos(pace * t), sine = std::sin(pace * t);
  for_each_pack(0, w_.lymphangions, [&]<class T>(std::size_t i) {
    using D = std::conditional_t<Linear, Dual<T, 1>, T>;
    D volume = load<T>(&y[at_.volume + i]);
    if constexpr (Linear) volume.d[0] = T(1.0);
    const T per_scale = load<T>(&per_scale_[i]);
    const auto [d, inverse_d] = lymph::bore(D(volume * load<T>(&per_length_[i])));
    const D x = d * per_scale, per_x = inverse_d * load<T>(&w_.bertram.scale_diameter[i]);
    // cos and sin of 2 pi f (t - t_0)
    const T c = load<T>(&pace_cos_[i]), s = load<T>(&pace_sin_[i]);
    const auto begun = t - load<T>(&law.start_time[i]) > 0.0;
    const T swing = select(begun, T(1.0 - (cosine * c + sine * s)), T(0.0 * c));
    const D p = lymph::bertram_passive(x, per_x, load<T>(&law.scale_pressure[i])) +
                (lymph::bertram_active(inverse_d, law.tension, swing) + law.outside_pressure);
    const D r = lymph::half_resistance(inverse_d, load<T>(&length_per_copy_[i]), w_.viscosity);
    if constexpr (Linear) {
      const T turn = select(begun, T(pace * (sine * c - cosine * s)), T(0.0 * c));
      store<T>(&p_t_[i], lymph::bertram_active(inverse_d.v, law.tension, turn));
      store<T>(&p_[i], p.v), store<T>(&p_v_[i], p.d[0]);
      store<T>(&half_r_[i], r.v), store<T>(&half_r_v_[i], r.d[0]);
    } else {
      store<T>(&p_[i], p), store<T>(&half_r_[i], r);
    }
  });
}

template <bool Linear>
[[gnu::flatten]] void LymphSystem::bertram_valves(const double* y, double* f) {
  const auto valve = w_.bertram.valve;
  for_each_pack(0, w_.valves(), [&]<class T>(std::size_t e) {
    const T drop = from_.read<T>(p_.data(), e) - to_.read<T>(p_.data(), e);
    const T tube = from_.read<T>(half_r_.data(), e) + to_.read<T>(half_r_.data(), e);
    const T felt = load<T>(&y[at_.valve + e]);
    if constexpr (!Linear) {
      const auto rates = lymph::bertram_valve(drop, tube, felt, valve);
      store<T>(&valve_flow_[e], rates.flow), store<T>(&f[at_.valve + e], rates.change);
    } else {
      // Only the resistance is a law to differentiate; the rest is q = drop/(tube + own) and its slopes.
      const auto own = lymph::bertram_resistance(Dual<T, 1>::variable(felt, 0), valve);
      const T series = inverse(T(tube + own.v)), flow = drop * series, q_r = -flow * series;
      const double rate = 1 / valve.lag;
      store<T>(&valve_flow_[e], flow);
      store<T>(&f[at_.valve + e], (flow * own.v - felt) * rate);
      const auto side = [&](const Places& cell, double sign, double* q_out, double* x_out) {
        const T q = series * (sign * cell.read<T>(p_v_.data(), e)) +
                    q_r * cell.read<T>(half_r_v_.data(), e);
        store<T>(q_out, q), store<T>(x_out, q * own.v * rate);
      };
      side(from_, 1.0, &q_a_[e], &x_a_[e]);
      side(to_, -1.0, &q_b_[e], &x_b_[e]);
      const T q_x = q_r * own.d[0];
      store<T>(&q_x_[e], q_x), store<T>(&x_x_[e], (q_x * own.v + flow * own.d[0] - 1.0) * rate);
      store<T>(&q_p_[e], series), store<T>(&x_p_[e], series * own.v * rate);
    }
  });
}

template void LymphSystem::bertram_cells<false>(double, const double*);
template void LymphSystem::bertram_cells<true>(double, const double*);
template void LymphSystem::bertram_valves<false>(const double*, double*);
template void LymphSystem::bertram_valves<true>(const double*, double*);

}  // namespace cisterna
