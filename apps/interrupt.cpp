#include "interrupt.hpp"

#include <csignal>

namespace cisterna {
namespace {

std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free,
              "a signal handler may only touch lock-free atomics");

extern "C" void on_signal(int signal) {
  stop.store(true);
  std::signal(signal, SIG_DFL);  // the next one kills
}

}  // namespace

const std::atomic<bool>& interrupted() { return stop; }

void catch_interrupts() {
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
}

}  // namespace cisterna
