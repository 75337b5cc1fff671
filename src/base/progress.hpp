// Progress of a long run: on a terminal one line rewritten in place, with a bar and the time left; otherwise
// a plain line every tenth of the way. Safe to report from several threads.
#pragma once
#include <chrono>
#include <functional>
#include <iosfwd>
#include <mutex>
#include <string>

namespace cisterna {

/// What a computation calls: done in 0..1, and what it is doing.
using ProgressReport = std::function<void(double done, const std::string& what)>;

class Progress {
 public:
  enum class Style { silent, plain, terminal };
  using Clock = std::function<double()>;  ///< seconds, never going back

  Progress(std::ostream& out, Style style, int columns = 80, Clock clock = {});
  ~Progress() { finish(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void report(double done, const std::string& what);
  /// Ends the rewritten line, so that what follows begins on a fresh one.
  void finish();
  /// A callable that reports here; this object must outlive it.
  ProgressReport callback() {
    return [this](double done, const std::string& what) { report(done, what); };
  }

 private:
  void draw(double done, const std::string& what, double elapsed);

  std::ostream& out_;
  Style style_;
  std::size_t columns_;
  Clock clock_;
  std::mutex mutex_;
  double start_, last_drawn_ = -1, done_ = 0;
  int tenths_ = -1;
  bool line_open_ = false;
};

/// "8 s", "3 min 20 s", "2 h 5 min"
std::string spoken_duration(double seconds);

}  // namespace cisterna
