// Reads data/parameters/*.yaml: the physiology's numbers, one record each.
//
//     kind: parameters
//     title: Collecting lymph vessels
//     parameters:
//       lymph.collector.active_tension:
//         value: 1.3 N/m
//         spread: 20 %              # standard deviation between people
//         error: 30 %               # standard deviation of the estimate
//         range: [0.1 N/m, 5 N/m]   # outside it the value is refused, and draws are repeated
//         source: telinius2010      # key in references.bib
//         locus: abstract           # where in the source
//         basis: derived            # measured, derived, fitted or assumed
//         description: Peak active hoop tension at optimal stretch
//         note: how it was derived  # optional
//
// A spread or error in % is relative (standard deviation of the logarithm); otherwise both have the unit
// of the value. Both must be of one kind.
#pragma once
#include <string>
#include <vector>

#include "io/yaml_node.hpp"
#include "model/parameter.hpp"

namespace cisterna {

/// All *.yaml files of a folder, in order of file name. An id may occur once.
ParameterSet read_parameters(const std::string& folder);
/// The records of one file, in file order.
std::vector<ParameterRecord> read_parameter_file(const std::string& path);
std::vector<ParameterRecord> read_parameter_records(const InputNode& file);

}  // namespace cisterna
