#include "body/circulation/isolated_beat.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "math/mixing.hpp"

namespace cisterna::circulation {
namespace {

// The method: a stage of the share g of a step, then one of the same share from a point beyond it.
const double kShare = 1 - 1 / std::numbers::sqrt2;
constexpr double kMiss = 1.0 / 16384;  // of the pressure behind: what may change from beat to beat
constexpr int kMostBeats = 200;
constexpr std::size_t kDepth = 6;

void go_beyond(std::span<const double> from, std::span<double> to) {
  for (std::size_t i = 0; i < from.size(); ++i)
    to[i] = from[i] + (1 - kShare) / kShare * (to[i] - from[i]);
}

}  // namespace

IsolatedBeat::IsolatedBeat(const TreeParameters& p, const HeartSide& side, double period,
                           std::size_t steps)
    : p_(p),
      side_(side),
      steps_(steps),
      step_(period / static_cast<double>(steps)),
      before_(side.before, kShare * step_),
      behind_(side.behind, kShare * step_) {
  const std::size_t n = side.before.size(), m = side.behind.size();
  for (std::size_t i = 0; i < n; ++i) {
    port_sum_ += side.before.port[i];
    admittance_ -= side.before.port[i] * before_.of_port()[i];
    if (side.before.port[i] == 0) far_at_ = i;
  }
  admittance_ += port_sum_;
  for (std::size_t i = 0; i < m; ++i)
    if (side.behind.port[i] > 0) outlet_at_ = i;
  impedance_ = behind_.of_port()[outlet_at_];
  for (auto* x : {&x_before_, &from_before_, &new_before_, &drift_before_, &squared_before_})
    x->assign(n, 0);
  for (auto* x : {&x_behind_, &from_behind_, &new_behind_, &drift_behind_}) x->assign(m, 0);
  outflow_.assign(2 * steps, 0);
  pulses_.assign(m, std::vector<double>(steps));
  const auto activation = [&](std::size_t chamber, std::size_t k) {
    const double at = static_cast<double>(k / 2) + (k % 2 == 0 ? kShare : 1);
    return chamber_activation(at / static_cast<double>(steps), period,
                              p.chamber[chamber - kVessels], p.second);
  };
  for (std::size_t k = 0; k < 2 * steps; ++k) {
    active_atrium_.push_back(activation(side.atrium, k));
    active_ventricle_.push_back(activation(side.ventricle, k));
  }
}

// (1), (2) with what stands at the ends: two equations, linear while no valve moves. Few trials find how valves stand.
IsolatedBeat::Chambers IsolatedBeat::settle_valves(const Chambers& from, double ea, double ev,
                                                   double inflow, double outlet, Stage& now) {
  const double s = kShare * step_;
  Chambers c{};
  for (int trial = 0; trial < 4; ++trial) {
    const double inner = (open_ & 1) != 0 ? 1 / p_.resistance[side_.valve] : 0;
    const double outer = (open_ & 2) != 0 ? 1 / (p_.resistance[side_.outflow] + impedance_) : 0;
    const double aa = 1 + s * ea * (admittance_ + inner), ab = -s * ev * inner;
    const double ba = -s * ea * inner, bb = 1 + s * ev * (inner + outer);
    const double ra = from.a + s * inflow, rb = from.b + s * outer * outlet;
    const double det = aa * bb - ab * ba;
    c = {(ra * bb - ab * rb) / det, (aa * rb - ba * ra) / det};
    now = {ea * c.a, ev * c.b, outer * (ev * c.b - outlet)};
    const int open = (ea * c.a > ev * c.b ? 1 : 0) + (ev * c.b > outlet ? 2 : 0);
    if (open == open_) break;
    open_ = open;
  }
  return c;
}

IsolatedBeat::Chambers IsolatedBeat::stage(std::size_t k, const Chambers& from, double incoming,
                                           Stage& now) {
  const auto elastance = [&](std::size_t chamber, double greatest, double active) {
    const Chamber<double>& c = p_.chamber[chamber - kVessels];
    return c.diastolic_elastance +
           (greatest * c.systolic_elastance - c.diastolic_elastance) * active;
  };
  before_.carry(from_before_, new_before_);
  behind_.carry(from_behind_, new_behind_);
  double inflow = flow_ + admittance_ * atrium_mean_;  // while the atrium has no pressure
  for (std::size_t i = 0; i < new_before_.size(); ++i) {
    new_before_[i] += incoming * before_.into(far_at_, i);
    inflow += side_.before.port[i] * new_before_[i];
  }
  const double outlet = outlet_ + new_behind_[outlet_at_] - impedance_ * flow_;
  const Chambers c = settle_valves(from, elastance(side_.atrium, 1, active_atrium_[k]),
                                   elastance(side_.ventricle, elastance_, active_ventricle_[k]),
                                   inflow, outlet, now);
  for (std::size_t i = 0; i < new_before_.size(); ++i)
    new_before_[i] += before_.of_port()[i] * (now.atrium - atrium_mean_);
  for (std::size_t i = 0; i < new_behind_.size(); ++i)
    new_behind_[i] += behind_.of_port()[i] * (now.outflow - flow_);
  outflow_[k] = now.outflow;
  return c;
}

void IsolatedBeat::sum_up(double share, const Chambers& c, const Stage& now, Sums& sums) const {
  sums.flow += share * now.outflow;
  sums.atrium += share * now.atrium, sums.atrium_squared += share * now.atrium * now.atrium;
  sums.ventricle += share * now.ventricle;
  sums.filling += share * c.b, sums.volume += share * (c.a + c.b);
}

void IsolatedBeat::run_beat(std::span<const double> incoming, Sums& sums) {
  const auto pulse = [&](std::size_t k) {
    return incoming.empty() ? 0 : flow_ * (incoming[k] - 1);
  };
  const auto drift = [&](double share) {
    for (std::size_t i = 0; i < x_before_.size(); ++i) {
      drift_before_[i] += share * new_before_[i];
      squared_before_[i] += share * new_before_[i] * new_before_[i];
    }
    for (std::size_t i = 0; i < x_behind_.size(); ++i) drift_behind_[i] += share * new_behind_[i];
  };
  const double on = (1 - kShare) / kShare, each = 1 / static_cast<double>(steps_);
  for (std::size_t k = 0; k < steps_; ++k) {
    Stage now{};
    from_before_ = x_before_, from_behind_ = x_behind_;
    const Chambers start = chambers_, first = stage(2 * k, start, pulse(2 * k), now);
    sum_up((1 - kShare) * each, first, now, sums), drift((1 - kShare) * each);
    go_beyond(x_before_, new_before_), go_beyond(x_behind_, new_behind_);
    from_before_ = new_before_, from_behind_ = new_behind_;
    const Chambers beyond{start.a + on * (first.a - start.a), start.b + on * (first.b - start.b)};
    chambers_ = stage(2 * k + 1, beyond, pulse(2 * k + 1), now);
    sum_up(kShare * each, chambers_, now, sums), drift(kShare * each);
    x_before_ = new_before_, x_behind_ = new_behind_;
    for (std::size_t i = 0; i < pulses_.size(); ++i) pulses_[i][k] = x_behind_[i];
  }
}

// In pressures, so that all are of like size: those of the chambers as if at rest, that of the flow over all beds.
template <class Visit>
void IsolatedBeat::visit_trial(Visit&& visit) {
  visit(chambers_.a, p_.chamber[side_.atrium - kVessels].diastolic_elastance);
  visit(chambers_.b, p_.chamber[side_.ventricle - kVessels].diastolic_elastance);
  visit(flow_, p_.design_fall / p_.design_flow);
  visit(atrium_mean_, 1.0);
  for (double& x : x_before_) visit(x, 1.0);
  for (double& x : x_behind_) visit(x, 1.0);
}

Beat IsolatedBeat::solve(double volume, double outlet, double elastance,
                         std::span<const double> incoming) {
  elastance_ = elastance, outlet_ = outlet;
  if (chambers_.a == 0 && chambers_.b == 0) {
    chambers_ = {volume / 2, volume / 2};
    atrium_mean_ = p_.chamber[side_.atrium - kVessels].diastolic_elastance * chambers_.a;
  }
  Mixing mixing(kDepth);
  std::vector<double> before, after;
  Beat beat;
  while (!beat.repeats && beat.beats < kMostBeats) {
    before.clear(), after.clear();
    visit_trial([&](double& x, double scale) { before.push_back(x * scale); });
    Sums s;
    for (auto* sum : {&drift_before_, &drift_behind_, &squared_before_})
      std::fill(sum->begin(), sum->end(), 0.0);
    run_beat(incoming, s);
    // What is missing goes to the atrium; pulses keep no mean.
    chambers_.a += volume - s.volume;
    flow_ = s.flow, atrium_mean_ = s.atrium;
    for (std::size_t i = 0; i < x_before_.size(); ++i) x_before_[i] -= drift_before_[i];
    for (std::size_t i = 0; i < x_behind_.size(); ++i) x_behind_[i] -= drift_behind_[i];
    visit_trial([&](double& x, double scale) { after.push_back(x * scale); });
    double miss = 0;
    for (std::size_t i = 0; i < before.size(); ++i)
      miss = std::max(miss, std::abs(after[i] - before[i]));
    beat = {s.flow,   s.atrium,       s.ventricle,           s.filling,
            s.volume, beat.beats + 1, miss <= kMiss * outlet};
    atrium_pulse_ = std::sqrt(std::max(0.0, s.atrium_squared - s.atrium * s.atrium));
    if (beat.repeats) break;
    mixing.next(before, after);
    auto next = after.begin();
    visit_trial([&](double& x, double scale) { x = *next++ / scale; });
  }
  for (std::size_t i = 0; i < pulses_.size(); ++i)
    for (double& x : pulses_[i]) x -= drift_behind_[i];
  return beat;
}

std::vector<double> IsolatedBeat::outflow_shape() const {
  std::vector<double> shape(outflow_);
  for (double& q : shape) q = flow_ > 0 ? q / flow_ : 1;
  return shape;
}

double IsolatedBeat::pulse_before(std::size_t place) const {
  const double mean = drift_before_[place];
  return std::sqrt(std::max(0.0, squared_before_[place] - mean * mean));
}

double IsolatedBeat::pulse_of_vessel(std::size_t place) const {
  double sum = 0;
  for (const double x : pulses_[place]) sum += x * x;
  return std::sqrt(sum / static_cast<double>(steps_));
}

}  // namespace cisterna::circulation
