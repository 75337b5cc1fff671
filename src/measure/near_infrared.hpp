// Near-infrared imaging of superficial collectors: what a camera over the dye-filled vessels reads (by name: readings.hpp).
//
// A contraction is a fall of a vessel's diameter by more than half of its range in the film; frequency is their
// number over time. A hand or a sleeve that narrows a vessel as much is counted too: the camera cannot tell.
// Packet velocity is the speed of a tracer carried by the lumen flow (signals.hpp): it knows nothing of how
// contractions are conducted.
#pragma once
#include <vector>

#include <map>
#include <optional>

#include "measure/signals.hpp"
#include "measure/vessel_recording.hpp"

namespace cisterna {

/// Between two pictures of a film [s]. The jet of a contraction lasts some tenths of a second.
inline constexpr double kPicture = 0.2;

/// Looks through a film. What it saw of a vessel it keeps: a whole body and each of its limbs show the same ones.
class NearInfrared {
 public:
  /// Both outlive it.
  NearInfrared(const Limb& limb, const VesselRecording& film);

  /// Contractions per second, mean over `lymphangions`.
  double frequency(const std::vector<int>& lymphangions);
  /// Share of its volume a lymphangion loses in a contraction; mean over contractions, then over those of
  /// `lymphangions` that contract. NaN where none does.
  double ejection_fraction(const std::vector<int>& lymphangions);
  /// Speed of a tracer in the parts of the superficial vessels, or those of one member, that lie in `part` [m/s]; mean
  /// over vessels.
  double packet_velocity(LimbPart part, int member = -1);
  /// Time a tracer takes through a superficial vessel from its distal end to where it drains, carried by the
  /// mean flow; the shortest over vessels that begin in `part` or before it [s].
  double transit_time(LimbPart part) const;

 private:
  const std::vector<Contraction>& contractions_of(int lymphangion);
  double speed_in(std::size_t vessel, LimbPart part);

  const Limb& limb_;
  const VesselRecording& film_;
  std::map<int, std::vector<Contraction>> contractions_;
  LimbPart part_;                              // of the speeds below
  std::vector<std::optional<double>> speeds_;  // of each vessel; NaN: no packet
};

}  // namespace cisterna
