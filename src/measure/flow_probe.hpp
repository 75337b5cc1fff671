// A flow probe around a vessel: what passes it, all parallel vessels together.
//
//   (1) V(t) = integral of Q dt,  mean flow (V(t) - V(t_0))/(t - t_0)         trapezoid between two looks
//
//   Q flow out of the vessel's last lymphangion [m3/s], V volume that has passed [m3]
// The real one is a transit-time ultrasound probe around a cannulated or free duct: it follows flow up to about 100 Hz,
// reads to some 2 to 5 % of full scale and drifts in zero; a cannula left to drip adds its own resistance. None of that
// is taken over: the reading is the flow itself.
// Assumes: looks come often against a contraction (kPicture); a valve that leaks backwards counts negative.
// Sources: hodge2007 and downey2008 (thoracic duct of dogs under the abdominal pump).
#pragma once
#include <string>

#include "measure/vessel_recording.hpp"

namespace cisterna {

class FlowProbe {
 public:
  /// Around the end of a vessel. Throws std::out_of_range where the limb has none of that name.
  FlowProbe(const Limb& limb, const std::string& vessel);

  /// A look at `t`, not before the last one: what `system` read when its rates were last taken.
  void look(double t, const LymphSystem& system);
  /// As look(), from a flow known otherwise [m3/s].
  void look(double t, double flow);
  /// Since the first look [m3].
  double passed() const { return passed_; }
  /// Between the last two calls of this [m3/s]; NaN without time between them.
  double mean_since_last();

 private:
  std::size_t valve_;
  double time_ = 0, flow_ = 0, passed_ = 0, marked_time_ = 0, marked_ = 0;
  bool looked_ = false;
};

}  // namespace cisterna
