// Text for the report: escaping, and numbers as people write them.
#pragma once
#include <string>
#include <string_view>

#include "measure/statistics.hpp"

namespace cisterna::report {

/// Safe between tags and inside quoted attributes. Bytes that are not UTF-8 become U+FFFD.
std::string escape_html(std::string_view text);
/// JSON that cannot end the script element it stands in.
std::string escape_script(std::string json);
/// Rounded to `digits` significant digits (data for charts).
double rounded(double x, int digits = 4);
/// "0.0123", "12 300", "3.1 x 10^-13" with typographic signs; an en dash when unknown.
std::string number(double x, int digits = 3);
/// As number(), with a sign before positive values.
std::string signed_number(double x, int digits = 3);
/// "12.3 (10.1 to 15.0)", or only the value when there is no interval. With the median of the draws where the value lies
/// outside: "9.1 (median 12.0, 10.1 to 15.0)".
std::string with_interval(const Interval& interval, int digits = 3, bool with_sign = false);
/// "30 min", "45 s", "2 h 5 min".
std::string duration(double seconds);
/// A title as it reads inside a sentence: "light touch", but "IPC of the arm" and "Swedish massage".
std::string lower_first(std::string title);
/// "hand" and "upper_arm" as words.
std::string words(std::string_view name);

}  // namespace cisterna::report
