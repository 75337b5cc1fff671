// What is read off recorded signals: contractions, pressure pulses, speed of a tracer. Pure functions on
// evenly sampled values.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace cisterna {

struct Contraction {
  double diastolic = 0, systolic = 0;  ///< diameter before and at the end of it
};
/// Falls of a diameter by more than half of its range, as a camera would count contractions. Where the range
/// is less than `visible` times the mean there is none.
std::vector<Contraction> contractions(std::span<const double> diameter, double visible = 0.02);

struct Pulse {
  double peak = 0, floor = 0;  ///< highest value, and lowest between it and the pulse before
  double duration = 0;         ///< time more than a tenth of the rise above rest, around the peak
};
/// Rises by more than half of the signal's range that come down again. The first and last, which may be
/// cut, are left out. Empty when the range is below `smallest`. The duration is counted from the resting
/// level, the median of the signal: after a beat the pressure dips below it.
std::vector<Pulse> pulses(std::span<const double> signal, double step, double smallest);

double mean(std::span<const double> values);  ///< NaN of none

/// One vessel seen as a row of tubes: cross-sections in time, and the flows through their ends, one more.
struct TubeRow {
  std::vector<double> length{};          ///< [tube]
  std::vector<std::vector<float>> area;  ///< [tube][time]
  std::vector<std::vector<float>> flow;  ///< [end][time]
  double step = 0;
  std::size_t samples() const { return flow.empty() ? 0 : flow.front().size(); }
};

/// Mean speed of packets of tracer, seen as a camera sees them: a particle put at the distal end every
/// `spacing`, looked at every half second. A packet is a stretch of looks in each of which the particle
/// moves forward faster than a millimetre a second, a centimetre or more in all; its speed is its way over its
/// time. NaN when there is none.
double tracer_speed(const TubeRow& row, double spacing = 20);

}  // namespace cisterna
