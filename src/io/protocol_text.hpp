// A protocol in plain words, for the report and the command line.
#pragma once
#include <string>

#include "therapy/protocol.hpp"

namespace cisterna {

/// A paragraph (description, length, time under treatment), then one line for each step with its times.
std::string describe(const Protocol& protocol);
/// What one step or group does, without its times: "30 mmHg on 8 x 10 cm, 6 times at each of 3 sites, ...".
std::string describe(const Step& step);

}  // namespace cisterna
