// How swollen a person is: fluid between skin and fascia beyond what the limb holds without swelling.
#pragma once
#include <string>

#include "body/limb/anatomy.hpp"
#include "io/yaml_node.hpp"

namespace cisterna {

/// Key of a person's file that read_oedema() reads.
inline const std::string kOedemaKey = "oedema";

/// Says what has taken the place of a mark that persons once had.
void refuse_swollen(const InputNode& root);
void read_oedema(const InputNode& root, Person& person);
/// Gives each region its share. Throws InputError where no such region or member is, a region is stated twice, or no limb
/// could hold so much.
void swell(const Person& person, LimbAnatomy& anatomy);

}  // namespace cisterna
