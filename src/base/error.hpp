// Errors a user can cause. Bad input throws InputError while loading; after loading nothing throws for data.
#pragma once
#include <stdexcept>
#include <string>

namespace cisterna {

/// Bad input: one line naming file, line and key, what was expected and what was found.
/// Exit code 2 at the command line. `line` is 1-based; 0 when the file as a whole is meant.
class InputError : public std::runtime_error {
 public:
  InputError(std::string file, int line, std::string key, const std::string& message)
      : std::runtime_error(format(file, line, key, message)),
        file_(std::move(file)),
        key_(std::move(key)),
        line_(line) {}

  const std::string& file() const { return file_; }
  const std::string& key() const { return key_; }
  int line() const { return line_; }

 private:
  static std::string format(const std::string& file, int line, const std::string& key,
                            const std::string& message) {
    std::string text = file;
    if (line > 0) text += ":" + std::to_string(line);
    if (!key.empty()) text += ": " + key;
    text += ": " + message;
    // Quoted input may hold line breaks; the error stays one line.
    for (char& c : text) {
      if (static_cast<unsigned char>(c) < ' ') c = ' ';
    }
    return text;
  }
  std::string file_, key_;
  int line_;
};

}  // namespace cisterna
