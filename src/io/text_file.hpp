// Reading a whole text file, with one clear error for everything that is not one.
#pragma once
#include <string>

namespace cisterna {

inline constexpr std::size_t kLargestInput = 5'000'000;        ///< bytes, for files written by hand
inline constexpr std::size_t kLargestRecording = 200'000'000;  ///< bytes, for recorded data

/// Content of the file without byte order mark and with plain line ends. Throws InputError when it cannot
/// be read, is empty, is larger than `largest` bytes, or is not UTF-8 text.
std::string read_text_file(const std::string& path, std::size_t largest = kLargestInput);

/// The checks and clean-up of read_text_file for text already in memory.
std::string clean_text(std::string text, const std::string& file);

}  // namespace cisterna
