// Vessels that hang together, as a chamber of the heart sees them while it beats: only what pulsates.
//
//   (1) C_i dx_i/dt = sum_j (x_j - x_i)/R_ij - x_i/R_i0 + pulses of inflow
//
//   x pressure of a vessel less its mean over a beat [Pa], C compliance [m3/Pa], R_ij way to another vessel of the set,
//   R_i0 ways and beds to all that lies beyond it, whose pressure is taken as steady [Pa s/m3]
//
// Assumes: ways are open (valves of veins and collapsible ways too, but for one that may be shut), veins are as compliant as
// at their unstressed volume. Sources: heldt2004.
// An implicit step of length s makes x = A x* + s (C + s G)^-1 inflow; both matrices are computed once.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "body/circulation/blood_stores.hpp"

namespace cisterna::circulation {

/// A bed as a way between two stores.
struct BedLink {
  std::size_t artery, vein;
  double conductance;  ///< [m3/(Pa s)]
};

struct VesselNetwork {
  std::vector<std::size_t> store;
  std::vector<double> compliance;
  std::vector<double> conductance;  ///< G, row by row
  std::vector<double>
      port;  ///< of each vessel to the chamber that is asked about; shares of its outflow otherwise

  std::size_t size() const { return store.size(); }
  /// Place of a store in the set; size() if it is not there.
  std::size_t place(std::size_t of) const;
};

/// Vessels before an atrium, or behind a ventricle. A way that is `shut`, since it has collapsed, passes no pulse.
VesselNetwork vessels_beside(std::size_t chamber, const TreeParameters& p,
                             std::span<const BedLink> beds, std::size_t shut = kWays);

/// Implicit steps of one length.
class NetworkStep {
 public:
  NetworkStep(const VesselNetwork& network, double s);
  /// A x*
  void carry(std::span<const double> before, std::span<double> after) const;
  /// What a flow of one through the port, or into one vessel, adds to each pressure.
  std::span<const double> of_port() const { return of_port_; }
  double into(std::size_t vessel, std::size_t at) const { return inverse_[vessel * size_ + at]; }

 private:
  static constexpr std::size_t kLanes = 8;  // summed at once
  std::size_t size_, stride_ = 0;
  std::vector<double> inverse_, carry_, of_port_;
};

}  // namespace cisterna::circulation
