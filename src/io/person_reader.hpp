// Reads a person from data/persons/*.yaml and turns an anatomy and parameters into that person's.
#pragma once
#include <string>

#include "body/limb/anatomy.hpp"
#include "io/catalogue.hpp"
#include "model/parameter.hpp"

namespace cisterna {

/// Checks the file itself; names of nodes and parameters are checked by apply(). Another person that it names is one beside
/// it, or one of `shipped`.
Person read_person(const std::string& path, const Catalogue& shipped = Catalogue(""));
Person read_person_text(const std::string& text, const std::string& file,
                        const Catalogue& shipped = Catalogue(""));

/// Sizes, operates and swells the anatomy as the person states, changes the person's parameters, and mirrors a left limb or
/// what is stated of the sides of another one's image. Throws InputError at the person's file:
/// unknown node or parameter (nearest offered), wrong dimension, value outside the parameter's range.
void apply(const Person& person, LimbAnatomy& anatomy, ParameterSet& parameters);

}  // namespace cisterna
