// How many vessels stand for the copies of a vessel that has a count.
//
//   (1) r = min(n, c),  c the count of the anatomy, n the most the resolution asks for; each stands for c/r copies.
// Copies empty into those of the vessel they drain into one by one, so (1) is cut down until r of a vessel is a multiple
// of r of the next. A vessel that a node empties into stays one: its copies have one inflow.
#pragma once
#include <vector>

#include "body/limb/anatomy.hpp"

namespace cisterna {

/// r of each vessel of the anatomy.
std::vector<int> representatives(const LimbAnatomy& anatomy, int most);

}  // namespace cisterna
