// Near-infrared imaging of superficial collectors: what a camera over the dye-filled vessels would read.
//
// Brightness of a lymphangion is the tracer it holds. Packet velocity is distance over lag of the brightness at
// two places of one vessel, the lag where their correlation is highest: it needs transported tracer and knows
// nothing of conduction. Frequency counts contractions. Pressures are those a cannula would read.
#pragma once
#include <span>
#include <vector>

#include "body/limb/limb.hpp"
#include "engine/result.hpp"

namespace cisterna {

/// One look at a limb.
struct VesselLook {
  std::span<const double> volume, tracer, phase;  ///< of all lymphangions [m3], [any], [1]
  std::span<const double> pressure;               ///< [Pa]
};

class NearInfrared {
 public:
  /// Looks will come every `interval` seconds.
  NearInfrared(const Limb& limb, double interval);
  void look(const VesselLook& look);
  VesselFunction read() const;

 private:
  double packet_velocity() const;

  const Limb& limb_;
  double interval_;
  std::vector<int> seen_;          ///< superficial lymphangions
  std::vector<float> brightness_;  ///< [look * seen]
  std::vector<double> first_phase_, last_phase_, low_volume_, high_volume_, high_pressure_,
      sum_pressure_;
  std::size_t looks_ = 0;
};

}  // namespace cisterna
