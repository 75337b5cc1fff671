#include "body/tissue/skin_interstitium.hpp"

#include "model/parameter.hpp"

namespace cisterna::tissue {

Interstitium<double> skin_interstitium(const ParameterSet& p) {
  return {p["tissue.skin.rest_pressure"],    p["tissue.skin.slope_dry"],
          p["tissue.skin.slope_normal"],     p["tissue.skin.slope_swollen"],
          p["tissue.skin.border_normal"],    p["tissue.skin.border_swollen"],
          p["tissue.skin.corner"],           p["tissue.skin.solid_corner"],
          p["tissue.skin.conductivity_gain"]};
}

}  // namespace cisterna::tissue
