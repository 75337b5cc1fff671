// What a study says: every quantity of every protocol with its interval, against the control.
// Values are SI; names and units for people are added by io.
#pragma once
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "measure/statistics.hpp"
#include "model/result.hpp"

namespace cisterna {

enum class Kind { volume, volume_flow, mass, pressure, duration, frequency, velocity, fraction };

/// Run of a protocol and sample, or nullptr where it was not computed.
const RunResult* run_of(const StudyResult& study, std::size_t protocol, unsigned sample);
/// The run with central parameters, or nullptr where it was not computed or never started.
const RunResult* central_run(const StudyResult& study, std::size_t protocol);
/// True when the run reached the end of its session.
bool finished(const RunResult* run);

/// Central value and interval of anything that can be read off a run.
using Reading = std::function<double(const RunResult&)>;
Interval value_of(const StudyResult& study, std::size_t protocol, const Reading& read);

/// One quantity of one protocol beside the control (protocol 0).
struct Contrast {
  Interval value, difference, ratio;
  double compared_over = 0;  ///< time both were followed [s]
};
Contrast contrast_of(const StudyResult& study, std::size_t protocol, const Reading& read);

/// Outlet volume against control. Where the sessions differ in length, or one was cut short, both
/// are taken over the time they share.
Contrast drained_volume_contrast(const StudyResult& study, std::size_t protocol);
/// Volume through the outlet until `t` (flows are means over the interval that ends at time[i]).
double drained_until(const RunResult& run, double t);

/// A curve over time with its interval at each point.
struct Band {
  std::vector<double> time, central, low, high;
};
using Curve = std::function<std::vector<double>(const RunResult&)>;
Band band_of(const StudyResult& study, std::size_t protocol, const Curve& curve);
/// Treated minus control, paired by sample, at the points of the treated that both last for.
Band difference_band(const StudyResult& study, std::size_t protocol, const Curve& curve);
/// Volume since the start at each time point, from interval means.
std::vector<double> accumulated(std::span<const double> time, std::span<const double> flow);
/// Mean of a flow over `window` [s] around each time point, from interval means; of what the session has of it at both ends.
std::vector<double> running_mean(std::span<const double> time, std::span<const double> flow,
                                 double window);
/// How much a curve goes up and down from one point to the next: mean distance of a point from the middle of its
/// neighbours, relative to the mean size of the curve [1]; 0 for fewer than three known points.
double raggedness(std::span<const double> curve);

/// Per-patch reading, e.g. lymph taken up over the session.
using PatchReading = std::function<double(const RunResult&, std::size_t patch)>;
std::vector<Contrast> patch_contrasts(const StudyResult& study, std::size_t protocol,
                                      const PatchReading& read);

}  // namespace cisterna
