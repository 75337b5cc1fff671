#include "body/oxygen/muscle_bed.hpp"

#include <algorithm>

#include "body/oxygen/lactate_pool.hpp"
#include "model/parameter.hpp"

namespace cisterna::oxygen {
namespace {

Haemoglobin<double> haemoglobin(const ParameterSet& p) {
  return {p["oxygen.blood.scale"],         p["oxygen.blood.knee"],
          p["oxygen.blood.bohr_pressure"], p["oxygen.blood.bohr_exponent"],
          p["oxygen.blood.bohr_offset"],   p["oxygen.blood.reference_ph"],
          p["oxygen.blood.capacity"],      p["oxygen.blood.dissolved"],
          p["oxygen.blood.hill"]};
}

VesselTone<double> vessel_tone(const ParameterSet& p) {
  return {p["oxygen.flow.metabolic_gain"], p["oxygen.flow.metabolic_time"],
          p["oxygen.flow.myogenic_gain"],  p["oxygen.flow.myogenic_rise"],
          p["oxygen.flow.myogenic_fall"],  p["oxygen.flow.shear_gain"],
          p["oxygen.flow.shear_time"],     p["oxygen.flow.work_gain"],
          p["oxygen.flow.work_time"],      p["oxygen.flow.acid_doubling"],
          p["oxygen.flow.floor"],          p["oxygen.flow.corner"],
          p["oxygen.flow.greatest"],       p["oxygen.pressure.corner"]};
}

}  // namespace

MusclePressure<double> muscle_pressure(const ParameterSet& p) {
  return {p["tissue.muscle.rest_pressure"], p["oxygen.pressure.span"],
          p["oxygen.pressure.half"],        p["oxygen.pressure.closing"],
          p["oxygen.pressure.across_wall"], p["oxygen.pressure.stiffness"],
          p["oxygen.pressure.residual"],    p["oxygen.pressure.corner"]};
}

MuscleBedParameters muscle_bed(const ParameterSet& p, double volume) {
  MuscleBedParameters bed;
  bed.blood = haemoglobin(p);
  bed.store = {p["oxygen.muscle.dissolved"],      p["oxygen.muscle.myoglobin"],
               p["oxygen.muscle.myoglobin_half"], p["oxygen.muscle.half_use"],
               p["oxygen.muscle.phosphate"],      p["oxygen.muscle.phosphate_time"],
               p["oxygen.lactate.yield"],         p["oxygen.lactate.gas_amount"]};
  bed.tone = vessel_tone(p);
  bed.pressure = muscle_pressure(p);
  bed.volume = volume;
  bed.blood_share = p["oxygen.muscle.blood_share"];
  bed.perfusion = p["oxygen.muscle.perfusion"];
  bed.demand = p["oxygen.muscle.demand"];
  bed.greatest_demand = p["oxygen.muscle.greatest_demand"];
  bed.oxygen_conductance = p["oxygen.muscle.conductance"];
  bed.lactate_permeability = p["oxygen.lactate.permeability"];
  bed.lactate_oxidation = p["oxygen.lactate.oxidation"];
  bed.lactate_rest = p["oxygen.lactate.muscle_rest"];
  bed.water_share = p["oxygen.lactate.water_share"];
  bed.arterial_pressure = p["oxygen.muscle.arterial_pressure"];
  bed.venous_pressure = p["oxygen.muscle.venous_pressure"];
  bed.arterial_oxygen = p["oxygen.blood.arterial_pressure"];
  bed.arterial_lactate = p["oxygen.lactate.arterial"];
  return bed;
}

LactatePool<double> lactate_pool(const ParameterSet& p, double with_beds) {
  const double other = std::max(0.0, p["oxygen.lactate.muscle"] - with_beds);
  const double water = p["oxygen.lactate.water_share"];
  const double uptake = taken_up(p["oxygen.muscle.perfusion"], p["oxygen.lactate.permeability"],
                                 p["oxygen.lactate.oxidation"], water);
  return {p["oxygen.lactate.pool"] + water * other, p["oxygen.lactate.clearance"] + uptake * other,
          p["oxygen.lactate.arterial"]};
}

MuscleBed::MuscleBed(const MuscleBedParameters& p) : p_(p) {
  inputs.arterial_pressure = p.arterial_pressure, inputs.venous_pressure = p.venous_pressure;
  inputs.arterial_content = oxygen_content(p.arterial_oxygen, p.blood);
  inputs.arterial_lactate = p.arterial_lactate;

  // Oxygen at rest: what flow brings, what passes into tissue and what is used are one; phosphates lack what oxygen
  // refills, so that f = (D - M)/(D - M + R/f). What is missing falls as tissue is richer: halve the interval.
  double use = 0, low = 0, high = p.arterial_oxygen, tissue = 0, emptied = 0;
  constexpr int kHalvings = 4 * 16;
  for (int k = 0; k < kHalvings; ++k) {
    tissue = 0.5 * (low + high);
    const double spent = oxygen_use(tissue, p.demand, p.store);
    const double full = oxygen_use(tissue, p.store.phosphate / p.store.phosphate_time, p.store);
    emptied = (p.demand - spent) / (p.demand - spent + full);
    use = spent + refill_use(emptied, tissue, p.store);
    const double venous = tissue + use / p.oxygen_conductance;
    const double brought =
        p.perfusion * (inputs.arterial_content - oxygen_content(venous, p.blood));
    (brought > use ? low : high) = tissue;
  }
  rest_[phosphate] = emptied;
  const double flow = p.perfusion * p.volume;
  const double blood_volume = p.blood_share * p.volume;
  rest_content_ = inputs.arterial_content - use / p.perfusion;
  rest_[blood] = blood_volume;
  rest_[blood_oxygen] = blood_volume * rest_content_;
  rest_[tissue_oxygen_held] = p.volume * tissue_oxygen(tissue, p.store);

  // Lactate at rest: what is made beyond what is burnt leaves with the blood.
  const double exchange = p.lactate_permeability * p.volume;
  const double venous_lactate =
      (flow * p.arterial_lactate + exchange * p.lactate_rest) / (flow + exchange);
  rest_[blood_lactate] = blood_volume * venous_lactate;
  rest_[tissue_lactate_held] = p.water_share * p.volume * p.lactate_rest;
  lactate_made_at_rest_ =
      p.lactate_oxidation * p.water_share * p.lactate_rest +
      p.lactate_permeability * (p.lactate_rest - venous_lactate) -
      lactate_from_want(emptied, p.demand - oxygen_use(tissue, p.demand, p.store), p.store);

  const MuscleBedFlows<double> x = flows<double>(rest_);
  rest_across_ = p.arterial_pressure - x.tissue;
  // Rounding keeps P a little above its argument: the state k of rest is that of the law.
  rest_across_ = rounded_positive(rest_across_, p.tone.pressure_corner);
  inflow_conductance_ = flow / x.in, outflow_conductance_ = flow / x.out;

  constexpr double kShare = 1.0 / (16 * 16 * 16 * 16 * 16);  // about a millionth
  slack_ = rest_[tissue_oxygen_held] * 16 * kShare;
  tolerances_ = {{{blood, blood_lactate, kShare * rest_[blood_oxygen], kShare},
                  {blood_lactate, metabolic, kShare * rest_[blood_lactate], kShare},
                  {metabolic, ledger_in, 16 * kShare, 16 * kShare}}};
}

}  // namespace cisterna::oxygen
