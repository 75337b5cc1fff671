#include "output_folder.hpp"

#include <unistd.h>

#include "base/error.hpp"

namespace cisterna {
namespace fs = std::filesystem;

namespace {

// The first folder on the way to `place` that is not there yet, or empty.
fs::path first_missing(const fs::path& place) {
  fs::path missing;
  for (fs::path at = place; !at.empty() && !fs::exists(at); at = at.parent_path()) missing = at;
  return missing;
}

}  // namespace

OutputFolder::OutputFolder(const std::string& wanted) {
  try {
    place_ = fs::absolute(wanted).lexically_normal();
    if (!place_.has_filename()) place_ = place_.parent_path();
    if (fs::exists(place_) && !fs::is_directory(place_))
      throw InputError(wanted, 0, "--out", "is not a folder");
    const fs::path parent = place_.parent_path();
    made_ = first_missing(parent);
    fs::create_directories(parent);
    if (::access((fs::exists(place_) ? place_ : parent).c_str(), W_OK) != 0) {
      throw InputError(wanted, 0, "--out", "cannot be written to");
    }
    temporary_ =
        parent / ("." + place_.filename().string() + ".partial-" + std::to_string(::getpid()));
    fs::create_directory(temporary_);
  } catch (const fs::filesystem_error& error) {
    throw InputError(wanted, 0, "--out", "cannot be written to: " + error.code().message());
  }
}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  fs::remove_all(temporary_, ignored);
  if (!committed_ && !made_.empty()) {
    // Parents that were made for nothing go again, as long as they are empty.
    for (fs::path at = place_.parent_path(); fs::remove(at, ignored) && at != made_;
         at = at.parent_path()) {
    }
  }
}

void OutputFolder::commit() {
  if (!fs::exists(place_)) {
    fs::rename(temporary_, place_);
  } else {
    for (const auto& file : fs::directory_iterator(temporary_)) {
      fs::rename(file.path(), place_ / file.path().filename());
    }
  }
  committed_ = true;
}

}  // namespace cisterna
