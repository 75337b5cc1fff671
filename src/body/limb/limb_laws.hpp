// The laws of a limb's network from its parameters.
#pragma once
#include "body/limb/network.hpp"
#include "model/parameter.hpp"

namespace cisterna {

/// Of muscle in its fascia: the curve of skin with a rest pressure and a swollen range of its own.
tissue::Interstitium<double> muscle_law(const ParameterSet& parameters);
/// Fills everything of the network that is not topology.
void set_laws(const ParameterSet& parameters, LymphNetwork& network);
/// Diameter for which active tension and valve resistance are stated [m].
double reference_diameter(const ParameterSet& parameters);

}  // namespace cisterna
