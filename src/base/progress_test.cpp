#include "base/progress.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <sstream>

namespace cisterna {
namespace {

TEST(Progress, plain_style_prints_a_line_each_tenth_with_time_left) {
  std::ostringstream out;
  double now = 0;
  Progress progress(out, Progress::Style::plain, 80, [&] { return now; });
  for (int i = 0; i <= 100; ++i) {
    now = i;
    progress.report(i / 100.0, "running");
  }
  const std::string text = out.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 11);
  EXPECT_NE(text.find("50 %  running  (50 s left)\n"), std::string::npos) << text;
  EXPECT_EQ(text.find('\r'), std::string::npos);
}

TEST(Progress, terminal_style_never_fills_the_line) {
  for (const int columns : {20, 40, 80, 200}) {
    std::ostringstream out;
    double now = 0;
    Progress progress(out, Progress::Style::terminal, columns, [&] { return now; });
    for (int i = 0; i <= 10; ++i) {
      now = 1000.0 * i;
      progress.report(i / 10.0,
                      "a rather long description of what is being computed at this moment");
    }
    std::istringstream lines(out.str());
    std::string line;
    while (std::getline(lines, line, '\r')) {
      const std::string shown = line.substr(0, line.find('\x1b'));
      EXPECT_LT(shown.size(), static_cast<std::size_t>(columns)) << shown;
    }
  }
}

TEST(Progress, goes_neither_back_nor_beyond_its_ends) {
  std::ostringstream out;
  Progress progress(out, Progress::Style::plain);
  progress.report(0.6, "a");
  progress.report(0.2, "b");
  progress.report(std::numeric_limits<double>::quiet_NaN(), "c");
  progress.report(7, "d");
  EXPECT_EQ(out.str().find("20 %"), std::string::npos);
  EXPECT_NE(out.str().find("100 %"), std::string::npos);
}

TEST(Progress, silent_style_prints_nothing) {
  std::ostringstream out;
  Progress progress(out, Progress::Style::silent);
  progress.report(0.5, "a");
  progress.finish();
  EXPECT_EQ(out.str(), "");
}

TEST(Progress, finishing_ends_an_open_line_once) {
  std::ostringstream out;
  Progress progress(out, Progress::Style::terminal);
  progress.report(0.5, "a");
  progress.finish();
  progress.finish();
  const std::string text = out.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
}

TEST(SpokenDuration, uses_the_two_largest_units) {
  EXPECT_EQ(spoken_duration(8.2), "8 s");
  EXPECT_EQ(spoken_duration(200), "3 min 20 s");
  EXPECT_EQ(spoken_duration(7500), "2 h 5 min");
  EXPECT_EQ(spoken_duration(-3), "0 s");
}

}  // namespace
}  // namespace cisterna
