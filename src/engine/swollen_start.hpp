// The start of a person who states an oedema: not what the body would come to by itself, but what it is said to hold.
//
//   (1) V_i = V_0,i (1 + X/sum V_0)            skin patches of a region, X the fluid stated for it
//   (2) C_i as in the balanced start           the oedema is as rich in protein as the tissue was
//   (3) b   = |F/U - 1|                        what such a start is out of balance
//
//   V, V_0 interstitial volume and that at rest of a skin patch [m3], X fluid beyond rest [m3], C protein [kg/m3],
//   F filtered, U taken up, by all patches, at the end of the settling [m3/s]
// The rest begins as the balanced start has it. Then vessels and nets settle with the tissue held (nets take a quarter of an
// hour), so that the session begins with vessels used to the swollen tissue. Nothing holds the tissue from then on: what
// is stated beyond or below the person's own balance drains or fills in the session as it would.
// Assumes: all of it lies between skin and fascia, spread over a region as its fluid at rest is; muscle does not swell; the
// space below the glycocalyx has settled.
#pragma once
#include "engine/rest_start.hpp"

namespace cisterna {

/// Swells what the limb's anatomy states (Limb::oedema); leaves `rest` alone where it states nothing.
/// `rest.found` turns false, with a reason, where the settling fails.
void swell(const Limb& limb, const Surroundings& surroundings, const SimulationOptions& simulation,
           const std::atomic<bool>* stop, RestState& rest);

}  // namespace cisterna
