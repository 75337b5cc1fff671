#include "measure/wick.hpp"

#include <cmath>

namespace cisterna {

// The exact answer of (1) to a pressure that goes straight from one look to the next.
void Wick::look(double t, double pressure) {
  if (!looked_) {
    reading_ = pressure;
  } else if (const double span = t - at_; span > 0) {
    const double decay = std::exp(-span / time_), slope = (pressure - pressure_) / span;
    reading_ = pressure - slope * time_ + (reading_ - pressure_ + slope * time_) * decay;
  }
  looked_ = true, at_ = t, pressure_ = pressure;
}

void Wicks::look(double t, const LymphSystem& system) {
  for (std::size_t i = 0; i < each_.size(); ++i) each_[i].look(t, system.fluid_pressures()[i]);
}

std::vector<double> Wicks::readings() const {
  std::vector<double> found;
  for (const Wick& wick : each_) found.push_back(wick.reading());
  return found;
}

}  // namespace cisterna
