// A thin layer over the netCDF C library: every return code is checked, names go into the message.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cisterna {

/// A NetCDF-4 file being written. Throws OutputError on any failure of the library.
class NetcdfFile {
 public:
  explicit NetcdfFile(const std::string& path);
  ~NetcdfFile();
  NetcdfFile(const NetcdfFile&) = delete;
  NetcdfFile& operator=(const NetcdfFile&) = delete;

  struct Dimension {
    int id;
    std::size_t size;
  };
  struct Variable {
    int id;
    std::string name;
  };
  static constexpr double kMissing = 9.9692099683868690e+36;  ///< the library's own fill value
  enum class Type { real64, real32, int32, byte, text };

  Dimension dimension(const std::string& name, std::size_t size);
  /// Real variables get a _FillValue, so that what was not computed reads as missing, not as zero.
  Variable variable(const std::string& name, Type type, std::span<const Dimension> dimensions,
                    std::string_view long_name, std::string_view units);
  /// Chunks of the last two dimensions, shuffled and deflated: chunks never written take no space.
  void compress(const Variable& variable, std::span<const Dimension> dimensions);

  void attribute(std::string_view name, std::string_view text);  ///< of the file
  void attribute(const Variable& variable, std::string_view name, std::string_view text);
  void attribute(const Variable& variable, std::string_view name,
                 std::span<const signed char> values);
  void number(std::string_view name, unsigned long long value);  ///< attribute of the file
  void end_definitions();

  void put(const Variable&, std::span<const std::size_t> start, std::span<const std::size_t> count,
           std::span<const double> values);
  void put(const Variable&, std::span<const std::size_t> start, std::span<const std::size_t> count,
           std::span<const float> values);
  void put(const Variable&, std::span<const std::size_t> start, std::span<const std::size_t> count,
           std::span<const int> values);
  void put(const Variable&, std::span<const std::size_t> start, std::string_view text);
  void close();

 private:
  void check(int status, std::string_view what) const;
  std::string path_;
  int id_ = -1;
};

}  // namespace cisterna
