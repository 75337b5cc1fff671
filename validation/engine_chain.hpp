// The lymphangion chain of reference_bertram.hpp, run by the engine.
#pragma once
#include "reference_bertram.hpp"

namespace cisterna::validation {

/// Same means, from the same start, as reference::run. `accuracy` is a factor on the error tolerances.
reference::BertramRun run_engine(const reference::BertramChain& chain, double duration = 60,
                                 double window = 20, double accuracy = 1);

}  // namespace cisterna::validation
