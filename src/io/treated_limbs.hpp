// Which limbs of a body a protocol is done to, and where their lymph leaves them.
#pragma once
#include <vector>

#include "body/limb/anatomy.hpp"
#include "io/report/report_context.hpp"
#include "therapy/protocol.hpp"

namespace cisterna {

/// The limbs that are touched, worked, moved or warmed by themselves, in the order of the anatomy; of a limb alone none,
/// and none where there are more than two: then the treatment is of the body. A limb is a member whose lymph passes node
/// groups of its own, the last of which drain into another member.
std::vector<TreatedLimb> treated_limbs(const Protocol& protocol, const LimbAnatomy& anatomy);

}  // namespace cisterna
