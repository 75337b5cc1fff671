// What the command line ends with. Documented in --help.
#pragma once

namespace cisterna {

enum ExitCode { kDone = 0, kInternalFailure = 1, kBadInput = 2, kInterrupted = 3 };

inline constexpr const char* kExitCodeHelp =
    "Exit codes: 0 done (a measurement that finds nothing says why); 1 internal or numerical "
    "failure;\n"
    "2 bad input or usage; 3 interrupted (what was computed is written and marked incomplete).\n"
    "A research and teaching tool, not medical advice.";

}  // namespace cisterna
