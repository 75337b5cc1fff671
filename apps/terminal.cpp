#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace cisterna {
namespace {

constexpr int kUsualColumns = 80, kFewestColumns = 20, kMostColumns = 500;
constexpr int kGap = 2, kIndent = 4;
constexpr int kNarrowestLast = 24;  // a narrower last column reads worse than lines of its own

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// The first cell on a line of its own, the others below it.
std::string stacked(const std::vector<std::string>& row, int width) {
  std::string rest;
  for (std::size_t i = 1; i < row.size(); ++i) {
    if (!row[i].empty()) rest += (rest.empty() ? "" : "; ") + row[i];
  }
  return row.front() + "\n" + wrapped(rest, width, kIndent);
}

std::string in_columns(const std::vector<std::string>& row, const std::vector<std::size_t>& widths,
                       int width, int before) {
  std::string line;
  for (std::size_t i = 0; i + 1 < row.size(); ++i) {
    line += row[i] + std::string(widths[i] - character_count(row[i]) + kGap, ' ');
  }
  const std::string last = wrapped(row.back(), width, before);
  if (!last.empty()) return line + last.substr(static_cast<std::size_t>(before));
  return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

}  // namespace

bool is_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

int screen_columns(int descriptor) {
  int columns = 0;
  const std::string given = environment("COLUMNS");
  std::from_chars(given.data(), given.data() + given.size(), columns);
  winsize size{};
  if (columns <= 0 && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0) columns = size.ws_col;
  if (columns <= 0) columns = kUsualColumns;
  return std::clamp(columns, kFewestColumns, kMostColumns);
}

bool use_colour(int descriptor) {
  return is_terminal(descriptor) && environment("NO_COLOR").empty() &&
         environment("TERM") != "dumb";
}

std::string bold(const std::string& text, bool colour) {
  return colour ? "\x1b[1m" + text + "\x1b[0m" : text;
}

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string wrapped(std::string_view text, int width, int indent) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  const auto room = static_cast<std::size_t>(std::max(width - indent, 1));
  std::string lines, line;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = text.find_first_not_of(" \n", at);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(" \n", begin), text.size());
    const std::string word(text.substr(begin, end - begin));
    at = end;
    if (!line.empty() && character_count(line) + 1 + character_count(word) > room) {
      lines += margin + line + "\n";
      line.clear();
    }
    if (!line.empty()) line += " ";
    line += word;
  }
  if (!line.empty()) lines += margin + line + "\n";
  return lines;
}

std::string table(const std::vector<std::vector<std::string>>& rows, int width) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], character_count(row[i]));
  }
  int before = 0;
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) before += static_cast<int>(widths[i]) + kGap;
  const int last = widths.empty() ? 0 : static_cast<int>(widths.back());
  const bool narrow = width - before < std::min(kNarrowestLast, last);
  std::string text;
  for (const auto& row : rows)
    text += narrow ? stacked(row, width) : in_columns(row, widths, width, before);
  return text;
}

}  // namespace cisterna
