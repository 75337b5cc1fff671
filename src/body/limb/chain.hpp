// Chains of lymphangions between two given pressures: the published bench of Bertram 2011, and its human twin.
#pragma once
#include "body/limb/network.hpp"

namespace cisterna {

/// What a Bertram chain is made of; the defaults of every number are the published ones (data/reference/bertram2011).
struct BertramChain {
  std::vector<double> scale_pressure, scale_diameter, start_time;  ///< one a lymphangion
  double length = 0, viscosity = 0, tension = 0, frequency = 0;
  double inlet_pressure = 0, outlet_pressure = 0, outside_pressure = 0;
  lymph::BertramValve<double> valve;
};

LymphNetwork make_chain(const BertramChain& chain);

/// The same chain topology under the human law: `lymphangions` equal ones in a row.
LymphNetwork make_human_chain(const HumanLaw& law, std::size_t lymphangions, double length,
                              double diameter, double viscosity, double valve_open,
                              double valve_closed, double inlet_pressure, double outlet_pressure);

}  // namespace cisterna
