// A person's sex, age, height, mass and girths.
#pragma once
#include <string>

#include "body/limb/anatomy.hpp"
#include "io/yaml_node.hpp"
#include "model/parameter.hpp"

namespace cisterna {

/// Keys that read_build() reads, beside `sex` and `age`.
inline const std::string kHeightKey = "height", kMassKey = "mass", kGirthsKey = "girths";

void read_build(const InputNode& root, Person& person);
/// Gives the anatomy the person's size. Throws InputError where the anatomy states none to compare with, a region is
/// unknown or what comes out is no limb.
void fit(const Person& person, LimbAnatomy& anatomy);
/// Gives the blood of a body the person's size and stature, of which `drawn` is as the anatomy states them.
void fit_blood(const Person& person, const LimbAnatomy& drawn, const LimbAnatomy& fitted,
               ParameterSet& parameters);
/// "female, 62 years, 1.62 m, 60 kg": what is stated, or nothing.
std::string stated(const Build& build);

}  // namespace cisterna
