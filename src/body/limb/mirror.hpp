// The mirror image of an anatomy: what was right is left, and angles run the other way around.
//
// Everything keeps its order and its place along the axis, angles only change their sign and random draws keep the names
// they had. So the network of the image is that of the original to the last bit, under other names.
#pragma once
#include "body/limb/anatomy.hpp"

namespace cisterna {

LimbAnatomy mirror_image(LimbAnatomy anatomy);
/// What a person states of one side is stated of the other. The anatomy, and so the situs, stays.
Person sides_swapped(Person person);

}  // namespace cisterna
