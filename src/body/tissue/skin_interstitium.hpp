// What the pressure-volume curve of skin takes from the parameters.
#pragma once
#include "body/tissue/interstitium.hpp"

namespace cisterna {
class ParameterSet;
}

namespace cisterna::tissue {

/// The whole-body curve per relative volume, which is also that of the limbs' skin.
Interstitium<double> skin_interstitium(const ParameterSet& parameters);

}  // namespace cisterna::tissue
