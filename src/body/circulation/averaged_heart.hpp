// A heart without beats: what each side does over a beat, of its filling, of the pressure it works against, of its elastance
// and of the length of a beat. Solved with the resolved equations (isolated_beat.hpp), kept in a table, never fitted.
//
//   (1) Q, P_A, P_V, b = P_o F(w, e, T),  w = ln(1 + e E_s (a + b)/P_o)      of one side; F the table
//   (2) Q_v = Q + (P_o F_b - b)/T                        blood parts between the chambers as it does in a beat
//   (3) F = n F_open + (1 - n) F_shut                    right side: veins of the belly are open for n of a beat
//   (4) mean g(P) = 1/N sum_i g(P + sigma u_i)           what feels pulses feels their usual shape u, in N levels
//   (5) mean max(P, P_e) = P_e + ramp(P + h/2 - P_e, h),  h = sqrt(12) sigma     a pulse meets what collapses or shuts
//
//   Q flow, Q_v flow through the inner valve [m3/s], P_A, P_V mean pressures of atrium and ventricle, P_o mean pressure behind
//   the outlet, all over those around the heart [Pa], a, b mean volumes over the unstressed ones [m3], e elastance of the
//   ventricle to its own [1], E_s its own at the end of systole [Pa/m3], T length of a beat [s], P_e pressure around [Pa],
//   sigma standard deviation of a pulse, h its swing [Pa], n share of time in which (5)'s pressure is above P_e [1]
//
// (1) is exact in P_o, since the side is of the first degree. (5) is exact for a sawtooth, which arterial pulses nearly are.
// Volumes stay states, so blood is conserved whatever F is.
// Assumes: beats are like the ones before; veins swing with the atrium as where they are open; e and T stay within what the
// reflex's traffic can reach: there the table ends. What may be lost: how beats fall into breaths.
// Sources: heldt2004, ursino1998, through the resolved model.
#pragma once
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <span>
#include <vector>

#include "body/circulation/blood_stores.hpp"
#include "body/circulation/delay_line.hpp"
#include "body/circulation/isolated_beat.hpp"
#include "math/cubic_table.hpp"
#include "math/smooth.hpp"

namespace cisterna::circulation {

/// Mean over a beat; pressures over those around the heart.
template <class T>
struct SideReading {
  T flow, atrium, ventricle, filling;
  T pulse;  ///< standard deviation: of what the sensor feels on the left, of the atrium on the right [Pa]
};

/// What a pulse swings by, of its standard deviation: (5).
template <class T>
T swing_of(const T& deviation) {
  return 2 * std::numbers::sqrt3 * deviation;
}
/// (5) less P_e.
template <class T>
T mean_above(const T& pressure, const T& swing) {
  return ramp(T(pressure + 0.5 * swing), swing);
}
/// Share of time that a pressure with a swing is above nothing.
template <class T>
T share_above(const T& pressure, const T& swing) {
  const T none = 0.0 * pressure, share = pressure / swing + 0.5;
  const T some = select(share > none, share, none);
  return select(some > none + 1.0, T(none + 1.0), some);
}

/// An end of what beats were worked out for.
enum class HeartEnd { none, empty, full, weak, strong, fast, slow };
inline const char* words_of(HeartEnd end) {
  switch (end) {
    case HeartEnd::none: return "";
    case HeartEnd::empty: return "runs empty";
    case HeartEnd::full: return "is fuller than its beats were worked out for";
    case HeartEnd::weak: return "contracts more weakly than its beats were worked out for";
    case HeartEnd::strong: return "contracts more strongly than its beats were worked out for";
    case HeartEnd::fast: return "beats faster than was worked out";
    case HeartEnd::slow: return "beats more slowly than was worked out";
  }
  return "";
}

/// Lowest and highest that the reflex can make of a number.
struct Reach {
  double low, high;
};

class AveragedHeart {
 public:
  AveragedHeart(const TreeParameters& p, std::span<const BedLink> beds, const Reach& left,
                const Reach& right, const Reach& period);

  /// `volume`: a + b. Beyond the table all is not a number, so that a step that would need it is refused.
  template <class T>
  SideReading<T> left(const T& volume, const T& outlet, const T& elastance, const T& period) const {
    return read(left_, volume, outlet, elastance, period);
  }
  /// `above`: pressure of the lower vena cava over that around it at the diaphragm.
  template <class T>
  SideReading<T> right(const T& volume, const T& outlet, const T& elastance, const T& period,
                       const T& above) const {
    const SideReading<T> a = read(right_, volume, outlet, elastance, period),
                         b = read(right_shut_, volume, outlet, elastance, period);
    const T open = share_above(above, vein_swing(kLowerCava, T(0.5 * (a.pulse + b.pulse))));
    const auto mixed = [&](const T& x, const T& y) { return T(open * x + (1 - open) * y); };
    return {mixed(a.flow, b.flow), mixed(a.atrium, b.atrium), mixed(a.ventricle, b.ventricle),
            mixed(a.filling, b.filling), mixed(a.pulse, b.pulse)};
  }
  /// At which end of its table a side is, or within this share of the range; which end first, none where at none.
  HeartEnd left_end(double volume, double outlet, double elastance, double period,
                    double near) const {
    return end_of(left_, volume, outlet, elastance, period, near);
  }
  HeartEnd right_end(double volume, double outlet, double elastance, double period,
                     double near) const {
    return end_of(right_, volume, outlet, elastance, period, near);
  }
  /// Of what the sensor feels: levels of equal duration, in units of the standard deviation.
  static constexpr std::size_t kLevels = 8;
  const std::array<double, kLevels>& shape() const { return shape_; }
  /// Pulse of an artery to that which the sensor feels, both as standard deviations.
  double pulse_of(std::size_t artery) const { return artery_pulse_[artery]; }
  /// What a vein of the body swings by while the right atrium has this pulse.
  template <class T>
  T vein_swing(std::size_t vein, const T& atrium_pulse) const {
    return swing_of(T(vein_pulse_[vein] * atrium_pulse));
  }
  /// Beats that were solved, and whether all came to repeat.
  int beats() const { return beats_; }
  bool complete() const { return complete_; }

 private:
  static constexpr std::size_t kQuantities = 5;
  static constexpr double kLeastPulse =
      1.0 / 1024;  // of the pressure behind: swings are divided by
  using Table = CubicTable<kQuantities>;
  struct Side {
    double own_elastance = 0;  // of the ventricle at the end of systole
    Table table;
  };
  using Shapes =
      std::vector<std::vector<double>>;  // of the right outflow, for each length of a beat

  template <class T>
  SideReading<T> read(const Side& side, const T& volume, const T& outlet, const T& elastance,
                      const T& period) const {
    using std::log1p;
    const T filled = log1p(T(elastance * side.own_elastance * volume / outlet));
    const double w = plain_value(filled), e = plain_value(elastance), t = plain_value(period);
    const Table::Reading r = side.table.at({w, e, t});
    const bool known = plain_value(outlet) > 0 && side.table.inside({w, e, t});
    const double scale = known ? 1 : std::numeric_limits<double>::quiet_NaN();
    const auto quantity = [&](std::size_t q) {
      return T(scale * outlet *
               (r.value[q] + r.slope[0][q] * (filled - w) + r.slope[1][q] * (elastance - e) +
                r.slope[2][q] * (period - t)));
    };
    // Between a node without outflow and one with it a cubic may dip below nothing.
    const T flow = quantity(0), none = 0.0 * flow;
    const T pulse = quantity(4), least = T(outlet * kLeastPulse);
    return {select(flow > none, flow, none), quantity(1), quantity(2), quantity(3),
            select(pulse > least, pulse, least)};
  }
  static HeartEnd end_of(const Side& side, double volume, double outlet, double elastance,
                         double period, double near);
  void solve_right(const TreeParameters& p, std::span<const BedLink> beds, bool shut,
                   Shapes& shapes);
  void solve_left(const TreeParameters& p, std::span<const BedLink> beds, const Shapes& shapes);
  void keep_shape(const IsolatedBeat& solved, const HeartSide& side,
                  const std::vector<double>& felt, double deviation);
  void count(const Beat& beat) { beats_ += beat.beats, complete_ = complete_ && beat.repeats; }

  Side left_, right_, right_shut_;
  std::array<GridAxis, 3> left_axes_, right_axes_;
  std::array<double, kLevels> shape_{};
  std::array<double, kVessels> artery_pulse_{},
      vein_pulse_{};  // to that of the sensor, of the atrium
  int beats_ = 0;
  bool complete_ = true;
};

}  // namespace cisterna::circulation
