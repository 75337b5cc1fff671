// What the organs use of oxygen and get of blood at rest, and the venous blood that leaves them.
//
//   (1) C_v = C_a - M/(f CO)             of an organ
//   (2) C_m = C_a - sum M/(CO sum f)     of all together
//
//   M use of oxygen [m3/s], f share of the cardiac output CO [m3/s], C contents [1]
// Sources: cardioport (M). Shares are the reference flow fractions, from memory of a reprint; "rest" takes the remainder.
#pragma once
#include <array>
#include <string_view>

namespace cisterna {
class ParameterSet;
}

namespace cisterna::oxygen {

inline constexpr std::array<std::string_view, 5> kOrgans = {"brain", "heart", "muscle",
                                                            "splanchnic", "rest"};

struct OrganUse {
  double use = 0;         ///< M [m3/s]
  double flow_share = 0;  ///< f [1]
};
std::array<OrganUse, kOrgans.size()> organ_use(const ParameterSet& parameters);

/// (1)
template <class T>
T venous_content(const T& arterial, const T& use, const T& flow) {
  return arterial - use / flow;
}

}  // namespace cisterna::oxygen
