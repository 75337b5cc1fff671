// Reading published findings: data/observations/*.yaml.
#pragma once
#include <string>
#include <vector>

#include "study/observation.hpp"

namespace cisterna {

/// The findings of one file, in file order. Throws InputError naming file, line and key.
std::vector<Observation> read_observations(const std::string& path);

/// All *.yaml of a folder by file name. Throws InputError when two findings share an id, or none is there.
std::vector<Observation> read_observation_folder(const std::string& folder);

}  // namespace cisterna
