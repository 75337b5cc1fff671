// A cuff on a limb that lies in other surroundings.
#pragma once
#include <vector>

#include "body/limb/limb.hpp"
#include "body/limb/shifted_surroundings.hpp"

namespace cisterna {

/// All around one member over [from, to], inflated at `begin` within a second and then held. `inner` outlives this.
class Cuff final : public ShiftedSurroundings {
 public:
  Cuff(const Surroundings& inner, const Limb& limb, int member, double from, double to,
       double pressure, double begin);
  double next_breakpoint(double t) const override;
  bool touching(double t) const override { return t > begin_ || ShiftedSurroundings::touching(t); }
  void loads(double t, DepthLoads out) const override;

 private:
  std::vector<double> covered_;  ///< share of each patch
  std::vector<int> site_patch_;
  double pressure_, begin_;
};

}  // namespace cisterna
