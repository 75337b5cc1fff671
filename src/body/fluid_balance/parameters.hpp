// What the balances of fluid take from the parameters together.
#pragma once
#include "body/tissue/interstitium.hpp"

namespace cisterna {
class ParameterSet;
}

namespace cisterna::fluid {

/// The whole-body pressure-volume curve per relative volume, which is also that of the limbs' skin.
tissue::Interstitium<double> body_interstitium(const ParameterSet& parameters);

}  // namespace cisterna::fluid
