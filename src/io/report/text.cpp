#include "io/report/text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace cisterna::report {
namespace {

constexpr const char* kUnknownText = "\u2013";
constexpr const char* kMinus = "\u2212";
constexpr const char* kReplacement = "\uFFFD";

/// Length of the UTF-8 sequence at `i`, or 0 when it is malformed.
std::size_t sequence_length(std::string_view text, std::size_t i) {
  const auto byte = static_cast<unsigned char>(text[i]);
  const std::size_t n = byte < 0x80                   ? 1
                        : byte >= 0xC2 && byte < 0xE0 ? 2
                        : byte >= 0xE0 && byte < 0xF0 ? 3
                        : byte >= 0xF0 && byte < 0xF5 ? 4
                                                      : 0;
  if (n == 0 || i + n > text.size()) return 0;
  for (std::size_t k = 1; k < n; ++k)
    if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return 0;
  return n;
}

std::string superscript(int exponent) {
  static constexpr const char* kDigits[] = {"\u2070", "\u00B9", "\u00B2", "\u00B3", "\u2074",
                                            "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
  std::string text = exponent < 0 ? "\u207B" : "";
  for (char c : std::to_string(std::abs(exponent))) text += kDigits[c - '0'];
  return text;
}

/// Digits in groups of three, parted by narrow spaces that do not break.
std::string grouped(const std::string& digits) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i < point && point > 4 && (point - i) % 3 == 0) text += "\u202F";
    text += digits[i];
  }
  return text;
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t n = sequence_length(text, i);
    if (n == 0) {
      out += kReplacement;
      ++i;
      continue;
    }
    switch (text[i]) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += text.substr(i, n);
    }
    i += n;
  }
  return out;
}

std::string escape_script(std::string json) {
  std::string out;
  out.reserve(json.size());
  for (char c : json) {
    if (c == '<')
      out += "\\u003c";
    else if (c == '>')
      out += "\\u003e";
    else if (c == '&')
      out += "\\u0026";
    else
      out += c;
  }
  return out;
}

double rounded(double x, int digits) {
  if (!std::isfinite(x) || x == 0) return x;
  return std::stod(fmt::format("{:.{}e}", x, digits - 1));
}

std::string number(double x, int digits) {
  if (!std::isfinite(x)) return kUnknownText;
  if (x == 0) return "0";
  const double shown = std::abs(rounded(x, digits));
  const std::string sign = x < 0 ? kMinus : "";
  const int exponent = static_cast<int>(std::floor(std::log10(shown)));
  if (exponent < -3 || exponent > 6) {
    const double mantissa = rounded(shown / std::pow(10.0, exponent), digits);
    return sign + fmt::format("{}", mantissa) + " \u00D7 10" + superscript(exponent);
  }
  return sign + grouped(fmt::format("{:.{}f}", std::abs(x), std::max(0, digits - 1 - exponent)));
}

std::string signed_number(double x, int digits) { return (x > 0 ? "+" : "") + number(x, digits); }

std::string with_interval(const Interval& i, int digits, bool with_sign) {
  const auto write = [&](double x) {
    return with_sign ? signed_number(x, digits) : number(x, digits);
  };
  if (!i.bounded()) return write(i.central);
  const std::string median = i.central_outside() ? "median " + write(i.median) + ", " : "";
  return write(i.central) + " (" + median + write(i.low) + " to " + write(i.high) + ")";
}

std::string duration(double seconds) {
  if (!std::isfinite(seconds)) return kUnknownText;
  const long whole = std::lround(seconds);
  const long h = whole / 3600, min = whole % 3600 / 60, s = whole % 60;
  if (whole < 60) return number(seconds, 2) + " s";
  std::string text;
  if (h > 0) text += std::to_string(h) + " h ";
  if (min > 0) text += std::to_string(min) + " min ";
  if (s > 0 && h == 0) text += std::to_string(s) + " s ";
  text.pop_back();
  return text;
}

// With which titles may begin.
constexpr const char* kProperNames[] = {"Swedish"};

std::string lower_first(std::string title) {
  for (const char* name : kProperNames)
    if (title.starts_with(name)) return title;
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (title.size() > 1 && upper(title[0]) && !upper(title[1]) && title[1] != '.')
    title[0] = static_cast<char>(title[0] - 'A' + 'a');
  return title;
}

std::string words(std::string_view name) {
  std::string text(name);
  for (char& c : text)
    if (c == '_') c = ' ';
  return text;
}

}  // namespace cisterna::report
