#include "io/replaced_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace cisterna {

// The process id keeps two runs that write to one folder from sharing the temporary file.
ReplacedFile::ReplacedFile(std::string path)
    : path_(std::move(path)), temporary_(path_ + ".part" + std::to_string(::getpid())) {}

ReplacedFile::~ReplacedFile() {
  if (committed_) return;
  std::error_code ignored;
  std::filesystem::remove(temporary_, ignored);
}

void ReplacedFile::commit() {
  std::error_code failure;
  std::filesystem::rename(temporary_, path_, failure);
  if (failure) throw OutputError("cannot write " + path_ + ": " + failure.message());
  committed_ = true;
}

void write_replacing(const std::string& path, std::string_view content) {
  ReplacedFile file(path);
  std::ofstream out(file.temporary(), std::ios::binary | std::ios::trunc);
  if (!out) throw OutputError("cannot write " + path + ": " + std::strerror(errno));
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
  out.close();
  if (!out) throw OutputError("cannot write " + path + ": the disk is full or the file is locked");
  file.commit();
}

}  // namespace cisterna
