#include "measure/under_hands.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace cisterna {
namespace {

using Curve = std::vector<double>;

int member_of(const LimbGeometry& geometry, int region) {
  for (std::size_t m = 0; m < geometry.members.size(); ++m) {
    const auto& member = geometry.members[m];
    if (region >= member.first_region && region < member.first_region + member.regions)
      return static_cast<int>(m);
  }
  return 0;
}

void add(Curve& sum, const Curve& curve, double weight) {
  if (sum.empty()) sum.assign(curve.size(), 0.0);
  for (std::size_t k = 0; k < std::min(sum.size(), curve.size()); ++k) sum[k] += weight * curve[k];
}

}  // namespace

Curve hands_curve(const RunResult& run, const LimbGeometry& geometry, HandsCurve curve,
                  std::optional<std::size_t> part) {
  const Perfusion& p = run.perfusion;
  if (p.parts.empty()) return {};
  if (curve == HandsCurve::blood_lactate) return p.blood_lactate;
  Curve sum;
  double weight = 0;
  std::set<int> members;
  for (std::size_t k = 0; k < p.parts.size(); ++k) {
    if (part && k != *part) continue;
    const PartPerfusion& of = p.parts[k];
    const auto mean = [&](const Curve& values, double share) {
      add(sum, values, share), weight += share;
    };
    switch (curve) {
      case HandsCurve::shunted:
      case HandsCurve::conduit: members.insert(member_of(geometry, of.region)); break;
      case HandsCurve::muscle: add(sum, of.muscle_flow, 1); break;
      case HandsCurve::skin: add(sum, of.skin_flow, 1); break;
      case HandsCurve::squeezed: add(sum, of.squeezed, 1); break;
      case HandsCurve::lactate_out: add(sum, of.lactate_out, 1); break;
      case HandsCurve::oxygen: mean(of.oxygen, of.muscle); break;
      case HandsCurve::lactate: mean(of.lactate, of.muscle); break;
      case HandsCurve::skin_temperature: mean(of.skin_temperature, of.area); break;
      case HandsCurve::blood_lactate: break;
    }
  }
  const auto& of_members = curve == HandsCurve::shunted ? p.shunted : p.conduit;
  for (const int m : members)
    if (static_cast<std::size_t>(m) < of_members.size())
      add(sum, of_members[static_cast<std::size_t>(m)], 1);
  if (weight > 0)
    for (double& x : sum) x /= weight;
  return sum;
}

HandsReading hands_reading(const RunResult& run, const LimbGeometry& geometry, HandsCurve curve,
                           std::optional<std::size_t> part) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const Curve c = hands_curve(run, geometry, curve, part);
  const std::size_t points = std::min(c.size(), run.time.size());
  if (points < 2) return {kNone, kNone, kNone};
  double sum = 0;
  for (std::size_t k = 1; k < points; ++k) sum += c[k] * (run.time[k] - run.time[k - 1]);
  return {c[0], sum / (run.time[points - 1] - run.time[0]), c[points - 1]};
}

}  // namespace cisterna
