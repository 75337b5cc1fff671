#include "base/progress.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>

namespace cisterna {
namespace {

constexpr double kRedrawInterval = 0.1;  // [s]
constexpr double kEarliestEstimate = 1;  // [s] before this the time left is a guess
constexpr std::size_t kWidestBar = 30, kNarrowestBar = 5;

double steady_seconds() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

std::string time_left(double done, double elapsed) {
  if (done <= 0 || elapsed < kEarliestEstimate) return "";
  return spoken_duration(elapsed * (1 - done) / done) + " left";
}

}  // namespace

std::string spoken_duration(double seconds) {
  const auto total = static_cast<long long>(std::llround(std::max(0.0, seconds)));
  const long long hours = total / 3600, minutes = total / 60 % 60, rest = total % 60;
  const auto part = [](long long n, const char* unit) { return std::to_string(n) + unit; };
  if (hours > 0) return part(hours, " h ") + part(minutes, " min");
  if (minutes > 0) return part(minutes, " min ") + part(rest, " s");
  return part(rest, " s");
}

Progress::Progress(std::ostream& out, Style style, int columns, Clock clock)
    : out_(out),
      style_(style),
      columns_(static_cast<std::size_t>(std::max(columns, 20))),
      clock_(clock ? std::move(clock) : Clock(steady_seconds)),
      start_(clock_()) {}

void Progress::report(double done, const std::string& what) {
  if (style_ == Style::silent || !std::isfinite(done)) return;
  const std::lock_guard lock(mutex_);
  done_ = std::max(done_, std::clamp(done, 0.0, 1.0));  // reports of several threads may cross
  const double elapsed = clock_() - start_;
  if (style_ == Style::terminal) {
    if (done_ < 1 && last_drawn_ >= 0 && elapsed - last_drawn_ < kRedrawInterval) return;
    last_drawn_ = elapsed;
    draw(done_, what, elapsed);
    return;
  }
  const int tenths = static_cast<int>(done_ * 10);
  if (tenths == tenths_) return;
  tenths_ = tenths;
  const std::string left = done_ < 1 ? time_left(done_, elapsed) : spoken_duration(elapsed);
  out_ << tenths * 10 << " %  " << what << (left.empty() ? "" : "  (" + left + ")") << std::endl;
}

void Progress::draw(double done, const std::string& what, double elapsed) {
  const std::string percent = std::to_string(static_cast<int>(done * 100)) + " %";
  std::string text = percent;
  const std::string left = done < 1 ? time_left(done, elapsed) : spoken_duration(elapsed);
  if (!left.empty()) text += "  " + left;
  // One column stays free: a full line would wrap and could not be rewritten.
  const std::size_t room = columns_ - 1;
  if (text.size() + kNarrowestBar + 4 <= room) {
    const std::size_t bar = std::min(kWidestBar, room - text.size() - 4);
    const auto full = static_cast<std::size_t>(done * static_cast<double>(bar));
    text = "[" + std::string(full, '#') + std::string(bar - full, '.') + "] " + text;
  }
  if (text.size() + 6 < room) text += "  " + what.substr(0, room - text.size() - 2);
  out_ << '\r' << text.substr(0, room) << "\x1b[K" << std::flush;
  line_open_ = true;
}

void Progress::finish() {
  const std::lock_guard lock(mutex_);
  if (line_open_) out_ << std::endl;
  line_open_ = false;
}

}  // namespace cisterna
