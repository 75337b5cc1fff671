#include "body/circulation/averaged_heart.hpp"

#include <algorithm>
#include <numeric>

namespace cisterna::circulation {
namespace {

constexpr std::size_t kSteps = 64;  // of a beat; a multiple of the levels of a shape
constexpr std::size_t kFillings = 16, kElastances = 5, kPeriods = 5;
constexpr std::size_t kUsual = kElastances / 2;
constexpr double kFullest = 20;  // e E_s (a + b)/P_o at the end of the table

double deviation_of(const std::vector<double>& x) {
  double sum = 0;
  for (const double v : x) sum += v * v;
  return std::sqrt(sum / static_cast<double>(x.size()));
}

// Pulses as the sensor feels them: the lead at once, what its lag makes of them by one integration.
std::vector<double> felt_pulses(std::span<const double> pulse, double step,
                                const Baroreflex<double>& b) {
  const double lead = b.lead_time / b.fall_time;
  std::vector<double> felt(pulse.size());
  double sum = 0, mean = 0;
  for (std::size_t k = 0; k < pulse.size(); ++k) {
    sum += pulse[k] * step;
    felt[k] = lead * pulse[k] + (1 - lead) * sum / b.fall_time;
    mean += felt[k] / static_cast<double>(pulse.size());
  }
  for (double& x : felt) x -= mean;
  return felt;
}

std::vector<IsolatedBeat> for_each_length(const TreeParameters& p, const HeartSide& side,
                                          const GridAxis& lengths) {
  std::vector<IsolatedBeat> solvers;
  for (std::size_t k = 0; k < kPeriods; ++k) solvers.emplace_back(p, side, lengths.at(k), kSteps);
  return solvers;
}

}  // namespace

AveragedHeart::AveragedHeart(const TreeParameters& p, std::span<const BedLink> beds,
                             const Reach& left, const Reach& right, const Reach& period) {
  const GridAxis filling{0, std::log1p(kFullest), kFillings};
  const GridAxis lengths{period.low, period.high, kPeriods};
  left_axes_ = {filling, GridAxis{left.low, left.high, kElastances}, lengths};
  right_axes_ = {filling, GridAxis{right.low, right.high, kElastances}, lengths};
  Shapes shapes;
  solve_right(p, beds, true, shapes);
  solve_right(p, beds, false, shapes);
  solve_left(p, beds, shapes);
}

// Elastance and period end where the reflex does, so that being near to those says little: they must lie beyond.
HeartEnd AveragedHeart::end_of(const Side& side, double volume, double outlet, double elastance,
                               double period, double near) {
  const double filled = std::log1p(elastance * side.own_elastance * volume / outlet);
  const auto at = [&](std::size_t a, double x, double margin, HeartEnd low, HeartEnd high) {
    const GridAxis& axis = side.table.axis(a);
    const double room = margin * (axis.high - axis.low);
    return !(x >= axis.low + room) ? low : !(x <= axis.high - room) ? high : HeartEnd::none;
  };
  const HeartEnd end = at(0, filled, near, HeartEnd::empty, HeartEnd::full);
  if (end != HeartEnd::none) return end;
  const HeartEnd force = at(1, elastance, 0, HeartEnd::weak, HeartEnd::strong);
  return force != HeartEnd::none ? force : at(2, period, 0, HeartEnd::fast, HeartEnd::slow);
}

void AveragedHeart::solve_right(const TreeParameters& p, std::span<const BedLink> beds, bool shut,
                                Shapes& shapes) {
  const std::size_t below = shut ? way_between(kAbdominalVein, kLowerCava) : kWays;
  const HeartSide side{kRightAtrium,
                       kRightVentricle,
                       way_between(kRightAtrium, kRightVentricle),
                       way_between(kRightVentricle, kLungArtery),
                       vessels_beside(kRightAtrium, p, beds, below),
                       vessels_beside(kRightVentricle, p, beds)};
  Side& right = shut ? right_shut_ : right_;
  right.own_elastance = p.chamber[kRightVentricle - kVessels].systolic_elastance;
  const double outlet = p.reflex.set_point;
  std::vector<double> distance(kPeriods, p.design_flow);
  shapes.assign(kPeriods, {});
  std::vector<IsolatedBeat> solvers = for_each_length(p, side, right_axes_[2]);
  right.table = Table(right_axes_, [&](std::size_t i, std::size_t j, std::size_t k) {
    const double e = right_axes_[1].at(j);
    const double volume = std::expm1(right_axes_[0].at(i)) * outlet / (e * right.own_elastance);
    const Beat b = solvers[k].solve(volume, outlet, e, {});
    count(b);
    // Shapes hardly depend on filling: any serves that is about usual, where lungs take half of the pressure before them.
    const double taken = b.flow / outlet * p.resistance[way_between(kLungArtery, kLungVein)];
    if (const double d = std::abs(taken - 0.5);
        j == kUsual && (shapes[k].empty() || d < distance[k])) {
      distance[k] = d, shapes[k] = solvers[k].outflow_shape();
      for (std::size_t n = 0; n < side.before.size(); ++n)
        vein_pulse_[side.before.store[n]] =
            solvers[k].pulse_before(n) / solvers[k].pulse_of_atrium();
    }
    return Table::Values{b.flow / outlet, b.atrium / outlet, b.ventricle / outlet,
                         b.filling / outlet, solvers[k].pulse_of_atrium() / outlet};
  });
}

void AveragedHeart::solve_left(const TreeParameters& p, std::span<const BedLink> beds,
                               const Shapes& shapes) {
  const HeartSide side{kLeftAtrium,
                       kLeftVentricle,
                       way_between(kLeftAtrium, kLeftVentricle),
                       way_between(kLeftVentricle, kAscendingAorta),
                       vessels_beside(kLeftAtrium, p, beds),
                       vessels_beside(kLeftVentricle, p, beds)};
  left_.own_elastance = p.chamber[kLeftVentricle - kVessels].systolic_elastance;
  const double outlet = p.reflex.set_point;
  const std::size_t sensor = side.behind.place(kBrachiocephalic);
  double distance = p.design_flow;
  std::vector<IsolatedBeat> solvers = for_each_length(p, side, left_axes_[2]);
  left_.table = Table(left_axes_, [&](std::size_t i, std::size_t j, std::size_t k) {
    const double e = left_axes_[1].at(j);
    const double volume = std::expm1(left_axes_[0].at(i)) * outlet / (e * left_.own_elastance);
    const Beat b = solvers[k].solve(volume, outlet, e, shapes[k]);
    count(b);
    const auto felt = felt_pulses(solvers[k].pulses(sensor), solvers[k].step(), p.reflex);
    const double deviation = deviation_of(felt);
    if (const double d = std::abs(b.flow - p.design_flow); j == kUsual && d < distance)
      distance = d, keep_shape(solvers[k], side, felt, deviation);
    return Table::Values{b.flow / outlet, b.atrium / outlet, b.ventricle / outlet,
                         b.filling / outlet, deviation / outlet};
  });
}

void AveragedHeart::keep_shape(const IsolatedBeat& solved, const HeartSide& side,
                               const std::vector<double>& felt, double deviation) {
  std::vector<double> sorted(felt);
  std::sort(sorted.begin(), sorted.end());
  constexpr std::size_t kEach = kSteps / kLevels;
  for (std::size_t l = 0; l < kLevels; ++l)
    shape_[l] =
        std::accumulate(sorted.begin() + static_cast<std::ptrdiff_t>(l * kEach),
                        sorted.begin() + static_cast<std::ptrdiff_t>((l + 1) * kEach), 0.0) /
        (kEach * deviation);
  for (std::size_t i = 0; i < side.behind.size(); ++i)
    artery_pulse_[side.behind.store[i]] = solved.pulse_of_vessel(i) / deviation;
}

}  // namespace cisterna::circulation
