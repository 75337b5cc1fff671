// A wick in a needle: fluid pressure of the tissue around it.
//
//   (1) dP/dt = (p - P)/t_w,  P = p at the first look                 the tip takes up fluid before it reads it
//   (2) t_w = t_0/(k/k_0)                                             which flows to it through the tissue around
//
//   P reading [Pa], p fluid pressure of the tissue, above the atmosphere, at the height of the tip [Pa], t_w response [s], t_0
//   that in tissue at its resting volume, k/k_0 hydraulic conductivity of the matrix relative to rest [1]
// The real one is a saline-filled needle with cotton or nylon in it, read to about 0.5 mmHg; it takes a minute or so to
// settle after the tissue's pressure has changed, and its site is hurt. Strokes of a second pass it by: it reads means.
// Assumes: what it must take up for a pressure stays the same, so that its response goes with the resistance around the tip
// alone; zeroed at the height of its tip; no injury. Between two looks p goes straight and 1/t_w stays at the mean of both.
// Sources: noddeland1982 (wick in needle and wick catheters in the subcutis of people); fadnes1977 for t_0 (in rats the pressure
// was back within 1 to 5 min of a displacement of 0.2 uL: three times a constant of 20 to 100 s, of which the middle).
#pragma once
#include <limits>
#include <span>
#include <vector>

#include "body/limb/lymph_system.hpp"

namespace cisterna {

inline constexpr double kWickTime = 60;  ///< t_0 [s]

class Wick {
 public:
  explicit Wick(double time = kWickTime) : time_(time) {}
  /// A look at `t`, not before the last one, at p and k/k_0.
  void look(double t, double pressure, double conductivity = 1);
  double reading() const { return reading_; }  ///< NaN before the first look

 private:
  double time_, at_ = 0, pressure_ = 0, conductivity_ = 1;
  double reading_ = std::numeric_limits<double>::quiet_NaN();
  bool looked_ = false;
};

/// k/k_0 of a skin patch that holds `relative` of its resting volume (interstitium.hpp).
double relative_conductivity(const TissueModel& tissue, std::size_t patch, double relative);

/// Wicks in all skin patches, at once; a limb's reading is their mean weighted by fluid.
class Wicks {
 public:
  explicit Wicks(std::size_t patches, double time = kWickTime) : each_(patches, Wick(time)) {}
  /// What `system` read when its rates were last taken.
  void look(double t, const LymphSystem& system);
  std::vector<double> readings() const;

 private:
  std::vector<Wick> each_;
};

/// Mean of `readings` weighted by `volume`, over the patches for which `in` holds; NaN for none.
template <class In>
double wick_mean(std::span<const double> readings, std::span<const double> volume, In in) {
  double sum = 0, weight = 0;
  for (std::size_t i = 0; i < readings.size(); ++i)
    if (in(i)) sum += readings[i] * volume[i], weight += volume[i];
  return sum / weight;
}

}  // namespace cisterna
