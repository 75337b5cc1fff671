// What instruments read off a recording of a limb.
#pragma once
#include <vector>

#include "limb_run.hpp"
#include "signals.hpp"

namespace cisterna::validation {

/// Lymphangions of superficial vessels whose centre lies in [from, to] along the limb.
std::vector<int> superficial(const Limb& limb, double from, double to);
/// [from, to] of a region along the limb.
struct Span {
  double from, to;
  double middle() const { return 0.5 * (from + to); }
};
Span region_span(const Limb& limb, int region);

/// Contractions per second, mean over `lymphangions`.
double frequency(const LimbRecording& r, const std::vector<int>& lymphangions);
/// Speed of a tracer in the parts of the superficial vessels that lie in `span` [m/s]; mean over vessels.
double packet_velocity(const Limb& limb, const LimbRecording& r, Span span);

struct PulseReading {
  double systolic = 0, amplitude = 0,
         duration = 0;  ///< means over pulses and lymphangions; NaN without any
};
PulseReading pulse_reading(const LimbRecording& r, const std::vector<int>& lymphangions);

struct ShearReading {
  double mean = 0, peak = 0;  ///< time mean; mean of the largest values
};
ShearReading shear_reading(const LimbRecording& r, const std::vector<int>& lymphangions);

/// Time and lymphangion mean of the lumen pressure, and its highest value.
double mean_pressure(const LimbRecording& r, const std::vector<int>& lymphangions);
double highest_pressure(const LimbRecording& r, const std::vector<int>& lymphangions);

/// Mean flow of all superficial vessels together through the cross-section at s [m3/s].
double superficial_flow(const Limb& limb, const LimbRecording& r, double s);

/// Time a tracer takes through a superficial vessel from its distal end to where it drains, carried by the
/// mean flow; the shortest over vessels that begin in `region` [s].
double transit_time(const Limb& limb, const LimbRecording& r, int region);

}  // namespace cisterna::validation
