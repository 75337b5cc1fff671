// Which limbs of a body a protocol is done to, where their lymph leaves them, and how much of it went there.
#pragma once
#include <string>
#include <vector>

#include "body/limb/anatomy.hpp"
#include "measure/comparison.hpp"
#include "therapy/protocol.hpp"

namespace cisterna {

/// A limb of a body, and the node groups that its lymph passes last before it leaves the limb.
struct TreatedLimb {
  std::string name;  ///< "right_leg"
  std::vector<std::string> last_nodes;
};

/// The limbs that are touched, worked, moved or warmed by themselves, in the order of the anatomy; of a limb alone none,
/// and none where there are more than two: then the treatment is of the body. A limb is a member whose lymph passes node
/// groups of its own, the last of which drain into another member.
std::vector<TreatedLimb> treated_limbs(const Protocol& protocol, const LimbAnatomy& anatomy);

/// What passed the last node groups of a limb, over the time that a protocol and its control were both followed.
struct LimbFlow {
  std::string name;
  std::vector<std::string> nodes;  ///< of its last ones those that the study has
  Contrast passed;                 ///< [m3]
};
std::vector<LimbFlow> limb_flows(const StudyResult& study, std::size_t protocol,
                                 const std::vector<TreatedLimb>& limbs);

}  // namespace cisterna
