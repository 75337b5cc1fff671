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

// Flattened, and with the law in a local copy: only then do its parameters, and divisions by them, leave the loops.

// A lymphangion whose muscle is at rest.
template <class D>
struct LymphSystem::SlackWall {
  D stretch, inverse_d, passive;
};

template <class T, class D>
LymphSystem::SlackWall<D> LymphSystem::slack_wall(const D& volume, std::size_t i,
                                                  const lymph::HumanWall<double>& law) const {
  const T per_unloaded = load<T>(&per_scale_[i]);
  const auto bore = lymph::open_bore(D(volume * load<T>(&per_length_[i])), load<T>(&folds_[i]));
  const D stretch = bore.diameter * per_unloaded,
          small = bore.inverse * load<T>(&w_.unloaded_diameter[i]);
  return {stretch, bore.inverse, lymph::human_passive(stretch, small, law)};
}

template <class T, class D>
D LymphSystem::full_tension(const SlackWall<D>& wall, std::size_t i, const T& slow,
                            const HumanLaw& law) const {
  const T strength =
      load<T>(&w_.tension_scale[i]) * inverse(T(1.0 + law.shear.amplitude_gain * slow));
  return D(lymph::human_active(wall.inverse_d, wall.stretch, law.wall) * strength);
}

void LymphSystem::press_lymphangions(std::span<const int> which, std::span<const double> y) {
  const double contracting = w_.human.pacemaker.contracting;
  for (const int c : which) {
    const auto i = static_cast<std::size_t>(c);
    const double x = phase_fraction(y[at_.phase + i]);
    const auto wall = slack_wall<double>(y[at_.volume + i], i, w_.human.wall);
    const double full = full_tension(wall, i, y[at_.slow + i], w_.human);
    p_[i] = wall.passive + outside_[i] + full * lymph::twitch(x, contracting);
  }
}

template <bool Linear>
[[gnu::flatten]] void LymphSystem::human_cells(const double* y) {
  const HumanLaw law = w_.human;
  for_each_pack_again(0, w_.lymphangions, [&]<class T>(std::size_t i) {
    using D = std::conditional_t<Linear, Dual<T, 1>, T>;
    const T length = load<T>(&w_.length[i]);
    D volume = load<T>(&y[at_.volume + i]);
    D x = phase_fraction(load<T>(&y[at_.phase + i]));
    if constexpr (Linear) volume.d[0] = T(1.0), x.d[0] = T(1.0);
    const T outside = load<T>(&outside_[i]);
    const SlackWall<D> wall = slack_wall<T>(volume, i, law.wall);
    const D &stretch = wall.stretch, &inverse_d = wall.inverse_d, &passive = wall.passive;
    const D round = lymph::half_resistance(inverse_d, load<T>(&length_per_copy_[i]), w_.viscosity);
    const auto active = [&] { return full_tension(wall, i, load<T>(&y[at_.slow + i]), law); };
    const auto look = [&](const T& folds, const T& per_diameter, const T& phase) {
      const T unit = 1.0 + 0.0 * folds;
      store<T>(&shear_of_flow_[i], lymph::wall_shear(unit, per_diameter, w_.viscosity) * folds);
      store<T>(&window_[i], lymph::trigger_window(phase, load<T>(&window_opens_[i]),
                                                  load<T>(&window_closes_[i]), law.pacemaker));
    };
    if constexpr (Linear) {
      // The phase moves the bore as well as the volume does.
      using C = Dual<T, 2>;
      const auto both = [](const T& value, const T& by_volume, const T& by_phase) {
        C c(value);
        c.d[0] = by_volume, c.d[1] = by_phase;
        return c;
      };
      const T zero = 0.0 * length;
      C tense(zero), bore = lymph::slack_roundness(both(stretch.v, stretch.d[0], zero));
      if (any_of(x.v < law.pacemaker.contracting)) {
        const D full = active(), twitch = lymph::twitch(x, law.pacemaker.contracting);
        tense = both(full.v * twitch.v, full.d[0] * twitch.v, full.v * twitch.d[0]);
        bore = lymph::roundness(both(stretch.v, stretch.d[0], zero), tense,
                                both(passive.v, passive.d[0], zero));
      }
      const T folds = inverse_root(bore.v), folded = folds * folds, r = round.v * folded;
      store<T>(&p_[i], passive.v + outside + tense.v);
      store<T>(&p_v_[i], passive.d[0] + tense.d[0]), store<T>(&p_phase_[i], tense.d[1]);
      store<T>(&half_r_[i], r), store<T>(&half_r_v_[i], (round.d[0] - r * bore.d[0]) * folded);
      store<T>(&half_r_phase_[i], -r * bore.d[1] * folded);
      store<T>(&stretch_[i], stretch.v), store<T>(&stretch_v_[i], stretch.d[0]);
      look(folds, inverse_d.v, x.v);
    } else {
      T tense = 0.0 * length, bore = lymph::slack_roundness(stretch);
      if (any_of(x < law.pacemaker.contracting)) {
        tense = active() * lymph::twitch(x, law.pacemaker.contracting);
        bore = lymph::roundness(stretch, tense, passive);
      }
      const T folds = inverse_root(bore), folded = folds * folds;
      store<T>(&p_[i], passive + outside + tense);
      store<T>(&half_r_[i], round * folded), store<T>(&stretch_[i], stretch);
      look(folds, inverse_d, x);
    }
  });
}

template <bool Linear>
[[gnu::flatten]] void LymphSystem::human_valves(const double* y, double* f) {
  const auto valve = w_.human.valve;
  const double weight = w_.lymph_density * w_.gravity * posture_.sine();
  const std::vector<double>& level = posture_.cells();
  for_each_pack_again(0, w_.valves(), [&]<class T>(std::size_t e) {
    const auto fall = [&](const std::vector<double>& of) {
      return T(from_.read<T>(of.data(), e) - to_.read<T>(of.data(), e));
    };
    const auto sum = [&](const std::vector<double>& of) {
      return T(from_.read<T>(of.data(), e) + to_.read<T>(of.data(), e));
    };
    const T drop = fall(p_) + weight * fall(level);
    const T tube = sum(half_r_), stretch = 0.5 * sum(stretch_);
    const T open = load<T>(&y[at_.valve + e]);
    const T g_open = load<T>(&w_.valve_open[e]), g_closed = load<T>(&w_.valve_closed[e]);
    if constexpr (!Linear) {
      const auto rates = lymph::human_valve(drop, tube, open, stretch, g_open, g_closed, valve);
      store<T>(&valve_flow_[e], rates.flow), store<T>(&f[at_.valve + e], rates.change);
    } else {
      // derivatives to: pressure difference, open fraction, stretch
      using C = Dual<T, 2>;
      using D = Dual<T, 3>;
      const C own = lymph::human_valve_conductance(C::variable(drop, 0), C::variable(open, 1),
                                                   g_open, g_closed, valve);
      const auto x = lymph::human_valve_change(D::variable(drop, 0), D::variable(open, 1),
                                               D::variable(stretch, 2), valve);
      // q = drop own/(1 + tube own)
      const T share = inverse(T(1.0 + tube * own.v)), series = own.v * share, flow = drop * series;
      const T q_own = drop * share * share, q_tube = -flow * series;
      const T q_drop = series + q_own * own.d[0];
      store<T>(&valve_flow_[e], flow), store<T>(&f[at_.valve + e], x.v);
      const auto side = [&](const Places& cell, double sign, double* q_out, double* x_out) {
        const T pv = sign * cell.read<T>(p_v_.data(), e), rv = cell.read<T>(half_r_v_.data(), e);
        const T sv = 0.5 * cell.read<T>(stretch_v_.data(), e);
        store<T>(q_out, q_drop * pv + q_tube * rv);
        store<T>(x_out, x.d[0] * pv + x.d[2] * sv);
      };
      side(from_, 1.0, &q_a_[e], &x_a_[e]);
      side(to_, -1.0, &q_b_[e], &x_b_[e]);
      store<T>(&q_t_[e], q_tube);
      store<T>(&q_x_[e], q_own * own.d[1]), store<T>(&x_x_[e], x.d[1]);
      store<T>(&q_p_[e], q_drop), store<T>(&x_p_[e], x.d[0]);
    }
  });
}

[[gnu::flatten]] void LymphSystem::human_rates(const double* y, double* f) {
  const std::size_t l = w_.lymphangions;
  // Windows of cells that are no lymphangions stay zero.
  for_each_pack_again(0, l, [&]<class T>(std::size_t i) {
    store<T>(&passing_[i],
             0.5 * (into_.read<T>(valve_flow_.data(), i) + out_of_.read<T>(valve_flow_.data(), i)));
    store<T>(&triggers_[i], up_.read<T>(window_.data(), i) + down_.read<T>(window_.data(), i));
  });
  for (const Beside& b : beside_) {
    const std::size_t from = w_.valve_from[b.valve], cell = b.cell;
    if (cell >= l) continue;
    passing_[cell] += 0.5 * valve_flow_[b.valve];
    if (from < l && !is_cut(b.valve)) triggers_[cell] += window_[from];
  }
  const HumanLaw law = w_.human;
  for_each_pack_again(0, l, [&]<class T>(std::size_t i) {
    // of one of the copies: 1/copies = 1/(length copies) length
    const T passing = load<T>(&passing_[i]) * (load<T>(&per_length_[i]) * load<T>(&w_.length[i]));
    const T shear = passing * load<T>(&shear_of_flow_[i]);
    const T fast = load<T>(&y[at_.fast + i]), slow = load<T>(&y[at_.slow + i]);
    const T felt = load<T>(&y[at_.felt + i]);
    const T across = load<T>(&p_[i]) - load<T>(&outside_[i]);
    const T x = phase_fraction(load<T>(&y[at_.phase + i]));
    store<T>(&shear_[i], shear);
    store<T>(&f[at_.phase + i],
             lymph::phase_rate(x, felt, across, load<T>(&triggers_[i]), fast,
                               load<T>(&w_.intrinsic_rate[i]), load<T>(&refractory_rate_[i]),
                               load<T>(&warm_[i]), law.pacemaker));
    store<T>(&f[at_.felt + i], (across - felt) * (1 / law.pacemaker.pressure_time));
    const auto inhibition = lymph::shear_rates(shear, fast, slow, law.shear);
    store<T>(&f[at_.fast + i], inhibition.fast), store<T>(&f[at_.slow + i], inhibition.slow);
  });
}

template void LymphSystem::human_cells<false>(const double*);
template void LymphSystem::human_cells<true>(const double*);
template void LymphSystem::human_valves<false>(const double*, double*);
template void LymphSystem::human_valves<true>(const double*, double*);

}  // namespace cisterna
