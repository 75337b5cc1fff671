// What is known about the screen: width, colours, and text that fits.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace cisterna {

bool is_terminal(int descriptor);
/// Columns of the screen behind `descriptor`: COLUMNS when set, else what the terminal says, else 80.
int screen_columns(int descriptor);
/// Colours only on a terminal, and never when NO_COLOR is set or the terminal is dumb.
bool use_colour(int descriptor);
std::string bold(const std::string& text, bool colour);

/// Lines of at most `width` characters, broken at spaces; every line begins with `indent` spaces. A word
/// longer than a line stays whole.
std::string wrapped(std::string_view text, int width, int indent = 0);

/// Left-aligned columns, two spaces apart; the last one is wrapped into what is left of `width`. On a screen
/// too narrow for that, each row becomes its first cell and, indented below it, the others.
std::string table(const std::vector<std::vector<std::string>>& rows, int width);

/// Number of characters of UTF-8 text (not bytes).
std::size_t character_count(std::string_view text);

}  // namespace cisterna
