// Small networks for the tests beside the assembled equations.
#pragma once
#include <algorithm>
#include <limits>
#include <numbers>
#include <vector>

#include "body/limb/chain.hpp"
#include "body/limb/lymph_system.hpp"
#include "body/lymph/sample_laws_test.hpp"

namespace cisterna::sample {

/// The four graded lymphangions as published [bertram2011].
inline BertramChain graded_chain(double adverse) {
  BertramChain c;
  c.scale_pressure = {5, 7.5, 10, 12.5};
  c.scale_diameter = {2.5e-4, 2.2e-4, 1.9e-4, 1.6e-4};
  c.start_time = {0.5, 1.0, 1.5, 2.0};
  c.length = 3e-3, c.viscosity = 1e-3, c.tension = 3.6e-3, c.frequency = 0.5;
  c.inlet_pressure = 227.5, c.outlet_pressure = 227.5 + adverse, c.outside_pressure = 210;
  c.valve = lymph::sample_bertram_valve<double>();
  c.valve.lag = 1e-4;
  return c;
}

inline HumanLaw human_law() {
  HumanLaw law;
  law.wall = lymph::sample_wall<double>();
  law.residual_lumen = 0.01;
  law.valve = lymph::sample_human_valve<double>();
  law.pacemaker = lymph::sample_pacemaker<double>();
  law.shear = lymph::sample_shear<double>();
  law.conduction_speed = 8e-3, law.reference_temperature = 306;
  return law;
}

inline TissueModel tissue() {
  constexpr double kMmHg = 133.322;
  TissueModel t;
  t.patches = 4, t.skin_patches = 2;
  t.rest_volume = {5e-5, 6e-5, 4e-5, 4e-5};
  t.filtration_coefficient = {1.5e-12, 1.5e-12, 1e-12, 1e-12};
  t.permeability = {5e-11, 5e-11, 4e-11, 4e-11};
  t.along = {0.5, 0.3, 0.5, 0.3};
  t.links = {{0, 1, 1e-14}, {0, 2, 1e-14}, {2, 3, 1e-14}};
  t.skin = {-0.7 * kMmHg, 15.3 * kMmHg, 10.5 * kMmHg, 56, 1.131, 1.226, 0.01, 66, 10};
  t.muscle = t.skin;
  t.exchange = {0.99, 0.1752 * kMmHg, 0.0028 * kMmHg, 0.2336 * kMmHg, 0.0034 * kMmHg,
                60,   8 * kMmHg,      0.86,           2 * kMmHg,      0.4,
                0.1};
  t.initial = {40, 2, 40, 0.01, 13, 3, 267, 0.01, 0.01, 1.226};
  t.plasma_protein = 70, t.capillary_pressure = 19.3 * kMmHg;
  t.blood_density = 1055;
  t.fluid_share = 0.7, t.instantaneous_share = 0.5, t.creep_time = 2, t.shear_modulus = 2000;
  return t;
}

/// Two collectors of `half` lymphangions each over two skin patches, three initial lymphatics, a node, and an
/// anastomosis between the collectors; the nets of the skin patches are joined.
inline LymphNetwork looped_limb(int half = 6) {
  const int l = 2 * half, initials = 3, node = l + initials, outlet = node + 1;
  LymphNetwork w = make_human_chain(human_law(), static_cast<std::size_t>(l), 6e-3, 3e-4, 1.04e-3,
                                    1e-11, 5e-17, 0, 0);
  w.tissue = tissue();
  w.lymph_density = 1010, w.gravity = 9.81;
  w.initials = initials, w.nodes = 1;
  w.initial_slack.assign(initials, 1e-8), w.initial_half_resistance.assign(initials, 1e11);
  w.primary_conductance.assign(initials, 1e-12), w.initial_patch = {0, 1, 2};
  w.plexus = {{0, 1, 1e-12}};
  w.node_slack = {1e-6}, w.node_compliance = {1e-11}, w.node_patch = {1}, w.node_names = {"node"};
  w.node_opening = {1.5}, w.node_stated_filling = {1.05};
  w.boundary_pressure = {-3000};  // low: nothing ever comes back from the outlet
  w.along.clear(), w.valve_from.clear(), w.valve_to.clear();
  for (int i = 0; i < l; ++i) {
    w.along.push_back(0.5 - 0.03 * (i % half));
    w.lymphangion_patch[i] = i % half < half / 2 ? 0 : 1;
    w.copies[i] = 1 + i / half;
    const bool first = i % half == 0, last = i % half == half - 1;
    if (first) w.valve_from.push_back(l + i / half), w.valve_to.push_back(i);
    w.valve_from.push_back(i), w.valve_to.push_back(last ? node : i + 1);
  }
  w.lymphangion_deep[0] = 1;
  std::vector<double> depth(w.lymphangions, 4e-3);
  depth[0] = 14e-3;
  w.lay_sites(depth);
  w.valve_from.push_back(l + 2), w.valve_to.push_back(half / 2);  // a third net joins halfway
  for (const double s : {0.5, 0.45, 0.4, 0.1, 0.0}) w.along.push_back(s);
  w.valve_open.assign(w.valves(), 1e-11), w.valve_closed.assign(w.valves(), 5e-17);
  w.resistor_from = {node, 1}, w.resistor_to = {outlet, half + 3};
  w.resistor_conductance = {1e-11, 1e-13};
  w.closing = 1;
  w.connect();
  return w;
}

/// The same, whose node drains into a vein as nodes of an anatomy do: by a valve.
inline LymphNetwork looped_limb_with_a_vein() {
  LymphNetwork w = looped_limb();
  w.valve_from.push_back(w.resistor_from[0]), w.valve_to.push_back(w.resistor_to[0]);
  w.valve_open.push_back(w.resistor_conductance[0]), w.valve_closed.push_back(5e-17);
  w.resistor_from.erase(w.resistor_from.begin()), w.resistor_to.erase(w.resistor_to.begin());
  w.resistor_conductance.erase(w.resistor_conductance.begin());
  w.connect();
  return w;
}

/// A steady hand on the first patch, a limb hanging a little, warm skin.
class Pressed : public Surroundings {
 public:
  explicit Pressed(std::size_t patches, double pressure = 500)
      : patches_(patches), pressure_(pressure) {}
  double next_breakpoint(double) const override { return std::numeric_limits<double>::infinity(); }
  bool touching(double) const override { return pressure_ > 0; }
  void loads(double, DepthLoads out) const override {
    for (std::size_t i = 0; i < patches_; ++i) {
      const double share = i == 0 ? 1 : 0;
      out.skin[i] = share * pressure_;
      out.muscle[i] = 0.3 * share * pressure_, out.traction[i] = 0.2 * share * pressure_;
    }
    // Sites of looped_limb(): the deep lymphangion of the first patch, the others of it, the second patch.
    const double arrives[] = {0.4, 0.9, 0};
    for (std::size_t k = 0; k < out.collector.size(); ++k)
      out.collector[k] = arrives[std::min(k, std::size_t{2})] * pressure_;
  }
  double elevation(double) const override { return -0.1; }
  double skin_temperature(double) const override { return 307; }

 private:
  std::size_t patches_;
  double pressure_;
};

/// Nothing touches the limb; it lies or stands at an angle.
class Lying : public Surroundings {
 public:
  explicit Lying(double elevation) : elevation_(elevation) {}
  double next_breakpoint(double) const override { return std::numeric_limits<double>::infinity(); }
  bool touching(double) const override { return false; }
  void loads(double, DepthLoads) const override {}
  double elevation(double) const override { return elevation_; }
  double skin_temperature(double) const override { return 307; }

 private:
  double elevation_;
};

/// ROS2 with a fixed step: tests of the equations need no adaptive solver. Carried states move as the solver
/// moves them.
class PlainRun {
 public:
  PlainRun(LymphSystem& system, std::vector<double> y)
      : state(std::move(y)), system_(system), next_(state), k1_(state.size()), k2_(state.size()) {}
  void steps(long count, double h) {
    const double gamma = 1 - 1 / std::numbers::sqrt2;
    const std::size_t n = system_.dynamic();
    for (long s = 0; s < count; ++s, time += h) {
      system_.linearise(time, state, k1_);
      system_.factor(1 / (gamma * h));
      system_.solve(k1_);  // (1/(gamma h) - A)^-1 f: gamma h times the first increment's rate
      for (std::size_t i = 0; i < n; ++i) next_[i] = state[i] + k1_[i] / gamma;
      system_.rates(time + h, next_, k2_);
      for (std::size_t i = 0; i < n; ++i) k2_[i] -= 2 * k1_[i] / (gamma * h);
      system_.solve(k2_);
      for (std::size_t i = 0; i < n; ++i)
        next_[i] = state[i] + (1.5 * k1_[i] + 0.5 * k2_[i]) / gamma;
      for (std::size_t i = n; i < state.size(); ++i) next_[i] = state[i];
      system_.transport(time, h, state, next_);
      std::swap(state, next_);
    }
  }
  double time = 0;
  std::vector<double> state;

 private:
  LymphSystem& system_;
  std::vector<double> next_, k1_, k2_;
};

}  // namespace cisterna::sample
