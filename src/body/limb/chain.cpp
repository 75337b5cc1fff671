#include "body/limb/chain.hpp"

namespace cisterna {
namespace {

// Cells 0..n-1 in a row, boundary n before the first, boundary n+1 behind the last.
void lay_row(LymphNetwork& w, std::size_t n, double length, double inlet, double outlet) {
  w.lymphangions = n;
  w.length.assign(n, length);
  w.copies.assign(n, 1.0);
  w.lymphangion_patch.assign(n, -1);
  w.lymphangion_deep.assign(n, 0);
  w.along.assign(n + 2, 0.0);
  w.boundary_pressure = {inlet, outlet};
  const int count = static_cast<int>(n);
  w.valve_from = {count};
  w.valve_to = {0};
  for (int i = 0; i < count; ++i) {
    w.valve_from.push_back(i);
    w.valve_to.push_back(i + 1 < count ? i + 1 : count + 1);
  }
  w.connect();
}

}  // namespace

LymphNetwork make_chain(const BertramChain& chain) {
  LymphNetwork w;
  w.wall = WallLaw::bertram;
  w.viscosity = chain.viscosity;
  w.bertram = {chain.scale_pressure, chain.scale_diameter,   chain.start_time, chain.tension,
               chain.frequency,      chain.outside_pressure, chain.valve};
  lay_row(w, chain.scale_pressure.size(), chain.length, chain.inlet_pressure,
          chain.outlet_pressure);
  return w;
}

LymphNetwork make_human_chain(const HumanLaw& law, std::size_t n, double length, double diameter,
                              double viscosity, double valve_open, double valve_closed,
                              double inlet_pressure, double outlet_pressure) {
  LymphNetwork w;
  w.wall = WallLaw::human;
  w.human = law;
  w.viscosity = viscosity;
  w.unloaded_diameter.assign(n, diameter);
  w.tension_scale.assign(n, 1.0);
  w.intrinsic_rate.assign(n, 1.0);
  lay_row(w, n, length, inlet_pressure, outlet_pressure);
  w.valve_open.assign(n + 1, valve_open);
  w.valve_closed.assign(n + 1, valve_closed);
  return w;
}

}  // namespace cisterna
