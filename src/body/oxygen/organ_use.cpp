#include "body/oxygen/organ_use.hpp"

#include <string>

#include "model/parameter.hpp"

namespace cisterna::oxygen {

std::array<OrganUse, kOrgans.size()> organ_use(const ParameterSet& p) {
  std::array<OrganUse, kOrgans.size()> organs;
  double left = 1;
  for (std::size_t k = 0; k < organs.size(); ++k) {
    const std::string at = "oxygen.organ." + std::string(kOrgans[k]);
    organs[k].use = p[at + "_use"];
    const bool last = k + 1 == organs.size();
    organs[k].flow_share = last ? left : p[at + "_flow"];
    left -= organs[k].flow_share;
  }
  return organs;
}

}  // namespace cisterna::oxygen
