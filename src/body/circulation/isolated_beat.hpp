// One side of the heart beating by itself: what the whole-body tree does within a beat, solved until it repeats.
//
//   (1) da/dt = Q_in - Q_v,  db/dt = Q_v - Q_o                     atrium and ventricle, volumes over the unstressed ones
//   (2) Q_v = max(0, P_A - P_V)/R_v,  Q_o = max(0, P_V - P_o)/R_o   valves; pressures of chambers: chamber.hpp
//   (3) Q_in = Q + sum_i (x_i - (P_A - mean P_A))/R_i              vessels before it: vessel_network.hpp
//   (4) P_o = mean P_o + x_o                                       vessels behind it
//   (5) mean (a + b) and mean P_o are given; Q, the flow, is what makes the beat repeat
//
//   a, b [m3], x pulses of pressure [Pa], all pressures over those around the heart
//
// Everything is of the first degree in (a, b, pressures): twice the volume under twice the pressure gives twice the flow.
// Steps are those of an L-stable method of two implicit stages (order 2); the valves of each stage are solved exactly.
// Assumes: what vessel_network.hpp does; the beat before was like this one.
// Sources: heldt2004 through the laws it uses.
#pragma once
#include <array>
#include <span>
#include <vector>

#include "body/circulation/vessel_network.hpp"

namespace cisterna::circulation {

/// Of the heart: the right, whose ventricle feeds the lungs, or the left.
struct HeartSide {
  std::size_t atrium, ventricle, valve, outflow;  ///< stores and ways
  VesselNetwork before, behind;
};

struct Beat {
  double flow = 0;                   ///< [m3/s]
  double atrium = 0, ventricle = 0;  ///< mean pressures over those around [Pa]
  double filling = 0;                ///< mean of b [m3]
  double volume = 0;                 ///< mean of a + b, as it came out
  int beats = 0;                     ///< until it repeated
  bool repeats = false;
};

class IsolatedBeat {
 public:
  /// Of a length [s], cut into steps.
  IsolatedBeat(const TreeParameters& p, const HeartSide& side, double period, std::size_t steps);

  /// `elastance`: of the ventricle to its own. `incoming`: for each stage, what comes into the far end of the vessels
  /// before it over its mean (empty: steady). Begins with the last beat that was solved.
  Beat solve(double volume, double outlet, double elastance, std::span<const double> incoming);

  /// Of the last beat: outflow of each stage over its mean, pulses of the vessels behind, of the atrium [Pa].
  std::vector<double> outflow_shape() const;
  std::span<const double> pulses(std::size_t place) const { return pulses_[place]; }
  double pulse_of_vessel(std::size_t place) const;  ///< its standard deviation [Pa]
  double pulse_of_atrium() const { return atrium_pulse_; }
  double pulse_before(std::size_t place) const;  ///< the same, of a vessel before it
  double step() const { return step_; }

 private:
  struct Chambers {
    double a, b;
  };
  struct Stage {
    double atrium, ventricle, outflow;
  };
  struct Sums {
    double flow = 0, atrium = 0, atrium_squared = 0, ventricle = 0, filling = 0, volume = 0;
  };
  Chambers settle_valves(const Chambers& from, double ea, double ev, double inflow, double outlet,
                         Stage& now);
  // All equations at the end of stage k of a beat, from `from`; pressures of vessels go to new_before_, new_behind_.
  Chambers stage(std::size_t k, const Chambers& from, double incoming, Stage& now);
  void sum_up(double share, const Chambers& c, const Stage& now, Sums& sums) const;
  template <class Visit>
  void visit_trial(Visit&& visit);
  void run_beat(std::span<const double> incoming, Sums& sums);

  const TreeParameters& p_;
  const HeartSide& side_;
  std::size_t steps_;
  double step_;
  NetworkStep before_, behind_;
  double port_sum_ = 0, admittance_ = 0, impedance_ = 0;
  std::size_t outlet_at_ = 0, far_at_ = 0;
  std::vector<double> active_atrium_, active_ventricle_;  // of each stage
  // The beat that is being solved.
  double elastance_ = 1, outlet_ = 0, flow_ = 0, atrium_mean_ = 0, atrium_pulse_ = 0;
  Chambers chambers_{0, 0};
  int open_ = 0;  // which valves were: 1 the inner one, 2 the outer one
  std::vector<double> x_before_, x_behind_, from_before_, from_behind_, new_before_, new_behind_;
  std::vector<double> drift_before_, drift_behind_;  // means of pulses, as they come out
  std::vector<double> squared_before_;
  std::vector<double> outflow_;
  std::vector<std::vector<double>> pulses_;
};

}  // namespace cisterna::circulation
