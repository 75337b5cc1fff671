// How somebody breathes, from the keys `rate`, `inspired`, `thoracic` and `abdominal`.
#pragma once
#include <string_view>
#include <vector>

#include "io/protocol_limits.hpp"
#include "io/yaml_node.hpp"
#include "therapy/protocol.hpp"

namespace cisterna {

inline void read_cavity(const InputNode& node, double (&pressure)[2]) {
  if (!node.is_list() || node.children().size() != 2)
    node.fail("expected two pressures: breathed out, breathed in");
  for (int end = 0; end < 2; ++end)
    pressure[end] = node.children()[static_cast<std::size_t>(end)].quantity(
        units::kPressure, -kStrongestBreath, kStrongestBreath);
}

/// `need(key)` gives the node of a key, or fails.
template <class Need>
Breathing read_breathing(const Need& need) {
  Breathing breathing;
  breathing.rate = need("rate").quantity(units::kRate, kSlowestBreathing, kFastestBreathing);
  breathing.inspired = need("inspired").number(kShortestBreathPart, 1 - kShortestBreathPart);
  read_cavity(need("thoracic"), breathing.thoracic);
  read_cavity(need("abdominal"), breathing.abdominal);
  return breathing;
}

}  // namespace cisterna
