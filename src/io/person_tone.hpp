// How tight a person holds muscle at rest.
#pragma once
#include <string>

#include "body/limb/anatomy.hpp"
#include "io/yaml_node.hpp"

namespace cisterna {

/// Key of a person's file that read_tone() reads.
inline const std::string kToneKey = "muscle_tone";

void read_tone(const InputNode& root, Person& person);
/// Gives each region its strength. Throws InputError where no such region or member is, or a region is stated twice.
void tighten(const Person& person, LimbAnatomy& anatomy);

}  // namespace cisterna
