// The parts of a body as blood and lymph both know them: what flows through the arteries of each, what its capillaries filter
// into the tissue, and what its initial lymphatics take up. Blood flows of all parts but the lungs add up to the cardiac
// output, which then goes through the lungs.
#pragma once
#include <string>
#include <vector>

#include "measure/comparison.hpp"

namespace cisterna {

struct BodyFlow {
  std::string name;        ///< "right_arm"
  bool lymph = true;       ///< the lymphatic network reaches it; else there is no fluid to tell
  bool all_blood = false;  ///< the lungs: all of it, one after the other parts
  Curve blood, filtered, taken_up;  ///< mean over each interval of the slow grid [m3/s]
};

/// Head to foot; of a limb none.
std::vector<BodyFlow> body_flows(const LimbGeometry& geometry);

}  // namespace cisterna
