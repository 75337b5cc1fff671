#include "io/report/published_ranges.hpp"

#include <array>
#include <utility>

namespace cisterna {
namespace {

// Findings on quantities measured in the same way as the report's; pressures against a closed
// vessel, for one, are another quantity.
constexpr std::array<std::pair<const char*, const char*>, 3> kShown{{
    {"rest_frequency_arm", "frequency"},
    {"rest_packet_velocity_arm", "packet_velocity"},
    {"collector_systolic_pressure", "systolic_pressure"},
}};

}  // namespace

std::vector<PublishedRange> published_ranges(std::span<const Observation> observations) {
  std::vector<PublishedRange> ranges;
  for (const auto& [id, quantity] : kShown)
    for (const Observation& o : observations)
      if (o.id == id)
        ranges.push_back(
            {quantity, o.low, o.high, o.published + " " + o.unit, o.provenance.source});
  return ranges;
}

}  // namespace cisterna
