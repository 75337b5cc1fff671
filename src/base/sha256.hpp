// SHA-256 (FIPS 180-4), so that a result names exactly the inputs it was made from.
#pragma once
#include <string>
#include <string_view>

namespace cisterna {

/// 64 lower-case hexadecimal digits.
std::string sha256(std::string_view data);

}  // namespace cisterna
