// A network cut where one part hardly feels the other: at the valves that lead into soft lymph nodes, and at narrow closing edges.
//
// A node resists so much behind it that its pressure stays while the vessels before it beat many times (its time is the
// product of its compliance and the resistance behind it, of the order of half a minute). So what lies before it can be
// stepped with its pressure given, and it with what they brought; unless so much comes in through such wide valves that it
// is filled within a step: the nodes of gut and liver stay with the vessels before them. An anastomosis is narrow where it
// would take seconds to fill or empty either lymphangion that it joins, volume over conductance and stiffness: it belongs to
// both parts, of which one at a time lets it pass. Vessels joined in any other way stay together.
#pragma once
#include <vector>

#include "body/limb/network.hpp"

namespace cisterna {

struct NetworkPart {
  /// Of its own cells and edges, in the order of the whole; without tissue: each initial lymphatic counts as its own
  /// patch. Behind its cells a boundary for each cell of another part, and each boundary of the whole, that it is joined to.
  LymphNetwork network;
  std::vector<int> cells, valves, resistors;  ///< their numbers in the whole
  std::vector<std::size_t> shared;            ///< its resistors that another part has too
  std::vector<int>
      boundaries;  ///< what they are in the whole: a node, a lymphangion, or a boundary behind its cells
};

/// All parts, each before those it drains into.
std::vector<NetworkPart> parts_of(const LymphNetwork& whole);

}  // namespace cisterna
