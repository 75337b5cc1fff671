// What an input is refused with. For tests.
#pragma once
#include <functional>
#include <string>

#include "base/error.hpp"

namespace cisterna {

/// The message of the InputError that `act` throws; "no error" where it throws none.
inline std::string error_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const InputError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace cisterna
