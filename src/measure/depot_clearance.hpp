// Clearance of a tracer from a depot: a counter over the place where it was put.
//
//   (1) ln N(t) = ln N_0 - k t                                        least squares over the looks
//   (2) T = ln 2/k
//
//   N tracer left under the counter [any unit], k removal rate constant [1/s], T half-time [s]
// The real one is a gamma counter or camera over a subcutaneous depot of labelled protein, read once a minute for an
// hour or so; counts are noisy (1/sqrt N), decay is corrected for, and its depot bulges the tissue. None of that here:
// the depot is carried by the fluid that flows, without volume of its own and bound to nothing.
// Assumes: one exponential over the time looked at; the counter sees a skin patch and the muscle under it, so that what
// flows on through tissue to a neighbouring patch has left as well as what lymphatics took up.
// Sources: modi2007 (labelled immunoglobulin in arms) for the instrument; looks and window assumed.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "body/limb/limb.hpp"

namespace cisterna {

struct Clearance {
  double rate = 0;       ///< k [1/s]; NaN with fewer than two looks at tracer
  double half_time = 0;  ///< T [s]; infinite where nothing leaves, NaN where tracer comes
};

/// Fit of (1) to what was left at each time; looks at no tracer are left out.
Clearance clearance_of(std::span<const double> time, std::span<const double> left);

/// The skin patch nearest to the middle of a region, at angle 0.
std::size_t depot_patch(const Limb& limb, std::size_t region);
/// Where depots are put: in each member the skin patch nearest to the middle of its middle region, at angle 0.
std::vector<std::size_t> depot_patches(const Limb& limb);
/// Takes all tracer out of `state` and fills the depots with as much as their fluid, at unit concentration.
void put_depots(const LymphNetwork& network, const std::vector<std::size_t>& depots,
                std::vector<double>& state);
/// Tracer under the counter: in the patch and the muscle below it.
double depot_counts(const LymphNetwork& network, std::size_t depot, std::span<const double> state);

}  // namespace cisterna
