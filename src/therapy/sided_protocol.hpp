// A protocol written for a limb alone, done on one limb of a body. All such protocols are written for a right limb:
//
//   regions and members    hand -> right_hand; what moves or warms the whole limb does so to that member
//   limb's angle at start  of that member; the rest of the body lies
//   on the left            the mirror image of what is done on the right (protocol.hpp)
#pragma once
#include <string>

#include "therapy/protocol.hpp"

namespace cisterna {

/// `right_member` is the body's name of the right limb; `side` is "right" or "left".
Protocol on_side(Protocol of_a_limb, const std::string& right_member, const std::string& side);

}  // namespace cisterna
