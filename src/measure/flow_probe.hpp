// A flow probe around a vessel: what passes its end, all parallel vessels together.
//
//   (1) V = sum of what entered upstream - what left there - what is stored there,   mean flow dV/dt
//
//   V volume that has passed since the run began, but for a constant [m3]
// The real one is a transit-time ultrasound probe around a cannulated or free duct: it follows flow up to about 100 Hz,
// reads to some 2 to 5 % of full scale and drifts in zero; a cannula left to drip adds its own resistance. None of that
// is taken over. Counters of the state are read, not flows of a moment: those of a wide duct run to and fro with every
// breath a hundred times faster than lymph gets on, and between two steps are known far worse than volumes.
// Assumes: flow that leaks back counts negative; anastomoses that leave the vessels upstream, and the plexus of the skin where it
// leaves their territory, are counted out.
// Sources: hodge2007 and downey2008 (thoracic duct of dogs under the abdominal pump); errors assumed.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "measure/vessel_recording.hpp"

namespace cisterna {

class FlowProbe {
 public:
  /// Around the end of a vessel. Throws std::out_of_range where the limb has none of that name.
  FlowProbe(const Limb& limb, const std::string& vessel);

  /// (1) at a state [m3].
  double passed(std::span<const double> state) const;
  /// Over the time of a recording that keeps the states at its ends [m3/s]; NaN of one that does not.
  double mean_flow(const VesselRecording& recording) const;

 private:
  struct Share {
    std::size_t state;
    double sign;
  };
  std::vector<Share> shares_;
};

/// Probes around all superficial vessels where they pass s, of one member or (-1) of all: mean flow of their film [m3/s].
double collector_flow(const Limb& limb, const VesselRecording& film, double s, int member = -1);

}  // namespace cisterna
