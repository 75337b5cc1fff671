#include "body/circulation/vessel_network.hpp"

#include <algorithm>

namespace cisterna::circulation {
namespace {

bool is_vessel(std::size_t store) { return store < kVessels; }

// Of a matrix that is symmetric and positive definite: no pivots needed.
void invert(std::vector<double>& m, std::size_t n) {
  for (std::size_t k = 0; k < n; ++k) {
    const double pivot = 1 / m[k * n + k];
    m[k * n + k] = 1;
    for (std::size_t j = 0; j < n; ++j) m[k * n + j] *= pivot;
    for (std::size_t i = 0; i < n; ++i) {
      if (i == k) continue;
      const double factor = m[i * n + k];
      m[i * n + k] = 0;
      for (std::size_t j = 0; j < n; ++j) m[i * n + j] -= factor * m[k * n + j];
    }
  }
}

}  // namespace

std::size_t VesselNetwork::place(std::size_t of) const {
  return static_cast<std::size_t>(std::find(store.begin(), store.end(), of) - store.begin());
}

VesselNetwork vessels_beside(std::size_t chamber, const TreeParameters& p,
                             std::span<const BedLink> beds, std::size_t shut) {
  VesselNetwork net;
  std::array<bool, kStoreCount> seen{};
  const bool atrium = (chamber - kVessels) % 2 == 0;
  const auto add = [&](std::size_t store) {
    if (is_vessel(store) && !seen[store]) seen[store] = true, net.store.push_back(store);
  };
  for (const Way& way : kWayPlans) {
    if (atrium && way.to == chamber) add(way.from);
    if (!atrium && way.from == chamber) add(way.to);
  }
  for (std::size_t k = 0; k < net.store.size(); ++k)  // it grows meanwhile
    for (std::size_t w = 0; w < kWays; ++w) {
      const Way& way = kWayPlans[w];
      if (w == shut) continue;
      if (way.from == net.store[k]) add(way.to);
      if (way.to == net.store[k]) add(way.from);
    }
  const std::size_t n = net.size();
  net.conductance.assign(n * n, 0), net.port.assign(n, 0);
  const auto join = [&](std::size_t one, std::size_t other, double g) {
    const std::size_t i = net.place(one), j = net.place(other);
    if (i < n) net.conductance[i * n + i] += g;
    if (j < n) net.conductance[j * n + j] += g;
    if (i < n && j < n) net.conductance[i * n + j] -= g, net.conductance[j * n + i] -= g;
  };
  for (std::size_t k = 0; k < kWays; ++k) {
    const Way& way = kWayPlans[k];
    const bool here = (atrium ? way.to : way.from) == chamber;
    const std::size_t beside = net.place(atrium ? way.from : way.to);
    if (here && beside < n) net.port[beside] = atrium ? 1 / p.resistance[k] : 1;
    if (k == shut) continue;
    // A ventricle gives what it gives; all else is a conductance.
    if (way.kind != WayKind::valve || is_vessel(way.from))
      join(way.from, way.to, 1 / p.resistance[k]);
  }
  for (const BedLink& bed : beds) join(bed.artery, bed.vein, bed.conductance);
  for (const std::size_t k : net.store) net.compliance.push_back(p.vessel[k].compliance);
  return net;
}

NetworkStep::NetworkStep(const VesselNetwork& net, double s)
    : size_(net.size()), inverse_(net.conductance), of_port_(net.size(), 0) {
  for (double& g : inverse_) g *= s;
  for (std::size_t i = 0; i < size_; ++i) inverse_[i * size_ + i] += net.compliance[i];
  invert(inverse_, size_);
  stride_ = (size_ + kLanes - 1) / kLanes * kLanes;
  carry_.assign(size_ * stride_, 0);
  for (std::size_t i = 0; i < size_; ++i)
    for (std::size_t j = 0; j < size_; ++j) {
      double& m = inverse_[i * size_ + j];
      carry_[j * stride_ + i] =
          m * net.compliance[j];  // transposed: the inner loop runs over what it writes
      m *= s;
      of_port_[i] += m * net.port[j];
    }
}

void NetworkStep::carry(std::span<const double> before, std::span<double> after) const {
  for (std::size_t block = 0; block < stride_; block += kLanes) {
    std::array<double, kLanes> sum{};
    for (std::size_t j = 0; j < size_; ++j)
      for (std::size_t l = 0; l < kLanes; ++l)
        sum[l] += carry_[j * stride_ + block + l] * before[j];
    for (std::size_t l = 0; l < kLanes && block + l < size_; ++l) after[block + l] = sum[l];
  }
}

}  // namespace cisterna::circulation
