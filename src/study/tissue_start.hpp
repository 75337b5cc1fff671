// What tissue holds where a session begins, against what is drawn; and which start is no person's.
#pragma once
#include <span>
#include <string>

#include "body/limb/limb.hpp"
#include "body/limb/lymph_system.hpp"
#include "model/result.hpp"

namespace cisterna {

/// A person with a whole body is not begun with where tissue would hold more than this many times the fluid that is drawn,
/// beside what is stated. Oedema shows from a third more on, and who has twice the fluid is gravely ill in ways that the
/// model does not have (kidneys, a heart that fails). Legs that hang all day bring a body to 1.7 times; beyond
/// two lies what tissue does where lymph has no way out, and swells until the pressure of capillaries is met (six to nine
/// times with a cut thoracic duct). Draws of the parameters are not judged by it: leaving some out would choose among them.
inline constexpr double kMostTissue = 2;

TissueStart tissue_start(const LymphNetwork& network, const StateLayout& at,
                         std::span<const double> state);

/// What instruments for volume and tissue pressure look at of the start: RunResult::patch_fluid and patch_excess.
void keep_patches(const LymphNetwork& network, const StateLayout& at, std::span<const double> state,
                  RunResult& result);

/// Why a session cannot begin with that, and what to do; empty where it can. A limb alone always can: it may hold several
/// times what is drawn, as limbs do.
std::string why_flooded(const Limb& limb, const TissueStart& start);

}  // namespace cisterna
