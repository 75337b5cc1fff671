// Which limb of a body a protocol for a limb alone is done on.
#pragma once
#include <string>
#include <vector>

#include "body/limb/anatomy.hpp"
#include "model/parameter.hpp"

namespace cisterna {

/// "right", "left"
const std::vector<std::string>& side_names();

/// The body's name of its limb of that anatomy on `side` ("right_arm"); empty where it has none.
std::string limb_of_body(const LimbAnatomy& body, const LimbAnatomy& limb, const std::string& side);

/// The side that is ill: that of which the person states more (nodes removed, vessels cut or joined to veins, oedema,
/// parameters of members), on `limb` itself where one is given, else on anything of one side. The right one where both are alike.
std::string ill_side(const LimbAnatomy& body, const ParameterSet& parameters,
                     const LimbAnatomy* limb = nullptr);

}  // namespace cisterna
