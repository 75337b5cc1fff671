// How somebody breathes, from the keys `rate`, `inspired`, `thoracic`, `abdominal` and, where there is one, `pause`.
#pragma once
#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>

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

/// `need(key)` gives the node of a key, or fails; `find(key)` gives it if it is there.
template <class Need, class Find>
Breathing read_breathing(const Need& need, const Find& find) {
  Breathing breathing;
  breathing.rate = need("rate").quantity(units::kRate, kSlowestBreathing, kFastestBreathing);
  breathing.inspired = need("inspired").number(kShortestBreathPart, 1 - kShortestBreathPart);
  const std::optional<InputNode> pause = find("pause");
  breathing.pause = pause ? pause->number(0, kLongestBreathPause) : 0;
  if (breathing.let_out() < kShortestBreathPart)
    (pause ? *pause : need("inspired"))
        .fail(fmt::format("leaves {:.3g} of a breath for letting it out; expected {} or more",
                          std::max(breathing.let_out(), 0.0), kShortestBreathPart));
  read_cavity(need("thoracic"), breathing.thoracic);
  read_cavity(need("abdominal"), breathing.abdominal);
  return breathing;
}

}  // namespace cisterna
