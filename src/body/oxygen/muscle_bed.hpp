// A bed of muscle between an artery and a vein: blood, oxygen, lactate and the tone of its vessels.
//
//   (1) V_b' = Q - Q_o
//   (2) N_b' = Q C_a - Q_o C_v - J,  N_t' = J - (M + R) V,  J = K V (P_b - P_t),  C_v = N_b/V_b
//   (3) L_b' = Q l_a - Q_o l_v + F,  L_t' = G V - r L_t - F,  F = H V (l_t - l_v)
//   (4) D = D_0 + x (D_m - D_0) + D_e                     demand at a contraction of strength x
//   with Q, Q_o of muscle_pressure.hpp, P_b, C of haemoglobin.hpp, P_t, M, R, f, G of tissue_store.hpp, w = n w_l with
//   w_l of vessel_tone.hpp, n what nerves leave
//
//   V tissue, V_b blood that exchanges [m3], N oxygen [m3 of gas], L lactate [mol], l concentrations [mol/m3], K oxygen
//   conductance [1/(Pa s)], H lactate permeability [1/s], r oxidation of lactate [1/s], D_0, D_m demand at rest, greatest
//
// Ports: pressures of artery, vein and outside, strength of the contraction, content and lactate of arterial blood, n; out:
// Q and Q_o and what they carry. Conductances follow from the state of rest, which is solved: a bed at rest does not move.
// Conserved: blood, oxygen (less use), lactate (less what is made and burnt). All counted by the ledger.
#pragma once
#include <array>
#include <cstddef>
#include <span>

#include "body/oxygen/haemoglobin.hpp"
#include "body/oxygen/muscle_pressure.hpp"
#include "body/oxygen/tissue_store.hpp"
#include "body/oxygen/vessel_tone.hpp"
#include "math/tolerance.hpp"

namespace cisterna {
class ParameterSet;
}

namespace cisterna::oxygen {

struct MuscleBedParameters {
  Haemoglobin<double> blood;
  TissueStore<double> store;
  VesselTone<double> tone;
  MusclePressure<double> pressure;
  double volume = 0, blood_share = 0;              ///< V [m3], V_0/V [1]
  double perfusion = 0;                            ///< at rest, Q_0/V [1/s]
  double demand = 0, greatest_demand = 0;          ///< D_0, D_m [1/s]
  double oxygen_conductance = 0;                   ///< K [1/(Pa s)]
  double lactate_permeability = 0;                 ///< H [1/s]
  double lactate_oxidation = 0, lactate_rest = 0;  ///< r [1/s], l_t at rest [mol/m3]
  double water_share = 0;                          ///< of tissue, where lactate dissolves [1]
  double arterial_pressure = 0, venous_pressure = 0, arterial_oxygen = 0,
         arterial_lactate = 0;  ///< at rest
};
/// Of a bed of `volume` of tissue [m3].
MuscleBedParameters muscle_bed(const ParameterSet& parameters, double volume);
MusclePressure<double> muscle_pressure(const ParameterSet& parameters);

struct MuscleBedInputs {
  double arterial_pressure = 0, venous_pressure = 0, outside_pressure = 0;  ///< [Pa]
  double contraction = 0;                                                   ///< x [1]
  double depth = 1;             ///< of muscle_pressure.hpp (1)
  double extra_demand = 0;      ///< D_e [1/s]
  double arterial_content = 0;  ///< C_a [1]
  double arterial_lactate = 0;  ///< l_a [mol/m3]
  double nerves = 1;            ///< n: conductance that nerves leave, of that at rest [1]
};

/// What a bed shows at a state.
template <class T>
struct MuscleBedFlows {
  T in, out;                                       ///< Q, Q_o [m3/s]
  T tissue, blood;                                 ///< p_t, P_b [Pa]
  T venous_content, venous_oxygen, tissue_oxygen;  ///< C_v [1], oxygen pressures [Pa]
  T venous_lactate, tissue_lactate;                ///< [mol/m3]
  T demand, use, refill, conductance;              ///< D, M, R [1/s], w [1]
};

class MuscleBed {
 public:
  explicit MuscleBed(const MuscleBedParameters& p);

  MuscleBedInputs inputs;  ///< begin as those of rest

  enum : std::size_t {
    blood,
    blood_oxygen,
    tissue_oxygen_held,
    blood_lactate,
    tissue_lactate_held,
    metabolic,
    myogenic,
    shear,
    work,
    phosphate,
    ledger_in,
    ledger_out,
    oxygen_in,
    oxygen_out,
    oxygen_used,
    lactate_in,
    lactate_out,
    lactate_made,
    lactate_burnt,
    kStates
  };
  std::size_t size() const { return kStates; }
  std::size_t dynamic() const { return kStates; }
  std::span<const ToleranceBlock> tolerances() const { return tolerances_; }
  bool admissible(std::span<const double> y) const {
    return y[blood] > 0 && y[blood_oxygen] >= -slack_ && y[tissue_oxygen_held] >= -slack_;
  }
  const std::array<double, kStates>& rest() const { return rest_; }
  const MuscleBedParameters& parameters() const { return p_; }

  template <class T>
  MuscleBedFlows<T> flows(std::span<const T> y) const;
  /// Q alone [m3/s].
  double inflow(std::span<const double> y) const {
    MuscleBedFlows<double> x;
    pass(y, x);
    return x.in;
  }
  template <class T>
  void rates(const T&, std::span<const T> y, std::span<const double>, std::span<T> f) const;

 private:
  /// What of flows() has to do with pressures and blood alone.
  template <class T>
  void pass(std::span<const T> y, MuscleBedFlows<T>& x) const;

  MuscleBedParameters p_;
  double inflow_conductance_ = 1, outflow_conductance_ = 1;  ///< G_0, G_v [m3/(s Pa)]
  double rest_content_ = 0, rest_across_ = 1, lactate_made_at_rest_ = 0;
  double slack_ =
      0;  ///< oxygen that an exhausted store may go below zero, by the stepper's tolerance
  std::array<double, kStates> rest_{};
  std::array<ToleranceBlock, 3> tolerances_;
};

template <class T>
void MuscleBed::pass(std::span<const T> y, MuscleBedFlows<T>& x) const {
  const T relative = y[blood] / (p_.blood_share * p_.volume);
  x.tissue = tissue_pressure_of(T(inputs.contraction), T(inputs.depth), T(inputs.outside_pressure),
                                p_.pressure);
  x.blood = blood_pressure(x.tissue, relative, p_.pressure);
  x.tissue_lactate = y[tissue_lactate_held] / (p_.water_share * p_.volume);
  x.conductance =
      inputs.nerves * relative_conductance(y[metabolic], y[myogenic], y[work], y[shear],
                                           T(x.tissue_lactate - p_.lactate_rest), p_.tone);
  const T down = downstream_pressure(x.tissue, x.blood, p_.pressure);
  x.in = inflow_conductance_ * x.conductance *
         inflow_pressure(T(inputs.arterial_pressure), down, p_.pressure);
  x.out = outflow_conductance_ * x.conductance *
          outflow_pressure(x.blood, T(inputs.venous_pressure), relative, p_.pressure);
}

template <class T>
MuscleBedFlows<T> MuscleBed::flows(std::span<const T> y) const {
  MuscleBedFlows<T> x;
  pass(y, x);
  x.venous_content = y[blood_oxygen] / y[blood];
  x.venous_oxygen = oxygen_pressure(x.venous_content, p_.blood);
  x.tissue_oxygen = tissue_pressure(T(y[tissue_oxygen_held] / p_.volume), p_.store);
  x.venous_lactate = y[blood_lactate] / y[blood];
  x.demand =
      T(p_.demand + inputs.contraction * (p_.greatest_demand - p_.demand) + inputs.extra_demand);
  x.use = oxygen_use(x.tissue_oxygen, x.demand, p_.store);
  x.refill = refill_use(y[phosphate], x.tissue_oxygen, p_.store);
  return x;
}

template <class T>
void MuscleBed::rates(const T&, std::span<const T> y, std::span<const double>,
                      std::span<T> f) const {
  const MuscleBedFlows<T> x = flows(y);
  const T moved = p_.oxygen_conductance * p_.volume * (x.venous_oxygen - x.tissue_oxygen);
  const T used = (x.use + x.refill) * p_.volume, missing = x.demand - x.use;
  const T washed = p_.lactate_permeability * p_.volume * (x.tissue_lactate - x.venous_lactate);
  const T made =
      p_.volume * (lactate_made_at_rest_ + lactate_from_want(y[phosphate], missing, p_.store));
  const T burnt = p_.lactate_oxidation * y[tissue_lactate_held];
  f[ledger_in] = x.in, f[ledger_out] = x.out;
  f[oxygen_in] = x.in * inputs.arterial_content, f[oxygen_out] = x.out * x.venous_content;
  f[oxygen_used] = used;
  f[lactate_in] = x.in * inputs.arterial_lactate, f[lactate_out] = x.out * x.venous_lactate;
  f[lactate_made] = made, f[lactate_burnt] = burnt;
  f[blood] = x.in - x.out;
  f[blood_oxygen] = f[oxygen_in] - f[oxygen_out] - moved;
  f[tissue_oxygen_held] = moved - used;
  f[blood_lactate] = f[lactate_in] - f[lactate_out] + washed;
  f[tissue_lactate_held] = made - burnt - washed;
  f[metabolic] = metabolic_rate(y[metabolic], x.venous_content, rest_content_, p_.tone);
  f[myogenic] =
      myogenic_rate(y[myogenic], T(inputs.arterial_pressure - x.tissue), rest_across_, p_.tone);
  f[work] = work_rate(y[work], T(x.demand / p_.demand), p_.tone);
  f[phosphate] = phosphate_rate(y[phosphate], missing, x.refill, p_.store);
  f[shear] = shear_rate(y[shear], T(x.in / (p_.perfusion * p_.volume)), x.conductance, p_.tone);
}

}  // namespace cisterna::oxygen
