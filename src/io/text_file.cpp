#include "io/text_file.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "base/error.hpp"

namespace cisterna {
namespace {

int length_of_sequence(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

bool is_control(unsigned char c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
}

// Line of the first byte that no text file has, or 0.
int first_bad_line(const std::string& text) {
  int line = 1;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    const int length = length_of_sequence(c);
    if (length == 0 || is_control(c) || i + static_cast<std::size_t>(length) > text.size())
      return line;
    for (int k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]) & 0xC0) != 0x80)
        return line;
    }
    if (c == '\n') ++line;
    i += static_cast<std::size_t>(length);
  }
  return 0;
}

std::string with_plain_line_ends(const std::string& text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      plain += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      plain += '\n';
    }
  }
  return plain;
}

}  // namespace

std::string clean_text(std::string text, const std::string& file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    throw InputError(file, 0, "", "is empty");
  if (const int line = first_bad_line(text)) {
    throw InputError(file, line, "", "is not a text file (UTF-8 expected)");
  }
  return with_plain_line_ends(text);
}

std::string read_text_file(const std::string& path, std::size_t largest) {
  namespace fs = std::filesystem;
  std::error_code error;
  const auto status = fs::status(path, error);
  if (!fs::exists(status)) throw InputError(path, 0, "", "no such file");
  if (fs::is_directory(status)) throw InputError(path, 0, "", "is a folder, not a file");
  if (!fs::is_regular_file(status)) throw InputError(path, 0, "", "is not a regular file");
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream)
    throw InputError(path, 0, "", std::string("cannot be read: ") + std::strerror(errno));
  const auto size = fs::file_size(path, error);
  if (error || size > largest) {
    throw InputError(path, 0, "", "is larger than " + std::to_string(largest / 1'000'000) + " MB");
  }
  std::string text(static_cast<std::size_t>(size), '\0');
  stream.read(text.data(), static_cast<std::streamsize>(size));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return clean_text(std::move(text), path);
}

}  // namespace cisterna
