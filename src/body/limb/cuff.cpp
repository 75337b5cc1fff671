#include "body/limb/cuff.hpp"

#include <algorithm>

namespace cisterna {
namespace {
constexpr double kInflation = 1;  // [s]
}

Cuff::Cuff(const Surroundings& inner, const Limb& limb, int member, double from, double to,
           double pressure, double begin)
    : ShiftedSurroundings(inner),
      site_patch_(limb.network.site_patch),
      pressure_(pressure),
      begin_(begin) {
  for (const LimbPatch& patch : limb.patches) {
    const double low = std::max(from, patch.s - 0.5 * patch.length);
    const double high = std::min(to, patch.s + 0.5 * patch.length);
    covered_.push_back(patch.member == member ? std::max(0.0, high - low) / patch.length : 0.0);
  }
}

double Cuff::next_breakpoint(double t) const {
  const double other = ShiftedSurroundings::next_breakpoint(t);
  if (t < begin_) return std::min(begin_, other);
  return t < begin_ + kInflation ? std::min(begin_ + kInflation, other) : other;
}

// Around the whole limb: its pressure arrives undiminished at every depth.
void Cuff::loads(double t, DepthLoads out) const {
  for (std::span<double> part : {out.skin, out.collector, out.muscle, out.traction})
    std::fill(part.begin(), part.end(), 0.0);
  if (ShiftedSurroundings::touching(t)) ShiftedSurroundings::loads(t, out);
  const double share = std::clamp((t - begin_) / kInflation, 0.0, 1.0);
  const auto under = [&](std::size_t i) { return covered_[i] * share * pressure_; };
  for (std::size_t i = 0; i < covered_.size(); ++i)
    out.skin[i] += under(i), out.muscle[i] += under(i);
  for (std::size_t k = 0; k < site_patch_.size(); ++k)
    out.collector[k] += under(static_cast<std::size_t>(site_patch_[k]));
}

}  // namespace cisterna
