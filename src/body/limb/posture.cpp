#include "body/limb/posture.hpp"

#include <cmath>

namespace cisterna {

Posture::Posture(const LymphNetwork& network)
    : w_(network),
      cells_(network.along),
      tissue_(network.tissue.along),
      angles_(network.members.size()),
      sines_(network.members.size()),
      roots_(network.members.size()) {}

void Posture::take(const Surroundings& surroundings, double t) {
  if (angles_.size() < 2 || !surroundings.elevations(t, angles_)) {
    sine_ = std::sin(surroundings.elevation(t));
    if (posed_) cells_ = w_.along, tissue_ = w_.tissue.along;
    posed_ = false;
    return;
  }
  bool moved = !posed_;
  for (std::size_t m = 0; m < angles_.size(); ++m) {
    const double sine = std::sin(angles_[m]);
    moved = moved || sine != sines_[m];
    sines_[m] = sine;
  }
  sine_ = 1, posed_ = true;
  if (moved) level_all();
}

void Posture::level_all() {
  const auto height = [&](int member, double along) {
    const auto m = static_cast<std::size_t>(member);
    return roots_[m] + sines_[m] * (along - w_.members[m].root);
  };
  for (std::size_t m = 0; m < roots_.size(); ++m)  // parents come first
    roots_[m] = w_.members[m].parent < 0 ? 0 : height(w_.members[m].parent, w_.members[m].root);
  for (std::size_t c = 0; c < cells_.size(); ++c) cells_[c] = height(w_.member[c], w_.along[c]);
  for (std::size_t i = 0; i < tissue_.size(); ++i)
    tissue_[i] = height(w_.tissue.member[i], w_.tissue.along[i]);
}

}  // namespace cisterna
