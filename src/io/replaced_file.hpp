// Writing a file so that a reader sees the old one or the whole new one, never a part.
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

namespace cisterna {

/// A file could not be written: the message names it and the reason.
class OutputError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A name beside `path` to write to; commit() renames it to `path`, otherwise it is removed.
class ReplacedFile {
 public:
  explicit ReplacedFile(std::string path);
  ~ReplacedFile();
  ReplacedFile(const ReplacedFile&) = delete;
  ReplacedFile& operator=(const ReplacedFile&) = delete;

  const std::string& temporary() const { return temporary_; }
  void commit();

 private:
  std::string path_, temporary_;
  bool committed_ = false;
};

void write_replacing(const std::string& path, std::string_view content);

}  // namespace cisterna
