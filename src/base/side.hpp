// Right and left in names: "right_arm" and "left_arm" are each other's mirror image; other names are their own.
#pragma once
#include <string>

namespace cisterna {

inline std::string other_side(const std::string& name) {
  const std::string right = "right_", left = "left_";
  if (name.starts_with(right)) return left + name.substr(right.size());
  if (name.starts_with(left)) return right + name.substr(left.size());
  return name;
}

}  // namespace cisterna
