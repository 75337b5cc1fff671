// From a protocol to a treatment in time on the patches of one limb.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "therapy/protocol.hpp"
#include "therapy/surface.hpp"

namespace cisterna {

/// A region of the limb along s, distal to proximal [m].
struct LimbRegionSpan {
  std::string name;
  double s_from = 0, s_to = 0;
  std::string member{};    ///< of a body that it is part of; the trunk comes first
  bool points_up = false;  ///< the member, when the body stands
};

/// Expands `protocol` on a limb of these regions (distal to proximal) and patches. Throws InputError,
/// naming the protocol's file and line, where the protocol does not fit the limb.
std::shared_ptr<const Treatment> make_treatment(const Protocol& protocol,
                                                const std::vector<LimbRegionSpan>& regions,
                                                const std::vector<SurfacePatch>& patches);

}  // namespace cisterna
