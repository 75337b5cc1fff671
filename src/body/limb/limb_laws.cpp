#include "body/limb/limb_laws.hpp"

#include <cmath>

#include "body/limb/limb.hpp"
#include "body/tissue/skin_interstitium.hpp"

namespace cisterna {

const std::vector<std::string>& member_parameters() {
  static const std::vector<std::string> ids = {"lymph.collector.active_tension",
                                               "lymph.pacemaker.rate_low",
                                               "lymph.pacemaker.rate_high",
                                               "lymph.pacemaker.rate_variation",
                                               "lymph.valve.open_resistance",
                                               "lymph.valve.closed_factor",
                                               "lymph.node.conductance_ratio",
                                               "lymph.node.opening_exponent",
                                               "tissue.reference.interstitial_volume",
                                               "tissue.reference.filtration_coefficient",
                                               "tissue.reference.permeability",
                                               "tissue.reference.lymph_conductance",
                                               "tissue.skin.interstitial_fraction",
                                               "tissue.muscle.interstitial_fraction",
                                               "tissue.skin.rest_pressure",
                                               "tissue.skin.slope_dry",
                                               "tissue.skin.slope_normal",
                                               "tissue.skin.slope_swollen",
                                               "tissue.skin.conductivity_gain",
                                               "tissue.muscle.rest_pressure",
                                               "tissue.muscle.slope_swollen",
                                               "tissue.mobility",
                                               "tissue.initial.net_thickness",
                                               "tissue.initial.net_diameter",
                                               "tissue.initial.muscle_fraction",
                                               "tissue.initial.half_resistance",
                                               "tissue.capillary.pressure",
                                               "tissue.capillary.venous_pressure",
                                               "tissue.contact.fluid_share",
                                               "tissue.contact.instantaneous_share",
                                               "tissue.contact.creep_time",
                                               "tissue.contact.shear_modulus"};
  return ids;
}

double reference_diameter(const ParameterSet& p) { return p["lymph.collector.reference_diameter"]; }

namespace {

tissue::Exchange<double> capillary_exchange(const ParameterSet& p) {
  return {p["tissue.capillary.reflection"],
          p["tissue.capillary.plasma_osmotic_linear"],
          p["tissue.capillary.plasma_osmotic_square"],
          p["tissue.capillary.tissue_osmotic_linear"],
          p["tissue.capillary.tissue_osmotic_square"],
          p["tissue.capillary.glycocalyx_time"],
          p["tissue.capillary.venous_pressure"],
          p["tissue.capillary.venous_share"],
          p["tissue.capillary.venous_width"],
          p["tissue.capillary.dependent_share"],
          p["tissue.capillary.raised_share"]};
}

}  // namespace

HumanLaw human_law(const ParameterSet& p) {
  HumanLaw law;
  law.wall = {p["lymph.collector.stiffness_pressure"], p["lymph.collector.stiffness_exponent"],
              p["lymph.collector.collapse_pressure"],  p["lymph.collector.active_tension"],
              p["lymph.collector.optimum_stretch"],    p["lymph.collector.bell_width"]};
  law.residual_lumen = p["lymph.collector.residual_lumen"];
  law.valve = {p["lymph.valve.opening_base"],  p["lymph.valve.opening_span"],
               p["lymph.valve.closing_base"],  p["lymph.valve.closing_span"],
               p["lymph.valve.stretch_low"],   p["lymph.valve.stretch_high"],
               p["lymph.valve.corner"],        p["lymph.valve.pressure_scale"],
               p["lymph.valve.leaflet_time"],  p["lymph.valve.prolapse_pressure"],
               p["lymph.valve.prolapse_width"]};
  auto& m = law.pacemaker;
  m.contraction_time = p["lymph.pacemaker.contraction_time"];
  m.refractory_time = p["lymph.pacemaker.refractory_time"];
  m.contracting = p["lymph.pacemaker.contracting"];
  m.refractory = p["lymph.pacemaker.refractory"];
  m.rate_low = p["lymph.pacemaker.rate_low"];
  m.rate_high = p["lymph.pacemaker.rate_high"];
  m.half_pressure = p["lymph.pacemaker.half_pressure"];
  m.pressure_width = p["lymph.pacemaker.pressure_width"];
  m.rise_gain = p["lymph.pacemaker.rise_gain"];
  m.rise_scale = p["lymph.pacemaker.rise_scale"];
  const double decade = p["lymph.pacemaker.heat_decade"];
  m.heat_gain = std::log(p["lymph.pacemaker.heat_quotient"]) / decade;
  m.trigger_rate = p["lymph.pacemaker.trigger_rate"];
  m.trigger_time = p["lymph.pacemaker.trigger_time"];
  m.switch_width = p["lymph.pacemaker.switch_width"];
  m.pressure_time = p["lymph.pacemaker.pressure_time"];
  m.shear_gain = p["lymph.shear.frequency_gain"];
  law.shear = {p["lymph.shear.half_shear"], p["lymph.shear.fast_time"], p["lymph.shear.slow_time"],
               p["lymph.shear.amplitude_gain"]};
  law.node = {p["lymph.node.equilibrium_share"], p["lymph.node.reference_pressure"],
              p["tissue.capillary.reflection"], p["lymph.node.conductance_ratio"],
              capillary_exchange(p)};
  law.conduction_speed = p["lymph.pacemaker.conduction_speed"];
  law.reference_temperature = p["lymph.pacemaker.reference_temperature"];
  return law;
}

tissue::Interstitium<double> muscle_law(const ParameterSet& p) {
  tissue::Interstitium<double> law = tissue::skin_interstitium(p);
  law.rest_pressure = p["tissue.muscle.rest_pressure"];
  law.slope_swollen = p["tissue.muscle.slope_swollen"];
  return law;
}

void set_laws(const ParameterSet& p, LymphNetwork& w) {
  w.wall = WallLaw::human;
  w.human = human_law(p);
  w.viscosity = p["lymph.fluid.viscosity"];
  w.lymph_density = p["lymph.fluid.density"];
  w.gravity = p["tissue.gravity"];
  TissueModel& t = w.tissue;
  t.skin = tissue::skin_interstitium(p);
  t.muscle = muscle_law(p);
  t.exchange = capillary_exchange(p);
  t.initial = {p["tissue.initial.stiffness_pressure"],
               p["tissue.initial.stiffness_exponent"],
               p["tissue.initial.collapse_pressure"],
               p["tissue.initial.reverse_leak"],
               p["tissue.initial.valve_width"],
               p["tissue.initial.filament_gain"],
               p["tissue.initial.filament_stress"],
               p["lymph.collector.residual_lumen"],
               p["tissue.skin.corner"],
               p["tissue.skin.border_swollen"]};
  t.plasma_protein = p["tissue.capillary.plasma_protein"];
  t.capillary_pressure = p["tissue.capillary.pressure"];
  t.blood_density = p["tissue.blood.density"];
  t.fluid_share = p["tissue.contact.fluid_share"];
  t.instantaneous_share = p["tissue.contact.instantaneous_share"];
  t.creep_time = p["tissue.contact.creep_time"];
  t.shear_modulus = p["tissue.contact.shear_modulus"];
}

}  // namespace cisterna
