// Evenly sampled signals of the vessels of a limb, for instruments to be read on afterwards.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "body/limb/limb.hpp"

namespace cisterna {

struct VesselRecording {
  double step = 0;                             ///< between two samples [s]
  std::vector<std::vector<float>> diameter{};  ///< [lymphangion][time] [m]
  std::vector<std::vector<float>> pressure{};  ///< in the lumen, above the atmosphere [Pa]
  std::vector<std::vector<float>> flow{};      ///< [valve][time] of one vessel [m3/s]
  double begin = 0, end = 0;                   ///< of the time it covers [s]
  std::vector<double> before{}, after{};       ///< state at both, for counters; empty: not kept

  /// 0 where nothing was recorded; signals of what was not are empty.
  std::size_t samples() const {
    for (const auto& one : diameter)
      if (!one.empty()) return one.size();
    return 0;
  }
  double duration() const { return step * static_cast<double>(samples()); }
};

/// One of the signals in time.
std::vector<double> signal(const std::vector<std::vector<float>>& signals, int index);

/// A part of a limb along it, from the finger tips [m].
struct LimbPart {
  double from = 0, to = 0;
  double middle() const { return 0.5 * (from + to); }
};
LimbPart region_part(const Limb& limb, int region);
/// Lymphangions of superficial vessels whose centre lies in `part`; of one member, or (-1) of all.
std::vector<int> superficial(const Limb& limb, LimbPart part, int member = -1);
/// The last lymphangion of each superficial vessel distal to s, where the vessel goes on beyond it.
std::vector<int> last_below(const Limb& limb, double s, int member = -1);

/// The valve that leads out of a lymphangion; -1 for none.
int valve_out_of(const LymphNetwork& network, int lymphangion);

}  // namespace cisterna
