// Ctrl-C: the first asks the computation to end cleanly, the second ends the program at once.
#pragma once
#include <atomic>

namespace cisterna {

/// Set by SIGINT and SIGTERM once catch_interrupts() was called.
const std::atomic<bool>& interrupted();
void catch_interrupts();

}  // namespace cisterna
