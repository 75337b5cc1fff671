// What the laws of a lymphangion are set by. The equations, with what each symbol means, are in the cards named;
// they are apart so that a change of an equation recompiles only what evaluates it.
#pragma once

namespace cisterna::lymph {

/// valve.hpp
template <class S>
struct BertramValve {
  S open_resistance{}, closed_resistance{};  ///< R_min, R_max [Pa s/m3]
  S opening_pressure{}, opening_slope{};     ///< p_o [Pa], s_o [1/Pa]
  S failure_pressure{}, failure_slope{};     ///< p_f [Pa], s_f [1/Pa]
  S lag{};                                   ///< t_v [s]
};

/// valve.hpp
template <class S>
struct HumanValve {
  S opening_base{}, opening_span{};  ///< o_0, o_1 [Pa]
  S closing_base{}, closing_span{};  ///< c_0, c_1 [Pa]
  S stretch_low{}, stretch_high{};   ///< l_0, l_1 [1]
  S corner{};                        ///< width of r's corner [Pa]
  S pressure_scale{};  ///< p_t: excess at which leaflets move at half their speed [Pa]
  S time{};            ///< t_v [s]
  S prolapse_pressure{}, prolapse_width{};  ///< [Pa]
};

/// wall.hpp
template <class S>
struct HumanWall {
  S stiffness_pressure{};  ///< P_s [Pa]
  S stiffness_exponent{};  ///< k [1]
  S collapse_pressure{};   ///< P_c [Pa]
  S active_tension{};      ///< T [N/m]
  S optimum_stretch{};     ///< l_opt [1]
  S bell_width{};          ///< w [1]
};

/// pacemaker.hpp
template <class S>
struct Pacemaker {
  S contraction_time{}, refractory_time{};  ///< t_c, t_0 [s]
  S contracting{}, refractory{};            ///< x_c, x_r [1]
  S rate_low{}, rate_high{};                ///< f_0, f_1 [1/s]
  S half_pressure{}, pressure_width{};      ///< p_50, p_s [Pa]
  S rise_gain{}, rise_scale{};              ///< k_r [1], p_r [Pa/s]
  S heat_gain{};                            ///< q [1/K]
  S trigger_rate{};                         ///< k_t [1/s]
  S trigger_time{};                         ///< t_w [s]
  S switch_width{};                         ///< d [1]
  S pressure_time{};                        ///< t_p [s]
  S shear_gain{};                           ///< alpha [1]
};

/// shear.hpp
template <class S>
struct ShearInhibition {
  S half_shear{};              ///< tau_50 [Pa]
  S fast_time{}, slow_time{};  ///< [s]
  S amplitude_gain{};          ///< beta [1]
};

}  // namespace cisterna::lymph
