#include "io/report/published_ranges.hpp"

#include <array>
#include <utility>

namespace cisterna {
namespace {

// Findings on quantities measured in the same way as the report's; pressures against a closed
// vessel, for one, are another quantity.
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
  for (const auto& [id, quantity] : anatomy == "leg" ? kLeg : kArm)
    for (const Observation& o : observations)
      if (o.id == id)
        ranges.push_back(
            {quantity, o.low, o.high, o.published + " " + o.unit, o.provenance.source});
  return ranges;
}

}  // namespace cisterna
