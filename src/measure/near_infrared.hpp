// Near-infrared imaging of superficial collectors: what a camera over the dye-filled vessels reads (by name: readings.hpp).
//
// A contraction is a fall of a vessel's diameter by more than half of its range in the film; frequency is their
// number over time. A hand or a sleeve that narrows a vessel as much is counted too: the camera cannot tell.
// Packet velocity is the speed of a tracer carried by the lumen flow (signals.hpp): it knows nothing of how
// contractions are conducted.
#pragma once
#include <vector>

#include "measure/vessel_recording.hpp"

namespace cisterna {

/// Between two pictures of a film [s]. The jet of a contraction lasts some tenths of a second.
inline constexpr double kPicture = 0.2;

/// Contractions per second, mean over `lymphangions`.
double frequency(const VesselRecording& film, const std::vector<int>& lymphangions);
/// Share of its volume a lymphangion loses in a contraction; mean over contractions, then over those of
/// `lymphangions` that contract. NaN where none does.
double ejection_fraction(const VesselRecording& film, const std::vector<int>& lymphangions);
/// Speed of a tracer in the parts of the superficial vessels, or those of one member, that lie in `part` [m/s]; mean over
/// vessels.
double packet_velocity(const Limb& limb, const VesselRecording& film, LimbPart part,
                       int member = -1);
/// Time a tracer takes through a superficial vessel from its distal end to where it drains, carried by the
/// mean flow; the shortest over vessels that begin in `part` or before it [s].
double transit_time(const Limb& limb, const VesselRecording& film, LimbPart part);

}  // namespace cisterna
