// The same lymph told apart by where it comes from (members, regions, viscera; of the skin of the trunk alone its
// quadrants), what it passes (node groups) and where
// it ends (ducts). Regions and viscera together give all that is taken up, and so do members and viscera; ducts give
// all that leaves. Node groups lie one behind the other: theirs do not add up.
#pragma once
#include <string>
#include <vector>

#include "measure/comparison.hpp"

namespace cisterna {

enum class PartGroup { member, region, organ, node, duct, quadrant };

struct FlowPart {
  PartGroup group;
  std::string name;    ///< "left_arm"; of a duct the outlet it leads to
  Curve flow;          ///< mean over each interval of the slow grid [m3/s]
  Reading total = {};  ///< over the session [m3], where that is kept of more runs than the curve is
};

/// All parts of a body, group by group; of a limb none.
std::vector<FlowPart> flow_parts(const LimbGeometry& geometry);

/// Flow of a part over the time the run was followed: its volume [m3] and its mean [m3/s].
double volume_of(const FlowPart& part, const RunResult& run);
/// Its volume until a time of the session [m3].
double volume_until(const FlowPart& part, const RunResult& run, double end);
double mean_flow_of(const FlowPart& part, const RunResult& run);

/// Lymph in a node group at the end, relative to its slack volume [1].
double filling_of(std::size_t node, const RunResult& run);

/// Volume over the session. Difference and ratio are over the time that the sessions share.
Contrast volume_contrast(const StudyResult& study, std::size_t protocol, const FlowPart& part);

}  // namespace cisterna
