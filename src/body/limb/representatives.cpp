#include "body/limb/representatives.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

namespace cisterna {

std::vector<int> representatives(const LimbAnatomy& anatomy, int most) {
  const std::vector<Vessel>& vessels = anatomy.vessels;
  const auto named = [&](const std::string& name) {
    const auto same = [&](const Vessel& vessel) { return vessel.name == name; };
    return static_cast<std::size_t>(std::ranges::find_if(vessels, same) - vessels.begin());
  };
  std::vector<int> r;
  for (const Vessel& vessel : vessels)
    r.push_back(std::max(1, std::min(most, static_cast<int>(std::floor(vessel.count)))));
  for (const LymphNode& node : anatomy.nodes)
    if (const std::size_t v = named(node.drains_to); v < vessels.size()) r[v] = 1;
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t v = 0; v < vessels.size(); ++v) {
      const std::size_t next = named(vessels[v].drains_to);
      if (next == vessels.size() || r[v] % r[next] == 0) continue;
      r[v] = r[next] = std::min(r[v], r[next]);
      changed = true;
    }
  }
  return r;
}

}  // namespace cisterna
