// The skin of the trunk in eight parts: front and back, right and left, upper and lower.
//
// Front and back part at the flanks, right and left at the midlines. Upper and lower part midway between where the lowest
// superficial collector that rises to the armpits begins and where the highest that descends to the groins does.
// Assumes: a patch that lies across a border gives each side as much of its uptake as of its area.
#pragma once
#include <string>
#include <vector>

#include "model/result.hpp"

namespace cisterna {

struct Quadrant {
  std::string name;           ///< "upper_front_right"
  std::vector<double> share;  ///< of each skin patch [1]
};

/// Of a body whose trunk has collectors both ways; else none. Shares of all quadrants add up to 1 on the trunk.
std::vector<Quadrant> trunk_quadrants(const LimbGeometry& geometry);

}  // namespace cisterna
