// A folder of results that appears whole or not at all.
#pragma once
#include <filesystem>
#include <string>

namespace cisterna {

/// Files are written into temporary() beside the wanted folder; commit() moves them into place. Without
/// commit() nothing is left behind.
class OutputFolder {
 public:
  /// Throws InputError when nothing can be written there.
  explicit OutputFolder(const std::string& wanted);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  const std::filesystem::path& temporary() const { return temporary_; }
  const std::filesystem::path& place() const { return place_; }
  /// Each file replaces the one of its name; other files of the folder stay.
  void commit();

 private:
  std::filesystem::path place_, temporary_, made_;  // made_: topmost parent that was created
  bool committed_ = false;
};

}  // namespace cisterna
