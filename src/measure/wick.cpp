#include "measure/wick.hpp"

#include <cmath>

#include "body/tissue/interstitium.hpp"

namespace cisterna {

// The exact answer of (1) to a pressure that goes straight from one look to the next, t_w held between them.
void Wick::look(double t, double pressure, double conductivity) {
  if (!looked_) {
    reading_ = pressure;
  } else if (const double span = t - at_; span > 0) {
    const double response = time_ / (0.5 * (conductivity_ + conductivity));
    const double decay = std::exp(-span / response), slope = (pressure - pressure_) / span;
    reading_ = pressure - slope * response + (reading_ - pressure_ + slope * response) * decay;
  }
  looked_ = true, at_ = t, pressure_ = pressure, conductivity_ = conductivity;
}

double relative_conductivity(const TissueModel& tissue, std::size_t patch, double relative) {
  const auto* law = &tissue.skin;
  for (const TissueSpan& span : tissue.spans)
    if (patch >= span.first && patch < span.end) law = &span.skin;
  return tissue::swelling_conductivity(relative, *law) / tissue::swelling_conductivity(1.0, *law);
}

void Wicks::look(double t, const LymphSystem& system) {
  const TissueModel& tissue = system.network().tissue;
  for (std::size_t i = 0; i < each_.size(); ++i)
    each_[i].look(t, system.fluid_pressures()[i],
                  relative_conductivity(tissue, i, system.hydrations()[i]));
}

std::vector<double> Wicks::readings() const {
  std::vector<double> found;
  for (const Wick& wick : each_) found.push_back(wick.reading());
  return found;
}

}  // namespace cisterna
