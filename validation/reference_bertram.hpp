// The published lymphangion chain, solved a second time and in another way: an oracle for the engine.
//
//   dD_i/dt = 2 (Q_i - Q_{i+1}) / (pi L D_i)                                                     (1)
//   p_i - p_e = P_d [exp(D/D_d) - (D_d/D)^3] + (M/D) [1 - cos(2 pi f (t - t_i))], t >= t_i       (2)
//   Q_i (h_{i-1} + h_i + R_V(dp)) = p_{i-1} - p_i,  h = 64 mu L / (pi D^4)                       (3)
//   R_V = R_min + R_max {1/(1+exp[s_open (dp-p_open)]) + 1/(1+exp[-s_fail (dp-p_fail)]) - 1}     (4)
//
// dp is the drop over valve i alone, found by regula falsi from (3); explicit midpoint in time.
// Everything here is plain and slow on purpose, and shares no code with src/. SI. [bertram2011]
#pragma once
#include <vector>

namespace cisterna::reference {

struct BertramLymphangion {
  double passive_pressure;  ///< P_d [Pa]
  double passive_diameter;  ///< D_d [m]
  double start;             ///< t_i [s]
};

struct BertramChain {
  std::vector<BertramLymphangion> lymphangions;
  double viscosity = 1e-3;         ///< [Pa s]
  double length = 3e-3;            ///< L [m]
  double frequency = 0.5;          ///< f [1/s]
  double active_tension = 3.6e-3;  ///< M [N/m]
  double start_diameter = 2.5e-4;  ///< [m]
  double valve_min = 6e7;          ///< R_min [Pa s/m3]
  double valve_max = 1.2e12;       ///< R_max [Pa s/m3]
  double open_pressure = -7;       ///< p_open [Pa]
  double open_slope = 0.49;        ///< s_open [1/Pa]
  double fail_pressure = -1800;    ///< p_fail [Pa]
  double fail_slope = 0.4;         ///< s_fail [1/Pa]
  double inlet_pressure = 227.5;   ///< p_a [Pa]
  double adverse_pressure = 0;     ///< p_b - p_a [Pa]
  double external_pressure = 210;  ///< p_e [Pa]
};

/// The four graded lymphangions as published, each `lag` (a share of the period) after its neighbour.
BertramChain graded_chain(double lag = 0.25);
/// `count` equal ones, with the values of the first graded lymphangion.
BertramChain equal_chain(int count, double lag = 0.25);

struct BertramRun {
  double inflow = 0, outflow = 0;         ///< means over the averaging window [m3/s]
  double flow = 0;                        ///< mean over all valves and the window [m3/s]
  std::vector<double> ejection;           ///< (largest - smallest volume) / largest
  std::vector<double> smallest, largest;  ///< diameters in the window [m]
};

/// Runs `duration` from the uniform start diameter; means over the last `window`.
BertramRun run(const BertramChain& chain, double step = 5e-4, double duration = 60,
               double window = 20);

/// Adverse pressure [Pa] between `low` and `high` at which the mean outflow of run() vanishes; NaN when it
/// does not change sign between them. The window is that of table C: a long chain is still settling after 60 s.
double zero_flow_pressure(BertramChain chain, double step, double low, double high,
                          double duration = 60, double window = 10);

/// Drop over a valve in series with a tube of resistance `tube`, under the total `drop` (equation 3).
double valve_drop(const BertramChain& chain, double tube, double drop);
double valve_resistance(const BertramChain& chain, double drop);

}  // namespace cisterna::reference
