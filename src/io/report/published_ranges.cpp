#include "io/report/published_ranges.hpp"

#include <array>
#include <utility>

namespace cisterna {
namespace {

// Findings on the same quantities; pressures against a closed vessel, for one, are another one. They were found on forearm or calf, the
// report's are of all superficial vessels of the limb.
using Shown = std::array<std::pair<const char*, const char*>, 3>;
constexpr Shown kArm{{
    {"rest_frequency_arm", "frequency"},
    {"rest_packet_velocity_arm", "packet_velocity"},
    {"collector_systolic_pressure", "systolic_pressure"},
}};
constexpr Shown kLeg{{
    {"leg_rest_frequency", "frequency"},
    {"leg_rest_packet_velocity", "packet_velocity"},
    {"leg_collector_systolic_pressure", "systolic_pressure"},
}};

}  // namespace

std::vector<PublishedRange> published_ranges(std::span<const Observation> observations,
                                             const std::string& anatomy) {
  std::vector<PublishedRange> ranges;
  if (anatomy != "arm" && anatomy != "leg") return ranges;  // found on no whole body
  for (const auto& [id, quantity] : anatomy == "leg" ? kLeg : kArm)
    for (const Observation& o : observations)
      if (o.id == id)
        ranges.push_back(
            {quantity, o.low, o.high, o.published + " " + o.unit, o.provenance.source});
  return ranges;
}

}  // namespace cisterna
