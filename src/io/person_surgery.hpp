// What a surgeon has done to a person: vessels cut, vessels joined to veins.
#pragma once
#include <string>

#include "body/limb/anatomy.hpp"
#include "io/yaml_node.hpp"

namespace cisterna {

/// Keys of a person's file that read_surgery() reads.
inline const std::string kCutKey = "cut_vessels", kVeinKey = "lymph_to_vein";

void read_surgery(const InputNode& root, Person& person);
/// Adds to the anatomy what the person states. Throws InputError where no such vessel passes there.
void operate(const Person& person, LimbAnatomy& anatomy);

}  // namespace cisterna
